import { declareAccess, writers } from '#platform/access.ts'

declareAccess({
  'fact.write': { roles: writers },
  'fact.open-attachment': { roles: writers },
})
