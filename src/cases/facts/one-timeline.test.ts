/** What the team finds in the one timeline: contacts, hearings, time limits, publications, by kind and by how long ago. */
import { expect, test } from 'vitest'
import { buildCampaign } from '../../../test/build-campaign.ts'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { recordContact } from '../check-ins/contact.ts'
import { addDeadline, moveDeadline } from '../deadlines/deadline.ts'
import { addProceeding } from '../proceedings/proceeding.ts'
import { scheduleHearing } from '../proceedings/hearing.ts'
import { setWish } from '../wishes/wish.ts'
import { stretchOf } from './timeline.ts'

const office = await testOffice()
const { ines } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)
const day = 86_400_000
const now = office.clock.now().getTime()

test('last week is told apart from this one, from what is ahead and from what is older', () => {
  const today = '2026-11-23'
  const said = ['2026-11-24', '2026-11-23', '2026-11-17', '2026-11-16', '2026-11-10', '2026-11-09']
  expect(said.map((on) => stretchOf(on, today))).toEqual([
    ...['ahead', 'week', 'week', 'before', 'before', 'older'],
  ])
})

test('contacts, hearings and time limits stand in it, narrowed by kind, and words only while the file is open', async () => {
  const { caseId } = await buildCase(office.db, ines, { codeName: 'One timeline' })
  const at = `/cases/${caseId}`
  await as(async (tx) => {
    await recordContact(tx, {
      ...{ caseId, at: new Date(now - 9 * day), channel: 'call', wellbeing: 'strained' },
      ...{ note: 'She spoke of the Meridian clinic', next: '', statementTaken: false },
    })
    const limitId = await addDeadline(tx, {
      ...{ caseId, kind: 'appeal', zone: 'UTC', what: 'Appeal against the Harbour ban' },
      dueAt: new Date(now + 20 * day),
    })
    await moveDeadline(tx, { caseId, limitId, version: 1, state: 'met', settled: 'Filed' })
    const proceedingId = await addProceeding(tx, {
      ...{ caseId, kind: 'criminal', role: 'defendant', openedOn: '2026-11-01', text: { title: 'Quay' } },
    })
    await scheduleHearing(tx, {
      ...{ caseId, proceedingId, kind: 'trial', zone: 'UTC', openness: 'public' },
      at: new Date(now + 3 * day),
    })
  })
  const browser = office.as('ines')
  const sealed = await html(browser.get(`${at}/timeline`))
  expect(sealed).not.toContain('Meridian')
  const order = ['Ahead', 'Trial: Scheduled', 'The last seven days', 'Appeal: Met', 'The week before']
  const places = [...order, 'Telephone call: Under strain'].map((words) => sealed.indexOf(words))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places[0]).toBeGreaterThan(0)
  const legal = await html(browser.get(`${at}/timeline?topic=legal`))
  expect([legal.includes('Trial: Scheduled'), legal.includes('Telephone call')]).toEqual([true, false])
  for (const eye of ['coalition', 'public'])
    expect(await html(browser.get(`${at}/timeline?eyes=${eye}`))).not.toContain('Telephone call')
  await browser.post(`${at}/person/open`, { reason: 'contact' })
  expect(await html(browser.get(`${at}/timeline?topic=contacts`))).toContain('Meridian clinic')
  // in the room and not on the team: the wall keeps all of it
  const his = await html(office.as('tomas').get(`${at}/timeline`))
  for (const words of ['Meridian', 'Trial: Scheduled', 'Appeal: Met', 'Telephone call'])
    expect(his).not.toContain(words)
})

test('the marks of a case stand on its campaigns too, and her wishes on the emergency sheet', async () => {
  const of = await buildCase(office.db, ines, { codeName: 'Marks everywhere' })
  const { caseId } = of
  const { campaignId } = await buildCampaign(office.db, ines, { of })
  await as((tx) =>
    setWish(tx, {
      caseId,
      kind: 'go-quiet',
      text: 'Nothing in public, please',
      since: '2026-11-20',
      given: 'written',
    }),
  )
  const browser = office.as('ines')
  for (const path of [`/cases/${caseId}`, `/campaigns/${campaignId}`])
    expect(await html(browser.get(path)), path).toContain('Wish: go quiet')
  expect(await html(browser.post(`/cases/${caseId}/emergency`))).toContain('Nothing in public, please')
})
