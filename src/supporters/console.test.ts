import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testOffice } from '../../test/office.ts'
import { testWorker } from '../../test/worker.ts'
import { welcome } from './index.ts'
import { lockDetails } from './locking.ts'
import { scanNames } from './name-search.ts'
import { inboxOf } from './reads.ts'

const office = await testOffice()
const { organisationId } = office
const worker = testWorker(office.database, { catalogue: mailCatalogue, clock: office.clock })
const people = [
  { firstName: 'Ruth', lastName: 'Okafor', email: 'ruth@mail.example', country: 'NG', language: 'en' },
  { firstName: 'Jonas', lastName: 'Lind', email: 'jonas@mail.example', country: 'SE', language: 'en' },
  { firstName: '=cmd|calc', lastName: 'O’Hara', email: 'hara@mail.example', country: 'IE', language: 'en' },
  { firstName: 'ليلى', lastName: 'حداد', email: 'layla@mail.example', country: 'JO', language: 'ar' },
]
let ids: string[] = []
beforeAll(async () => {
  ids = (
    await worker.db.transaction(workerOf(organisationId), (tx) => welcome(tx, organisationId, people))
  ).map((one) => one.supporterId)
})
const admin = () => office.as('ines')
const campaigner = () => office.as('tomas')
afterAll(() => undefined)

describe('the list', () => {
  test('shows whom the organisation knows, and filters by plain columns', async () => {
    const all = await (await admin().get('/supporters')).text()
    for (const name of ['Ruth Okafor', 'Jonas Lind', 'ليلى حداد']) expect(all).toContain(name)
    const arabic = await (await admin().get('/supporters?language=ar')).text()
    expect(arabic).toContain('ليلى حداد')
    expect(arabic).not.toContain('Okafor')
    const none = await (await admin().get('/supporters?mail=suppressed')).text()
    expect(none).toContain('Nobody fits')
  })

  test('finds an address by its index, without an address in any URL', async () => {
    const answer = await admin().post('/supporters/find', { address: 'RUTH@mail.example' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(`/supporters/${ids[0]}`)
    const wrong = await admin().post('/supporters/find', { address: 'ruth at mail' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('ruth at mail')
    const nobody = await admin().post('/supporters/find', { address: 'nobody@mail.example' })
    expect(await nobody.text()).toContain('Nobody fits')
  })

  test('looks for a name in the worker, shows how far it is, and survives a reload', async () => {
    const browser = admin()
    const started = await browser.post('/supporters/searches', { query: 'okáfor' })
    const address = started.headers.get('Location')!
    expect(address).not.toContain('fo')
    const before = await (await browser.get(address)).text()
    expect(before).toContain('live-region')
    expect(before).not.toContain('data-done')
    await scanNames(worker.services)
    const after = await (await browser.get(`${address}/progress`)).text()
    expect(after).toContain('data-done')
    expect(after).toContain('Ruth Okafor')
    expect(after).not.toContain('Jonas')
  })

  test('a search that is stopped stays stopped; another member cannot look at it', async () => {
    const browser = admin()
    const address = (await browser.post('/supporters/searches', { query: 'jonas' })).headers.get('Location')!
    await browser.post(`${address}/cancel`)
    await scanNames(worker.services)
    expect(await (await browser.get(address)).text()).not.toContain('Jonas Lind')
    expect((await campaigner().get(address)).status).toBe(404)
    expect((await browser.post('/supporters/searches', { query: 'j' })).status).toBe(422)
  })
})

describe('one supporter', () => {
  test('opens with what is held; an unknown one is 404 with a way back', async () => {
    const text = await (await admin().get(`/supporters/${ids[1]}`)).text()
    expect(await office.count('events', `type = 'supporter.opened'`)).toBe(1)
    expect(text).toContain('jonas@mail.example')
    expect(text).toContain('Jonas Lind')
    expect(text.match(/<title>[^<]*/)![0]).not.toContain('Jonas')
    expect((await admin().get('/supporters/01890000-0000-7000-8000-000000000000')).status).toBe(404)
    expect((await admin().get('/supporters/etc')).status).toBe(404)
    expect(await office.count('events', `type = 'supporter.opened'`)).toBe(1)
    expect(await office.count('events', `type = 'supporter.names-read'`)).toBeGreaterThan(0)
  })

  test('is suppressed with one button', async () => {
    expect((await campaigner().post(`/supporters/${ids[1]}/suppress`)).status).toBe(303)
    expect(await office.count('inboxes', `suppressed_reason = 'staff'`)).toBe(1)
    expect(await (await admin().get(`/supporters/${ids[1]}`)).text()).toContain('stopped by staff')
  })

  test('who ended changes by a link is shown so, and an administrator alone allows them again', async () => {
    const path = `/supporters/${ids[1]}`
    expect(await (await admin().get(path)).text()).not.toContain(`${path}/unlock`)
    await worker.db.transaction(workerOf(organisationId), async (tx) =>
      lockDetails(tx, organisationId, await inboxOf(tx, organisationId, ids[1]!)),
    )
    expect(await (await campaigner().get(path)).text()).toContain(
      'that nobody change name, country or language',
    )
    expect((await campaigner().post(`${path}/unlock`)).status).toBe(403)
    expect(await office.count('inboxes', 'details_locked_at is not null')).toBe(1)
    expect(await (await admin().get(path)).text()).toContain(`action="${path}/unlock"`)
    expect((await admin().post(`${path}/unlock`)).status).toBe(303)
    expect(await office.count('inboxes', 'details_locked_at is not null')).toBe(0)
    expect(await office.count('events', `type = 'inbox.details-unlocked'`)).toBe(1)
  })

  test('is erased by an admin who writes the word, and by nobody else', async () => {
    const path = `/supporters/${ids[0]}/erase`
    expect((await campaigner().post(path, { word: 'erase' })).status).toBe(403)
    const wrong = await admin().post(path, { word: 'yes' })
    expect(wrong.status).toBe(422)
    expect(await office.count('supporters', 'erased_at is not null')).toBe(0)
    expect(await office.count('events', `type = 'supporter.erased'`)).toBe(0)
    const left = admin()
    await left.get('/supporters')
    office.clock.move(11 * 60_000)
    const answer = await left.post(path, { word: 'erase' })
    expect(await answer.text()).toContain('action="/step-up"')
    expect(await office.count('supporters', 'erased_at is not null')).toBe(0)
    expect((await admin().post(path, { word: 'Erase' })).status).toBe(303)
    expect(await office.count('supporters', 'erased_at is not null and length(sealed) = 0')).toBe(1)
    expect(await office.count('inboxes', 'length(address_sealed) = 0')).toBe(1)
    expect(await (await admin().get(`/supporters/${ids[0]}`)).text()).not.toContain('Okafor')
  })
})

describe('the export', () => {
  test('goes out to an admin whose session is fresh, with formulas made harmless, and leaves an event', async () => {
    const answer = await admin().post('/supporters/export')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Disposition')).toContain('supporters.csv')
    const text = await answer.text()
    expect(text.split('\r\n')[0]).toContain('address')
    expect(text).toContain('layla@mail.example')
    expect(text).toContain("'=cmd|calc")
    expect(text).not.toMatch(/(^|,)=cmd/m)
    expect(text).not.toContain('ruth@mail.example')
    expect(await office.count('events', `type = 'supporter.exported'`)).toBe(1)
  })

  test('is refused to a campaigner: no file, no event', async () => {
    const answer = await campaigner().post('/supporters/export')
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain('@mail.example')
    expect(await office.count('events', `type = 'supporter.exported'`)).toBe(1)
  })
})
