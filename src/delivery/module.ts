import type { Module } from '#platform/module.ts'
import './access.ts'
import { broadcastRoutes } from './broadcast-routes.ts'
import { sendBroadcasts } from './broadcast-sending.ts'
import { broadcastsToday } from './broadcast-today.ts'
import { jointRoutes } from './console-joint.tsx'
import { mailRoutes, mailToday } from './console-mail.tsx'
import { jointsToday, leftUnsentToday } from './joint-today.ts'
import { dropOutdated } from './outdated-mails.ts'
import { sendSingleMails } from './single-sender.ts'

export const deliveryModule: Module = {
  name: 'delivery',
  tasks: [sendSingleMails(), sendBroadcasts()],
  jobs: [dropOutdated],
  routes: [...mailRoutes, ...broadcastRoutes, ...jointRoutes],
  today: [jointsToday, leftUnsentToday, ...mailToday, broadcastsToday],
}
