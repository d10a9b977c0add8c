import type { ConsoleRoute } from '#platform/module.ts'
import { campaignAskRoutes } from './console-campaign-asks.tsx'
import { campaignEmbedRoutes } from './console-campaign-embed.tsx'
import { campaignTextRoom } from './text-room.tsx'
import { campaignSendingRoutes } from './console-campaign-sending.tsx'
import { campaignTextRoutes } from './console-campaign-texts.tsx'
import { campaignRoutes } from './console-campaigns.tsx'
import { messageRoutes } from './console-messages.tsx'
import { officialRoutes } from './console-officials.tsx'
import { partnerPageRoutes } from './console-partner-pages.tsx'

/** The staff's door of this module. */
export const consoleRoutes: readonly ConsoleRoute[] = [
  ...campaignRoutes,
  ...campaignTextRoutes,
  ...campaignTextRoom,
  ...campaignAskRoutes,
  ...campaignSendingRoutes,
  ...campaignEmbedRoutes,
  ...officialRoutes,
  ...partnerPageRoutes,
  ...messageRoutes,
]
