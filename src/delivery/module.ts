import type { Module } from '#platform/module.ts'
import './access.ts'
import { mailServerAway } from './mail-server.ts'
import { sendSingleMails } from './single-sender.ts'

export const deliveryModule: Module = {
  name: 'delivery',
  tasks: [sendSingleMails()],
  today: [
    {
      urgency: 2,
      async find({ office, i18n }) {
        const away = await mailServerAway(office.db)
        return away ? [{ text: i18n.t('delivery.today.away'), href: '/mail', since: away.since }] : []
      },
    },
  ],
}
