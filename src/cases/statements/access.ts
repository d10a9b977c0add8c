import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'statement.write': { roles: writers },
  // a worker carries her own word, given behind her link
  'statement.answer': { roles: writers, worker: true },
  // a worker writes the mail of an update, in which her approved points stand
  'statement.quote': { roles: everyone, worker: true },
  // Safety: no step-up: what takes away must be as quick as a phone call.
  'statement.end': { roles: writers, worker: true },
})
