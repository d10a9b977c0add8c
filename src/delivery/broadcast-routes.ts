import type { ConsoleRoute } from '#platform/module.ts'
import { showBroadcast, showBroadcasts, showProgress, takeStep } from './console-broadcasts.tsx'
import { showPeople } from './console-people.tsx'

const at = '/broadcasts/:broadcastId'

export const broadcastRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/broadcasts', verb: 'broadcast.read', handle: showBroadcasts },
  { method: 'GET', path: at, verb: 'broadcast.read', handle: showBroadcast },
  { method: 'GET', path: `${at}/progress`, verb: 'broadcast.read', handle: showProgress },
  { method: 'POST', path: `${at}/pause`, verb: 'broadcast.pause', handle: takeStep('pause') },
  { method: 'POST', path: `${at}/resume`, verb: 'broadcast.send', handle: takeStep('resume') },
  { method: 'POST', path: `${at}/cancel`, verb: 'broadcast.cancel', handle: takeStep('cancel') },
  { method: 'GET', path: `${at}/people/:outcome`, verb: 'broadcast.names', handle: showPeople },
]
