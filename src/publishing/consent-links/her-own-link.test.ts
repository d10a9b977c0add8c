/** Her own link, through both doors: before the phrase nothing, afterwards her word, under duress what looks like it. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { privateDoor } from '../../../test/private-door.ts'
import { publish } from '../../../test/sign.ts'
import { addToTeam, removeFromTeam, savePerson, setLiberty } from '#cases/index.ts'
import { removePerson } from '../../cases/persons/person.ts'
import { workerOf } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { hashPassphrase } from '#platform/sign-in/passphrase.ts'
import { listDoubts, recordConsent } from '../index.ts'
import { alarmDoubts } from '../restoring.ts'
import { beginSpell } from '../unobtainable/spell.ts'
import { keyForPhrase, setPhrase } from './link.ts'

const office = await testOffice()
const door = privateDoor(office)
const { ines } = office.member
let caseworker = office.as('ines')
let campaigner = office.as('tomas')
const [phrase, duress] = ['canary lemon tree', 'canary olive branch']
let her: BuiltCase
let consents: Record<string, string>
let n = 0
beforeEach(async () => {
  office.clock.move(60_000)
  ;[caseworker, campaigner] = [office.as('ines'), office.as('tomas')]
  ines.steppedUpAt = office.clock.now()
  await newCase()
})

async function newCase() {
  her = await buildCase(office.db, ines, { codeName: `Own ${++n}` })
  consents = await buildConsents(office.db, ines, her, ['name', 'image', 'story'])
  await publish(office.db, ines, {
    ...{ caseId: her.caseId, subjectKind: 'case', subjectId: her.caseId, key: her.shortId },
    items: [{ personId: her.personId, item: 'story' }],
    gate: { personId: her.personId, item: 'name' },
    documents: [{ language: 'en', body: { lang: 'en', name: 'Samira Haddad' } }],
    text: 'the case page',
  })
}

const at = () => `/cases/${her.caseId}/consents/link`
const of = (form: object = {}) => ({ personId: her.personId, ...form })
const rows = async <T = Record<string, unknown>>(table: string, where = 'true') =>
  (
    await office.db.reading(ines, ({ db }) =>
      sql<{ row: T }>`select to_jsonb(t) as row from ${sql.table(table)} t
        where case_id = ${her.caseId} and ${sql.raw(where)}`.execute(db),
    )
  ).rows.map(({ row }) => row)
const given = async () =>
  (await rows<{ item: string }>('consents', `state = 'given'`)).map((one) => one.item).toSorted()
const isPublic = () => office.count('published.documents', `case_id = '${her.caseId}'`)
const text = async (answer: Response | Promise<Response>) => await (await answer).text()

const cheap = { memory: 64, passes: 1, parallelism: 1, tagLength: 32 }
const agree = async () => {
  const who = { caseId: her.caseId, personId: her.personId }
  const key = await office.db.transaction(ines, (tx) => keyForPhrase(tx, who))
  const hashed = {
    phrase: await hashPassphrase(key, phrase, cheap),
    duress: await hashPassphrase(key, duress, cheap),
  }
  await office.db.transaction(ines, (tx) => setPhrase(tx, { ...who, hashed }))
}
/** Her phrases as the console would keep them, at a lower cost: these tests try hundreds. */
async function link(form: object = {}): Promise<string> {
  await agree()
  return await linkOnly(form)
}
async function linkOnly(form: object = {}): Promise<string> {
  expect((await caseworker.post(at(), of({ hours: '24', language: 'en', ...form }))).status).toBe(303)
  return /4002(\/m\/[\w-]{22})/.exec(await text(caseworker.get(at())))![1]!
}
const passIn = (html: string) => /name="pass" value="([\w-]+)"/.exec(html)![1]!
const open = async (path: string, said = phrase) => await text(door.post(path, { phrase: said }))
async function press(
  path: string,
  act: string,
  ids: string[],
  more: Record<string, string> = {},
  said = phrase,
) {
  const pass = passIn(await open(path, said))
  const form = new URLSearchParams({ pass, act, ...more })
  for (const id of ids) form.append('consent', id)
  const send = (body: URLSearchParams) =>
    door.app.request(`http://localhost:4002${path}`, { method: 'POST', body })
  const sure = await send(form)
  form.set('step', 'do')
  return { sure: await text(sure), done: await send(form), again: () => send(form) }
}
const arrest = () =>
  office.db.transaction(ines, (tx) =>
    setLiberty(tx, {
      ...{ caseId: her.caseId, status: 'police-custody', since: '2026-11-23' },
      ...{ contact: [], counsel: [], basis: [] },
    }),
  )
const propose = () =>
  office.db.transaction(ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId: her.caseId, personId: her.personId, items: ['quotes'], answer: 'proposed', how: 'oral' },
      ...{ agreed: 'Three thoughts', givenAt: tx.now, purposes: ['web', 'media'] },
    }),
  )

test('before the phrase there is neither name nor case, and a void link is like none, to the byte', async () => {
  const path = await link()
  const asked = await text(door.get(path))
  expect(asked).not.toMatch(/Samira|Own|Harbour|Watchlight|consent/i)
  const unknown = await text(door.get('/m/AAAAAAAAAAAAAAAAAAAAAA'))
  expect((await caseworker.post(`${at()}/revoke`, of())).status).toBe(303)
  const revoked = await door.get(path)
  expect([revoked.status, await revoked.text()]).toEqual([404, unknown])
  const second = await linkOnly({ hours: '1' })
  expect(second).not.toBe(path)
  office.clock.move(3_600_000)
  caseworker = office.as('ines')
  const expired = await door.get(second)
  expect([expired.status, await expired.text()]).toEqual([404, unknown])
  const typed = await door.post(second, { phrase })
  expect([typed.status, await typed.text()]).toEqual([404, unknown])
  // a link to a check-in, or a new phrase, opens nothing either
  const third = await linkOnly()
  expect(await text(door.get(third.replace('/m/', '/k/')))).toBe(unknown)
  await caseworker.post(`${at()}/phrase`, of({ phrase: 'another good phrase', duress: '' }))
  expect(await text(door.get(third))).toBe(unknown)
})

test('she reads what she allowed and what is public, and confirms it', async () => {
  const path = await link()
  const page = await open(path)
  expect(page).toContain('Pictures of you')
  expect(page).toContain(`/en/c/${her.shortId}`)
  expect((await door.post(path, { phrase })).headers.get('refresh')).toBe('900; url=/away')
  // nobody of the team is named to whoever looks over her shoulder
  expect(page).not.toMatch(/Ines|cookie/)
  const { done } = await press(path, 'confirm', Object.values(consents))
  expect([done.status, done.headers.get('location'), done.headers.get('set-cookie')]).toEqual([
    303,
    '/m/done/en',
    null,
  ])
  expect(await rows('consent_link_acts')).toHaveLength(3)
  expect(await text(caseworker.get('/'))).toContain('came through her own link')
  expect(await isPublic()).toBe(1)
})

test('she takes one thing back: down at once, and it is her word; sent again nothing changes', async () => {
  const path = await link()
  const { sure, again } = await press(path, 'withdraw', [consents['name']!])
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
      ...{ caseId: her.caseId, personId: her.personId, items: ['story'], answer: 'given', how: 'oral' },
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
  const [now] = await rows<{ id: string }>('consents', `item = 'story' and state = 'given'`)
  await press(path, 'narrow', [now!.id], { without: 'fundraising', purposes: 'fundraising' })
  expect(await rows('consents', `item = 'story' and state = 'given'`)).toMatchObject([
    { purposes: ['legal'] },
  ])
  await press(path, 'withdraw', [...Object.values(consents), now!.id])
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
})

test('while she is said to be out of reach her link takes down in doubt, and approves nothing', async () => {
  const { consentIds } = await propose()
  const path = await link()
  await office.db.transaction(ines, (tx) => beginSpell(tx, { ...her, reason: 'custody' }))
  await press(path, 'approve', consentIds)
  expect(await given()).not.toContain('quotes')
  await press(path, 'withdraw', [consents['name']!])
  expect([await isPublic(), await given()]).toEqual([0, ['image', 'story']])
  expect(await rows('withdrawals')).toMatchObject([{ word: 'unknown', in_doubt: true }])
})

test('the phrase for duress takes down at once, approves nothing, and wakes the team', async () => {
  const { consentIds } = await propose()
  const path = await link()
  const approved = await press(path, 'approve', consentIds, {}, duress)
  expect(await given()).not.toContain('quotes')
  expect(await open(path, duress)).toContain('Your own words')
  const { done } = await press(path, 'withdraw', Object.values(consents), {}, duress)
  expect([done.status, done.headers.get('location')]).toEqual([303, approved.done.headers.get('location')])
  expect([await isPublic(), await given()]).toEqual([0, []])
  const doubts = await office.db.reading(ines, (tx) => listDoubts(tx, her.caseId))
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

test('under duress each page is the ordinary one to the byte, but for the sealed pass', async () => {
  const walk = async (said: string) => {
    await newCase()
    const { consentIds } = await propose()
    office.clock.move(24 * 3_600_000)
    ;[caseworker, ines.steppedUpAt] = [office.as('ines'), office.clock.now()]
    const path = await link()
    const answers: string[] = [await open(path, said)]
    for (const [act, ids, more] of [
      ['confirm', Object.values(consents), {}],
      ['approve', consentIds, {}],
      ['narrow', [consents['story']!], { without: 'legal' }],
      ['withdraw', [consents['name']!], {}],
    ] as const) {
      const { sure, done } = await press(path, act, [...ids], more, said)
      answers.push(sure, `${done.status} ${JSON.stringify([...done.headers])}`)
      answers.push(await text(door.get(done.headers.get('location')!)), await open(path, said))
    }
    office.clock.move(-24 * 3_600_000)
    return answers.map((page) => withoutIds(page.replaceAll(her.shortId, 'short')))
  }
  const ordinary = await walk(phrase)
  expect(await walk(duress)).toEqual(ordinary)
  expect(ordinary.at(-1)).toContain('Your own words')
  expect(ordinary.at(-1)).not.toContain('<h3>Your name')
})

/** A pass counts by its length, an id by where it first stands: both are new in each case. */
function withoutIds(page: string): string {
  const ids: string[] = []
  return page
    .replaceAll(/(?<=name="pass" value=")[\w-]+/g, (pass) => `${pass.length} characters`)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
      if (!ids.includes(id)) ids.push(id)
      return `id ${ids.indexOf(id)}`
    })
}

test('two right phrases at once open both, and leave all five attempts', async () => {
  const path = await link()
  const pages = await Promise.all(
    [phrase, phrase, duress].map(async (said) => await door.post(path, { phrase: said })),
  )
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await rows('consent_links')).toMatchObject([{ attempts_left: 5, ended_at: null }])
  expect(await rows('events', `type = 'consent-link.opened'`)).toHaveLength(3)
})

test('two right phrases at once on the last attempt: one opens, and the link lives on', async () => {
  const path = await link()
  for (let i = 0; i < 4; i++) expect((await door.post(path, { phrase: 'not the phrase' })).status).toBe(422)
  const both = await Promise.all([1, 2].map(async () => await door.post(path, { phrase })))
  expect(both.map(({ status }) => status)).toContain(200)
  expect(await rows('consent_links')).toMatchObject([{ attempts_left: 5, ended_at: null }])
})

test('whoever is taken out of the file has an open link no longer, nor a visit', async () => {
  const personId = await office.db.transaction(ines, (tx) =>
    savePerson(tx, { ...{ caseId: her.caseId, role: 'at-risk' }, legalName: 'Karim Haddad' }),
  )
  her = { ...her, personId }
  await buildConsents(office.db, ines, her, ['image'])
  const path = await link()
  const pass = passIn(await open(path))
  await office.db.transaction(ines, (tx) => removePerson(tx, { caseId: her.caseId, personId, version: 1 }))
  for (const answer of [door.get(path), door.post(path, { phrase }), door.post(path, { pass })])
    expect((await answer).status).toBe(404)
  expect(await rows('consent_links')).toMatchObject([{ ended_how: 'revoked' }])
  expect(await rows('events', `type = 'consent-link.ended'`)).toHaveLength(1)
})

test('a link ends with its maker’s place on the team: a colleague who left may know the phrase', async () => {
  const path = await link()
  const pass = passIn(await open(path))
  const { accountId } = office.member.layla
  await office.db.transaction(ines, (tx) =>
    addToTeam(tx, { caseId: her.caseId, accountId, role: 'caseworker' }),
  )
  const { layla } = office.member
  layla.steppedUpAt = office.clock.now()
  await office.db.transaction(layla, (tx) =>
    removeFromTeam(tx, { caseId: her.caseId, accountId: ines.accountId }),
  )
  const withdrawal = { pass, act: 'withdraw', consent: consents['name']!, step: 'do' }
  for (const answer of [door.get(path), door.post(path, { phrase }), door.post(path, withdrawal)])
    expect((await answer).status).toBe(404)
  expect(await isPublic()).toBe(1)
  expect(await text(office.as('layla').get(at()))).not.toContain(path)
})

test('a consent is not needed first: the page of consents leads to her own link', async () => {
  her = await buildCase(office.db, ines, { codeName: 'Blank' })
  expect(await text(caseworker.get(`/cases/${her.caseId}/consents`))).toContain(`href="${at()}"`)
})

test('while she is held her own phrase takes down in doubt, and approves nothing', async () => {
  const { consentIds } = await propose()
  const path = await link()
  await arrest()
  await press(path, 'approve', consentIds)
  await press(path, 'withdraw', [consents['name']!])
  expect([await isPublic(), await given()]).toEqual([0, ['image', 'story']])
  expect(await rows('withdrawals')).toMatchObject([{ word: 'unknown', held: true, in_doubt: true }])
})

test('twelve wrong phrases at once are five, then the link is void and the team hears', async () => {
  const path = await link()
  const answers = await Promise.all(
    Array.from({ length: 12 }, async () => await door.post(path, { phrase: 'not the phrase' })),
  )
  expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5)
  expect(await rows('events', `type = 'consent-link.tried'`)).toHaveLength(5)
  expect((await door.post(path, { phrase })).status).toBe(404)
  expect(await rows('consent_links')).toMatchObject([{ ended_how: 'attempts', attempts_left: 0 }])
  expect(await text(caseworker.get('/'))).toContain('after five wrong phrases')
  expect((await caseworker.post(`${at()}/seen`)).status).toBe(303)
  expect(await given()).toEqual(['image', 'name', 'story'])
})

test('two withdrawals at once are one', async () => {
  const path = await link()
  const both = await Promise.all([1, 2].map(() => press(path, 'withdraw', [consents['name']!])))
  expect(both.map(({ done }) => done.status)).toEqual([303, 303])
  expect([await isPublic(), (await rows('withdrawals')).length]).toEqual([0, 1])
})

test('a pass runs out, fits no other link, and moves no consent of another case', async () => {
  const path = await link()
  const pass = passIn(await open(path))
  const other = { her, consents, path, pass }
  her = await buildCase(office.db, ines, { codeName: 'Another' })
  consents = await buildConsents(office.db, ines, her, ['name'])
  const second = await link()
  const stolen = { pass: other.pass, act: 'withdraw', consent: consents['name']!, step: 'do' }
  expect((await door.post(second, stolen)).status).toBe(404)
  expect((await door.post(other.path, stolen)).status).toBe(303)
  expect(await given()).toEqual(['name'])
  office.clock.move(16 * 60_000)
  expect((await door.post(other.path, { ...stolen, consent: other.consents['name']! })).status).toBe(404)
  her = other.her
  expect(await given()).toContain('name')
})

test('only caseworkers on the team make it; a short or equal phrase is none; at most three days', async () => {
  const refused = await campaigner.post(at(), of({ hours: '24', language: 'en' }))
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect((await caseworker.post(at(), of({ hours: '24', language: 'en' }))).status).toBe(409)
  for (const form of [
    { phrase: 'short', duress: '' },
    { phrase, duress: phrase.toUpperCase() },
  ]) {
    const answer = await caseworker.post(`${at()}/phrase`, of(form))
    expect(answer.status).toBe(422)
    expect(await answer.text()).not.toContain(phrase)
  }
  await link()
  expect((await caseworker.post(at(), of({ hours: '73', language: 'en' }))).status).toBe(422)
  expect(await rows('consent_links')).toHaveLength(1)
})

test('neither phrase stands in any row', async () => {
  const path = await link()
  await press(path, 'confirm', [consents['name']!])
  await open(path, duress)
  for (const table of ['consent_phrases', 'consent_links', 'consent_link_acts', 'events', 'consents'])
    expect(JSON.stringify(await rows(table)), table).not.toMatch(/canary|lemon|olive|Samira/)
})
