/** A mail server of an organisation's own: who names it, where its password goes, and which mail leaves by it. */
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildPartner } from '../../../test/build-coalition.ts'
import { testOffice } from '../../../test/office.ts'
import { startSink, type Sink, type SinkOptions } from '../../../test/sink.ts'
import { lighthouse } from '../../../test/world.ts'
import { testWorker } from '../../../test/worker.ts'
import { catalogue } from '../../catalogue.ts'
import { workerOf, type Member } from '../../platform/actor.ts'
import { checkedAddress } from '../../platform/outside/index.ts'
import { welcome } from '../../supporters/index.ts'
import { declareMail, openMailServers, queueMail, relayOf, sendOne, sendSingleMails } from '../index.ts'
import { connectGuarded } from './connecting.ts'
import { findOwnRelays, inTurn } from './own-relay.ts'
import { tryRelaysOnce } from './trying.ts'

const at = '/organisation/mail-server'
const secret = 'seven-lanterns-and-a-boat'
const auth = ['PLAIN']
const instance = await startSink({ keep: 20 })
const harbours = await startSink({ keep: 20, auth })
const others = await startSink({ keep: 20, auth })
const elsewhere = await startSink({ auth })
const sinks = [instance, harbours, others, elsewhere]
const office = await testOffice({ outsideAllow: sinks.map(({ port }) => `127.0.0.1:${port}`) })
const { ines, layla } = office.member
const wanjiru = await buildPartner(office.db, lighthouse)
const worker = testWorker(office.database, {
  ...{ catalogue, clock: office.clock, smtpUrl: `smtp://127.0.0.1:${instance.port}` },
  outsideAllow: sinks.map(({ port }) => `127.0.0.1:${port}`),
})
afterAll(() => Promise.all(sinks.map((sink) => sink.close())))
beforeEach(async () => {
  office.clock.move(3_601_000)
  for (const sink of sinks) forget(sink)
  for (const of of [ines, wanjiru])
    await worker.db.transaction(workerOf(of.organisationId), ({ db }) =>
      sql`delete from mails`.execute(db).then(() => {}),
    )
})

function forget(sink: Sink): void {
  sink.options.script = undefined
  sink.mails.length = 0
  sink.signIns.length = 0
}

declareMail('relay-note', async () => ({
  ...{ subject: 'A note', preheader: '', text: 'words\n', html: '<p>words</p>', language: 'en' },
}))

const form = (sink: Sink, changes: Record<string, string> = {}) => ({
  ...{ host: '127.0.0.1', port: String(sink.port), security: 'none', user: 'harbour', password: secret },
  ...{ how: 'try', ...changes },
})
const html = async (member: Member = ines) => await (await office.signedIn(member).get(at)).text()
const relays = (member: Member) => office.db.reading(member, findOwnRelays)
const events = (type: string) => office.count('events', `type = 'relay.${type}'`)
const name = async (member: Member, sink: Sink, changes?: Record<string, string>) => {
  expect((await office.signedIn(member).post(at, form(sink, changes))).status).toBe(303)
  await tryRelaysOnce(worker.services)
}
const turnOff = (member: Member) => office.signedIn(member).post(`${at}/off`)
const servers = () => openMailServers(worker.services, relayOf(worker.services))
const send = async (by = servers()) => {
  while (await sendOne(worker.services, by));
  return by
}
/** Two mails of an organisation: one to a supporter, one to its staff. */
async function queueBoth({ organisationId }: Member): Promise<void> {
  await worker.db.transaction(workerOf(organisationId), async (tx) => {
    const person = { firstName: 'Ruth', lastName: 'Okafor', email: 'ruth@mail.example', language: 'en' }
    const inbox = (await welcome(tx, organisationId, [person]))[0]!.inbox
    const mail = { organisationId, urgency: 3, language: 'en', template: 'relay-note', values: {} } as const
    await queueMail(tx, { ...mail, kind: 'confirmation', inbox })
    await queueMail(tx, { ...mail, kind: 'alarm', to: { address: 'duty@staff.example' } })
  })
}
const got = (sink: Sink) => sink.mails.map(({ to, raw }) => [to, /^From: .*<([^>]+)>/m.exec(raw)?.[1]])

test('one that takes a test mail to whoever named it is in use, and its password is nowhere to be read', async () => {
  expect(await html()).toContain('leaves by the server of this Watchlight')
  expect((await office.signedIn(ines).post(at, form(harbours))).status).toBe(303)
  expect(await html()).toContain('is on its way')
  await queueBoth(ines)
  await send()
  // until it has taken the test mail, mail leaves as before
  expect(instance.mails).toHaveLength(2)
  await tryRelaysOnce(worker.services)
  expect(harbours.mails.map(({ to }) => to)).toEqual(['ines@harbour.example'])
  expect(harbours.mails[0]!.raw).toContain('dkim=3Dpass')
  expect(harbours.signIns).toEqual([`harbour ${secret}`])
  expect((await relays(ines)).inUse).toMatchObject({ untested: false, tested: { passed: true } })
  for (const page of [await html(), await html(office.member.viktor)]) {
    expect(page).toContain('leaves by your own server')
    expect(page).not.toContain(secret)
  }
  // who may not change it sees that there is one, and not where
  expect(await html(office.member.viktor)).not.toContain('127.0.0.1')
  const [relay] = await worker.db.reading(workerOf(ines.organisationId), ({ db }) =>
    db.selectFrom('organisation_relays').selectAll().where('ended_at', 'is', null).execute(),
  )
  expect(relay!.sealed.includes(secret) || relay!.sealed.includes('127.0.0.1')).toBe(false)
  expect(await office.count('events', `data::text like '%${secret}%' or data::text like '%127.0.0%'`)).toBe(0)
  expect([await events('proposed'), await events('tried'), await events('in-use')]).toEqual([1, 1, 1])
  expect(worker.logged.join()).not.toContain(secret)
})

test('mail from the organisation leaves by its own server, what goes to staff by the instance’s', async () => {
  await name(wanjiru, others)
  forget(others)
  for (const of of [ines, wanjiru]) await queueBoth(of)
  await send()
  expect(got(harbours)).toEqual([['ruth@mail.example', 'news@harbour.example']])
  expect(got(others)).toEqual([['ruth@mail.example', 'news@lighthouse.example']])
  expect(instance.mails.map(({ to }) => to)).toEqual(['duty@staff.example', 'duty@staff.example'])
})

test('one that is away holds up nobody else’s mail, is told to its own people alone, and takes it when it is back', async () => {
  harbours.dropAll()
  harbours.options.script = (step) => (step === 'connect' ? '421 4.3.2 closing for tonight' : undefined)
  for (const of of [ines, wanjiru]) await queueBoth(of)
  const by = await send()
  expect([harbours.mails.length, others.mails.length, instance.mails.length]).toEqual([0, 1, 2])
  expect(await html()).toContain('closing for tonight')
  const today = async (member: Member) => await (await office.signedIn(member).get('/')).text()
  expect(await today(office.member.viktor)).toContain('Your own mail server takes no mail')
  expect(await today(wanjiru)).not.toContain('takes no mail')
  forget(harbours)
  // it rests, and is knocked at again by itself
  await expect.poll(() => send(by).then(() => harbours.mails.length), { timeout: 20_000 }).toBe(1)
  expect(await today(office.member.viktor)).not.toContain('takes no mail')
})

test('one that says nothing at all keeps nobody else waiting', async () => {
  harbours.options.script = () => 'silence'
  const ending = new AbortController()
  const running = sendSingleMails().run(worker.services, ending.signal)
  for (const of of [ines, ines, wanjiru]) await queueBoth(of)
  // every lane of the silent one waits for its greeting, and all others go on
  await others.taken(others.total + 1 - others.mails.length)
  await expect.poll(() => instance.mails.length, { timeout: 20_000 }).toBe(3)
  await expect.poll(() => harbours.open, { timeout: 20_000 }).toBe(2)
  await queueBoth(wanjiru)
  await expect.poll(() => others.mails.length, { timeout: 20_000 }).toBe(2)
  ending.abort()
  // the next life begins only then
  await running
  await expect.poll(() => harbours.open).toBe(0)
})

test.each<[string, SinkOptions['script'], string, string]>([
  ['the password', undefined, 'wrong', '5.7.8 no'],
  ['our address', (step) => (step === 'mail' ? '553 5.7.1 not yours' : undefined), secret, '5.7.1 not yours'],
])('one that refuses %s is not in use, and the page says its words', async (_, script, password, words) => {
  others.options.script = script
  await name(ines, others, { password })
  expect(await html()).toContain(words)
  expect((await relays(ines)).proposed?.tested?.passed).toBe(false)
  forget(others)
  await queueBoth(ines)
  await send()
  expect([harbours.mails.length, others.mails.length]).toEqual([1, 0])
  expect((await office.signedIn(ines).post(`${at}/drop`)).status).toBe(303)
  expect((await relays(ines)).proposed).toBeUndefined()
})

test('the stored password goes to no other host, port or user name', async () => {
  const browser = office.signedIn(ines)
  const moved: Record<string, string>[] = [
    { port: String(elsewhere.port) },
    { user: 'x' },
    { host: 'localhost' },
  ]
  for (const changes of moved) {
    const answer = await browser.post(at, form(harbours, { password: '', ...changes }))
    expect(answer.status).toBe(422)
    // what was typed is still there
    expect(await answer.text()).toContain(`value="${changes['port'] ?? harbours.port}"`)
  }
  await tryRelaysOnce(worker.services)
  expect(elsewhere.connections).toBe(0)
  await name(ines, harbours, { password: '' })
  expect(harbours.signIns).toEqual([`harbour ${secret}`])
  // and under its row another place cannot be written
  await expect(
    office.db.transaction(ines, ({ db }) =>
      db
        .updateTable('organisation_relays')
        .set({ sealed: Buffer.from('elsewhere') })
        .where('ended_at', 'is', null)
        .execute(),
    ),
  ).rejects.toMatchObject({ constraint: 'organisation_relays_stay' })
  // nor is anything asked or ended in another's name
  office.clock.move(1_000)
  const now = office.clock.now()
  for (const changes of [
    { asked_by: layla.accountId, asked_at: now, test_sealed: Buffer.from('to whom') },
    { test_sealed: Buffer.from('to another') },
    { ended_by: layla.accountId, ended_at: now, sealed: Buffer.alloc(0), test_sealed: null },
  ])
    await expect(
      office.db.transaction(ines, ({ db }) =>
        db.updateTable('organisation_relays').set(changes).where('ended_at', 'is', null).execute(),
      ),
    ).rejects.toMatchObject({ constraint: 'organisation_relays_own_name' })
})

test('an administrator with a fresh proof alone changes it, and nobody reads another organisation’s', async () => {
  for (const path of [at, `${at}/off`, `${at}/test`, `${at}/drop`])
    expect((await office.signedIn(layla).post(path, form(elsewhere))).status).toBe(403)
  const mine = await relays(ines)
  const rows = await office.db.reading(wanjiru, ({ db }) =>
    db.selectFrom('organisation_relays').select('id').execute(),
  )
  expect(rows.map(({ id }) => id)).not.toContain(mine.inUse!.id)
  office.clock.move(11 * 60_000)
  const browser = office.signedIn(ines)
  await browser.get(at)
  office.clock.move(11 * 60_000)
  const asked = await browser.post(at, form(elsewhere))
  expect(asked.status).toBe(403)
  expect((await asked.text()).includes(secret)).toBe(false)
  expect(await relays(ines)).toEqual(mine)
})

test.each([
  [{ host: '127.0.0.1', port: '25', security: 'starttls' }, 'a host name'],
  [{ host: '10.0.0.8', port: '587', security: 'tls' }, 'a host name'],
  [{ host: '[::1]', port: '587', security: 'tls' }, 'a host name'],
  [{ host: 'localhost', port: '587', security: 'tls' }, 'a host name'],
  [{ host: 'smtp.harbour.example', port: '5432', security: 'tls' }, 'choose 465'],
  [{ host: 'smtp.harbour.example', port: '587', security: 'none' }, 'Without encryption'],
  [{ host: 'smtp.harbour.example\r\nRSET', port: '587', security: 'tls' }, 'a host name'],
])('no form leads to a place that is not for mail: %o', async (place, words) => {
  const answer = await office.signedIn(ines).post(at, form(harbours, place))
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(words)
})

test('a name that leads to this machine, or no longer to where it may, is not connected to', async () => {
  const settings = { host: 'localhost', port: 587, security: 'tls', user: '', password: '' } as const
  const guarded = (changes: Partial<Parameters<typeof connectGuarded>[1]>) =>
    connectGuarded(
      { publicUrl: 'https://act.harbour.example', outsideAllow: [] },
      { ...settings, ...changes },
    )
  // it was allowed when it was named, and the operator took it back
  await expect(guarded({})).rejects.toThrow('allows no such mail server')
  await expect(guarded({ host: '127.0.0.1', port: harbours.port, security: 'none' })).rejects.toThrow(
    'allows no',
  )
  await expect(guarded({ host: 'smtp.nowhere.invalid' })).rejects.toThrow('leads to no public address')
  const signal = AbortSignal.timeout(10_000)
  for (const host of ['localhost', '169.254.169.254', '10.1.2.3', '[fd00::1]'])
    expect(await checkedAddress(host, { allowed: false, signal })).toBe('address')
})

test('a test that does not open is told as not passed, and the others are tried', async () => {
  for (const [member, sink] of [
    [ines, harbours],
    [wanjiru, others],
  ] as const) {
    await turnOff(member)
    expect((await office.signedIn(member).post(at, form(sink))).status).toBe(303)
  }
  const { proposed } = await relays(ines)
  await worker.db.transaction(workerOf(ines.organisationId), ({ db }) =>
    db
      .updateTable('organisation_relays')
      .set({ test_sealed: Buffer.from('damaged') })
      .where('id', '=', proposed!.id)
      .execute(),
  )
  await tryRelaysOnce(worker.services)
  expect((await relays(ines)).proposed?.tested).toMatchObject({ passed: false })
  expect(await html()).toContain('could not be opened')
  expect((await relays(wanjiru)).inUse?.tested).toMatchObject({ passed: true })
  await tryRelaysOnce(worker.services)
  expect([harbours.mails.length, others.mails.length]).toEqual([0, 1])
})

test('turning off ends what a test takes into use at the same moment', async () => {
  await name(ines, harbours, { how: 'save' })
  expect((await office.signedIn(ines).post(at, form(others))).status).toBe(303)
  const waiting = async () => {
    const { rows } = await office.db.pool.query<{ n: number }>(`select count(*)::int as n from pg_locks
      where not granted and database = (select oid from pg_database where datname = current_database())`)
    return rows[0]!.n
  }
  let both: Promise<unknown>[] = []
  await worker.db.transaction(workerOf(ines.organisationId), async (tx) => {
    await inTurn(tx, ines.organisationId)
    both = [tryRelaysOnce(worker.services)]
    await expect.poll(waiting).toBe(1)
    both.push(turnOff(ines))
    await expect.poll(waiting).toBe(2)
  })
  expect(await Promise.all(both)).toMatchObject([undefined, { status: 303 }])
  expect(await relays(ines)).toEqual({})
  expect(others.mails).toHaveLength(1)
})

test('saved without a test it is in use at once; turned off, mail leaves by the instance’s and the password is gone', async () => {
  const browser = office.signedIn(ines)
  expect((await browser.post(at, form(harbours, { how: 'save' }))).status).toBe(303)
  expect(await html()).toContain('saved without a test')
  expect((await browser.post(`${at}/test`)).status).toBe(303)
  await tryRelaysOnce(worker.services)
  expect(harbours.mails.map(({ to }) => to)).toEqual(['ines@harbour.example'])
  expect(await html()).not.toContain('saved without a test')
  const by = servers()
  await by.look()
  expect((await turnOff(ines)).status).toBe(303)
  await queueBoth(ines)
  await send(by)
  expect([harbours.mails.length, instance.mails.length]).toEqual([1, 2])
  expect(
    await office.count(
      'organisation_relays',
      `organisation_id = '${ines.organisationId}' and length(sealed) > 0`,
    ),
  ).toBe(0)
  expect((await turnOff(ines)).status).toBe(409)
})

test('it is tried six times within an hour, and what was typed stays', async () => {
  for (let n = 0; n < 6; n++) expect((await office.signedIn(wanjiru).post(at, form(others))).status).toBe(303)
  const often = await office.signedIn(wanjiru).post(at, form(others, { user: 'guessed' }))
  expect(often.status).toBe(422)
  const page = await often.text()
  expect(page).toContain('six times within an hour')
  expect(page).toContain('value="guessed"')
  office.clock.move(3_601_000)
  expect((await office.signedIn(wanjiru).post(at, form(others))).status).toBe(303)
})
