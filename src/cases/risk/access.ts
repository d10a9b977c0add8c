import { declareAccess, writers } from '#platform/access.ts'

declareAccess({
  'threat.write': { roles: writers },
  'risk.measure': { roles: writers },
})
