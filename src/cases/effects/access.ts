import { declareAccess, writers } from '#platform/access.ts'

declareAccess({
  'effect.write': { roles: writers },
  'effect.position': { roles: writers },
})
