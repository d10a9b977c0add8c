import { harbour, lantern } from './cast.ts'
import { until } from './steps.ts'
import { dayFromNow, momentBefore, type Story } from './world.ts'

/** A sign of life is agreed, one does not come, the team is woken, and it is found out why. */
export async function missACheckIn(story: Story): Promise<void> {
  const { steps, world } = story
  const member = steps.must('Ines', story.ines)
  const at = steps.must('the case', story.caseHref)
  // far from now: none of those to come falls due while somebody looks at the demo for the first time
  const hour = (new Date().getUTCHours() + 12) % 24
  const agreed = await member.fill(`${at}/check-ins/plans/new`, {
    form: '/check-ins/plans',
    type: {
      ...{ name: 'Every evening', every: 'day', times: `${String(hour).padStart(2, '0')}:30` },
      ...{ zone: lantern.zone, startsOn: dayFromNow(0), windowMinutes: '60', language: 'ar' },
      ...{ codeWord: 'the lamp is lit', duressWord: 'the sea is calm' },
      channels: 'Signal. If she does not answer: a call to her sister.',
    },
  })
  steps.check(
    'a sign of life is agreed for every evening, with a code word',
    agreed.status === 200,
    agreed.text,
  )
  const next = await until(async () => (await member.open(`${at}/check-ins`)).link(oneCheckIn))
  steps.check('its days are written down ahead', next)
  const told = world.mailbox.mails().length
  const moved = await member.fill(steps.must('the next check-in', next), {
    form: '/move',
    type: {
      at: momentBefore(80, harbour.form.timeZone),
      reason: 'She wrote at noon: today earlier, before her shift.',
    },
  })
  steps.check(
    'once she said an earlier hour, and that is written down',
    moved.says('By the plan'),
    moved.text,
  )

  const alarm = await until(async () =>
    world.mailbox
      .mails()
      .slice(told)
      .find((mail) => mail.links.some((link) => link.includes('/r/'))),
  )
  steps.check('then no word comes: the team is woken by mail', alarm)
  steps.check(
    'the mail says the code name, and nothing of her',
    alarm?.text.includes(lantern.code) && !/Samira|Haddad|سميرة|حداد/.test(alarm.subject + alarm.text),
    alarm?.text,
  )
  const today = await member.open('/')
  const late = today.link(oneCheckIn)
  steps.check('it stands on Today, under the code name', late && today.says(lantern.code), today.text)
  await member.fill(`${at}/check-ins`, { form: '/person/open', type: { reason: 'contact' } })
  const page = await member.open(steps.must('the late check-in', late))
  const note = 'Reached over her sister: the power was out in her street, and her battery empty.'
  await member.send(page, { form: /\/alarms\// })
  const settled = await member.fill(page.path, {
    form: '/resolve',
    type: { resolution: 'reached', note },
  })
  steps.check('she is reached, and how it ended is written down', settled.says(note), settled.text)
  const calm = await member.open('/')
  steps.check('then nothing of it stands on Today any more', !calm.link(oneCheckIn), calm.text)
}

const oneCheckIn = /\/check-ins\/[0-9a-f-]{36}$/
