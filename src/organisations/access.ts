import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'today.see': { roles: everyone },
  'account.see': { roles: everyone },
  'account.change': { roles: everyone },
  // Safety: a credential is a door; whoever adds one must have proved another within ten minutes
  'credential.add': { roles: everyone, stepUp: true },
  'credential.remove': { roles: everyone, stepUp: true },
  'session.end': { roles: everyone },
  'session.step-up': { roles: everyone },
  'session.switch': { roles: everyone },
  'draft.save': { roles: everyone },
  'organisation.see': { roles: everyone },
  // Safety: where donations go and from whom mail comes is public at once
  'organisation.change': { roles: ['admin'], stepUp: true },
  // Safety: whom others know to be here is the organisation's own to say
  'organisation.let-be-found': { roles: ['admin'], stepUp: true },
  // Safety: a logo stands for who speaks; it is public at once
  'logo.change': { roles: ['admin'], stepUp: true },
  'embed-site.list': { roles: everyone },
  // Safety: who may put a form into a frame decides what stands around it
  'embed-site.change': { roles: ['admin'], stepUp: true },
  'member.list': { roles: everyone },
  'member.invite': { roles: ['admin'], stepUp: true },
  'member.join': { roles: everyone, stepUp: true },
  'member.revoke-invitation': { roles: ['admin'] },
  'member.change-role': { roles: ['admin'], stepUp: true },
  'member.remove': { roles: ['admin'], stepUp: true },
  'log.see': { roles: writers },
  // the worker mails the heads
  'audit.see': { roles: writers, worker: true },
  // Safety: whoever turns the heads away from an organisation takes its proof
  // by the mail's own link: whoever holds it is the owner of the address
  'audit.confirm-address': { roles: [], worker: true },
  'audit.change-address': { roles: ['admin'], stepUp: true },
})
