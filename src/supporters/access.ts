import { declareAccess, everyone } from '#platform/access.ts'

declareAccess({
  'supporter.welcome': { roles: ['admin', 'caseworker', 'campaigner'], worker: true },
  'supporter.read': { roles: ['admin', 'caseworker', 'campaigner'] },
  'supporter.count': { roles: everyone, worker: true },
  'supporter.suppress': { roles: ['admin', 'campaigner'], worker: true },
  // it is final
  'supporter.erase': { roles: ['admin'], worker: true, stepUp: true },
  'supporter.export': { roles: ['admin'], stepUp: true },
  // she herself, by the link in her mail
  'supporter.change': { roles: [], worker: true },
  // what she asked for by the link in her mail holds until she writes to them
  'supporter.unlock': { roles: ['admin'], stepUp: true },
  'supporter.opt-in': { roles: [], worker: true },
  'supporter.record-opt-in': { roles: ['admin', 'caseworker', 'campaigner'] },
})
