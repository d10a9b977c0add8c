import { declareAccess, everyone, writers } from '#platform/access.ts'

declareAccess({
  'mail.queue': { roles: everyone, worker: true },
  'mail.send': { roles: [], worker: true },
  'relay.see': { roles: everyone },
  // Safety: all mail of the organisation leaves by the server that is named, and a password goes there
  'relay.change': { roles: ['admin'], stepUp: true },
  'relay.test': { roles: ['admin'] },
  'relay.open': { roles: [], worker: true },
  'broadcast.read': { roles: everyone },
  // Safety: mail to everybody cannot be called back
  'broadcast.send': { roles: ['admin', 'campaigner'], stepUp: true },
  'broadcast.pause': { roles: writers },
  'broadcast.cancel': { roles: ['admin', 'campaigner'] },
  // Safety: to hold what all organisations send is as quick as to pause; to let it go is not
  'broadcast.hold': { roles: writers },
  'broadcast.release': { roles: ['admin', 'campaigner'], stepUp: true },
  'broadcast.let-go': { roles: [], worker: true },
  'broadcast.names': { roles: ['admin', 'campaigner'] },
  'mail.read': { roles: ['admin', 'campaigner'] },
  'intake.read': { roles: ['admin', 'campaigner'] },
  'intake.retry': { roles: ['admin'] },
})
