import { declareAccess, everyone, writers } from '#platform/access.ts'

const file = ['admin', 'caseworker'] as const

declareAccess({
  'contact.read': { roles: everyone },
  'check-in.read': { roles: everyone },
  'contact.record': { roles: writers },
  'check-in.plan': { roles: file },
  'check-in.answer': { roles: writers, worker: true },
  'check-in.resolve': { roles: writers },
  'check-in.turn': { roles: [], worker: true },
})
