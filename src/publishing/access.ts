import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  // a worker builds anew what was signed, when its time has come
  'consent.read': { roles: everyone, worker: true },
  // a worker carries her own word, given behind her link
  'consent.record': { roles: writers, worker: true },
  'consent.by-link': { roles: [], worker: true },
  'consent.link': { roles: ['admin', 'caseworker'] },
  // Safety: no step-up and no second person: taking away must be as quick as a phone call.
  'consent.withdraw': { roles: writers, worker: true },
  'consent.expire': { roles: [], worker: true },
  'publishing.close-taken-back': { roles: [], worker: true },
  'publishing.sign-off': { roles: writers, stepUp: true },
  // Safety: no step-up: saying no, and taking back, must be as quick as a phone call.
  'publishing.answer': { roles: writers },
  // what people have signed by hand, when its time has come
  'publishing.by-itself': { roles: [], worker: true },
  // Safety: one press, by anybody on the team, whatever the role; no step-up.
  'publishing.go-quiet': { roles: everyone },
  // Safety: going down is as quick as going quiet.
  'publishing.lower': { roles: everyone },
  'emergency.read': { roles: everyone },
  // Safety: one person, at three in the morning, without a proof; anybody of the team takes it back.
  'emergency.raise': { roles: writers },
  'emergency.pull': { roles: everyone },
  'emergency.escalate': { roles: [], worker: true },
  'publishing.take-down': { roles: writers, worker: true },
  'publishing.tally': { roles: writers, worker: true },
})
