import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'direction.read': { roles: everyone },
  'direction.write': { roles: writers },
})
