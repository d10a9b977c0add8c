/** Alarms by mail: cases raises them, delivery carries them. */
import { carryAlarmsByMail, wordAlarm } from '#cases/index.ts'
import { alarmMail, declareMail, queueMail } from '#delivery/index.ts'

const template = 'alarm'

declareMail(template, async (tx, mail, services) => {
  const words = await wordAlarm(tx, String(mail.values['messageId']), services)
  return words && alarmMail(words.i18n, { text: words.text, url: words.link, sender: mail.sender })
})

carryAlarmsByMail(async (tx, { organisationId, messageId, to, language }) => {
  await queueMail(tx, {
    organisationId,
    kind: 'alarm',
    urgency: 1,
    to,
    language,
    template,
    values: { messageId },
    onceKey: `alarm ${messageId}`,
  })
})
