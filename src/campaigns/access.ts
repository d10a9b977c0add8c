import { declareAccess } from '#platform/access.ts'

declareAccess({
  // what visitors do comes through the drain
  'action.take': { roles: [], worker: true },
  'action.confirm': { roles: [], worker: true },
  'action.withdraw': { roles: ['admin'], worker: true },
  'action.record-by-hand': { roles: ['admin', 'caseworker', 'campaigner'] },
  'paper.record': { roles: ['admin', 'caseworker', 'campaigner'] },
  'paper.read': { roles: ['admin', 'caseworker', 'campaigner'] },
  // Safety: names, addresses and signatures of thousands, and a number that the public reads
  'paper.open-evidence': { roles: ['admin', 'caseworker', 'campaigner'], stepUp: true },
  'paper.confirm': { roles: ['admin', 'caseworker', 'campaigner'], stepUp: true },
  'paper.leave-out': { roles: ['admin', 'caseworker', 'campaigner'], stepUp: true },
  'action.count': { roles: ['admin', 'caseworker', 'campaigner', 'viewer'], worker: true },
  'official-email.send': { roles: [], worker: true },
  // Safety: a machine may stop a queue; letting it go on takes a person
  'official-email.stop-burst': { roles: [], worker: true },
  'official-email.review': { roles: ['admin', 'campaigner'] },
})
