import type { Module } from '#platform/module.ts'
import './access.ts'
import { mailRoutes, mailToday } from './console-mail.tsx'
import { sendSingleMails } from './single-sender.ts'

export const deliveryModule: Module = {
  name: 'delivery',
  tasks: [sendSingleMails()],
  routes: mailRoutes,
  today: mailToday,
}
