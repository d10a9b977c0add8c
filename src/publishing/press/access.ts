import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'press.read': { roles: everyone },
  // what is given away cannot be called back
  'press.take': { roles: writers },
})
