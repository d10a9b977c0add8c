import { declareAccess, everyone } from '#platform/access.ts'

declareAccess({
  'calendar.see': { roles: everyone },
  // Safety: an address that goes on telling dates is not made at an unlocked desk
  'calendar.make': { roles: everyone, stepUp: true },
  'calendar.end': { roles: everyone },
})
