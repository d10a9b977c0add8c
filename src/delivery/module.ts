import type { Module } from '#platform/module.ts'
import './access.ts'
import { broadcastRoutes } from './broadcast-routes.ts'
import { sendBroadcasts } from './broadcast-sending.ts'
import { broadcastsToday } from './broadcast-today.ts'
import { mailRoutes, mailToday } from './console-mail.tsx'
import { dropOutdated } from './outdated-mails.ts'
import { sendSingleMails } from './single-sender.ts'

export const deliveryModule: Module = {
  name: 'delivery',
  tasks: [sendSingleMails(), sendBroadcasts()],
  jobs: [dropOutdated],
  routes: [...mailRoutes, ...broadcastRoutes],
  today: [...mailToday, broadcastsToday],
}
