/** From a gateway that an administrator of the server allowed to a pressed button, and who is woken when. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { modules } from '../../composed.ts'
import { buildCase } from '../../../test/build-case.ts'
import { catalogue, testOffice } from '../../../test/office.ts'
import { privateDoor } from '../../../test/private-door.ts'
import { testWorker } from '../../../test/worker.ts'
import { addToTeam } from '../team.ts'
import { raiseAlarm } from './alarm.ts'
import { fillTemplate } from './channel.ts'
import { handOverOnce } from './handing-over.ts'
import { beat } from './heartbeat.ts'
import { onDuty, recipientsOf } from './recipients.ts'

interface Rung {
  url: string
  authorization: string | undefined
  key: string
  body: string
}
const rung: Rung[] = []
let answer = 200
const gateway = createServer((request, response) => {
  void request
    .setEncoding('utf8')
    .toArray()
    .then((pieces) => {
      const { authorization } = request.headers
      rung.push({
        url: request.url!,
        authorization,
        key: String(request.headers['idempotency-key']),
        body: pieces.join(''),
      })
      response.writeHead(answer).end()
    })
})
await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
const endpoint = `127.0.0.1:${(gateway.address() as AddressInfo).port}`
afterAll(() => void (gateway.closeAllConnections(), gateway.close()))

const office = await testOffice({ outsideAllow: [endpoint] })
const { db, clock, organisationId, member } = office
const door = privateDoor(office)
const intake = Object.assign({}, ...modules.map((module) => module.intake ?? {}))
const worker = testWorker(office.database, { catalogue, clock, intake, outsideAllow: [endpoint] })
const ines = office.as('ines')
const html = async (of: Response | Promise<Response>): Promise<string> => (await of).text()
const channel = { url: `http://${endpoint}/alarms`, authorization: 'Bearer canary-secret', format: 'text' }
const { caseId } = await buildCase(db, member.ines, { codeName: 'Night Heron' })

test('a channel leads to what the operator allowed and nowhere else', async () => {
  for (const url of [
    'http://127.0.0.1:1/x',
    'https://example.org/x',
    `ftp://${endpoint}/`,
    `http://a:b@${endpoint}/`,
    'x',
  ])
    expect((await ines.post('/duty/channels', { ...channel, url })).status, url).toBe(422)
  for (const template of ['', '{"a": "{text}"}', '{text} {link}'])
    expect((await ines.post('/duty/channels', { ...channel, format: 'json', template })).status).toBe(422)
  expect((await office.as('viktor').post('/duty/channels', channel)).status).toBe(403)
  expect(await office.count('alarm_channels')).toBe(0)
  expect((await ines.post('/duty/channels', channel)).status).toBe(303)
  const page = await html(ines.get('/duty'))
  expect(page).toContain('Not tried out yet')
  expect(page).not.toContain('canary-secret')
  expect(await office.count('alarm_channels', `position('canary'::bytea in sealed) > 0`)).toBe(0)
})

test('a test rings the gateway, and its button proves that it wakes somebody', async () => {
  const id = /channels\/([0-9a-f-]{36})\/test/.exec(await html(ines.get('/duty')))![1]!
  expect((await office.as('layla').post(`/duty/channels/${id}/test`)).status).toBe(404)
  expect((await ines.post(`/duty/channels/${id}/test`)).status).toBe(303)
  expect((await ines.post(`/duty/channels/${id}/test`)).status, 'an impatient finger').toBe(409)
  expect(await handOverOnce(worker.services)).toBe(1)
  expect(rung).toHaveLength(1)
  expect(rung[0]).toMatchObject({ url: '/alarms', authorization: 'Bearer canary-secret' })
  const path = /https:\/\/page\.example(\/r\/[\w-]{22})$/.exec(rung[0]!.body)![1]!
  expect(rung[0]!.body).toMatch(/^Test\. If you read this/)
  expect(await html(ines.get('/duty'))).toContain('Not tried out yet')
  await door.post(path)
  await worker.drainAll()
  expect(await html(ines.get('/duty'))).toContain('Tried out on')
})

const raise = () =>
  worker.db.transaction(workerOf(organisationId), async (tx) =>
    raiseAlarm(tx, {
      organisationId,
      caseId,
      stage: 'emergency',
      recipients: await recipientsOf(tx, organisationId, caseId, true),
    }),
  )

test('a gateway that fails is asked again, sooner at first, under the same key; mail goes as well', async () => {
  rung.length = 0
  answer = 503
  await raise()
  await handOverOnce(worker.services)
  expect(await handOverOnce(worker.services), 'not at once').toBe(0)
  clock.move(5_000)
  await handOverOnce(worker.services)
  answer = 200
  clock.move(10_000)
  await handOverOnce(worker.services)
  clock.move(3_600_000)
  expect(await handOverOnce(worker.services)).toBe(0)
  expect(rung).toHaveLength(3)
  expect(new Set(rung.map(({ key }) => key)).size).toBe(1)
  expect(rung[0]!.body).toMatch(/^Night Heron: emergency/)
  expect(await office.count('mails', "kind = 'alarm' and state = 'queued'")).toBe(1)
})

test('a message in the hand of a worker that died goes again after a minute', async () => {
  rung.length = 0
  await raise()
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    tx.db
      .updateTable('alarm_messages')
      .set({ state: 'claimed', claimed_at: clock.now() })
      .where('state', '=', 'queued')
      .execute(),
  )
  expect(await handOverOnce(worker.services)).toBe(0)
  clock.move(61_000)
  expect(await handOverOnce(worker.services)).toBe(1)
  expect(rung).toHaveLength(1)
})

test('nobody is woken for what somebody has taken meanwhile', async () => {
  rung.length = 0
  const id = await raise()
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    tx.db
      .updateTable('alarms')
      .set({ acknowledged_at: clock.now(), acknowledged_by: member.ines.accountId })
      .where('id', '=', id!)
      .execute(),
  )
  await handOverOnce(worker.services)
  expect(rung).toEqual([])
  expect(await office.count('alarm_messages', "state = 'needless'")).toBe(1)
})

test('whoever is on duty and on the team is woken first; who is not on the team never is', async () => {
  const fresh = { ...member.ines, steppedUpAt: clock.now() }
  await db.transaction(fresh, (tx) =>
    addToTeam(tx, { caseId, accountId: member.layla.accountId, role: 'duty-officer' }),
  )
  const woken = (everybody = false) =>
    worker.db.reading(workerOf(organisationId), (tx) => recipientsOf(tx, organisationId, caseId, everybody))
  expect(await woken()).toEqual([member.layla.accountId])
  const shift = (accountId: string) => ({
    accountId,
    zone: 'UTC',
    from: '2026-11-23T00:00',
    to: '2026-11-24T00:00',
  })
  const again = office.as('ines')
  for (const wrong of [{ to: '2026-11-22T00:00' }, { to: '2026-12-24T00:00' }, { zone: 'Nowhere' }])
    expect((await again.post('/duty/shifts', { ...shift(member.ines.accountId), ...wrong })).status).toBe(422)
  expect((await office.as('tomas').post('/duty/shifts', shift(member.ines.accountId))).status).toBe(403)
  expect(await office.count('duty_shifts')).toBe(0)
  expect((await again.post('/duty/shifts', shift(member.tomas.accountId))).status).toBe(303)
  expect(await woken(), 'not on the team: it may not hear of the case').toEqual([member.layla.accountId])
  expect((await again.post('/duty/shifts', shift(member.ines.accountId))).status).toBe(303)
  expect(await woken()).toEqual([member.ines.accountId])
  expect((await woken(true)).toSorted()).toEqual([member.ines.accountId, member.layla.accountId].toSorted())
  expect(await worker.db.reading(workerOf(organisationId), (tx) => onDuty(tx, organisationId))).toHaveLength(
    2,
  )
})

test('the one on duty leaves a sealed note for the next', async () => {
  const again = office.as('ines')
  const path = /\/duty\/shifts\/[0-9a-f-]{36}\/handover/.exec(await html(again.get('/duty')))![0]
  expect((await office.as('tomas').post(path, { note: 'not mine' })).status).toBe(404)
  expect((await again.post(path, { note: 'Canary handover' })).status).toBe(303)
  expect(await html(office.as('layla').get('/duty'))).toContain('Canary handover')
  expect(await office.count('duty_shifts', `position('Canary'::bytea in sealed) > 0`)).toBe(0)
})

test('the heartbeat goes out only while check-ins are looked at', async () => {
  rung.length = 0
  const services = { ...worker.services, heartbeatUrl: `http://${endpoint}/ping` }
  expect(await beat(services)).toBe(false)
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    tx.db
      .insertInto('check_in_pulses')
      .values({ organisation_id: organisationId, turned_at: clock.now(), heard_at: clock.now() })
      .execute(),
  )
  expect(await beat(services)).toBe(true)
  clock.move(3 * 60_000)
  expect(await beat(services)).toBe(false)
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    tx.db.updateTable('check_in_pulses').set({ turned_at: clock.now() }).execute(),
  )
  expect(await beat(services), 'looked at, and nothing read').toBe(false)
  expect(await beat({ ...services, outsideAllow: [] })).toBe(false)
  expect(rung.map(({ url }) => url)).toEqual(['/ping'])
})

test('a template keeps its JSON whatever the words hold', () => {
  const filled = fillTemplate('{"to": "+1", "message": "{text} {link}"}', {
    text: 'a "b"\n\\ {link}',
    link: 'l',
  })
  expect(JSON.parse(filled)).toEqual({ to: '+1', message: 'a "b"\n\\ {link} l' })
})
