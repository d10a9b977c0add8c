import { declareAccess, everyone } from '#platform/access.ts'

declareAccess({
  'mail.queue': { roles: everyone, worker: true },
  'mail.send': { roles: [], worker: true },
  'mail.read': { roles: ['admin', 'campaigner'] },
})
