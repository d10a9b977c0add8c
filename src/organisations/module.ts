import type { Module } from '#platform/module.ts'
import './access.ts'
import { accountRoutes } from './console-account.tsx'
import { auditRoutes, brokenChain } from './console-audit.tsx'
import { embedSiteRoutes } from './console-embed-sites.tsx'
import { findableRoutes } from './console-findable.tsx'
import { logRoutes } from './console-log.tsx'
import { logoRoutes } from './console-logo.tsx'
import { memberRoutes } from './console-members.tsx'
import { organisationRoutes } from './console-organisation.tsx'
import { sessionRoutes } from './console-session.tsx'
import { credentialReminder, todayRoutes } from './console-today.tsx'
import { dropOutdatedJob } from './dropping.ts'

export const organisationsModule: Module = {
  name: 'organisations',
  routes: [
    ...todayRoutes,
    ...sessionRoutes,
    ...accountRoutes,
    ...organisationRoutes,
    ...embedSiteRoutes,
    ...logoRoutes,
    ...findableRoutes,
    ...memberRoutes,
    ...logRoutes,
    ...auditRoutes,
  ],
  today: [brokenChain, credentialReminder],
  jobs: [dropOutdatedJob],
}
