/** A text of a coalition: approved by as many organisations as their charter says, above the signatures of the danger. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildMember } from '../../test/build.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf } from '../../test/sign.ts'
import { lighthouse, members } from '../../test/world.ts'
import { leaveCoalition, namePerson, type CharterTerms } from '#coalitions/index.ts'
import { saveWording } from '#cases/index.ts'
import type { Member } from '#platform/actor.ts'
import { judge } from './standing.ts'
import type { SignedKind } from './tables.ts'
import {
  askForSignature,
  dissent,
  listApprovals,
  refuseSignature,
  settleSilentTexts,
  sign,
  unpublishCase,
  withdrawConsent,
} from './index.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const partner = (name: string, key: string) =>
  buildPartner(office.db, { ...lighthouse, name }, { name: `${name} desk`, address: `desk@${key}.example` })
const wanjiru = await partner('Lighthouse Circle', 'lighthouse')
const noe = await partner('River Desk', 'river')
const aram = await partner('Tide House', 'tide')
/** Tomas again, as a member of another organisation: one account, two seats. */
const tomasThere = await buildMember(office.db, noe.organisationId, { ...members.tomas, role: 'caseworker' })

let her: BuiltCase
let consents: Record<string, string>
let n = 0
const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(fresh(who), run)
beforeEach(async () => {
  office.clock.move(60_000)
  her = await buildCase(office.db, fresh(ines), { codeName: `Joint ${++n}` })
  consents = await buildConsents(office.db, fresh(ines), her)
  for (const one of [wanjiru, noe]) await joinCoalition(office.db, fresh(ines), her.caseId, fresh(one))
  await joinCoalition(office.db, fresh(ines), her.caseId, fresh(aram), { role: 'observer' })
})
const charter = (terms: Partial<CharterTerms>, ...more: Member[]) =>
  agreeOn(office.db, [fresh(ines), ...[wanjiru, noe, ...more].map(fresh)], her.caseId, terms)

const choice = { languages: ['en'], gate: 'name', items: ['story'], portrait: false, status: false }
const ask = async (who: Member = ines) =>
  (await as(who, (tx) => askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice }))).signOffId
const signs = async (who: Member, signOffId: string) =>
  (await as(who, async (tx) => sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }))).state
const objects = (who: Member, signOffId: string, reason = 'The date is wrong.') =>
  as(who, (tx) => dissent(tx, { signOffId, reason }))
const isPublic = () => office.count('publications', `case_id = '${her.caseId}'`)
const row = (id: string) =>
  as(ines, ({ db }) => db.selectFrom('sign_offs').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const rewrite = (version: number, sentence: string) =>
  as(ines, (tx) =>
    saveWording(tx, {
      ...{ caseId: her.caseId, language: 'en', version, translation: 'original' },
      ...{ name: 'Samira Haddad', sentence, story: 'Another story.', concern: '', zone: 'UTC' },
    }),
  )
const hours = (many: number) => office.clock.move(many * 3_600_000)
const silence = () => settleSilentTexts(office.db, ines.organisationId)

describe('the quorum of the charter', () => {
  test('is reached by organisations, each once and by a named person; then it is public at once', async () => {
    await charter({ quorum: 3 })
    const id = await ask()
    expect(await signs(wanjiru, id)).toBe('asked')
    expect(await isPublic()).toBe(0)
    await expect(signs(tomas, id), 'the lead has spoken').rejects.toMatchObject({
      code: 'publishing.approval.given',
    })
    await expect(signs(wanjiru, id)).rejects.toMatchObject({ code: 'publishing.approval.given' })
    await expect(signs(ines, id)).rejects.toMatchObject({ code: 'publishing.sign.own' })
    await expect(signs(aram, id)).rejects.toMatchObject({ code: 'publishing.sign.observer' })
    expect(await isPublic()).toBe(0)
    expect(await signs(noe, id)).toBe('signed')
    expect(await isPublic()).toBe(1)
    expect(
      (await as(aram, (tx) => listApprovals(tx, { id, caseId: her.caseId })))
        .map(({ organisation, person, answer }) => [organisation, person, answer].join(', '))
        .toSorted(),
    ).toEqual([
      'Harbour Watch, Ines Duarte, approve',
      'Lighthouse Circle, Lighthouse Circle desk, approve',
      'River Desk, River Desk desk, approve',
    ])
  })

  test('does without whoever left, waits for nobody who is not there, and asks nothing of a correction', async () => {
    await charter({ quorum: 50 })
    const id = await ask()
    expect(await signs(wanjiru, id)).toBe('asked')
    await as(noe, (tx) => leaveCoalition(tx, { caseId: her.caseId }))
    expect(await as(ines, (tx) => listApprovals(tx, { id, caseId: her.caseId }))).toHaveLength(2)
    const anew = await ask()
    expect((await row(id)).state).toBe('replaced')
    expect(await signs(wanjiru, anew)).toBe('signed')
    const fewer = { ...choice, items: [] }
    const lowered = await as(ines, (tx) =>
      askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice: fewer }),
    )
    expect(lowered.state).toBe('signed')
  })

  test('is asked by whoever speaks for an organisation, and one person with two seats is one voice', async () => {
    await charter({ quorum: 3 })
    await as(wanjiru, (tx) =>
      namePerson(tx, {
        ...{ caseId: her.caseId, accountId: wanjiru.accountId, functions: ['signs'] as const },
        ...{ languages: [], reach: '' },
      }),
    )
    const colleague = await buildMember(office.db, wanjiru.organisationId, {
      ...{ name: 'Otieno Were', address: `otieno${n}@lighthouse.example`, role: 'caseworker' },
    })
    const id = await ask(tomas)
    expect(await signs(noe, id)).toBe('asked')
    await expect(signs(colleague, id)).rejects.toMatchObject({ code: 'coalition.may-not-speak' })
    await expect(objects(colleague, id)).rejects.toMatchObject({ code: 'coalition.may-not-speak' })
    await expect(objects(tomasThere, id)).rejects.toMatchObject({ code: 'coalition.voted-elsewhere' })
    expect(await isPublic()).toBe(0)
    expect(await signs(wanjiru, id)).toBe('signed')
  })

  test('is not helped by what an organisation said before it left, also when it is invited back', async () => {
    await charter({ quorum: 3 })
    const id = await ask()
    await signs(wanjiru, id)
    const fourth = await partner(`Fifth House ${n}`, `fifth${n}`)
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(fourth))
    await charter({ quorum: 4 }, fourth)
    expect(await signs(noe, id)).toBe('asked')
    await as(noe, (tx) => leaveCoalition(tx, { caseId: her.caseId }))
    hours(1)
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(noe))
    expect(await signs(fourth, id)).toBe('asked')
    expect(await isPublic()).toBe(0)
    expect(await signs(noe, id)).toBe('signed')
  })

  test('takes another word of a colleague for the same organisation', async () => {
    await charter({ quorum: 3, dissent: 'stops' })
    const colleague = await buildMember(office.db, noe.organisationId, {
      ...{ name: 'Iman Sall', address: `iman${n}@river.example`, role: 'caseworker' },
    })
    const id = await ask()
    await signs(wanjiru, id)
    await objects(noe, id)
    const inOthersName = sql`update sign_off_approvals set answer = 'approve', account_id = ${colleague.accountId}
      where sign_off_id = ${id} and organisation_id = ${noe.organisationId}`
    await expect(as(noe, ({ db }) => inOthersName.execute(db))).rejects.toMatchObject({ code: '42501' })
    expect(await signs(colleague, id)).toBe('signed')
    const words = await as(ines, (tx) => listApprovals(tx, { id, caseId: her.caseId }))
    expect(words.map(({ person }) => person)).toContain('Iman Sall')
  })

  test('is kept by the database: no statement of the application brings a text out below it', async () => {
    await charter({ quorum: 3 })
    const id = await ask()
    await signs(wanjiru, id)
    const settle = (state: string) =>
      as(ines, (tx) =>
        sql`update sign_offs set state = ${state}, approved_at = ${tx.now}, settled_at = ${tx.now}, settled_by = ${ines.accountId}
          where id = ${id}`.execute(tx.db),
      )
    await expect(settle('signed')).rejects.toMatchObject({ constraint: 'sign_offs_quorum_reached' })
    for (const statement of [
      sql`update sign_offs set quorum = 2 where id = ${id}`,
      sql`update sign_offs set silence_at = signed_at + interval '1 second' where id = ${id}`,
      sql`delete from sign_off_approvals where sign_off_id = ${id}`,
      sql`insert into sign_off_approvals select sign_off_id, case_id, ${noe.organisationId}, ${noe.accountId}, answer, answered_at, sealed
        from sign_off_approvals where sign_off_id = ${id} limit 1`,
    ])
      await expect(as(ines, (tx) => statement.execute(tx.db))).rejects.toMatchObject({ code: '42501' })
    await expect(
      as(aram, (tx) =>
        sql`insert into sign_off_approvals select sign_off_id, case_id, ${aram.organisationId}, ${aram.accountId}, answer, answered_at, sealed
          from sign_off_approvals where sign_off_id = ${id} limit 1`.execute(tx.db),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    expect([await isPublic(), (await row(id)).state]).toEqual([0, 'asked'])
  })

  test('raised while a text waits counts for it too; a text that was asked for without one is asked anew', async () => {
    const id = await ask()
    await charter({ quorum: 3 })
    await expect(signs(wanjiru, id)).rejects.toMatchObject({ code: 'publishing.approval.ask-anew' })
    expect([await isPublic(), (await row(id)).second_by]).toEqual([0, null])
  })
})

describe('dissent', () => {
  test('is named, with its reason, kept with the text and shown to all; it stops nothing by itself', async () => {
    await charter({ quorum: 2 })
    const id = await ask()
    await objects(noe, id)
    await expect(
      as(noe, (tx) => refuseSignature(tx, { signOffId: id, reason: 'No.' })),
    ).rejects.toMatchObject({ code: 'publishing.approval.dissent-instead' })
    expect(await signs(wanjiru, id)).toBe('signed')
    expect(await isPublic()).toBe(1)
    expect(
      (await as(aram, (tx) => listApprovals(tx, { id, caseId: her.caseId }))).find(
        ({ answer }) => answer === 'dissent',
      ),
    ).toMatchObject({ organisation: 'River Desk', person: 'River Desk desk', reason: 'The date is wrong.' })
    await expect(objects(wanjiru, id), 'nothing is said afterwards').rejects.toMatchObject({
      code: 'publishing.sign.settled',
    })
    const kept = await as(ines, (tx) =>
      sql<{ text: string }>`select encode(sealed, 'escape') as text from sign_off_approvals
        where sign_off_id = ${id}`.execute(tx.db),
    )
    expect(kept.rows.map(({ text }) => text).join()).not.toContain('date is wrong')
  })

  test('stops the text where the charter says so, until the organisation approves after all', async () => {
    await charter({ quorum: 2, dissent: 'stops' })
    const id = await ask()
    await objects(noe, id)
    expect(await signs(wanjiru, id)).toBe('asked')
    await expect(
      as(ines, (tx) =>
        sql`update sign_offs set state = 'signed', approved_at = ${tx.now}, settled_at = ${tx.now} where id = ${id}`.execute(
          tx.db,
        ),
      ),
    ).rejects.toMatchObject({ constraint: 'sign_offs_quorum_reached' })
    expect(await isPublic()).toBe(0)
    expect(await signs(noe, id)).toBe('signed')
  })
})

describe('silence', () => {
  test('is approval after the hours of the charter, and never a signature', async () => {
    await charter({ quorum: 3, silenceHours: 24 })
    const id = await ask()
    hours(25)
    await silence()
    expect([(await row(id)).state, await isPublic()], 'nobody has signed beside the author').toEqual([
      'asked',
      0,
    ])
    expect(await signs(wanjiru, id), 'then the second signature suffices').toBe('signed')
    expect(await isPublic()).toBe(1)
  })

  test('brings it out by itself, once, whoever works; not a minute before', async () => {
    await charter({ quorum: 3, silenceHours: 24 })
    const id = await ask()
    await signs(wanjiru, id)
    hours(23)
    await silence()
    expect(await isPublic()).toBe(0)
    hours(1)
    await Promise.all([silence(), silence()])
    expect([await isPublic(), (await row(id)).state]).toEqual([1, 'signed'])
    expect(await office.count('events', `type = 'sign-off.silence-agreed' and subject = '${id}'`)).toBe(1)
    expect(await office.count('events', `type = 'publication.published' and case_id = '${her.caseId}'`)).toBe(
      1,
    )
  })

  test('ends with one dissent; then organisations have to approve', async () => {
    await charter({ quorum: 3, silenceHours: 24 })
    const id = await ask()
    await signs(wanjiru, id)
    await objects(noe, id)
    hours(48)
    await silence()
    expect([await isPublic(), (await row(id)).held_at]).toEqual([0, null])
    expect(await signs(noe, id)).toBe('signed')
  })

  test('is none before the newest member had as long, nor under a charter that has it no more', async () => {
    await charter({ quorum: 3, silenceHours: 24 })
    const id = await ask()
    await signs(wanjiru, id)
    const newcomer = await partner(`Lamp House ${n}`, `lamp${n}`)
    hours(23)
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(newcomer))
    hours(1)
    await silence()
    expect(await isPublic()).toBe(0)
    await charter({ quorum: 4, silenceHours: 0 }, newcomer)
    hours(48)
    await silence()
    const past = sql`update sign_offs set state = 'signed', approved_at = ${office.clock.now()},
      settled_at = ${office.clock.now()}, settled_by = ${ines.accountId} where id = ${id}`
    await expect(
      as(ines, ({ db }) => past.execute(db)),
      'nor past the verb',
    ).rejects.toMatchObject({
      constraint: 'sign_offs_quorum_reached',
    })
    expect([await isPublic(), (await row(id)).held_at]).toEqual([0, null])
    await charter({ quorum: 4, silenceHours: 24 }, newcomer)
    await silence()
    expect(await isPublic()).toBe(1)
  })

  test('is not kept up by the dissent of an organisation that left', async () => {
    await charter({ quorum: 3, silenceHours: 24 })
    const id = await ask()
    await signs(wanjiru, id)
    await objects(noe, id)
    const fourth = await partner(`Fourth House ${n}`, `fourth${n}`)
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(fourth))
    await as(noe, (tx) => leaveCoalition(tx, { caseId: her.caseId }))
    hours(24)
    await silence()
    expect(await isPublic()).toBe(1)
  })

  test('brings out nothing that may not: it stays, says why, and is on everybody’s day', async () => {
    await charter({ quorum: 3, silenceHours: 24 })
    const id = await ask()
    await signs(wanjiru, id)
    await as(ines, (tx) =>
      withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['story']!], word: 'met', reason: '' }),
    )
    hours(24)
    await silence()
    await silence()
    expect([await isPublic(), await row(id)]).toMatchObject([
      0,
      { state: 'asked', held_code: 'publishing.no-consent' },
    ])
    expect(await office.count('events', `type = 'sign-off.held' and subject = '${id}'`)).toBe(1)
    const page = await (await office.as('ines').get('/')).text()
    expect(page).toContain(`Joint ${n}: a text does not come out at its hour as it lies`)
  })
})

test('the signing page shows every organisation’s word, and takes a dissent with its reason', async () => {
  await charter({ quorum: 3, silenceHours: 24 })
  const id = await ask()
  const at = `/cases/${her.caseId}/sign-offs/${id}`
  const river = office.signedIn(noe)
  expect((await river.post(`${at}/dissent`, { reason: '' })).status).toBe(422)
  expect((await river.post(`${at}/dissent`, { reason: 'The lawyer was not asked.' })).status).toBe(303)
  const page = await (await office.signedIn(wanjiru).get(at)).text()
  expect(page).toContain('The lawyer was not asked.')
  expect(page).toContain('3 organisations have to approve it; one has.')
  expect(page).toContain('silence no longer counts as approval')
  expect(await (await office.signedIn(aram).get(at)).text()).not.toContain('/dissent"')
  const items = await as(wanjiru, (tx) => itemsOf(tx, id))
  const signed = { items, reviewed: 'yes', confirmed: 'yes' }
  expect((await office.signedIn(wanjiru).post(`${at}/sign`, signed)).headers.get('location')).toBe(at)
  const waits = await (await river.get(at)).text()
  expect(waits).toContain('Approve for your organisation')
  expect((await river.post(`${at}/sign`, signed)).headers.get('location')).toBe(
    `/cases/${her.caseId}/publications`,
  )
  expect(await isPublic()).toBe(1)
})

test('a text that changes loses its approvals; asked anew it begins with the author’s alone', async () => {
  await charter({ quorum: 3, silenceHours: 24 })
  const id = await ask()
  await signs(wanjiru, id)
  await rewrite(1, 'Another sentence.')
  await expect(signs(noe, id)).rejects.toMatchObject({ code: 'publishing.sign.changed' })
  hours(25)
  await silence()
  expect([await isPublic(), (await row(id)).held_code]).toEqual([0, 'publishing.sign.changed'])
  const anew = await ask()
  expect(
    (await as(ines, (tx) => listApprovals(tx, { id: anew, caseId: her.caseId }))).map(
      ({ organisation }) => organisation,
    ),
  ).toEqual(['Harbour Watch'])
  expect(await signs(wanjiru, anew)).toBe('asked')
  expect(await signs(noe, anew)).toBe('signed')
  await as(ines, (tx) => unpublishCase(tx, her.caseId))
})

test('what comes back, or who sees the room, is no text of theirs: the charter asks nothing of it', () => {
  const three = ['a', 'b', 'c'].map((organisationId) => ({ organisationId, isIn: true }))
  const terms = { quorum: 3, dissent: 'noted' } as const
  const of = (kind: SignedKind) =>
    judge({ kind, quorum: 1, needed: 2, state: 'asked' }, terms, three, new Date()).wanted
  expect((['restore', 'publicity', 'withdrawal'] as const).map(of)).toEqual([1, 1, 1])
  expect((['case', 'campaign', 'joint-letter', 'partner-page', 'update'] as const).map(of)).toEqual([
    3, 3, 3, 3, 3,
  ])
})
