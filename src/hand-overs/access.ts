import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'hand-over.read': { roles: everyone },
  'hand-over.write': { roles: writers },
  // Safety: names of supporters go to paper
  'hand-over.sheet': { roles: ['admin', 'campaigner'], stepUp: true },
})
