import { declareAccess, everyone, writers } from '#platform/access.ts'

const moderators = ['admin', 'caseworker', 'campaigner'] as const

declareAccess({
  'target.read': { roles: everyone },
  'target.edit': { roles: writers },
  'target.export': { roles: everyone, stepUp: true },
  'campaign.read': { roles: everyone, worker: true },
  'campaign.edit': { roles: writers },
  'campaign.test-send': { roles: writers },
  // Safety: from here on strangers' letters reach officials in our name
  'campaign.end-test': { roles: writers, stepUp: true },
  'campaign.publish': { roles: writers, stepUp: true },
  // Safety: stopping must be as quick as a phone call; no step-up
  'campaign.pause': { roles: writers },
  'campaign.resume': { roles: writers, stepUp: true },
  'campaign.end': { roles: writers },
  'partner-page.edit': { roles: writers },
  'partner-page.publish': { roles: writers, stepUp: true },
  // Safety: as quick as pausing a campaign
  'partner-page.stop': { roles: writers },
  'message.read': { roles: moderators },
  'message.moderate': { roles: moderators },
  // the case team alone, by name: the verb asks a second time
  'message.hand-over': { roles: moderators },
})
