import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'update.read': { roles: everyone, worker: true },
  'update.write': { roles: writers },
  // Safety: in public, in the name of the own organisation
  'update.repost': { roles: writers, stepUp: true },
  'update.end-repost': { roles: writers },
  // of any organisation of the coalition but observers
  'update.copies': { roles: writers },
  'update.test-mail': { roles: writers },
  'update.publish': { roles: writers, stepUp: true },
  'update.correct': { roles: writers, stepUp: true },
  // Safety: no step-up and no second person: taking away must be as quick as a phone call.
  'update.withdraw': { roles: writers },
})
