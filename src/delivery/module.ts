import type { Module } from '#platform/module.ts'
import './access.ts'
import { broadcastRoutes } from './broadcast-routes.ts'
import { sendBroadcasts } from './broadcast-sending.ts'
import { broadcastsToday } from './broadcast-today.ts'
import { jointRoutes } from './console-joint.tsx'
import { mailRoutes, mailToday } from './console-mail.tsx'
import { jointsToday, leftUnsentToday } from './joint-today.ts'
import { dropOutdated } from './outdated-mails.ts'
import { relayRoutes, relayToday } from './own-relay/console.tsx'
import { tryRelays } from './own-relay/trying.ts'
import { sendSingleMails } from './single-sender.ts'

export const deliveryModule: Module = {
  name: 'delivery',
  tasks: [sendSingleMails(), sendBroadcasts(), tryRelays],
  jobs: [dropOutdated],
  routes: [...mailRoutes, ...broadcastRoutes, ...jointRoutes, ...relayRoutes],
  today: [jointsToday, leftUnsentToday, ...mailToday, relayToday, broadcastsToday],
}
