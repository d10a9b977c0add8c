import { declareAccess, writers } from '#platform/access.ts'

declareAccess({
  // Safety: no step-up and no second question: somebody may be at the door right now
  'case.emergency-sheet': { roles: writers },
  'case.sheet': { roles: writers },
})
