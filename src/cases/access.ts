import { declareAccess, everyone, writers } from '#platform/access.ts'

const file = ['admin', 'caseworker'] as const

declareAccess({
  // a worker builds anew what was signed, when its time has come
  'case.read': { roles: everyone, worker: true },
  'case.export': { roles: everyone, stepUp: true },
  'case.open': { roles: file },
  'case.edit': { roles: writers },
  'case.close': { roles: file },
  'case.step': { roles: file },
  'case.erase': { roles: file, stepUp: true },
  'case.team': { roles: file, stepUp: true },
  'case.person': { roles: writers },
  'case.wording': { roles: writers },
  'case.portrait': { roles: writers },
  'case.image': { roles: writers },
  'case.assess': { roles: writers },
})
