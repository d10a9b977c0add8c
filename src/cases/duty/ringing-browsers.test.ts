/** From the button in a browser to a notification that a push service of our own takes and that browser alone can read. */
import { createECDH, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { vapidPublicKey } from '#platform/outside/index.ts'
import { removeMember } from '#organisations/index.ts'
import { modules } from '../../composed.ts'
import { buildCase } from '../../../test/build-case.ts'
import { catalogue, testOffice } from '../../../test/office.ts'
import { privateDoor } from '../../../test/private-door.ts'
import { openPush } from '../../../test/push-browser.ts'
import { testWorker } from '../../../test/worker.ts'
import { addToTeam, removeFromTeam } from '../team.ts'
import { raiseAlarm } from './alarm.ts'
import { handOverOnce } from './handing-over.ts'
import { browserOf } from './push-channel.ts'

interface Pushed {
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}
const pushed: Pushed[] = []
let answer = 201
const pushService = createServer((request, response) => {
  void request.toArray().then((pieces: Buffer[]) => {
    pushed.push({ url: request.url!, headers: request.headers, body: Buffer.concat(pieces) })
    response.writeHead(answer).end()
  })
})
await new Promise<void>((resolve) => pushService.listen(0, '127.0.0.1', resolve))
const endpoint = `127.0.0.1:${(pushService.address() as AddressInfo).port}`
afterAll(() => void (pushService.closeAllConnections(), pushService.close()))
beforeEach(() => {
  pushed.length = 0
  answer = 201
})

const office = await testOffice({ outsideAllow: [endpoint] })
const { db, clock, organisationId, member } = office
const door = privateDoor(office)
const intake = Object.assign({}, ...modules.map((module) => module.intake ?? {}))
const worker = testWorker(office.database, { catalogue, clock, intake, outsideAllow: [endpoint] })
/** signed in afresh: hours pass here */
const ines = () => office.as('ines')
const html = async (of: Response | Promise<Response>): Promise<string> => (await of).text()
const { caseId } = await buildCase(db, member.ines, { codeName: 'Night Heron' })

const browser = createECDH('prime256v1')
browser.generateKeys()
const auth = randomBytes(16)
const subscription = {
  endpoint: `http://${endpoint}/send/canary`,
  p256dh: browser.getPublicKey().toString('base64url'),
  auth: auth.toString('base64url'),
}
const firefox = { 'User-Agent': 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0' }
const subscribe = (more = {}, as = ines()) =>
  as.post('/duty/channels/push', { ...subscription, ...more }, firefox)
const channels = (where = 'removed_at is null') => office.count('alarm_channels', where)
const raise = (recipients = [member.ines.accountId]) =>
  worker.db.transaction(workerOf(organisationId), (tx) =>
    raiseAlarm(tx, { organisationId, caseId, stage: 'emergency', recipients }),
  )

test('an address that is no push service is refused, and so are keys that no browser makes', async () => {
  for (const wrong of [
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://192.168.1.1/x',
    'http://fcm.googleapis.com/x',
    'https://example.org/x',
    'http://127.0.0.1:1/x',
    'x',
  ])
    expect((await subscribe({ endpoint: wrong })).status, wrong).toBe(422)
  for (const wrong of [{ auth: 'AAAA' }, { p256dh: subscription.auth }, { p256dh: '' }, { auth: '<b>' }])
    expect((await subscribe(wrong)).status).toBe(422)
  expect((await subscribe({}, office.as('viktor'))).status).toBe(403)
  expect(await channels('true')).toBe(0)
})

test('a browser stands among the channels once, by name, and sealed', async () => {
  expect((await subscribe()).status).toBe(303)
  expect((await subscribe()).status).toBe(303)
  expect(await channels()).toBe(1)
  const page = await html(ines().get('/duty'))
  expect(page).toContain('Firefox, Android')
  expect(page).toContain(`data-alarm-browser="${vapidPublicKey(office.database.keys.instance)}"`)
  expect(page).not.toContain('canary')
  expect(await html(office.as('layla').get('/duty'))).not.toContain('Firefox, Android')
  expect(await channels(`position('canary'::bytea in sealed) > 0`)).toBe(0)
})

test('a test reaches this browser alone, and its link proves that it wakes somebody', async () => {
  const id = /channels\/([0-9a-f-]{36})\/test/.exec(await html(ines().get('/duty')))![1]!
  expect((await ines().post(`/duty/channels/${id}/test`)).status).toBe(303)
  expect(await handOverOnce(worker.services)).toBe(1)
  expect(pushed).toHaveLength(1)
  const [{ url, headers, body }] = pushed as [Pushed]
  expect(url).toBe('/send/canary')
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high', ttl: '43200' })
  expect(headers.authorization).toContain(`k=${vapidPublicKey(office.database.keys.instance)}`)
  const shown = JSON.parse(openPush(body, browser, auth))
  expect(shown).toMatchObject({ text: 'Test. If you read this, press the button', lang: 'en', dir: 'ltr' })
  expect(headers.topic).toBe(shown.tag)
  expect(await html(ines().get('/duty'))).toContain('Not tried out yet')
  await door.post(new URL(shown.link).pathname)
  await worker.drainAll()
  expect(await html(ines().get('/duty'))).toContain('Tried out on')
})

test('an alarm says its one sentence and carries nothing else of the case; its link takes it', async () => {
  await raise()
  await handOverOnce(worker.services)
  const shown = JSON.parse(openPush(pushed[0]!.body, browser, auth))
  expect(shown.text).toBe('Night Heron: emergency. No sign of life, hard limit reached')
  expect(Object.keys(shown).toSorted()).toEqual(['dir', 'lang', 'link', 'more', 'tag', 'text'])
  expect(JSON.stringify(shown)).not.toContain(caseId)
  expect(pushed[0]!.body.includes('Heron')).toBe(false)
  expect(JSON.stringify(pushed[0]!.headers)).not.toMatch(/Heron|Harbour|localhost:4001/)
  await door.post(new URL(shown.link).pathname)
  await worker.drainAll()
  expect(await office.count('alarms', "stage = 'emergency' and acknowledged_at is not null")).toBe(1)
  expect(await office.count('mails', "kind = 'alarm'"), 'mail goes as well').toBe(1)
})

test('a push service that stumbles is asked again, and the message takes the place of the first', async () => {
  answer = 503
  await raise()
  await handOverOnce(worker.services)
  answer = 201
  clock.move(5_000)
  await handOverOnce(worker.services)
  clock.move(3_600_000)
  expect(await handOverOnce(worker.services)).toBe(0)
  expect(pushed).toHaveLength(2)
  expect(new Set(pushed.map(({ headers }) => headers.topic)).size).toBe(1)
  expect(await channels()).toBe(1)
})

test('what the operator allows no more is not asked', async () => {
  await raise()
  await handOverOnce({ ...worker.services, outsideAllow: [] })
  expect(pushed).toEqual([])
  expect(await office.count('alarm_messages', "state = 'queued' and outcome = 'address'")).toBe(1)
  clock.move(3_600_000)
  await handOverOnce(worker.services)
  expect(pushed).toHaveLength(1)
})

test('a browser that its member took off rings no more, not even with what waited', async () => {
  await raise()
  const id = /channels\/([0-9a-f-]{36})\/remove/.exec(await html(ines().get('/duty')))![1]!
  expect((await ines().post(`/duty/channels/${id}/remove`)).status).toBe(303)
  await handOverOnce(worker.services)
  expect(pushed).toEqual([])
  expect(await html(ines().get('/'))).not.toContain('A browser of yours')
  expect((await subscribe()).status).toBe(303)
})

test.each([404, 410])('after %i the channel is taken off, and its owner alone is told', async (status) => {
  answer = status
  await raise()
  await handOverOnce(worker.services)
  expect(await channels()).toBe(0)
  expect(await office.count('events', "type = 'alarm.channel-gone'")).toBeGreaterThan(0)
  expect(await html(ines().get('/'))).toContain('A browser of yours takes no alarms any more')
  expect(await html(office.as('layla').get('/'))).not.toContain('أحد متصفحاتك')
  clock.move(3_600_000)
  expect(await handOverOnce(worker.services), 'asked once').toBe(0)
  answer = 201
  clock.move(1000)
  expect((await subscribe()).status).toBe(303)
  expect(await html(ines().get('/'))).not.toContain('A browser of yours')
})

test('whoever left the team or the organisation is not rung, not even with what waited', async () => {
  const { accountId } = member.layla
  const fresh = { ...member.ines, steppedUpAt: clock.now() }
  const join = () => db.transaction(fresh, (tx) => addToTeam(tx, { caseId, accountId, role: 'duty-officer' }))
  await join()
  expect((await subscribe({ endpoint: `http://${endpoint}/send/layla` }, office.as('layla'))).status).toBe(
    303,
  )
  await raise([accountId])
  await db.transaction(fresh, (tx) => removeFromTeam(tx, { caseId, accountId }))
  await handOverOnce(worker.services)
  expect(pushed).toEqual([])
  clock.move(1000)
  await join()
  await raise([accountId])
  await db.transaction(fresh, async (tx) => {
    const { id } = await tx.db
      .selectFrom('members')
      .select('id')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    await removeMember(tx, { memberId: id })
  })
  await handOverOnce(worker.services)
  expect(pushed).toEqual([])
  expect(await office.count('alarm_messages', "state = 'needless'")).toBe(3)
})

test('a browser is named as people know it', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36'
  expect(browserOf(chrome)).toBe('Chrome, Windows')
  expect(browserOf(`${chrome} Edg/126.0`)).toBe('Edge, Windows')
  expect(browserOf('')).toBe('')
})
