import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'joint-text.read': { roles: everyone },
  // of any organisation of the coalition but observers
  'joint-text.comment': { roles: writers },
  'coalition.see': { roles: everyone },
  // tasks of the room, of any organisation of the coalition but observers
  'coalition.task': { roles: writers },
  // Safety: whoever is let in sees the coalition's room; it takes a proved session on both sides
  'coalition.invite': { roles: ['admin', 'caseworker'], stepUp: true },
  'coalition.confirm': { roles: writers, stepUp: true },
  'coalition.revoke': { roles: ['admin', 'caseworker'] },
  'coalition.answer': { roles: ['admin'], stepUp: true },
  'coalition.naming': { roles: ['admin'], stepUp: true },
  'coalition.people': { roles: ['admin', 'caseworker'], stepUp: true },
  'coalition.leave': { roles: ['admin'], stepUp: true },
  // Safety: by code name, and for those alone who may leave: a room may be shut because nobody is to know of it
  'coalition.list': { roles: ['admin'] },
  'coalition.carry-out': { roles: [], worker: true },
  // a silence that ran out is settled by a job
  'coalition.remind': { roles: [], worker: true },
  'coalition.decide': { roles: writers, worker: true },
  // Safety: who is in, who leads and by which charter is not decided from a screen that was left open
  'coalition.reshape': { roles: writers, stepUp: true },
})
