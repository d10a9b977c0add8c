import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'unobtainable.read': { roles: everyone, worker: true },
  'unobtainable.write': { roles: writers },
  'unobtainable.escalate': { roles: [], worker: true },
})
