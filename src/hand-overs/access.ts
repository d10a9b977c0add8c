import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'hand-over.read': { roles: everyone },
  'hand-over.write': { roles: writers },
  // mails of the letter's organisation to those who signed it
  'hand-over.tell': { roles: [], worker: true },
  // Safety: names of supporters go to paper
  'hand-over.sheet': { roles: ['admin', 'campaigner'], stepUp: true },
})
