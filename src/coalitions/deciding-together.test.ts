import { describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Member } from '../platform/actor.ts'
import type { Tx } from '../platform/database.ts'
import { buildCase } from '../../test/build-case.ts'
import { buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildMember } from '../../test/build.ts'
import { testOffice } from '../../test/office.ts'
import { lighthouse } from '../../test/world.ts'
import { findCharter, firstTerms } from './charter.ts'
import { leaveCoalition, listCoalition } from './coalition.ts'
import { record } from '../platform/events.ts'
import { listContributions } from './contribution.ts'
import { askDecision, getDecision, takeBackDecision, voteOn, type Question } from './decision.ts'
import type { Answer } from './lists.ts'
import { namePerson } from './people.ts'
import { unansweredBy } from './reminding.ts'
import { settleSilent } from './settling.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const partner = (name: string, key: string) =>
  buildPartner(office.db, { ...lighthouse, name }, { name: `${name} admin`, address: `admin@${key}.example` })
const wanjiru = await partner('Lighthouse Circle', 'lighthouse')
const noe = await partner('River Desk', 'river')
const aram = await partner('Tide House', 'tide')
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const fresh = (member: Member): Member => ({ ...member, steppedUpAt: office.clock.now() })
const as = <T>(member: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(fresh(member), run)

/** Lantern with these partners, and an observer who does not vote. */
async function build(codeName: string, partners: Member[] = [wanjiru, noe], observer?: Member) {
  const { caseId } = await buildCase(office.db, ines, { codeName, room: 'coalition' })
  for (const one of partners) await joinCoalition(office.db, fresh(ines), caseId, fresh(one))
  if (observer) await joinCoalition(office.db, fresh(ines), caseId, fresh(observer), { role: 'observer' })
  return caseId
}
const ask = (member: Member, caseId: string, changes: Partial<Question> = {}) =>
  as(member, (tx) =>
    askDecision(tx, { caseId, kind: 'question', title: 'Say it?', text: 'Together.', ...changes }),
  )
const vote = (member: Member, caseId: string, decisionId: string, answer: Answer, reason = '') =>
  as(member, (tx) => voteOn(tx, { caseId, decisionId, answer, reason }))
const stateOf = async (caseId: string, id: string) => {
  const { state, settledHow } = await as(ines, (tx) => getDecision(tx, caseId, id))
  return settledHow ? `${state} ${settledHow}` : state
}
async function charter(caseId: string, members: Member[], terms: Partial<typeof firstTerms>) {
  const id = await ask(ines, caseId, { kind: 'charter', terms: { ...firstTerms, ...terms } })
  for (const one of members) await vote(one, caseId, id, 'agree')
  expect(await stateOf(caseId, id)).toBe('agreed votes')
}
const later = (hours: number) => office.clock.move(hours * 3_600_000)
const settleAll = async () => {
  for (const { organisationId } of [ines, wanjiru, noe]) await settleSilent(office.db, organisationId)
}

describe('a charter', () => {
  test('stands when every organisation agreed; until then what was before holds', async () => {
    const caseId = await build('Charter')
    const id = await ask(ines, caseId, { kind: 'charter', terms: { ...firstTerms, quorum: 2 } })
    await expect(ask(noe, caseId, { kind: 'charter', terms: firstTerms })).rejects.toMatchObject({
      code: 'coalition.error.asked-already',
    })
    await vote(wanjiru, caseId, id, 'agree')
    expect(await as(ines, (tx) => findCharter(tx, caseId))).toMatchObject({
      version: 0,
      terms: { quorum: 1 },
    })
    await vote(noe, caseId, id, 'agree')
    expect(await as(ines, (tx) => findCharter(tx, caseId))).toMatchObject({
      version: 1,
      terms: { quorum: 2 },
    })
  })

  test('needs the one who comes while it is open, and a voice against it is not outvoted by newcomers', async () => {
    const caseId = await build('Newcomers', [wanjiru])
    const id = await ask(ines, caseId, { kind: 'charter', terms: { ...firstTerms, quorum: 2 } })
    await joinCoalition(office.db, fresh(ines), caseId, fresh(noe))
    await vote(wanjiru, caseId, id, 'agree')
    expect(await stateOf(caseId, id)).toBe('open')
    await vote(noe, caseId, id, 'object')
    expect(await stateOf(caseId, id)).toBe('refused votes')
  })

  test('is refused by one organisation, and nobody writes one past the vote', async () => {
    const caseId = await build('No charter')
    const id = await ask(ines, caseId, { kind: 'charter', terms: { ...firstTerms, quorum: 3 } })
    await vote(wanjiru, caseId, id, 'object', 'Three is too many')
    expect(await stateOf(caseId, id)).toBe('refused votes')
    await expect(
      as(ines, (tx) =>
        sql`insert into coalition_charters (case_id, version, terms, agreed_at, decision_id)
          values (${caseId}, 1, '{}', ${tx.now}, ${id})`.execute(tx.db),
      ),
    ).rejects.toMatchObject({ constraint: 'coalition_charters_agreed' })
    await expect(
      as(ines, (tx) =>
        sql`insert into coalition_charters (case_id, version, terms, agreed_at, decision_id)
          select case_id, 1, terms, ${tx.now}, id from coalition_decisions where id = ${id}`.execute(tx.db),
      ),
    ).rejects.toMatchObject({ code: '23503' })
    expect((await as(ines, (tx) => findCharter(tx, caseId))).version).toBe(0)
  })
})

describe('a question', () => {
  test('is agreed by the quorum, with the dissent beside it', async () => {
    const caseId = await build('Quorum')
    await charter(caseId, [wanjiru, noe], { quorum: 2 })
    const id = await ask(ines, caseId)
    await vote(noe, caseId, id, 'object', 'The wording is too sharp')
    expect(await stateOf(caseId, id)).toBe('open')
    await vote(wanjiru, caseId, id, 'agree')
    expect(await stateOf(caseId, id)).toBe('agreed votes')
    await expect(vote(noe, caseId, id, 'agree')).rejects.toMatchObject({ code: 'coalition.error.settled' })
    const page = await html(office.signedIn(wanjiru).get(`/cases/${caseId}/coalition/decisions/${id}`))
    expect(page).toContain('The wording is too sharp')
    expect(page).toContain('River Desk')
  })

  test('is agreed by silence at its time and not before; one objection ends the silence', async () => {
    const caseId = await build('Silence')
    await charter(caseId, [wanjiru, noe], { quorum: 3, silenceHours: 24 })
    const quiet = await ask(ines, caseId, { silence: true })
    const loud = await ask(ines, caseId, { silence: true })
    await vote(noe, caseId, loud, 'object')
    later(23)
    await settleAll()
    expect(await stateOf(caseId, quiet)).toBe('open')
    later(1)
    await settleAll()
    expect(await stateOf(caseId, quiet)).toBe('agreed silence')
    expect(await stateOf(caseId, loud)).not.toContain('agreed')
    expect(await office.count('events', `subject = '${quiet}' and type = 'coalition.decision-agreed'`)).toBe(
      1,
    )
  })

  test('is agreed by silence as the charter in force says, and not before its newest member had as long', async () => {
    const caseId = await build('Silences', [wanjiru])
    await charter(caseId, [wanjiru], { quorum: 2, silenceHours: 24 })
    const id = await ask(ines, caseId, { silence: true })
    later(23)
    await joinCoalition(office.db, fresh(ines), caseId, fresh(noe))
    later(1)
    await settleAll()
    const settled = ({ db, now }: Tx) =>
      sql`update coalition_decisions set state = 'agreed', settled_at = ${now}, settled_how = 'silence'
      where id = ${id}`.execute(db)
    const refused = { constraint: 'coalition_decisions_agreed' }
    await expect(as(ines, settled), 'nor past the verb').rejects.toMatchObject(refused)
    expect(await stateOf(caseId, id)).toBe('open')
    later(22)
    await charter(caseId, [wanjiru, noe], { quorum: 3, silenceHours: 0 })
    later(48)
    await settleAll()
    await expect(as(ines, settled)).rejects.toMatchObject(refused)
    expect(await stateOf(caseId, id)).toBe('open')
    expect((await as(ines, (tx) => getDecision(tx, caseId, id))).silenceAt).toBeUndefined()
    await charter(caseId, [wanjiru, noe], { quorum: 3, silenceHours: 24 })
    await settleAll()
    expect(await stateOf(caseId, id)).toBe('agreed silence')
  })

  test('has not the vote of an organisation that left, also when it is invited back', async () => {
    const caseId = await build('Back again')
    await charter(caseId, [wanjiru, noe], { quorum: 3 })
    const id = await ask(ines, caseId)
    await vote(noe, caseId, id, 'agree')
    await as(noe, (tx) => leaveCoalition(tx, { caseId }))
    later(1)
    await joinCoalition(office.db, fresh(ines), caseId, fresh(noe))
    await vote(wanjiru, caseId, id, 'agree')
    const by = sql`update coalition_decisions set state = 'agreed', settled_at = ${office.clock.now()}, settled_how = 'votes'
      where id = ${id}`
    await expect(as(ines, ({ db }) => by.execute(db))).rejects.toMatchObject({
      constraint: 'coalition_decisions_agreed',
    })
    expect(await stateOf(caseId, id)).toBe('open')
    expect(await as(noe, (tx) => unansweredBy(tx, noe.organisationId, caseId))).toMatchObject([{ id }])
    await vote(noe, caseId, id, 'agree')
    expect(await stateOf(caseId, id)).toBe('agreed votes')
  })

  test('has one vote per organisation, none for observers and for those who do not speak', async () => {
    const caseId = await build('Votes', [wanjiru, noe], aram)
    await charter(caseId, [wanjiru, noe], { quorum: 3 })
    const id = await ask(ines, caseId)
    await expect(vote(aram, caseId, id, 'agree')).rejects.toMatchObject({ code: 'coalition.may-not-speak' })
    // a second account of one organisation only changes its word
    await vote(tomas, caseId, id, 'agree')
    await vote(wanjiru, caseId, id, 'agree')
    expect(await stateOf(caseId, id)).toBe('open')
    const grace = await buildMember(office.db, wanjiru.organisationId, {
      name: 'Grace Atieno',
      address: 'grace@lighthouse.example',
      role: 'campaigner',
    })
    const names = { caseId, functions: ['signs'] as const, languages: ['en'], reach: 'Signal' }
    await as(wanjiru, (tx) => namePerson(tx, { ...names, accountId: wanjiru.accountId }))
    await expect(vote(grace, caseId, id, 'object')).rejects.toMatchObject({ code: 'coalition.may-not-speak' })
    await as(wanjiru, (tx) => namePerson(tx, { ...names, functions: ['deputy'], accountId: grace.accountId }))
    await vote(grace, caseId, id, 'object')
    expect(await stateOf(caseId, id)).toBe('refused votes')
  })

  test('is voted on once by somebody who serves two organisations', async () => {
    const caseId = await build('Two seats')
    await charter(caseId, [wanjiru, noe], { quorum: 3 })
    const id = await ask(ines, caseId)
    const seat = await buildMember(office.db, wanjiru.organisationId, {
      ...{ name: 'Ines Duarte', address: 'ines@harbour.example', role: 'admin' },
    })
    await expect(vote(seat, caseId, id, 'agree')).rejects.toMatchObject({ code: 'coalition.voted-elsewhere' })
    expect(await office.count('coalition_votes', `decision_id = '${id}'`)).toBe(1)
  })

  test('is taken back by who asked alone, and not settled by hand', async () => {
    const caseId = await build('Back')
    await charter(caseId, [wanjiru, noe], { quorum: 3 })
    const id = await ask(wanjiru, caseId)
    const back = (member: Member) => as(member, (tx) => takeBackDecision(tx, { caseId, decisionId: id }))
    await expect(back(ines)).rejects.toMatchObject({ status: 403 })
    // whoever reaches the table cannot agree for others
    await expect(
      as(ines, (tx) =>
        sql`update coalition_decisions set state = 'agreed', settled_at = ${tx.now}, settled_how = 'votes' where id = ${id}`.execute(
          tx.db,
        ),
      ),
    ).rejects.toMatchObject({ code: '23514' })
    await expect(
      as(ines, (tx) => sql`update coalition_decisions set quorum = 1 where id = ${id}`.execute(tx.db)),
    ).rejects.toMatchObject({ code: '23514' })
    await expect(
      as(ines, (tx) =>
        sql`insert into coalition_decisions (id, case_id, organisation_id, kind, state, settled_at, settled_how, quorum,
            asked_at, asked_by, sealed) select gen_random_uuid(), case_id, ${ines.organisationId}, kind, 'agreed', asked_at, 'votes',
            1, asked_at, asked_by, sealed from coalition_decisions where id = ${id}`.execute(tx.db),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await back(wanjiru)
    expect(await stateOf(caseId, id)).toBe('withdrawn taken-back')
  })
})

describe('the lead', () => {
  const roles = async (caseId: string) =>
    Object.fromEntries(
      (await as(ines, (tx) => listCoalition(tx, caseId))).map(({ name, role }) => [name, role]),
    )

  test('is handed over when the old and the new one agree; a case always has one', async () => {
    const caseId = await build('Over')
    const id = await ask(ines, caseId, { kind: 'lead', concernsId: wanjiru.organisationId })
    expect(await stateOf(caseId, id)).toBe('open')
    await vote(wanjiru, caseId, id, 'agree')
    expect(await roles(caseId)).toEqual({
      'Harbour Watch': 'partner',
      'Lighthouse Circle': 'lead',
      'River Desk': 'partner',
    })
    expect(
      await office.count('cases', `id = '${caseId}' and lead_organisation_id = '${wanjiru.organisationId}'`),
    ).toBe(1)
  })

  test('goes on to a partner after hours of silence, not while it speaks', async () => {
    const caseId = await build('Silent')
    const id = await ask(wanjiru, caseId, { kind: 'lead', concernsId: wanjiru.organisationId })
    await vote(noe, caseId, id, 'agree')
    later(71)
    await settleAll()
    expect(await stateOf(caseId, id)).toBe('open')
    later(1)
    await settleAll()
    expect(await stateOf(caseId, id)).toBe('agreed silence')
    expect((await roles(caseId))['Lighthouse Circle']).toBe('lead')
    // a lead that works in the case is not silent, whatever it says to this
    const busy = await build('Busy')
    const asked = await ask(wanjiru, busy, { kind: 'lead', concernsId: wanjiru.organisationId })
    await vote(noe, busy, asked, 'agree')
    later(1)
    await ask(ines, busy)
    later(100)
    await settleAll()
    expect(await stateOf(busy, asked)).toBe('open')
    // nor if what it does stands in the file alone, where the partner that gives the last word sees nothing
    const inFile = await build('In file')
    const word = await ask(wanjiru, inFile, { kind: 'lead', concernsId: wanjiru.organisationId })
    later(1)
    await as(ines, (tx) => record(tx, 'fact.edited', { caseId: inFile }))
    later(100)
    await vote(noe, inFile, word, 'agree')
    expect(await stateOf(inFile, word)).toBe('open')
    // and what partners do to its part of something joint, or answer to its invitation, is no act of its own
    const still = await build('Still')
    const theirs = await ask(wanjiru, still, { kind: 'lead', concernsId: wanjiru.organisationId })
    await vote(noe, still, theirs, 'agree')
    later(1)
    await as(wanjiru, (tx) =>
      record(tx, 'broadcast.started', { caseId: still, organisationId: ines.organisationId }),
    )
    later(100)
    await settleAll()
    expect(await stateOf(still, theirs)).toBe('agreed silence')
    const back = await ask(ines, caseId, { kind: 'lead', concernsId: ines.organisationId })
    await vote(wanjiru, caseId, back, 'object')
    later(200)
    await settleAll()
    expect(await stateOf(caseId, back)).toBe('open')
  })
})

test('who has done what, and whose word is waited for, stands with each organisation', async () => {
  const caseId = await build('Tally', [wanjiru, noe], aram)
  await charter(caseId, [wanjiru, noe], { quorum: 3 })
  const id = await ask(ines, caseId)
  await vote(wanjiru, caseId, id, 'agree')
  await ask(wanjiru, caseId, { title: 'And then?' })
  const work = async (member: Member) =>
    (await as(member, (tx) => listContributions(tx, caseId))).contributions
  const seen = (await work(noe)).map(({ member, counts, unanswered }) => [member.name, counts[0], unanswered])
  expect(seen.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
    ['Harbour Watch', 2, 1],
    ['Lighthouse Circle', 3, 0],
    ['River Desk', 1, 2],
    ['Tide House', 0, 0],
  ])
  const page = await html(office.signedIn(wanjiru).get(`/cases/${caseId}/coalition`))
  expect(page).toContain('2 wait since')
  await as(noe, (tx) => leaveCoalition(tx, { caseId }))
  // what it did stays, and nothing is waited for from it; itself it sees none of the case
  expect((await work(ines)).find(({ member }) => member.leftAt)).toMatchObject({ unanswered: 0 })
  await expect(work(noe)).resolves.toEqual([])
})

test('two last votes at the same moment settle a question once', async () => {
  const caseId = await build('Race')
  await charter(caseId, [wanjiru, noe], { quorum: 3 })
  const id = await ask(ines, caseId)
  await Promise.all([vote(wanjiru, caseId, id, 'agree'), vote(noe, caseId, id, 'agree')])
  expect(await stateOf(caseId, id)).toBe('agreed votes')
  expect(await office.count('events', `subject = '${id}' and type = 'coalition.decision-agreed'`)).toBe(1)
})
