import { declareAccess } from '#platform/access.ts'

declareAccess({
  'case.empty-teams': { roles: ['admin'] },
  'case.adopt': { roles: ['admin'], stepUp: true },
})
