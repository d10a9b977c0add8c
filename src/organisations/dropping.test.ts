import { afterAll, expect, test } from 'vitest'
import { signIn } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { testOffice } from '../../test/office.ts'
import { saveDraft } from './draft.ts'
import { dropOutdated } from './dropping.ts'
import { makeLink, useLink, getLink } from './link.ts'
import { endSession, startSession } from './session.ts'

const day = 86_400_000
// long past, so that the database's own clock agrees that it is long past
const clock = fixedClock('2024-05-01T09:00:00Z')
const office = await testOffice()
const { database, member, organisationId } = office
const db = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock, connections: 2 })
afterAll(async () => {
  await db.close()
  await worker.close()
})

const { accountId } = member.ines
const left = async () => [
  await office.count('sessions'),
  await office.count('one_time_links'),
  await office.count('drafts'),
]

test('what is over goes after thirty days, events stay', async () => {
  const { sessionId } = await db.transaction(signIn, (tx) => startSession(tx, { accountId, how: 'passkey' }))
  await db.transaction(member.ines, (tx) => endSession(tx, { sessionId }))
  // never ended, but it lasts for hours only
  await db.transaction(signIn, (tx) => startSession(tx, { accountId, how: 'passkey' }))
  await db.transaction(signIn, async (tx) => {
    const { token } = await makeLink(tx, { purpose: 'invitation', organisationId, role: 'viewer' })
    await useLink(tx, await getLink(tx, token))
    // runs out a week later
    await makeLink(tx, { purpose: 'invitation', organisationId, role: 'viewer' })
    await makeLink(tx, { purpose: 'demo', accountId })
  })
  await db.transaction(member.ines, (tx) =>
    saveDraft(tx, { form: '/cases/new', values: { code: 'Lantern' } }),
  )
  const events = await office.count('events')
  expect(await left()).toEqual([2, 3, 1])

  clock.move(29 * day)
  expect(await dropOutdated({ db: worker })).toEqual({ sessions: 0, links: 0, drafts: 0 })
  clock.move(2 * day)
  expect(await dropOutdated({ db: worker })).toEqual({ sessions: 2, links: 1, drafts: 1 })
  clock.move(8 * day)
  expect(await dropOutdated({ db: worker })).toEqual({ sessions: 0, links: 1, drafts: 0 })
  // the demo's link holds for a year
  expect(await left()).toEqual([0, 1, 0])
  expect(await office.count('events')).toBe(events)
})

test('what is in use stays, whatever moment is asked for', async () => {
  const browser = office.as('ines')
  expect((await browser.get('/account')).status).toBe(200)
  await worker.pool.query(`select * from wl.drop_outdated('infinity')`)
  expect((await browser.get('/account')).status).toBe(200)
})

test('the office may not ask for it', async () => {
  await expect(db.pool.query('select * from wl.drop_outdated(now())')).rejects.toMatchObject({
    code: '42501',
  })
})
