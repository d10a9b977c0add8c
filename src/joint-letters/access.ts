import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'joint-letter.read': { roles: everyone, worker: true },
  'joint-letter.write': { roles: writers },
  'joint-letter.publish': { roles: writers, stepUp: true },
  // Safety: no step-up and no second person: taking away must be as quick as a phone call.
  'joint-letter.withdraw': { roles: writers },
  // the worker closes it when its day is over
  'joint-letter.close': { roles: writers, worker: true },
  // Safety: in public, in the name of the own organisation
  'joint-letter.sign': { roles: writers, stepUp: true },
  'joint-letter.unsign': { roles: writers },
  'joint-letter.moderate': { roles: writers },
  'joint-letter.export': { roles: writers, stepUp: true },
  // what organisations from outside send comes through the drain
  'sign-on.take': { roles: [], worker: true },
  'sign-on.answer': { roles: [], worker: true },
})
