import { declareAccess, writers } from '#platform/access.ts'

declareAccess({
  'alarm.raise': { roles: writers, worker: true },
  'alarm.acknowledge': { roles: writers, worker: true },
  'alarm.channel': { roles: writers },
  'alarm.test': { roles: writers },
  'alarm.send': { roles: [], worker: true },
})
