import { expect, test } from 'vitest'
import { buildArrest, buildCase, buildConsents } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { beginSpell, recordConsent, saveDirection, withdrawConsent } from '../../publishing/index.ts'
import { approvePoint, narrowPoint, readBack, withdrawPoint } from './her-word.ts'
import { mayMove, pointMoves, pointStates, type PointMoveName, type PointState } from './lists.ts'
import { changePoint, checkTranslation, translatePoint } from './point.ts'
import { getPoint, listPastPoints, listStatements } from './reads.ts'
import { takeStatement, type PointInput } from './statement.ts'

const office = await testOffice()
const { ines, layla, tomas } = office.member
type Run<T> = Parameters<typeof office.db.transaction<T>>[1]
const as = <T>(run: Run<T>) => office.db.transaction(ines, run)
const on = '2026-11-23'

async function build(codeName: string, point: Partial<PointInput> = {}, quotes = true) {
  const built = await buildCase(office.db, ines, { codeName })
  const { caseId, personId } = built
  await as((tx) =>
    tx.db
      .insertInto('case_team')
      .values({
        ...{ case_id: caseId, account_id: layla.accountId, organisation_id: layla.organisationId },
        ...{ role: 'caseworker', added_at: tx.now, added_by: ines.accountId },
      })
      .execute(),
  )
  if (quotes) await buildConsents(office.db, ines, built, ['quotes', 'story', 'name'])
  const { statementId, pointIds } = await as((tx) =>
    takeStatement(tx, {
      ...{ caseId, personId, takenOn: on, channel: 'signal', language: 'en' },
      points: [{ form: 'verbatim', text: 'I will go on asking.', visibility: 'team', ...point }],
    }),
  )
  const at = { caseId, pointId: pointIds[0]! }
  const read = () => as((tx) => getPoint(tx, caseId, at.pointId, true))
  return { ...built, statementId, at, read, url: `/cases/${caseId}/statements` }
}

const approval = { on, how: 'oral', visibility: 'public', languages: [] } as const

async function approved(codeName: string) {
  const built = await build(codeName)
  await as((tx) => readBack(tx, { ...built.at, version: 1, on }))
  await as((tx) => approvePoint(tx, { ...built.at, ...approval, version: 1 }))
  return built
}

test('taken, read back, approved: each step says who and when, and pins her consent and the hash of the words', async () => {
  const { caseId, read } = await approved('Steps')
  const point = await read()
  expect(point).toMatchObject({
    state: 'approved',
    visibility: 'public',
    approvedHow: 'oral',
    readBackOn: on,
  })
  expect(point.texts).toMatchObject([{ text: 'I will go on asking.', state: 'approved', original: true }])
  const pinned = `case_id = '${caseId}' and approved_hash = text_hash`
  expect(await office.count('statement_texts', pinned)).toBe(1)
  const hers = `case_id = '${caseId}' and item = 'quotes' and id = '${point.consentId}'`
  expect(await office.count('consents', hers)).toBe(1)
  expect(await office.count('events', `case_id = '${caseId}' and type = 'statement.approved'`)).toBe(1)
})

test('nothing is approved that was not read back, and no way leads out of what she took back', async () => {
  const { at, read, caseId } = await build('Order')
  const early = as((tx) => approvePoint(tx, { ...at, ...approval, version: 1 }))
  await expect(early).rejects.toMatchObject({ code: 'statement.error.move' })
  await as((tx) => withdrawPoint(tx, { ...at, reason: 'Not now' }))
  const after = [
    () => as((tx) => readBack(tx, { ...at, version: 1, on })),
    () => as((tx) => changePoint(tx, { ...at, version: 1, form: 'verbatim', text: 'Other' })),
    () => as((tx) => narrowPoint(tx, { ...at, version: 1, visibility: 'team' })),
    () => as((tx) => withdrawPoint(tx, at)),
  ]
  for (const one of after) await expect(one()).rejects.toMatchObject({ code: 'statement.error.move' })
  expect((await read()).state).toBe('withdrawn')
  expect(await office.count('events', `case_id = '${caseId}' and type = 'statement.approved'`)).toBe(0)
})

test('the table of moves lets each state go where it may, and nowhere else', () => {
  const names = Object.keys(pointMoves) as PointMoveName[]
  const ways = (state: PointState) => names.filter((name) => mayMove(state, name))
  expect(Object.fromEntries(pointStates.map((state) => [state, ways(state)]))).toEqual({
    taken: ['change', 'read-back', 'narrow', 'withdraw'],
    'read-back': ['change', 'read-back', 'approve', 'narrow', 'withdraw'],
    approved: ['change', 'approve-more', 'narrow', 'withdraw'],
    narrowed: ['change', 'read-back', 'narrow', 'withdraw'],
    withdrawn: [],
  })
})

test('without her consent to be quoted nothing is approved', async () => {
  const { at, read } = await build('Unasked', {}, false)
  await as((tx) => readBack(tx, { ...at, version: 1, on }))
  const refused = as((tx) => approvePoint(tx, { ...at, ...approval, version: 1 }))
  await expect(refused).rejects.toMatchObject({ code: 'statement.error.no-consent' })
  expect(await read()).toMatchObject({ state: 'read-back', visibility: 'team' })
})

test('in custody nobody approves for her, and nobody at all while she cannot be asked, but by what she left written', async () => {
  const { caseId, personId, at, read } = await build('Held')
  await as((tx) => readBack(tx, { ...at, version: 1, on }))
  const approve = (how: 'lawyer' | 'oral') =>
    as((tx) => approvePoint(tx, { ...at, ...approval, how, version: 1 }))
  const refused = { code: 'statement.error.not-hers' }
  await buildArrest(office.db, ines, caseId, on)
  await expect(approve('lawyer')).rejects.toMatchObject(refused)
  await as((tx) => beginSpell(tx, { caseId, personId, reason: 'custody' }))
  await expect(approve('oral')).rejects.toMatchObject(refused)
  await as((tx) =>
    saveDirection(tx, {
      ...{ caseId, personId, version: 0, lawyer: true, words: '', items: [], purposes: [] },
      speakers: [{ name: 'Nadia Haddad', relation: 'sister', reach: '' }],
      ...{ confirmedOn: '2026-11-20', confirmedHow: 'written' },
    }),
  )
  await approve('lawyer')
  expect((await read()).approvedHow).toBe('lawyer')
})

test('other words are a new version, without check, reading back and approval', async () => {
  const { at, read, caseId } = await build('Changed')
  await as((tx) => translatePoint(tx, { ...at, version: 1, language: 'ar', text: 'سأستمر في السؤال.' }))
  await office.db.transaction(layla, (tx) =>
    checkTranslation(tx, { ...at, version: 1, language: 'ar', native: true }),
  )
  await as((tx) => readBack(tx, { ...at, version: 1, on }))
  await as((tx) => approvePoint(tx, { ...at, ...approval, languages: ['ar'], version: 1 }))
  await as((tx) => changePoint(tx, { ...at, version: 1, form: 'paraphrase', text: 'She goes on.' }))
  const point = await read()
  expect(point).toMatchObject({ state: 'taken', version: 2, visibility: 'team', form: 'paraphrase' })
  expect((await office.db.reading(tomas, (tx) => listStatements(tx, caseId, true))).room).toEqual([])
  expect(point.readBackOn ?? point.approvedOn ?? point.consentId).toBeUndefined()
  expect(point.texts[1]).toMatchObject({ state: 'translated', outdated: true, native: false })
  const past = await as((tx) => listPastPoints(tx, caseId, at.pointId))
  expect(past[0]).toMatchObject({ version: 1, form: 'verbatim' })
  const check = office.db.transaction(layla, (tx) =>
    checkTranslation(tx, { ...at, version: 2, language: 'ar', native: true }),
  )
  await expect(check).rejects.toMatchObject({ code: 'statement.error.outdated' })
  const stale = as((tx) => changePoint(tx, { ...at, version: 1, form: 'verbatim', text: 'Late' }))
  await expect(stale).rejects.toMatchObject({ code: 'case.changed' })
})

test('a translation is checked by another person, and she approves none that nobody checked', async () => {
  const { at, read } = await build('Translated')
  await as((tx) => translatePoint(tx, { ...at, version: 1, language: 'ar', text: 'سأستمر.' }))
  const own = as((tx) => checkTranslation(tx, { ...at, version: 1, language: 'ar', native: false }))
  await expect(own).rejects.toMatchObject({ code: 'statement.error.own-translation' })
  const forced = as((tx) =>
    tx.db
      .updateTable('statement_texts')
      .set({ state: 'checked', checked_by: ines.accountId, checked_at: tx.now })
      .where('point_id', '=', at.pointId)
      .where('language', '=', 'ar')
      .execute(),
  )
  await expect(forced).rejects.toThrow()
  await as((tx) => readBack(tx, { ...at, version: 1, on }))
  const { seen } = await read()
  const unchecked = as((tx) => approvePoint(tx, { ...at, ...approval, languages: ['ar'], version: 1 }))
  await expect(unchecked).rejects.toMatchObject({ code: 'statement.error.unchecked' })
  await as((tx) => translatePoint(tx, { ...at, version: 1, language: 'ar', text: 'سأواصل.' }))
  const unseen = as((tx) => approvePoint(tx, { ...at, ...approval, seen, version: 1 }))
  await expect(unseen).rejects.toMatchObject({ code: 'case.changed' })
  expect((await read()).state).toBe('read-back')
})

test('what she said otherwise when it was read back is what was read', async () => {
  const { at, read } = await build('Otherwise')
  const vague = as((tx) => readBack(tx, { ...at, version: 1, on, changed: 'Another word' }))
  await expect(vague).rejects.toMatchObject({ fields: { text: 'statement.error.say-how' } })
  await as((tx) => readBack(tx, { ...at, version: 1, on, changed: 'Shorter', text: 'I go on.' }))
  expect(await read()).toMatchObject({
    ...{ state: 'read-back', version: 2, changed: 'Shorter' },
    texts: [{ text: 'I go on.' }],
  })
})

test('she narrows a point, and it is wider again only by a new approval', async () => {
  const { at, read } = await approved('Narrowed')
  await as((tx) => narrowPoint(tx, { ...at, version: 1, visibility: 'room' }))
  expect(await read()).toMatchObject({ state: 'narrowed', visibility: 'room' })
  const same = as((tx) => narrowPoint(tx, { ...at, version: 1, visibility: 'room' }))
  await expect(same).rejects.toMatchObject({ fields: { visibility: 'statement.error.narrower' } })
  const forced = as((tx) =>
    tx.db
      .updateTable('statement_points')
      .set({ visibility: 'public' })
      .where('id', '=', at.pointId)
      .execute(),
  )
  await expect(forced).rejects.toThrow()
})

async function forRoom(codeName: string, purposes: ('web' | 'coalition')[] = ['web', 'coalition']) {
  const built = await build(codeName, { visibility: 'room', text: 'For all of you' }, false)
  await as((tx) =>
    recordConsent(tx, {
      ...{ caseId: built.caseId, personId: built.personId, items: ['quotes'], answer: 'given' },
      ...{ how: 'written', agreed: 'Yes.', givenAt: tx.now, purposes },
    }),
  )
  const room = async () =>
    (await office.db.reading(tomas, (tx) => listStatements(tx, built.caseId, true))).room
  const approve = async () => {
    const { version } = await built.read()
    await as((tx) => readBack(tx, { ...built.at, version, on }))
    await as((tx) => approvePoint(tx, { ...built.at, ...approval, visibility: 'room', version }))
  }
  return { ...built, room, approve }
}

test('what is meant for the room is read there when she has approved it, and no longer than that', async () => {
  const { at, room, approve, read, caseId } = await forRoom('Meant')
  expect(await room()).toEqual([])
  // nor without a reason by the team
  const closed = await as((tx) => getPoint(tx, caseId, at.pointId, false))
  expect(closed.texts[0]?.text).toBeUndefined()
  await approve()
  expect((await room())[0]?.texts[0]?.text).toBe('For all of you')
  await as((tx) => changePoint(tx, { ...at, version: 1, form: 'verbatim', text: 'For some of you' }))
  expect(await read()).toMatchObject({ state: 'taken', visibility: 'team' })
  expect(await room()).toEqual([])
  await approve()
  expect((await room())[0]?.texts[0]?.text).toBe('For some of you')
})

test('without her consent for the coalition the room reads none of her words, also not what she narrowed', async () => {
  const web = await forRoom('Web alone', ['web'])
  await web.approve()
  expect(await web.room()).toEqual([])
  const { approve, room, caseId, at } = await forRoom('Taken back')
  await approve()
  expect(await room()).toHaveLength(1)
  const { consentId } = await as((tx) => getPoint(tx, caseId, at.pointId, true))
  await as((tx) => withdrawConsent(tx, { caseId, consentIds: [consentId!] }))
  expect(await room()).toEqual([])
  const texts = await office.db.reading(tomas, (tx) =>
    tx.db.selectFrom('statement_texts').select('id').where('case_id', '=', caseId).execute(),
  )
  expect(texts).toEqual([])
})

test('the room reads what is meant for it, the team the rest; words lie sealed', async () => {
  const { caseId, url, approve } = await forRoom('Circles')
  await approve()
  const secret = await build('Secret', { text: 'Only <b>you</b> & me' })
  const room = await office.db.reading(tomas, (tx) => listStatements(tx, caseId, false))
  expect(room.statements).toEqual([])
  expect(room.room[0]?.texts[0]?.text).toBe('For all of you')
  expect(await office.db.reading(tomas, (tx) => listStatements(tx, secret.caseId, true))).toEqual({
    statements: [],
    room: [],
  })
  const page = await (await office.as('tomas').get(url)).text()
  expect(page).toContain('For all of you')
  expect((await office.as('tomas').post(url, { note: 'x' })).status).toBe(403)
  const closed = await office.as('ines').get(`${secret.url}/points/${secret.at.pointId}`)
  expect(await closed.text()).not.toContain('Only')
  const words = Buffer.from('For all').toString('hex')
  expect(await office.count('statement_texts', `encode(sealed, 'hex') like '%${words}%'`)).toBe(0)
})

test('through the doors: written down, opened with a reason, kept when refused, shown as text', async () => {
  const { caseId, personId, url } = await build('Doors')
  const browser = office.as('ines')
  const form = { personId, takenOn: on, channel: 'call', language: 'en', visibility: 'team' }
  const hostile = '<script>alert(1)</script> “quoted”'
  const refused = await browser.post(url, { ...form, 'text-1': hostile })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('&lt;script&gt;')
  expect((await browser.post(url, { ...form, 'text-1': hostile, 'form-1': 'paraphrase' })).status).toBe(303)
  await browser.post(`/cases/${caseId}/person/open`, { reason: 'consent' })
  const page = await (await browser.get(url)).text()
  expect(page).toContain('&lt;script&gt;')
  expect(page).toContain('In the sense of her words')
  const { statements } = await as((tx) => listStatements(tx, caseId, true))
  const [point] = statements[0]!.points
  const at = `${url}/points/${point!.id}`
  expect((await browser.post(`${at}/read-back`, { version: '1', on })).status).toBe(303)
  const seen = (await as((tx) => getPoint(tx, caseId, point!.id, true))).seen
  const approve = { version: '1', on, how: 'oral-with-witness', visibility: 'room', seen }
  expect((await browser.post(`${at}/approve`, approve)).status).toBe(422)
  expect((await browser.post(`${at}/approve`, { ...approve, note: 'Layla' })).status).toBe(303)
  const elsewhere = await build('Elsewhere')
  expect((await browser.get(`${elsewhere.url}/points/${point!.id}`)).status).toBe(404)
})

test('the timeline of the team tells that she said something, never what; the room’s does not', async () => {
  const { caseId } = await approved('Course')
  const page = async (name: 'ines' | 'tomas') =>
    await (await office.as(name).get(`/cases/${caseId}/timeline`)).text()
  const course = await page('ines')
  expect(course).toContain('one point was kept')
  expect(course).not.toContain('I will go on asking.')
  expect(await page('tomas')).not.toContain('one point was kept')
})
