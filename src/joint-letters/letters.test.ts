/** A joint letter from draft to what visitors read of it, and away again: by its verbs, and past them. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { BuiltCase } from '../../test/build-case.ts'
import { agreeOn, joinCoalition } from '../../test/build-coalition.ts'
import { letterWords } from '../../test/build-letter.ts'
import { lettersWorld } from '../../test/letters-world.ts'
import { catalogue } from '../../test/office.ts'
import { signBeside } from '../../test/sign.ts'
import { calendarEntries } from '../cases/calendar/entries.ts'
import { workerOf, type Member } from '../platform/actor.ts'
import { createI18n } from '../platform/i18n.ts'
import { nameInPublic } from '../coalitions/index.ts'
import { askToEndQuiet, goQuiet, withdrawConsent } from '../publishing/index.ts'
import { readToSign } from '../publishing/signing-reads.ts'
import './calendar.ts'
import { closeOverdue } from './closing.ts'
import {
  beginAgain,
  closeLetter,
  editLetter,
  getLetter,
  listSignatory,
  publishLetter,
  saveLetterText,
  signLetter,
  takeSignatureBack,
  withdrawLetter,
} from './index.ts'

const world = await lettersWorld()
const { office, ines, wanjiru, noe, fresh, as, publish, current, signs, outsider, names, documents, events } =
  world
let her: BuiltCase
let letterId: string
beforeEach(async () => {
  ;({ her, letterId } = await world.begin())
})
const anotherCase = async () => {
  ;({ her, letterId } = await world.begin({ own: true }))
}

test('comes out in each language as it was signed off, and its words are nowhere in plain text before', async () => {
  const { rows } = await as(ines, (tx) =>
    sql<{ sealed: Buffer }>`select sealed from joint_letter_texts where letter_id = ${letterId}`.execute(
      tx.db,
    ),
  )
  expect(rows.map(({ sealed }) => sealed.toString().includes('Samira'))).toEqual([false, false])
  await publish()
  const [arabic, english] = await documents()
  expect(english).toMatchObject({
    ...{ title: letterWords.en.title, addressee: letterWords.en.addressee, datedOn: '2026-12-03' },
    ...{ openToOthers: true, organisationId: ines.organisationId, letterId, languages: ['en', 'ar'] },
  })
  expect(english!.html).toContain('<strong>Samira Haddad</strong>')
  expect(arabic!.textHash).toBe(english!.textHash)
  expect(english!.textHash).toBe((await current()).textHash?.toString('base64url'))
  expect(await events('joint-letter.published')).toBe(1)
})

test('below the charter’s quorum nothing comes out', async () => {
  await anotherCase()
  await joinCoalition(office.db, fresh(ines), her.caseId, fresh(noe))
  await agreeOn(office.db, [fresh(ines), fresh(wanjiru), fresh(noe)], her.caseId, { quorum: 3 })
  const { version } = await current()
  const input = { letterId, version, languages: ['en'], items: ['story'] }
  const { signOffId } = await as(ines, (tx) => publishLetter(tx, input))
  expect((await signBeside(office.db, fresh(wanjiru), signOffId)).state).toBe('asked')
  expect(await documents()).toEqual([])
  await signBeside(office.db, fresh(noe), signOffId)
  expect(await documents()).toHaveLength(1)
  // who signs it anew reads who will stand below
  const signatoryId = await outsider()
  await as(ines, (tx) => listSignatory(tx, { signatoryId }))
  await as(ines, (tx) => withdrawLetter(tx, letterId))
  const again = { ...input, version: (await current()).version }
  const asked = await as(ines, (tx) => publishLetter(tx, again))
  const { languages } = await as(wanjiru, (tx) => readToSign(tx, asked.signOffId))
  const below = { label: 'joint-letter.signatories', text: 'Northern Press Union' }
  expect(languages[0]!.parts.at(-1)).toEqual(below)
  await signBeside(office.db, fresh(wanjiru), asked.signOffId)
  expect((await signBeside(office.db, fresh(noe), asked.signOffId)).state).toBe('signed')
  expect(await names()).toEqual(['Northern Press Union'])
})

test('is not open to others in the name of an organisation that is not named', async () => {
  await anotherCase()
  await as(ines, (tx) => nameInPublic(tx, { caseId: her.caseId, named: false }))
  await expect(publish()).rejects.toMatchObject({ code: 'joint-letters.error.unnamed' })
  const { version, ...facts } = await current()
  await as(ines, (tx) => editLetter(tx, { ...facts, letterId, version, openToOthers: false }))
  await publish()
  expect((await documents())[0]).not.toHaveProperty('organisationId')
})

describe('the words of a letter that is signed', () => {
  beforeEach(async () => {
    await publish()
    await outsider()
  })

  test('are refused, with whoever wanted to change them told what to do', async () => {
    const words = { ...letterWords.en, body: 'Other words.' }
    const change = { letterId, language: 'en', version: 1, translation: 'original' as const, words }
    const stands = { code: 'joint-letters.error.stands' }
    await expect(as(ines, (tx) => saveLetterText(tx, change))).rejects.toMatchObject(stands)
    const { version, ...facts } = await current()
    const dated = { ...facts, letterId, version, datedOn: '2026-12-24' }
    await expect(as(ines, (tx) => editLetter(tx, dated))).rejects.toMatchObject(stands)
    const without = { letterId, version, languages: ['en'], items: ['story'] }
    await expect(as(ines, (tx) => publishLetter(tx, without))).rejects.toMatchObject(stands)
    expect(await events('joint-letter.text-saved')).toBe(2)
  })

  test('are held by the database, whoever writes', async () => {
    const change = (what: ReturnType<typeof sql>) => () =>
      as(ines, (tx) =>
        sql`update published.documents set body = body || ${what}::jsonb where kind = 'joint-letter'
          and case_id = ${her.caseId} and language = 'en'`.execute(tx.db),
      )
    const stands = { constraint: 'joint_letter_stands' }
    await expect(change(sql`'{"html": "<p>Other words.</p>"}'`)()).rejects.toMatchObject(stands)
    await expect(
      change(sql`'{"textHash": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'`)(),
    ).rejects.toMatchObject(stands)
    await change(sql`'{"openToOthers": false}'`)()
    expect((await documents())[1]).toMatchObject({ openToOthers: false })
  })

  test('go into a new letter with a copy, which nobody has signed', async () => {
    const copy = await as(ines, (tx) => beginAgain(tx, letterId))
    const words = { ...letterWords.en, body: 'Other words.' }
    await as(ines, (tx) =>
      saveLetterText(tx, { letterId: copy, language: 'en', version: 1, translation: 'original', words }),
    )
    expect(await as(ines, (tx) => getLetter(tx, copy))).toMatchObject({ state: 'draft', begunFrom: letterId })
    await expect(as(wanjiru, (tx) => beginAgain(tx, letterId))).rejects.toMatchObject({ status: 403 })
    expect(await documents()).toHaveLength(2)
  })

  test('may stand for longer: who signs, and until when, is signed off anew', async () => {
    const { version, ...facts } = await current()
    const said = async (who: Member) =>
      (await as(who, (tx) => calendarEntries(tx, createI18n('en', catalogue))))
        .filter(({ id }) => id === letterId)
        .map(({ at, summary }) => [at, summary])
    expect(await said(ines)).toEqual([])
    await as(ines, (tx) => editLetter(tx, { ...facts, letterId, version, closesOn: '2026-12-31' }))
    await publish()
    const lastDay = [['2026-12-31', 'Letter 1: Last day to sign a joint letter']]
    expect([await said(ines), await said(wanjiru), await said(noe)]).toEqual([lastDay, lastDay, []])
    expect((await documents())[1]).toMatchObject({
      closesOn: '2026-12-31',
      closesAt: '2026-12-31T23:00:00.000Z',
    })
    expect(await events('joint-letter.published-again')).toBe(1)
    await as(ines, (tx) => closeLetter(tx, letterId))
    expect(await said(ines)).toEqual([])
  })
})

test('a form whose mail nobody answers keeps no words from being mended, and then signs nothing', async () => {
  await publish()
  const signatoryId = await outsider({ state: 'pending' })
  await as(ines, (tx) =>
    saveLetterText(tx, {
      ...{ letterId, language: 'en', version: 1, translation: 'original' },
      words: { ...letterWords.en, body: 'Other words.' },
    }),
  )
  await publish()
  expect((await documents())[1]!.html).toContain('Other words.')
  const textHash = (await current()).textHash!
  const waits = (more: ReturnType<typeof sql>) =>
    world.worker.transaction(workerOf(ines.organisationId), (tx) =>
      sql`update joint_letter_signatories set state = 'waiting', verified_at = ${tx.now} ${more}
        where id = ${signatoryId}`.execute(tx.db),
    )
  await expect(waits(sql``)).rejects.toMatchObject({ constraint: 'signs_what_stands' })
  // signed anew, it holds these words
  await waits(sql`, text_hash = ${textHash}`)
  await expect(
    as(ines, (tx) =>
      saveLetterText(tx, {
        ...{ letterId, language: 'en', version: 2, translation: 'original', words: letterWords.en },
      }),
    ),
  ).rejects.toMatchObject({ code: 'joint-letters.error.stands' })
})

test('a form filled from other words signs nothing', async () => {
  await publish()
  const before = await current()
  await as(ines, async (tx) => {
    const words = { ...letterWords.en, place: 'Bern' }
    await saveLetterText(tx, { letterId, language: 'en', version: 1, translation: 'original', words })
  })
  await publish()
  const textHash = before.textHash!.toString('base64url')
  await expect(as(wanjiru, (tx) => signLetter(tx, { letterId, textHash }))).rejects.toMatchObject({
    code: 'joint-letters.error.changed',
  })
  await expect(
    world.worker.transaction(workerOf(ines.organisationId), (tx) =>
      sql`insert into joint_letter_signatories (id, letter_id, case_id, text_hash, state, language, country, sealed, domain_tag, signed_at)
        values (gen_random_uuid(), ${letterId}, ${her.caseId}, ${before.textHash}, 'pending', 'en', 'NO', '\\x00',
          decode(repeat('00', 16), 'hex'), ${tx.now})`.execute(tx.db),
    ),
  ).rejects.toMatchObject({ constraint: 'signs_what_stands' })
})

describe('with its consent, or its case', () => {
  beforeEach(async () => {
    await anotherCase()
    await publish()
    await signs(wanjiru)
    const signatoryId = await outsider({ logo: Buffer.from('logo') })
    await as(ines, (tx) => listSignatory(tx, { signatoryId }))
  })
  const left = async () => [
    (await documents()).length,
    await office.count('published.signatories', `case_id = '${her.caseId}'`),
    await office.count('published.page_files', `case_id = '${her.caseId}'`),
  ]

  test('letter and signatories go in the moment in which a consent is withdrawn', async () => {
    expect(await left()).toEqual([2, 2, 1])
    const consents = await as(ines, (tx) =>
      tx.db
        .selectFrom('consents')
        .select('id')
        .where('case_id', '=', her.caseId)
        .where('item', '=', 'story')
        .execute(),
    )
    const consentIds = consents.map(({ id }) => id)
    await as(ines, (tx) => withdrawConsent(tx, { caseId: her.caseId, consentIds, reason: 'She asked.' }))
    expect(await left()).toEqual([0, 0, 0])
    expect(await current()).toMatchObject({ state: 'withdrawn' })
  })

  test('goes quiet and comes back as it stood, without who was taken off meanwhile', async () => {
    await as(ines, (tx) => goQuiet(tx, her.caseId))
    expect(await left()).toEqual([0, 0, 0])
    await as(wanjiru, (tx) => takeSignatureBack(tx, letterId))
    const { signOffId } = await as(ines, (tx) => askToEndQuiet(tx, her.caseId))
    await signBeside(office.db, fresh(wanjiru), signOffId)
    expect([await left(), await names()]).toEqual([[2, 1, 1], ['Northern Press Union']])
    expect(await current()).toMatchObject({ state: 'published' })
  })

  test('is withdrawn by one, and comes out again only signed off anew', async () => {
    await expect(as(wanjiru, (tx) => withdrawLetter(tx, letterId))).rejects.toMatchObject({ status: 403 })
    await as(ines, (tx) => withdrawLetter(tx, letterId))
    expect(await left()).toEqual([0, 0, 0])
    const notices = () =>
      office.count('published.notices', `kind = 'joint-letter' and case_id = '${her.caseId}'`)
    expect(await notices()).toBe(1)
    await publish()
    expect([await left(), await notices()]).toEqual([[2, 2, 1], 0])
  })

  test('closes by hand or by its day, stays to be read, and takes no signature', async () => {
    await as(ines, (tx) => closeLetter(tx, letterId))
    expect((await documents())[0]).toMatchObject({ closed: true, openToOthers: false })
    expect(await left()).toEqual([2, 2, 1])
    await expect(signs(ines)).rejects.toMatchObject({ code: 'joint-letters.error.not-open' })
    const { version, ...facts } = await current()
    await as(ines, (tx) => editLetter(tx, { ...facts, letterId, version, closesOn: '2026-11-23' }))
    await publish()
    const overdue = () => office.db.transaction(workerOf(ines.organisationId), closeOverdue)
    expect(await overdue()).toBe(0)
    office.clock.move(14 * 3_600_000)
    await expect(signs(ines)).rejects.toMatchObject({ code: 'joint-letters.error.not-open' })
    expect(await overdue()).toBe(1)
    expect(await current()).toMatchObject({ state: 'closed' })
  })
})

test('an erased case takes words, signatories, contacts and logos of its letters along', async () => {
  await anotherCase()
  await publish()
  await outsider({ logo: Buffer.from('logo') })
  const rows = () =>
    Promise.all(
      ['texts', 'signatories', 'contacts', 'logos'].map((one) =>
        office.count(`joint_letter_${one}`, `case_id = '${her.caseId}'`),
      ),
    )
  expect(await rows()).toEqual([2, 1, 1, 1])
  await as(ines, (tx) => sql`update cases set state = 'erased' where id = ${her.caseId}`.execute(tx.db))
  expect(await rows()).toEqual([0, 0, 0, 0])
})
