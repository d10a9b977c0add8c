import { expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { buildUpdate } from '../../test/build-update.ts'
import { buildPoint } from '../../test/build-words.ts'
import { testOffice } from '../../test/office.ts'
import { addToTeam, savePerson, type CaseDocument } from '#cases/index.ts'
import { newId, newShortId } from '#platform/ids.ts'
import { publish, signThrough } from '../../test/sign.ts'

const office = await testOffice()
const [ines, tomas] = [office.as('ines'), office.as('tomas')]
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const caseOf = (codeName: string) => buildCase(office.db, office.member.ines, { codeName })
const seen = async ({ caseId }: BuiltCase) =>
  /name="seen" value="([^"]+)"/.exec(await html(ines.get(`/cases/${caseId}/publish`)))![1]!
const signing = { languages: ['en', 'ar'], gate: 'name', items: ['story'], status: 'yes', read: 'yes' }
/** Ines signs, and Tomas beside her. */
const publishTogether = async ({ caseId }: BuiltCase, form: Parameters<typeof ines.post>[1]) =>
  await signThrough(tomas, await ines.post(`/cases/${caseId}/publish`, form))
const isPublic = ({ caseId }: BuiltCase) => office.count('published.documents', `case_id = '${caseId}'`)
const talk = {
  answer: 'given',
  items: ['name', 'story'],
  agreed: 'You may say my name and tell what happened.',
  how: 'oral',
  witness: '',
  purposes: ['web', 'coalition'],
  givenOn: '2026-11-22',
  expiresOn: '',
}

test('from the talk to the public page and back', async () => {
  const her = await caseOf('Way')
  const at = `/cases/${her.caseId}`
  const nothing = await html(ines.get(`${at}/publications`))
  expect(nothing).toContain('has to be recorded first')
  expect(nothing).toContain(`href="${at}/consents/new"`)
  expect((await ines.post(`${at}/consents`, talk)).status).toBe(303)
  expect(await html(ines.get(`${at}/consents`))).not.toContain('You may say my name')
  const read = `type = 'consent.words-read' and case_id = '${her.caseId}'`
  expect(await office.count('events', read)).toBe(0)
  expect((await ines.post(`${at}/person/open`, { reason: 'consent', next: 'consents' })).status).toBe(303)
  expect(await html(ines.get(`${at}/consents`))).toContain('You may say my name')
  expect(await office.count('events', read), 'one for the page').toBe(1)
  expect((await publishTogether(her, { ...signing, seen: await seen(her) })).status).toBe(303)
  expect(await isPublic(her)).toBe(2)
  const now = await html(ines.get(`${at}/publications`))
  expect(now).toContain(`/en/c/${her.shortId}`)
  expect(now).toContain('Public by name')
  const consent = /withdraw\?consent=([0-9a-f-]+)">Withdraw<span class="hidden"> Name/.exec(
    await html(ines.get(`${at}/consents`)),
  )![1]!
  const before = await html(ines.get(`${at}/consents/withdraw?consent=${consent}`))
  expect(before).toContain('the case page in 2 languages')
  expect(await isPublic(her)).toBe(2)
  expect((await ines.post(`${at}/consents/withdraw`, { consent, reason: 'She called.' })).status).toBe(303)
  expect(await isPublic(her)).toBe(0)
  expect(await office.count('published.quiet', `case_id = '${her.caseId}'`)).toBe(1)
  const after = await html(ines.get(`${at}/consents`))
  expect(after).toContain('Withdrawn')
  expect(after).toContain('She called.')
  expect(after).not.toContain('Public by name')
})

test('one signs what one has read: a text changed meanwhile is shown again, ticks kept, nothing published', async () => {
  const her = await caseOf('Read')
  await buildConsents(office.db, office.member.ines, her)
  const at = `/cases/${her.caseId}`
  const fingerprint = await seen(her)
  const wording = {
    version: '1',
    name: 'Samira Haddad',
    sentence: 'Another sentence.',
    story: '',
    concern: '',
    zone: 'UTC',
    translation: 'original',
  }
  expect((await office.as('tomas').post(`${at}/wording/en`, wording)).status).toBe(303)
  const answer = await ines.post(`${at}/publish`, { ...signing, seen: fingerprint })
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('Please read it again, then sign.')
  expect([await isPublic(her), await office.count('sign_offs')]).toEqual([
    0,
    await office.count('sign_offs', `case_id <> '${her.caseId}'`),
  ])
})

test.each([
  ['without a consent', { items: ['story', 'health'] }, 'Record her consent first'],
  ['without having read', { read: '' }, 'Please read it before you sign.'],
  ['without a language', { languages: [] }, 'href="#f-languages"'],
  ['with a portrait that is not there', { portrait: 'yes' }, 'There is no portrait.'],
])('signing %s is refused in words, and nothing is public', async (_what, changes, words) => {
  const her = await caseOf('Refusals')
  await buildConsents(office.db, office.member.ines, her)
  const before = await office.count('events', 'case_id is not null')
  const answer = await ines.post(`/cases/${her.caseId}/publish`, {
    ...signing,
    seen: await seen(her),
    ...changes,
  })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(words)
  expect(await isPublic(her)).toBe(0)
  expect(await office.count('sign_offs', `case_id = '${her.caseId}'`)).toBe(0)
  expect(await office.count('events', 'case_id is not null')).toBe(before)
})

test.each([
  ['no item', { items: [] }],
  ['no words', { agreed: ' ' }],
  ['a day that does not exist', { givenOn: '2026-02-30' }],
  ['a day to come', { givenOn: '2026-12-24' }],
  ['an end that is over', { expiresOn: '2026-11-01' }],
])('a consent with %s is no consent; what was typed stays', async (_what, changes) => {
  const her = await caseOf('No consent')
  const before = await office.count('events', 'case_id is not null')
  const answer = await ines.post(`/cases/${her.caseId}/consents`, {
    ...talk,
    witness: 'Kept witness',
    ...changes,
  })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Kept witness')
  expect(await office.count('consents', `case_id = '${her.caseId}'`)).toBe(0)
  expect(await office.count('events', 'case_id is not null')).toBe(before)
})

test('a page without her name has no words in its address and the lower level', async () => {
  const her = await caseOf('Unnamed')
  await buildConsents(office.db, office.member.ines, her, ['story'])
  const answer = await publishTogether(her, {
    ...signing,
    gate: 'story',
    items: [],
    seen: await seen(her),
  })
  expect(answer.status).toBe(303)
  expect(await office.count('published.documents', `case_id = '${her.caseId}' and body ? 'slug'`)).toBe(0)
  expect(await html(ines.get(`/cases/${her.caseId}`))).toContain('Public without her name')
})

test('public now leads to each language of an update', async () => {
  const her = await caseOf('News')
  await buildConsents(office.db, office.member.ines, her)
  const key = newShortId()
  await publish(office.db, office.member.ines, {
    caseId: her.caseId,
    subjectKind: 'update',
    subjectId: newId(),
    key,
    items: [],
    gate: { personId: her.personId, item: 'name' },
    documents: ['en', 'ar'].map((language) => ({ language, body: {} })),
    text: 'signed',
  })
  const now = await html(ines.get(`/cases/${her.caseId}/publications`))
  for (const language of ['en', 'ar'])
    expect(now).toContain(`href="http://localhost:4000/${language}/c/${her.shortId}/updates/${key}"`)
})

/** The answers of the review, as a form shows them. */
function reviewIn(page: string): { concerns: string[]; reviewNote: string } {
  const boxes = [...page.matchAll(/<input(?=[^>]*name="concerns")(?=[^>]*\schecked)[^>]*value="(\w+)"/g)]
  const [, note = ''] = /<textarea(?=[^>]*name="reviewNote")[^>]*>([^<]*)</.exec(page) ?? []
  return { concerns: boxes.map(([, value]) => value!), reviewNote: note.trim() }
}
const reviewAt = async (who: typeof ines, path: string) => reviewIn(await html(who.get(path)))

test('the answers of a review carry over: left unchanged, or as the second person edited them', async () => {
  const her = await caseOf('Review')
  await buildConsents(office.db, office.member.ines, her)
  const at = `/cases/${her.caseId}`
  const none = { concerns: [], reviewNote: '' }
  expect(await reviewAt(ines, `${at}/publish`)).toEqual(none)
  const talks = { concerns: ['talks'], reviewNote: 'Her lawyer was asked.' }
  const first = await ines.post(`${at}/publish`, { ...signing, ...talks, seen: await seen(her) })
  // the second person reads what the author answered, and leaves it
  expect(await reviewAt(tomas, first.headers.get('location')!)).toEqual(talks)
  expect((await signThrough(tomas, first, talks)).status).toBe(303)
  const update = `/updates/${await buildUpdate(office.db, office.member.ines, her.caseId)}/publish`
  for (const form of [`${at}/publish`, update]) expect(await reviewAt(ines, form), form).toEqual(talks)

  // asked before another text, answered after it: the later answer counts, whatever was asked first
  office.clock.move(60_000)
  const items = ['story', 'charges']
  const asked = await ines.post(`${at}/publish`, { ...signing, ...talks, items, seen: await seen(her) })
  office.clock.move(60_000)
  const version = /name="version" value="(\d+)"/.exec(await html(ines.get(update)))![1]!
  const other = await ines.post(update, { version, languages: ['en'], items: ['story'], ...none })
  expect(other.headers.get('location')).toContain('/sign-offs/')
  office.clock.move(60_000)
  const edited = { concerns: ['talks', 'timing'], reviewNote: 'Not before the hearing.' }
  expect((await signThrough(tomas, asked, edited)).status).toBe(303)
  expect(await reviewAt(ines, `${at}/publish`)).toEqual(edited)

  // the end of quiet asks nothing of its author: the second person finds what was answered before, and so does the next
  office.clock.move(60_000)
  expect((await ines.post(`${at}/quiet`)).status).toBe(303)
  const back = await ines.post(`${at}/quiet/end`)
  expect(await reviewAt(tomas, back.headers.get('location')!)).toEqual(edited)
  expect((await signThrough(tomas, back, edited)).status).toBe(303)
  expect(await isPublic(her)).toBe(2)
  expect(await reviewAt(ines, `${at}/publish`)).toEqual(edited)
})

test('taking the page down leaves one neutral address and the consents', async () => {
  const her = await caseOf('Down')
  await buildConsents(office.db, office.member.ines, her)
  await publishTogether(her, { ...signing, seen: await seen(her) })
  expect((await office.as('tomas').post(`/cases/${her.caseId}/unpublish`)).status).toBe(303)
  expect(await isPublic(her)).toBe(0)
  expect(await office.count('published.quiet', `case_id = '${her.caseId}'`)).toBe(1)
  expect(await office.count('consents', `case_id = '${her.caseId}' and state = 'given'`)).toBe(5)
})

test('a reason that is far too long does not stop the withdrawal: it is cut, and the consent is withdrawn', async () => {
  const her = await caseOf('Long')
  const consents = await buildConsents(office.db, office.member.ines, her)
  const form = { consent: consents['name']!, reason: 'word '.repeat(900) }
  const answer = await ines.post(`/cases/${her.caseId}/consents/withdraw`, form)
  expect(answer.status).toBe(303)
  const where = `id = '${consents['name']!}' and state = 'withdrawn' and withdrawal_sealed is not null`
  expect(await office.count('consents', where)).toBe(1)
})

test('Today tells of an assessment that ran out and of a consent that ends within a week', async () => {
  const her = await caseOf('Ending soon')
  await ines.post(`/cases/${her.caseId}/consents`, { ...talk, expiresOn: '2026-11-27' })
  const hidden = await buildCase(office.db, office.member.ines, { codeName: 'Unseen', room: 'team' })
  await ines.post(`/cases/${hidden.caseId}/consents`, { ...talk, expiresOn: '2026-11-27' })
  await office.db.transaction(office.member.ines, (tx) =>
    tx.db
      .updateTable('risk_assessments')
      .set({ valid_until: '2026-11-22' })
      .where('case_id', '=', her.caseId)
      .execute(),
  )
  const today = await html(ines.get('/'))
  expect(today).toContain('Ending soon: the assessment has run out')
  expect(today).toContain('Ending soon: consent to “Name” ends after 27 November 2026')
  expect(await html(office.as('tomas').get('/'))).not.toContain('Unseen')
})

test('viewers read what is public and change nothing', async () => {
  const her = await caseOf('Viewer')
  const consents = await buildConsents(office.db, office.member.ines, her)
  const viktor = office.as('viktor')
  expect((await viktor.get(`/cases/${her.caseId}/publications`)).status).toBe(200)
  for (const [part, form] of [
    ['/publish', { ...signing, seen: '' }],
    ['/unpublish', {}],
    ['/consents', talk],
    ['/consents/withdraw', { consent: consents['name']! }],
  ] as const)
    expect((await viktor.post(`/cases/${her.caseId}${part}`, form)).status, part).toBe(403)
  expect(await office.count('consents', `case_id = '${her.caseId}' and state = 'given'`)).toBe(5)
})

test('after a withdrawal the next step is the page without it: ticked as before, but for what she took back', async () => {
  const her = await caseOf('Again')
  const at = `/cases/${her.caseId}`
  const consents = await buildConsents(office.db, office.member.ines, her)
  const items = ['story', 'charges']
  await publishTogether(her, { ...signing, languages: ['en'], items, seen: await seen(her) })
  expect(await html(ines.get(`${at}/consents`))).not.toContain('Publish again without it')
  const taken = await ines.post(`${at}/consents/withdraw`, { consent: consents['charges']! })
  const after = await html(ines.get(taken.headers.get('location')!))
  expect(after).toMatch(/without what is no longer allowed: [^<]*harges/)
  expect(after).toContain(`href="${at}/publish"`)
  expect(await html(office.as('viktor').get(`${at}/consents`))).not.toContain('Publish again without it')

  const form = await html(ines.get(`${at}/publish`))
  const ticked = [...form.matchAll(/<input(?=[^>]*\schecked)[^>]*>/g)].map(
    ([input]) => `${/name="(\w+)"/.exec(input)?.[1]} ${/value="(\w+)"/.exec(input)?.[1]}`,
  )
  expect(ticked.toSorted()).toEqual(['gate name', 'items story', 'languages en', 'status yes'])
  expect(await isPublic(her)).toBe(0)

  // without her name the words themselves are wrong: nothing is offered
  await publishTogether(her, { ...signing, seen: await seen(her) })
  await ines.post(`${at}/consents/withdraw`, { consent: consents['name']! })
  expect(await html(ines.get(`${at}/consents`))).not.toContain('Publish again without it')
})

test('her approved points stand on the page as they were ticked and signed; one that she takes back takes it down', async () => {
  const her = await caseOf('Words')
  const { db, member } = office
  const at = `/cases/${her.caseId}`
  await buildConsents(db, member.ines, her, ['name', 'story', 'quotes'])
  await db.transaction(member.ines, (tx) =>
    addToTeam(tx, { caseId: her.caseId, accountId: member.layla.accountId, role: 'caseworker' }),
  )
  const arabic = { arabic: 'سأستمر.', checker: member.layla }
  const thanks = await buildPoint(db, member.ines, her, { text: 'I go on.', ...arabic })
  office.clock.move(1000)
  const inSense = { text: 'She is not afraid.', form: 'paraphrase' } as const
  const sense = await buildPoint(db, member.ines, her, inSense)
  const waiting = await buildPoint(db, member.ines, her, { text: 'Not yet read.', until: 'taken' })
  const form = await html(ines.get(`${at}/publish`))
  expect(form).toContain(`value="${thanks}"`)
  expect(form).not.toContain('Not yet read.')
  const preview = await html(ines.get(`${at}/preview/en`))
  expect(preview).toContain('“I go on.”')
  expect(preview).not.toContain('“She is not afraid.”')

  const ticked = { ...signing, seen: await seen(her), points: [thanks, waiting] }
  const refused = await ines.post(`${at}/publish`, ticked)
  expect([refused.status, await isPublic(her)]).toEqual([422, 0])
  expect(await refused.text()).toMatch(new RegExp(`<input(?=[^>]*value="${thanks}")(?=[^>]*checked)`))

  const asked = await ines.post(`${at}/publish`, { ...ticked, points: [sense, thanks] })
  const toSign = await html(tomas.get(asked.headers.get('location')!))
  for (const part of ['I go on.', 'سأستمر.', 'She is not afraid.', `${her.personId}:quotes`])
    expect(toSign).toContain(part)
  expect((await signThrough(tomas, asked)).status).toBe(303)
  const words = async (language: string) =>
    await db.reading(member.ines, async (tx) => {
      const { body } = await tx.db
        .selectFrom('published.documents')
        .select('body')
        .where('case_id', '=', her.caseId)
        .where('language', '=', language)
        .executeTakeFirstOrThrow()
      return (body as CaseDocument).words
    })
  expect(await words('en')).toMatchObject([
    { form: 'verbatim', text: 'I go on.' },
    { form: 'paraphrase', text: 'She is not afraid.' },
  ])
  expect(await words('ar')).toEqual([
    { form: 'verbatim', text: 'سأستمر.', saidOn: '2026-11-23', translatedFrom: 'en' },
  ])
  expect(await office.count('publication_points', `case_id = '${her.caseId}'`)).toBe(3)

  // without one of them it is less, which one person may show; then she takes the other back
  const less = { ...signing, seen: await seen(her), points: [sense] }
  expect((await ines.post(`${at}/publish`, less)).headers.get('location')).toBe(`${at}/publications`)
  expect([await words('ar'), await isPublic(her)]).toEqual([undefined, 2])
  await office.as('layla').post(`${at}/statements/points/${sense}/withdraw`, { reason: 'Not now' })
  expect(await isPublic(her)).toBe(0)
  expect(await office.count('published.quiet', `case_id = '${her.caseId}'`)).toBe(1)
})

test('nobody else’s words stand on her page', async () => {
  const her = await caseOf('Two')
  const { db, member } = office
  const other = await db.transaction(member.ines, (tx) =>
    savePerson(tx, { caseId: her.caseId, role: 'co-accused', legalName: 'Karim Haddad' }),
  )
  await buildConsents(db, member.ines, her, ['name', 'story'])
  await buildConsents(db, member.ines, { caseId: her.caseId, personId: other }, ['quotes'])
  const his = await buildPoint(
    db,
    member.ines,
    { caseId: her.caseId, personId: other },
    { text: 'My words.' },
  )
  const answer = await ines.post(`/cases/${her.caseId}/publish`, {
    ...{ ...signing, seen: await seen(her), points: [his] },
  })
  expect([answer.status, await office.count('sign_offs', `case_id = '${her.caseId}'`)]).toEqual([422, 0])
})
