import { describe, expect, test } from 'vitest'
import { buildCampaign, buildLiveCampaign, buildTarget, minister } from '../../test/build-campaign.ts'
import { buildDesk } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'
import { act, newJourney } from '../../test/submissions.ts'
import { testWorker } from '../../test/worker.ts'
import { campaignIntake } from './intake.ts'
import { campaignToday } from './campaign-today.ts'
import { catalogue } from '../catalogue.ts'
import { createI18n } from '#platform/i18n.ts'
import { listTargets } from './target-reads.ts'
import { getTarget, reportWrongNumber } from './target.ts'
import { workerOf } from '#platform/actor.ts'

const office = await testOffice()
const { db, organisationId } = office
const ines = office.member.ines
const worker = testWorker(office.database, { intake: campaignIntake, catalogue, clock: office.clock })

const typed = {
  name: 'Dalia Renn',
  title: 'State Secretary',
  institution: 'Ministry of the Interior',
  country: 'JO',
  language: 'ar',
  'salutation-ar': 'معالي الوزيرة،',
  'salutation-en': 'Your Excellency,',
  timeZone: 'Asia/Amman',
  officeOpens: '8',
  officeCloses: '15',
  officeDays: ['1', '2', '3', '4', '7'],
  email: 'Secretary@Interior.EXAMPLE',
  emailSource: 'https://interior.example/contact',
  phone: '00962 6 555 0199',
  ceilingPerHour: '30',
  manner: 'press',
}

describe('an official', () => {
  test('is written down sealed: neither name nor address is readable in the database', async () => {
    const answer = await office.as('tomas').post('/officials/new', typed)
    expect(answer.status).toBe(303)
    const id = answer.headers.get('location')!.split('/').at(-1)!
    expect(await office.count('targets', `id = '${id}' and position('Dalia'::bytea in sealed) > 0`)).toBe(0)
    const target = await db.reading(ines, (tx) => getTarget(tx, id))
    expect(target).toMatchObject({
      name: 'Dalia Renn',
      email: 'Secretary@interior.example',
      phone: '+96265550199',
      officeDays: [1, 2, 3, 4, 7],
    })
  })

  test('keeps what was typed when something is wrong, and says it at the field', async () => {
    const added = "type = 'target.added'"
    const before = [await office.count('targets'), await office.count('events', added)]
    const wrong = { ...typed, name: 'Kept Name', officeCloses: '7', timeZone: 'Mars/North' }
    const answer = await office.as('tomas').post('/officials/new', wrong)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('Kept Name')
    expect(html).toContain('00962 6 555 0199')
    expect(html).toContain('id="f-officeCloses-error"')
    expect(html).toContain('id="f-timeZone-error"')
    expect([await office.count('targets'), await office.count('events', added)]).toEqual(before)
  })

  test('of another organisation does not exist', async () => {
    // somebody who serves there alone: an account may serve in both, and its session in either
    const other = await buildDesk(db, 'layla')
    const id = await buildTarget(db, other.member)
    const tomas = office.as('tomas')
    expect((await tomas.get(`/officials/${id}`)).status).toBe(404)
    expect((await tomas.post(`/officials/${id}/retire`)).status).toBe(404)
    expect(await office.count('targets', `id = '${id}' and retired_at is null`)).toBe(1)
  })

  test('is not changed by a viewer', async () => {
    const id = await buildTarget(db, ines)
    const viktor = office.as('viktor')
    expect((await viktor.get(`/officials/${id}`)).status).toBe(200)
    expect((await viktor.post(`/officials/${id}/verify`, { channel: 'email' })).status).toBe(403)
    expect((await viktor.post('/officials/new', typed)).status).toBe(403)
  })

  test('cannot be overwritten unseen', async () => {
    const id = await buildTarget(db, ines, { name: 'First Name' })
    const tomas = office.as('tomas')
    const form = { ...typed, version: '1' }
    expect((await tomas.post(`/officials/${id}/edit`, { ...form, name: 'Second Name' })).status).toBe(303)
    const late = await tomas.post(`/officials/${id}/edit`, { ...form, name: 'Third Name' })
    const html = await late.text()
    expect(late.status).toBe(409)
    expect(html).toContain('Third Name')
    expect(html).toContain('Second Name')
    expect(html).toContain('name="version" value="2"')
  })
})

describe('the list of officials', () => {
  test('finds a name however it is accented, and filters by what needs a look', async () => {
    await buildTarget(db, ines, { name: 'Émile Dürrant', emailVerifiedOn: '2026-01-02' })
    const found = await db.reading(ines, (tx) => listTargets(tx, { q: 'emile durr' }))
    expect(found.map((one) => one.name)).toEqual(['Émile Dürrant'])
    const stale = await db.reading(ines, (tx) => listTargets(tx, { only: 'stale' }))
    expect(stale.map((one) => one.name)).toContain('Émile Dürrant')
    const html = await (await office.as('tomas').get('/officials?q=emile&only=stale&sort=verified')).text()
    expect(html).toContain('Émile Dürrant')
    expect(html).not.toContain(minister.name)
  })

  test('is exported only after a proof, and no cell is a formula', async () => {
    await buildTarget(db, ines, { name: 'Formula Tester', institution: '=cmd()' })
    const browser = office.as('ines')
    const csv = await browser.post('/officials/export', { q: 'formula' })
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(await csv.text()).toContain("'=cmd()")
    office.clock.move(11 * 60_000)
    const later = await browser.post('/officials/export', { q: 'formula' })
    expect(later.headers.get('content-type')).not.toContain('text/csv')
    expect(await later.text()).not.toContain('Formula Tester')
  })
})

test('retiring says what stops before it does', async () => {
  const targetId = await buildTarget(db, ines, { name: 'Leaving Office' })
  await buildCampaign(db, ines, { targetId, codeName: 'Still drafting' })
  const tomas = office.as('tomas')
  const words = await (await tomas.get(`/officials/${targetId}/retire`)).text()
  expect(words).toContain('Still drafting')
  expect((await tomas.post(`/officials/${targetId}/retire`)).status).toBe(303)
  expect(await office.count('targets', `id = '${targetId}' and retired_at is not null`)).toBe(1)
})

test('a caller’s wrong number reaches the official through the drain', async () => {
  const targetId = await buildTarget(db, ines, { name: 'Called In Vain' })
  const proved = { ...ines, steppedUpAt: office.clock.now() }
  const campaign = await buildLiveCampaign(db, proved, { kinds: ['call'], targetId })
  const call = { outcome: 'wrong-number', who: undefined, keepPosted: undefined, journey: newJourney() }
  await worker.submit(3, act({ ...campaign, organisationId }, 'call', office.clock.now(), call))
  await worker.drainAll()
  expect(await office.count('targets', `id = '${targetId}' and wrong_reports = 1`)).toBe(1)
})

test('a third report of a wrong number stands on Today until it was checked', async () => {
  const targetId = await buildTarget(db, ines, { name: 'Wrong Number' })
  const { campaignId } = await buildCampaign(db, ines, { targetId })
  const i18n = createI18n('en', catalogue)
  const today = async () => {
    const found = await Promise.all(
      campaignToday.map((source) => source.find({ member: ines, office: { db } as never, i18n })),
    )
    return found.flat().map((item) => item.text)
  }
  for (let i = 0; i < 2; i++)
    await db.transaction(workerOf(organisationId), (tx) => reportWrongNumber(tx, { campaignId, targetId }))
  expect((await today()).join()).not.toContain('Wrong Number')
  await db.transaction(workerOf(organisationId), (tx) => reportWrongNumber(tx, { campaignId, targetId }))
  expect(await today()).toContain('3 callers say that the number of Wrong Number is wrong')
  await office.as('tomas').post(`/officials/${targetId}/verify`, { channel: 'phone' })
  expect((await today()).join()).not.toContain('Wrong Number')
})
