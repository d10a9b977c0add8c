/** Her word behind her own link, and under duress what looks like it. */
import { beforeEach, expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { duress, herLink, phrase } from '../../../test/her-link.ts'
import { workerOf } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { signBeside } from '../../../test/sign.ts'
import { askToRestore, listDoubts, recordConsent } from '../index.ts'
import { alarmDoubts } from '../restoring.ts'
import { beginSpell } from '../unobtainable/spell.ts'

const office = await testOffice()
const { ines } = office.member
const hers = herLink(office)
const { now, door, at, rows, given, isPublic, text, link, open, passIn, press } = hers
const { arrest, newCase, propose, pressPoint, waitingPoint, publishPoint } = hers
beforeEach(hers.begin)

test('she reads what she allowed and what is public, and confirms it', async () => {
  const path = await link()
  const page = await open(path)
  expect(page).toContain('Pictures of you')
  expect(page).toContain(`/en/c/${now.her.shortId}`)
  expect((await door.post(path, { phrase })).headers.get('refresh')).toBe('900; url=/away')
  // nobody of the team is named to whoever looks over her shoulder
  expect(page).not.toMatch(/Ines|cookie/)
  const { done } = await press(path, 'confirm', Object.values(now.consents))
  expect([done.status, done.headers.get('location'), done.headers.get('set-cookie')]).toEqual([
    303,
    '/m/done/en',
    null,
  ])
  expect(await rows('consent_link_acts')).toHaveLength(3)
  expect(await text(now.caseworker.get('/'))).toContain('came through her own link')
  expect(await isPublic()).toBe(1)
})

test('she takes one thing back: down at once, and it is her word; sent again nothing changes', async () => {
  const path = await link()
  const { sure, again } = await press(path, 'withdraw', [now.consents['name']!])
  expect(sure).toContain('One public page goes down at once.')
  expect([await isPublic(), await given()]).toEqual([0, ['image', 'story']])
  expect(await rows('withdrawals')).toMatchObject([{ word: 'met', in_doubt: false, by_account: null }])
  expect((await again()).status).toBe(303)
  expect([(await rows('withdrawals')).length, (await rows('consent_link_acts')).length]).toEqual([1, 1])
})

test('she narrows: without the web the page is down, the rest stays hers; all at once is all', async () => {
  const path = await link()
  await office.db.transaction(ines, (tx) =>
    recordConsent(tx, {
      ...{
        caseId: now.her.caseId,
        personId: now.her.personId,
        items: ['story'],
        answer: 'given',
        how: 'oral',
      },
      ...{ agreed: 'Tell it', givenAt: tx.now, purposes: ['web', 'legal'] },
    }),
  )
  const [story] = await rows<{ id: string }>('consents', `item = 'story' and state = 'given'`)
  expect(await isPublic()).toBe(1)
  await press(path, 'narrow', [story!.id], { without: 'web' })
  expect(await isPublic()).toBe(0)
  expect(await rows('consents', `item = 'story' and state = 'given'`)).toMatchObject([
    { purposes: ['legal'], how: 'link', recorded_by: ines.accountId },
  ])
  // what she did not have cannot be put in by a form
  const [left] = await rows<{ id: string }>('consents', `item = 'story' and state = 'given'`)
  await press(path, 'narrow', [left!.id], { without: 'fundraising', purposes: 'fundraising' })
  expect(await rows('consents', `item = 'story' and state = 'given'`)).toMatchObject([
    { purposes: ['legal'] },
  ])
  await press(path, 'withdraw', [...Object.values(now.consents), left!.id])
  expect(await given()).toEqual([])
})

test('she approves what was proposed, and no more than that', async () => {
  const { consentIds } = await propose()
  expect(await given()).not.toContain('quotes')
  const path = await link()
  await press(path, 'approve', consentIds)
  expect(await rows('consents', `item = 'quotes' and state = 'given'`)).toMatchObject([
    { how: 'link', purposes: ['web', 'media'] },
  ])
  expect(await rows('consents', `item = 'quotes' and state = 'proposed'`)).toEqual([])
  expect(await rows('events', `type = 'consent.superseded'`)).toMatchObject([{ subject: consentIds[0] }])
})

test('while she is said to be out of reach her link takes down in doubt, and approves nothing', async () => {
  const { consentIds } = await propose()
  const path = await link()
  await office.db.transaction(ines, (tx) => beginSpell(tx, { ...now.her, reason: 'custody' }))
  await press(path, 'approve', consentIds)
  expect(await given()).not.toContain('quotes')
  await press(path, 'withdraw', [now.consents['name']!])
  expect([await isPublic(), await given()]).toEqual([0, ['image', 'story']])
  expect(await rows('withdrawals')).toMatchObject([{ word: 'unknown', in_doubt: true }])
})

test('the phrase for duress takes down at once, approves nothing, and wakes the team', async () => {
  const { consentIds } = await propose()
  const path = await link()
  const approved = await press(path, 'approve', consentIds, {}, duress)
  expect(await given()).not.toContain('quotes')
  expect(await open(path, duress)).toContain('Your own words')
  const { done } = await press(path, 'withdraw', Object.values(now.consents), {}, duress)
  expect([done.status, done.headers.get('location')]).toEqual([303, approved.done.headers.get('location')])
  expect([await isPublic(), await given()]).toEqual([0, []])
  const doubts = await office.db.reading(ines, (tx) => listDoubts(tx, now.her.caseId))
  expect(doubts).toMatchObject([{ word: 'not-met', byLink: true, pages: 1 }])
  const worker = openDatabase({
    url: office.database.workerUrl,
    keys: office.database.keys,
    clock: office.clock,
  })
  await worker.transaction(workerOf(office.organisationId), alarmDoubts)
  await worker.transaction(workerOf(office.organisationId), alarmDoubts)
  await worker.close()
  expect(await rows('alarms', `stage = 'duress-withdrawal'`)).toHaveLength(2)
})

test(
  'under duress each page is the ordinary one to the byte, but for the sealed pass',
  { timeout: 60_000 },
  async () => {
    const walk = async (said: string) => {
      await newCase()
      const { consentIds } = await propose()
      const point = await waitingPoint()
      office.clock.move(24 * 3_600_000)
      ;[now.caseworker, ines.steppedUpAt] = [office.as('ines'), office.clock.now()]
      const path = await link()
      const answers: string[] = [await open(path, said)]
      for (const [act, ids, more] of [
        ['confirm', Object.values(now.consents), {}],
        ['approve', consentIds, {}],
        ['narrow', [now.consents['story']!], { without: 'legal' }],
        ['withdraw', [now.consents['name']!], {}],
      ] as const) {
        const { sure, done } = await press(path, act, [...ids], more, said)
        answers.push(sure, `${done.status} ${JSON.stringify([...done.headers])}`)
        answers.push(await text(door.get(done.headers.get('location')!)), await open(path, said))
      }
      for (const act of ['approve', 'withdraw'] as const) {
        const circle = act === 'approve' ? { circle: 'public' } : {}
        const { sure, done } = await pressPoint(path, act, point, { ...circle, said })
        answers.push(sure, `${done.status} ${JSON.stringify([...done.headers])}`, await open(path, said))
      }
      office.clock.move(-24 * 3_600_000)
      return answers.map((page) => withoutIds(page.replaceAll(now.her.shortId, 'short')))
    }
    const ordinary = await walk(phrase)
    expect(await walk(duress)).toEqual(ordinary)
    expect(ordinary.at(-1)).toContain('Your own words')
    expect(ordinary.at(-1)).not.toContain('I go on')
    expect(ordinary.at(-4)).toContain('Everybody may read it.')
    expect(ordinary.at(-1)).not.toContain('<h3>Your name')
  },
)

/** A pass counts by its length, an id by where it first stands: both are new in each case. */
function withoutIds(page: string): string {
  const ids: string[] = []
  return page
    .replaceAll(/(?<=name="pass" value=")[\w-]+/g, (pass) => `${pass.length} characters`)
    .replaceAll(/(?<=name="seen" value=")[0-9a-f]{64}/g, 'of what she read')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
      if (!ids.includes(id)) ids.push(id)
      return `id ${ids.indexOf(id)}`
    })
}

test('a consent is not needed first: the page of consents leads to her own link', async () => {
  now.her = await buildCase(office.db, ines, { codeName: 'Blank' })
  expect(await text(now.caseworker.get(`/cases/${now.her.caseId}/consents`))).toContain(`href="${at()}"`)
})

test('while she is held her own phrase takes down in doubt, and approves nothing', async () => {
  const { consentIds } = await propose()
  const path = await link()
  await arrest()
  await press(path, 'approve', consentIds)
  await press(path, 'withdraw', [now.consents['name']!])
  expect([await isPublic(), await given()]).toEqual([0, ['image', 'story']])
  expect(await rows('withdrawals')).toMatchObject([{ word: 'unknown', held: true, in_doubt: true }])
})

test('two withdrawals at once are one', async () => {
  const path = await link()
  const both = await Promise.all([1, 2].map(() => press(path, 'withdraw', [now.consents['name']!])))
  expect(both.map(({ done }) => done.status)).toEqual([303, 303])
  expect([await isPublic(), (await rows('withdrawals')).length]).toEqual([0, 1])
})

test('she reads a point that waits for her and approves it: by her own hand, with the hash of the words', async () => {
  const point = await waitingPoint()
  const path = await link()
  const page = await open(path)
  expect(page).toContain('“I go on &lt;asking&gt;.”')
  const { sure, again } = await pressPoint(path, 'approve', point, { circle: 'public' })
  expect(sure).toContain('“I go on &lt;asking&gt;.”')
  expect(sure).toContain('Everybody may read it.')
  expect(sure).not.toMatch(/Samira|Ines|Own \d/)
  expect(await rows('statement_points')).toMatchObject([
    { state: 'approved', visibility: 'public', approved_how: 'link', approved_by: ines.accountId },
  ])
  const [words] = await rows<{ approved_hash: string }>('statement_texts')
  const hash = words!.approved_hash.replace('\\x', '')
  const acts = () => rows('consent_link_acts', 'point_id is not null')
  expect(await acts()).toMatchObject([
    { act: 'approve', circle: 'public', in_doubt: false, texts: [`en ${hash}`] },
  ])
  const [{ id: linkId } = { id: '' }] = await rows<{ id: string }>('consent_links')
  expect(await rows('events', `type = 'statement.approved'`)).toMatchObject([
    { actor_account: null, data: { how: 'link', link: linkId, texts: [`en ${hash}`] } },
  ])
  expect((await again()).status).toBe(303)
  expect(await acts()).toHaveLength(1)
  expect(await text(now.caseworker.get(at()))).toContain('A point of what she said')
  expect(await text(now.caseworker.get('/'))).toContain('came through her own link')
})

test('words that changed under her hand, or a circle that her consent is not for, are not approved', async () => {
  const point = await waitingPoint()
  const path = await link()
  const stale = new URLSearchParams({ pass: passIn(await open(path)), act: 'approve', step: 'do', point })
  for (const more of [
    { circle: 'public', seen: '0'.repeat(64) },
    { circle: 'everybody', seen: '' },
  ]) {
    for (const [name, value] of Object.entries(more)) stale.set(name, value)
    const answer = await door.app.request(`http://localhost:4002${path}`, { method: 'POST', body: stale })
    expect([answer.status, (await answer.text()).includes('I go on')]).toEqual([200, true])
  }
  expect(await rows('statement_points')).toMatchObject([{ state: 'taken' }])
  expect(await rows('consent_link_acts')).toEqual([])
})

test('she says no to one point, and takes back one that a page carries: down at once, and hers for good', async () => {
  const [no, shown] = [await waitingPoint('Not this one.'), await waitingPoint('This one.')]
  const path = await link()
  await pressPoint(path, 'approve', shown, { circle: 'public' })
  await pressPoint(path, 'withdraw', no)
  await publishPoint()
  expect([await isPublic(), (await rows('publication_points')).length]).toEqual([1, 1])
  const { sure } = await pressPoint(path, 'withdraw', shown)
  expect(sure).toContain('One public page goes down at once.')
  expect([await isPublic(), await given()]).toEqual([0, ['image', 'name', 'quotes', 'story']])
  expect(await rows('statement_points', `state = 'withdrawn'`)).toHaveLength(2)
  expect(await rows('withdrawals')).toEqual([])
})

test('under duress a point is approved for nobody, and one taken back is down and can be restored by two', async () => {
  const [waits, shown] = [await waitingPoint('That waits.'), await waitingPoint('This one.')]
  const path = await link()
  await pressPoint(path, 'approve', shown, { circle: 'public' })
  await publishPoint()
  const approved = await pressPoint(path, 'approve', waits, { circle: 'public', said: duress })
  expect(approved.done.status).toBe(303)
  expect(await rows('statement_points', `state = 'approved'`)).toHaveLength(1)
  await pressPoint(path, 'withdraw', shown, { said: duress })
  expect(await isPublic()).toBe(0)
  expect(await open(path, duress)).not.toContain('This one.')
  expect(await rows('consent_link_acts', 'in_doubt')).toMatchObject([
    { act: 'approve', point_id: waits, texts: [] },
    { act: 'withdraw', point_id: shown },
  ])
  const [doubt] = await office.db.reading(ines, (tx) => listDoubts(tx, now.her.caseId))
  expect(doubt).toMatchObject({ word: 'not-met', byLink: true, items: ['quotes'], pages: 1 })
  const { signOffId } = await office.db.transaction(ines, (tx) =>
    askToRestore(tx, { caseId: now.her.caseId, withdrawalId: doubt!.id, reason: 'She was made to' }),
  )
  const { layla } = office.member
  layla.steppedUpAt = office.clock.now()
  await signBeside(office.db, layla, signOffId)
  expect([await isPublic(), (await rows('publication_points')).length]).toEqual([1, 1])
})
