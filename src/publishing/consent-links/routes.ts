import type { Module } from '#platform/module.ts'
import { showLinks, takeLink, takePhrase, takeRevocation, takeSeen } from './console-links.tsx'
import './tables.ts'

const at = '/cases/:caseId/consents/link'

/** Where a caseworker agrees on a phrase and makes the link; her own side of it is `private-door.tsx`. */
export const consentLinkRoutes: Module['routes'] & object = [
  { method: 'GET', path: at, verb: 'consent.link', handle: showLinks },
  { method: 'POST', path: at, verb: 'consent.link', handle: takeLink },
  { method: 'POST', path: `${at}/phrase`, verb: 'consent.link', handle: takePhrase },
  { method: 'POST', path: `${at}/revoke`, verb: 'consent.link', handle: takeRevocation },
  { method: 'POST', path: `${at}/seen`, verb: 'consent.link', handle: takeSeen },
]
