import { declareAccess, everyone, writers } from '#platform/access.ts'

const file = ['admin', 'caseworker'] as const

declareAccess({
  'duty.read': { roles: everyone },
  'duty.plan': { roles: file },
  'duty.hand-over': { roles: writers },
  'alarm.raise': { roles: writers, worker: true },
  'alarm.acknowledge': { roles: writers, worker: true },
  'alarm.channel': { roles: writers },
  'alarm.test': { roles: writers },
  'alarm.send': { roles: [], worker: true },
})
