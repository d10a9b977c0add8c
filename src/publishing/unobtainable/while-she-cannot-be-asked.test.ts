import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildArrest } from '../../../test/build-case.ts'
import { buildLiveCampaign } from '../../../test/build-campaign.ts'
import { buildMember, buildOrganisation } from '../../../test/build.ts'
import { testOffice } from '../../../test/office.ts'
import { lighthouse } from '../../../test/world.ts'
import { addToTeam, listPersons, savePerson } from '#cases/index.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import type { WorkerServices } from '#platform/module.ts'
import { recordConsent, type ConsentInput } from '../consent.ts'
import { expireConsents, withdrawConsent } from '../withdrawal.ts'
import { raiseEmergency } from '../emergency.ts'
import { publishingModule } from '../module.ts'
import { hashCodeWord } from '../directions/code-word.ts'
import { saveDirection } from '../directions/direction.ts'
import type { HerWord } from '../tables.ts'
import { answerReview, escalateMissed } from './review.ts'
import { beginSpell, endSpell, listSpells, reviewEvery } from './spell.ts'
import type { ReviewAnswer } from './tables.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const worker = openDatabase({
  ...{ url: office.database.workerUrl, keys: office.database.keys, clock: office.clock, connections: 1 },
})
afterAll(() => worker.close())
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1], who: Member = ines) =>
  office.db.transaction(who, run)

let caseId: string
let personId: string
beforeEach(async () => {
  office.clock.move(60_000)
  for (const one of [ines, tomas]) one.steppedUpAt = office.clock.now()
  ;({ caseId } = await buildLiveCampaign(office.db, ines))
  personId = (await office.db.reading(ines, (tx) => listPersons(tx, caseId)))[0]!.id
})
const count = (table: string, where = 'true') => office.count(table, `case_id = '${caseId}' and ${where}`)
const begin = () => as((tx) => beginSpell(tx, { caseId, personId, reason: 'custody' }))
const join = (who: Member) =>
  as((tx) => addToTeam(tx, { caseId, accountId: who.accountId, role: 'caseworker' }))
const answer = (spellId: string, who: Member = ines, what: ReviewAnswer = 'in-interest', note = '') =>
  as((tx) => answerReview(tx, { caseId, spellId, answer: what, note }), who)
const give = (changes: Partial<ConsentInput> = {}) =>
  as((tx) =>
    recordConsent(tx, {
      ...{ caseId, personId, items: ['name'], answer: 'given', how: 'family', agreed: 'Say it' },
      ...{ givenAt: tx.now, ...changes },
    }),
  )
const arrest = () => buildArrest(office.db, ines, caseId, '2026-11-23')
const direct = async (codeWord?: string) =>
  as((tx) =>
    saveDirection(tx, {
      ...{ caseId, personId, version: 0, lawyer: true, words: '', items: [], purposes: [], codeWord },
      speakers: [{ name: 'Nadia Haddad', relation: 'sister', reach: '' }],
      ...{ confirmedOn: '2026-11-20', confirmedHow: 'written' },
    }),
  )
const missed = async () => await worker.transaction(workerOf(office.organisationId), escalateMissed)

test('begun and ended by one, each once; what stands in public stays, and only an end that she set ends a consent', async () => {
  const pages = await count('published.documents')
  expect(pages).toBeGreaterThan(0)
  const spellId = await begin()
  await expect(begin()).rejects.toMatchObject({ code: 'unobtainable.error.is-open' })
  expect(await count('unobtainable_spells')).toBe(1)
  office.clock.move(10 * reviewEvery)
  await worker.transaction(workerOf(office.organisationId), expireConsents)
  expect(await count('published.documents')).toBe(pages)
  expect(await count('consents', `state <> 'given'`)).toBe(0)
  office.clock.move(-10 * reviewEvery)
  await as((tx) => endSpell(tx, { caseId, spellId }))
  await expect(as((tx) => endSpell(tx, { caseId, spellId }))).rejects.toMatchObject({
    code: 'unobtainable.error.is-over',
  })
  await expect(answer(spellId)).rejects.toMatchObject({ code: 'unobtainable.error.is-over' })
  expect(await count('unobtainable_answers')).toBe(0)
  // an end of her own
  const expiresAt = new Date(office.clock.now().getTime() + 3_600_000)
  await give({ how: 'written', expiresAt, items: ['name', 'story', 'image'] })
  await begin()
  office.clock.move(2 * 3_600_000)
  await worker.transaction(workerOf(office.organisationId), expireConsents)
  expect(await count('published.documents')).toBe(0)
  office.clock.move(-2 * 3_600_000)
})

test('the jobs go on with the other organisations where one fails, and tell of it', async () => {
  const spellId = await begin()
  await as((tx) => raiseEmergency(tx, { caseId, reason: 'arrested' }))
  const expiresAt = new Date(office.clock.now().getTime() + 3_600_000)
  await give({ how: 'written', expiresAt, items: ['name'] })
  office.clock.move(reviewEvery + 3_600_000)
  const organisations = async () => ['no organisation', office.organisationId]
  const services = { db: worker, organisations } as WorkerServices
  for (const name of ['unobtainable-reviews', 'emergency-reviews', 'expire-consents']) {
    const job = publishingModule.jobs!.find((one) => one.name === name)!
    await expect(job.run(services), name).rejects.toThrow()
  }
  expect(await count('alarms', `stage = 'consent-review-missed' and about = '${spellId}'`)).toBe(1)
  expect(await count('alarms', `stage = 'emergency-review-due'`)).toBe(1)
  expect(await count('consents', `state = 'expired'`)).toBe(1)
  office.clock.move(-reviewEvery - 3_600_000)
})

test('nothing goes further while she cannot be asked, but by a word that meets a direction that is written down', async () => {
  await begin()
  const before = await count('consents')
  const refused = { fields: { word: 'unobtainable.error.wider' } }
  await expect(give({ how: 'written', items: ['health'] })).rejects.toMatchObject(refused)
  await expect(give({ how: 'written', purposes: ['web', 'fundraising'] })).rejects.toMatchObject(refused)
  // nobody wrote a direction down, so nothing meets it
  await expect(give({ items: ['health'], word: 'met' })).rejects.toMatchObject(refused)
  expect(await count('consents')).toBe(before)
  await direct()
  await expect(give({ items: ['health'], word: 'not-met' })).rejects.toMatchObject(refused)
  expect((await give({ items: ['health'], word: 'met' })).state).toBe('given')
  // less is taken from her at any time
  expect((await give({ how: 'written', languages: ['en'] })).state).toBe('given')
  expect((await give({ how: 'written', answer: 'refused' })).takenDown.length).toBeGreaterThan(0)
})

test('others give consent in custody only as she directed; else it is kept as proposed and shows nothing', async () => {
  expect((await give({ items: ['health'] })).state).toBe('given')
  await arrest()
  for (const word of [undefined, 'unknown', 'not-met', 'met'] as const)
    expect((await give({ items: ['family'], word })).state, word).toBe('proposed')
  expect(await count('consents', `item = 'family' and state = 'given'`)).toBe(0)
  await direct()
  expect((await give({ items: ['family'], word: 'unknown' })).state).toBe('proposed')
  expect((await give({ items: ['family'], word: 'met' })).state).toBe('given')
  // her own word is hers
  expect((await give({ items: ['voice'], how: 'written' })).state).toBe('given')
})

test('where nobody knows where she is, and for who is accused beside one who is held, others speak no more than in custody', async () => {
  await buildArrest(office.db, ines, caseId, '2026-11-22', 'unknown')
  expect((await give({ items: ['family'] })).state).toBe('proposed')
  await arrest()
  const accused = await as((tx) => savePerson(tx, { caseId, role: 'co-accused', legalName: 'Karim Haddad' }))
  const witness = await as((tx) => savePerson(tx, { caseId, role: 'witness', legalName: 'Lina Nasser' }))
  expect((await give({ personId: accused })).state).toBe('proposed')
  expect((await give({ personId: witness })).state).toBe('given')
})

test('what others refuse for her in custody goes down at once, in doubt; her own refusal is not', async () => {
  await arrest()
  expect((await give({ how: 'family', answer: 'refused' })).takenDown.length).toBeGreaterThan(0)
  expect(await count('published.documents')).toBe(0)
  expect(await count('withdrawals', 'in_doubt')).toBe(1)
  await give({ how: 'written', items: ['health'] })
  await give({ how: 'written', items: ['health'], answer: 'refused' })
  expect(await count('withdrawals', 'in_doubt')).toBe(1)
})

const withdraw = async (who: Member, word?: HerWord) =>
  await as(async (tx) => {
    const all = tx.db.selectFrom('consents').select('id').where('case_id', '=', caseId)
    return await withdrawConsent(tx, { caseId, consentIds: (await all.execute()).map(({ id }) => id), word })
  }, who)

test('a word that nobody vouches for is in doubt while she cannot be asked, without any word of custody', async () => {
  await begin()
  expect((await withdraw(ines)).inDoubt).toBe(true)
  expect(await count('published.documents')).toBe(0)
  expect(await count('withdrawals', `word = 'unknown' and held and in_doubt`)).toBe(1)
})

test('who is not on the team takes down, whatever they say of her word, and ends no doubt', async () => {
  expect((await withdraw(tomas, 'met')).inDoubt).toBe(true)
  expect(await count('published.documents')).toBe(0)
  expect(await count('withdrawals', `word = 'unknown' and held is null and in_doubt`)).toBe(1)
  await withdraw(tomas, 'met')
  expect(await count('withdrawals', 'settled_at is null')).toBe(1)
  expect(await count('withdrawal_items', 'final_at is not null')).toBe(0)
  expect(await count('kept_pages')).toBeGreaterThan(0)
})

test('the forms name whom she named, and her code word answers; a wrong one keeps the form, and stops no withdrawal', async () => {
  await direct(await hashCodeWord(office.db, ines, { caseId, personId, codeWord: 'grey heron' }))
  const browser = office.as('ines')
  const at = `/cases/${caseId}`
  expect(await html(browser.get(`${at}/consents/new`))).not.toContain('name="codeWord"')
  await arrest()
  const closed = await html(browser.get(`${at}/consents/new`))
  expect(closed).toContain('Open the file to read whom it names')
  expect(closed).not.toContain('Nadia Haddad')
  expect((await browser.post(`${at}/person/open`, { reason: 'consent', next: 'consents' })).status).toBe(303)
  expect(await html(browser.get(`${at}/consents/new`))).toContain('Nadia Haddad')
  const form = {
    ...{
      answer: 'given',
      items: ['family'],
      purposes: ['web'],
      agreed: 'Her sister says yes',
      how: 'family',
    },
    ...{ givenOn: '2026-11-22', personId },
  }
  const wrong = await browser.post(`${at}/consents`, { ...form, codeWord: 'goose' })
  expect(wrong.status).toBe(422)
  const again = await wrong.text()
  expect(again).toContain('Her sister says yes')
  // what was typed as her code word does not stand in the page
  expect(again).not.toContain('goose')
  expect(await count('consents', `item = 'family'`)).toBe(0)
  expect((await browser.post(`${at}/consents`, form)).status).toBe(303)
  expect(await count('consents', `item = 'family' and state = 'proposed'`)).toBe(1)
  expect((await browser.post(`${at}/consents`, { ...form, codeWord: 'Grey Heron' })).status).toBe(303)
  expect(await count('consents', `item = 'family' and state = 'given'`)).toBe(1)
  const { id } = await office.db.reading(ines, (tx) =>
    tx.db
      .selectFrom('consents')
      .select('id')
      .where('case_id', '=', caseId)
      .where('item', '=', 'name')
      .executeTakeFirstOrThrow(),
  )
  expect(await html(browser.get(`${at}/consents/withdraw?consent=${id}`))).toContain('Nadia Haddad')
  const gone = await browser.post(`${at}/consents/withdraw`, { consent: id, word: 'met', codeWord: 'goose' })
  expect(gone.status).toBe(303)
  expect(await count('withdrawals', `word = 'not-met' and in_doubt`)).toBe(1)
  expect(await count('published.documents')).toBe(0)
})

test('one who is alone completes a review, marked; beside a colleague two people do, each once', async () => {
  const spellId = await begin()
  await expect(answer(spellId, ines, 'concern')).rejects.toMatchObject({
    fields: { note: 'error.field.empty' },
  })
  await expect(answer(spellId, tomas)).rejects.toMatchObject({ code: 'case.team-only' })
  office.clock.move(60_000)
  expect(await answer(spellId)).toEqual({ complete: true })
  const spell = async () => (await as((tx) => listSpells(tx, caseId)))[0]!
  expect(await spell()).toMatchObject({
    alone: true,
    reviewDueAt: new Date(office.clock.now().getTime() + reviewEvery),
  })
  await join(tomas)
  office.clock.move(3_600_000)
  expect(await answer(spellId)).toEqual({ complete: false })
  await expect(answer(spellId)).rejects.toMatchObject({ code: 'unobtainable.error.answered' })
  expect(await answer(spellId, tomas, 'concern', 'Her sister was threatened')).toEqual({ complete: true })
  expect(await spell()).toMatchObject({ alone: false })
  expect((await spell()).answers.map(({ note }) => note)).toContain('Her sister was threatened')
  expect(await html(office.as('tomas').get('/'))).toContain('a colleague has a concern')
  expect(await count('published.documents')).toBeGreaterThan(0)
})

test('once two organisations are on the team, two people of one do not complete a review', async () => {
  await join(tomas)
  const other = await buildOrganisation(office.db, lighthouse)
  const guest = await buildMember(office.db, other.id, {
    ...{ name: 'Guest', address: 'guest@lighthouse.example', role: 'caseworker' },
  })
  const spellId = await begin()
  const owner = openDatabase({ url: office.database.ownerUrl, keys: office.database.keys, connections: 1 })
  for (const table of ['coalition_members', 'case_team'])
    await owner.pool.query(`alter table ${table} no force row level security`)
  await owner.pool.query(
    `insert into coalition_members (case_id, organisation_id, role) values ($1, $2, 'partner')`,
    [caseId, other.id],
  )
  await owner.pool.query(
    `insert into case_team (case_id, account_id, organisation_id, role, added_by)
      values ($1, $2, $3, 'caseworker', $4)`,
    [caseId, guest.accountId, other.id, ines.accountId],
  )
  for (const table of ['coalition_members', 'case_team'])
    await owner.pool.query(`alter table ${table} force row level security`)
  await owner.close()
  expect(await answer(spellId)).toEqual({ complete: false })
  expect(await answer(spellId, tomas)).toEqual({ complete: false })
  expect(await answer(spellId, guest)).toEqual({ complete: true })
})

test('a missed review wakes the team exactly once for each 72 hours, stands on Today, and takes nothing down', async () => {
  const pages = await count('published.documents')
  const spellId = await begin()
  const alarms = () => count('alarms', `stage = 'consent-review-missed'`)
  await missed()
  expect(await alarms()).toBe(0)
  office.clock.move(reviewEvery - 3_600_000)
  expect(await html(office.as('ines').get('/'))).toContain('because she cannot be asked')
  office.clock.move(3_600_000)
  for (let i = 0; i < 3; i++) await missed()
  expect(await alarms()).toBe(1)
  expect(await html(office.as('ines').get('/'))).toContain('agreed to is overdue')
  // a clock that jumps far rings for one, not for all that it passed
  office.clock.move(100 * reviewEvery)
  for (let i = 0; i < 3; i++) await missed()
  expect(await alarms()).toBe(2)
  expect(await count('published.documents')).toBe(pages)
  await answer(spellId)
  await missed()
  expect(await alarms()).toBe(2)
  expect(await html(office.as('ines').get('/'))).not.toContain(`${caseId}/consents/unobtainable`)
  office.clock.move(-101 * reviewEvery)
})

test('its page begins, asks, answers and ends; a mark stands on every screen; strangers meet nothing', async () => {
  const browser = office.as('ines')
  const at = `/cases/${caseId}`
  const here = `${at}/consents/unobtainable`
  const wrong = await browser.post(here, { personId })
  expect(wrong.status).toBe(422)
  expect((await browser.post(here, { personId, reason: 'custody' })).status).toBe(303)
  expect((await browser.post(here, { personId, reason: 'custody' })).status).toBe(409)
  expect(await html(browser.get(`${at}/team`))).toContain('Cannot be asked')
  expect(await html(office.as('tomas').get(`${at}/team`))).not.toContain('Cannot be asked')
  expect(await html(browser.get(`${at}/consents`))).toContain('Cannot be asked now')
  const { id } = (await as((tx) => listSpells(tx, caseId)))[0]!
  expect((await browser.post(`${here}/${id}/review`, { answer: 'concern' })).status).toBe(422)
  expect((await office.as('tomas').post(`${here}/${id}/end`)).status).toBeGreaterThanOrEqual(400)
  expect((await browser.post(`${here}/${id}/review`, { answer: 'in-interest' })).status).toBe(303)
  expect(await html(browser.get(here))).toContain('by one person alone')
  expect((await browser.post(`${here}/${id}/end`)).status).toBe(303)
  expect(await html(browser.get(`${at}/team`))).not.toContain('Cannot be asked')
})
