import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { newId } from '#platform/ids.ts'
import { suppress, welcome } from '#supporters/index.ts'
import { buildDesk } from '../../test/build-case.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testDatabase } from '../../test/database.ts'
import { startSink, type Sink, type SinkOptions } from '../../test/sink.ts'
import { testWorker } from '../../test/worker.ts'
import {
  declareMail,
  openMailServers,
  queueMail,
  recoverMails,
  relayOf,
  sendOne,
  type MailServers,
} from './index.ts'
import { dropOutdatedMails } from './outdated-mails.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-23T10:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
const { organisationId } = await buildDesk(office)
const worker = testWorker(database, { catalogue: mailCatalogue, clock })
const asWorker = workerOf(organisationId)

declareMail('note', async (_tx, mail) =>
  mail.values['empty']
    ? undefined
    : { subject: 'A note', preheader: '', text: 'words\n', html: '<p>words</p>', language: 'en' },
)

let sink: Sink
let server: MailServers
const start = async (script?: SinkOptions['script']) => {
  await sink?.close()
  server?.close()
  sink = await startSink({ keep: 20, ...(script ? { script } : {}) })
  server = openMailServers(
    worker.services,
    relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: worker.services.publicUrl }),
  )
}
beforeEach(async () => {
  await start()
  await worker.db.transaction(asWorker, ({ db }) => sql`delete from mails`.execute(db))
})
afterEach(async () => {
  server.close()
  await sink.close()
})

const queue = (changes: Partial<Parameters<typeof queueMail>[1]> = {}) =>
  worker.db.transaction(asWorker, (tx) =>
    queueMail(tx, {
      organisationId,
      kind: 'note',
      urgency: 5,
      to: { address: 'desk@harbour.example' },
      language: 'en',
      template: 'note',
      values: {},
      ...changes,
    }),
  )
const states = () =>
  worker.db.reading(asWorker, async ({ db }) =>
    (await db.selectFrom('mails').select('state').orderBy('created_at').execute()).map((row) => row.state),
  )
const send = () => sendOne(worker.services, server)

test('the most urgent mail leaves first, each once', async () => {
  await queue({ to: { address: 'later@harbour.example' } })
  await queue({ urgency: 1, to: { address: 'alarm@harbour.example' } })
  while (await send());
  expect(sink.mails.map((mail) => mail.to)).toEqual(['alarm@harbour.example', 'later@harbour.example'])
  expect(await states()).toEqual(['sent', 'sent'])
})

test('what is queued twice under one key is one mail', async () => {
  expect(await queue({ onceKey: 'a' })).toBe(true)
  expect(await queue({ onceKey: 'a' })).toBe(false)
  while (await send());
  expect(sink.total).toBe(1)
})

test('an inbox that was suppressed after queueing gets nothing', async () => {
  const inbox = await worker.db.transaction(asWorker, async (tx) => {
    const person = { firstName: 'Ruth', lastName: 'Okafor', email: 'ruth@mail.example', language: 'en' }
    return (await welcome(tx, organisationId, [person]))[0]!.inbox
  })
  await queue({ to: undefined, inbox })
  await worker.db.transaction(asWorker, (tx) => suppress(tx, organisationId, inbox, 'complaint'))
  while (await send());
  expect(await states()).toEqual(['suppressed'])
  expect(sink.connections).toBe(0)
})

test('a mail that has nothing left to say is not sent', async () => {
  await queue({ values: { empty: true } })
  while (await send());
  expect(await states()).toEqual(['suppressed'])
  expect(sink.connections).toBe(0)
})

test('refused for now: tried again after thirty seconds, then a minute', async () => {
  await start((step) => (step === 'rcpt' ? '450 4.2.1 later' : undefined))
  await queue()
  expect(await send()).toBe(true)
  clock.move(29_000)
  expect(await send()).toBe(false)
  clock.move(2_000)
  expect(await send()).toBe(true)
  clock.move(31_000)
  expect(await send()).toBe(false)
  expect(await states()).toEqual(['queued'])
})

test('with the mail server away everything waits, and leaves when it is back', async () => {
  await start((step) => (step === 'connect' ? 'drop' : undefined))
  await queue()
  await queue()
  expect(await send()).toBe(false)
  expect(server.instance.pause).toBeGreaterThan(0)
  expect(await states()).toEqual(['queued', 'queued'])
  await start()
  while (await send());
  expect(await states()).toEqual(['sent', 'sent'])
})

test('what a dead worker had in hand is unknown; only a confirmation goes again', async () => {
  await queue()
  await queue({ kind: 'confirmation' })
  await worker.db.transaction(asWorker, ({ db }) =>
    sql`update mails set state = 'claimed', claimed_by = 'another boot'`.execute(db),
  )
  await recoverMails(worker.services, organisationId)
  while (await send());
  expect((await states()).toSorted()).toEqual(['sent', 'unknown'])
  expect(sink.total).toBe(1)
})

test('an address that does not exist is suppressed from then on', async () => {
  await start((step) => (step === 'rcpt' ? '550 5.1.1 no such user' : undefined))
  const inbox = await worker.db.transaction(asWorker, async (tx) => {
    const person = { firstName: 'Jo', lastName: 'No', email: 'nobody@mail.example', language: 'en' }
    return (await welcome(tx, organisationId, [person]))[0]!.inbox
  })
  await queue({ to: undefined, inbox })
  while (await send());
  expect(await states()).toEqual(['hard'])
  const row = await worker.db.reading(asWorker, ({ db }) =>
    db.selectFrom('inboxes').select('suppressed_reason').where('number', '=', inbox).executeTakeFirst(),
  )
  expect(row?.suppressed_reason).toBe('hard-bounce')
})

test('one that cannot be written does not keep the others from leaving', async () => {
  await queue({ urgency: 1, template: 'no such template' })
  await queue()
  while (await send());
  expect(sink.total).toBe(1)
  expect((await states()).toSorted()).toEqual(['queued', 'sent'])
  for (let n = 0; n < 12; n++) {
    clock.move(3_600_000)
    await send()
  }
  expect((await states()).toSorted()).toEqual(['hard', 'sent'])
  expect(sink.total).toBe(1)
})

test('what was said is kept no longer than until it left', async () => {
  await queue({ values: { text: 'her own words' } })
  while (await send());
  const { rows } = await worker.db.transaction(asWorker, ({ db }) =>
    sql<{ size: number }>`select length(sealed) as size from mails`.execute(db),
  )
  expect(rows).toEqual([{ size: 0 }])
})

test('about a page that is down: it waits eight days, then it is dropped', async () => {
  await queue({ about: newId() })
  expect(await send()).toBe(false)
  clock.move(7 * 86_400_000)
  expect(await worker.db.transaction(asWorker, dropOutdatedMails)).toBe(0)
  clock.move(86_400_000)
  expect(await worker.db.transaction(asWorker, dropOutdatedMails)).toBe(1)
  expect(await states()).toEqual(['suppressed'])
  expect(sink.connections).toBe(0)
})
