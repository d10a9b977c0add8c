import { declareAccess, writers } from '#platform/access.ts'

declareAccess({
  'statement.write': { roles: writers },
  // Safety: no step-up: what takes away must be as quick as a phone call.
  'statement.end': { roles: writers },
})
