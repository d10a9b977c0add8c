import { sql } from 'kysely'
import { workerOf } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { openKeys } from '#platform/keys/keyring.ts'
import type { DemoWorld } from '../commands/demo.ts'
import { lantern } from './cast.ts'
import { until } from './steps.ts'
import { dayFromNow, type Story } from './world.ts'

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
  const told = world.mailbox.mails().length
  const moved = await until(() => lettingTimePass(world))
  steps.check('its days are written down ahead', moved)

  const alarm = await until(async () =>
    world.mailbox
      .mails()
      .slice(told)
      .find((mail) => mail.links.some((link) => link.includes('/r/'))),
  )
  steps.check('one evening no word comes: the team is woken by mail', alarm)
  steps.check(
    'the mail says the code name, and nothing of her',
    alarm?.text.includes(lantern.code) && !/Samira|Haddad|سميرة|حداد/.test(alarm.subject + alarm.text),
    alarm?.text,
  )
  const today = await member.open('/')
  const late = today.link(/\/check-ins\/[0-9a-f-]{36}$/)
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
  steps.check(
    'then nothing of it stands on Today any more',
    !calm.link(/\/check-ins\/[0-9a-f-]{36}$/),
    calm.text,
  )
}

/** No door moves the hour of a check-in, and the story does not wait for an evening: its hour is set an hour and more back. */
async function lettingTimePass({ staff }: DemoWorld): Promise<boolean> {
  const db = openDatabase({ url: staff.roleUrls.worker, keys: openKeys(staff.masterKey), connections: 1 })
  try {
    const { rows } = await db.pool.query<{ id: string }>('select wl.organisation_ids() as id')
    return await db.transaction(workerOf(rows[0]!.id), async (tx) => {
      const moved = await sql`update check_ins set due_at = ${new Date(tx.now.getTime() - 80 * 60_000)},
        late_at = ${new Date(tx.now.getTime() - 20 * 60_000)}
        where id = (select id from check_ins where state = 'scheduled' order by due_at limit 1)`.execute(
        tx.db,
      )
      return moved.numAffectedRows === 1n
    })
  } finally {
    await db.close()
  }
}
