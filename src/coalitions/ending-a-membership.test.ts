/** Who is in, who leads and by which charter: nobody decides that alone, at one stroke, or from a screen left open. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { workerOf, type Member } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { buildCase } from '../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { testOffice } from '../../test/office.ts'
import { buildMember } from '../../test/build.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testWorker } from '../../test/worker.ts'
import { lowerPublicity } from '../publishing/index.ts'
import { lighthouse } from '../../test/world.ts'
import { addToTeam, getCase, removeFromTeam } from '#cases/index.ts'
import { newId } from '#platform/ids.ts'
import { firstTerms } from './charter.ts'
import { leaveCoalition, listCoalition, nameInPublic } from './coalition.ts'
import { carryOutWishes, wishToLeave } from './own-coalitions.ts'
import { askDecision, getDecision, voteOn, type Question } from './decision.ts'
import type { Answer } from './lists.ts'
import { namePerson } from './people.ts'
import { settleSilent } from './settling.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const worker = testWorker(office.database, { catalogue: mailCatalogue, clock: office.clock })
const wanjiru = await buildPartner(office.db)
const noe = await buildPartner(
  office.db,
  { ...lighthouse, name: 'River Desk' },
  { name: 'Noé Petit', address: 'noe@river.example' },
)
const lone = await buildPartner(
  office.db,
  { ...lighthouse, name: 'Far Shore' },
  { name: 'Odile Roy', address: 'odile@shore.example' },
)
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const fresh = (member: Member): Member => ({ ...member, steppedUpAt: office.clock.now() })
const as = <T>(member: Member, run: (tx: Tx) => Promise<T>) => office.db.transaction(fresh(member), run)

async function build(codeName: string, partners: Member[] = [wanjiru, noe]) {
  const { caseId } = await buildCase(office.db, fresh(ines), { codeName, room: 'coalition' })
  for (const one of partners) await joinCoalition(office.db, fresh(ines), caseId, fresh(one))
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
const later = (hours: number) => office.clock.move(hours * 3_600_000)
const settleAll = async () => {
  for (const { organisationId } of [ines, wanjiru, noe]) await settleSilent(office.db, organisationId)
}

describe('a membership ends', () => {
  const over = 'agreed votes'
  const goes = (caseId: string, who: Member) =>
    ask(ines, caseId, { kind: 'end-membership', concernsId: who.organisationId })

  test('when most of the others agree and its notice is over, and not by a vote of its own', async () => {
    const caseId = await build('Ended')
    const id = await goes(caseId, noe)
    await expect(vote(noe, caseId, id, 'object')).rejects.toMatchObject({ code: 'coalition.own-going' })
    await vote(wanjiru, caseId, id, 'agree')
    expect(await html(office.signedIn(noe).get('/'))).toContain(
      'Ended: your organisation is to leave the coalition, not before',
    )
    expect(await html(office.as('tomas').get('/'))).toContain('Ended: an organisation is to leave')
    later(71)
    await settleAll()
    expect(await stateOf(caseId, id)).toBe('open')
    expect((await office.signedIn(noe).get(`/cases/${caseId}`)).status).toBe(200)
    later(1)
    await settleSilent(office.db, noe.organisationId)
    expect(await stateOf(caseId, id), 'its own turn of the job carries nothing out').toBe('open')
    await settleAll()
    expect(await stateOf(caseId, id)).toBe(over)
    expect((await office.signedIn(noe).get(`/cases/${caseId}`)).status).toBe(404)
  })

  test('not when another takes its word back in that time', async () => {
    const caseId = await build('Heard')
    const id = await goes(caseId, noe)
    await vote(wanjiru, caseId, id, 'agree')
    later(48)
    await vote(wanjiru, caseId, id, 'object', 'They stood with her for nine years.')
    later(48)
    await settleAll()
    expect(await stateOf(caseId, id)).toBe('refused votes')
  })

  test('by two people of the lead where no other organisation is left, never by one', async () => {
    const caseId = await build('Alone', [noe])
    const id = await goes(caseId, noe)
    await vote(ines, caseId, id, 'agree')
    later(73)
    await settleAll()
    expect(await stateOf(caseId, id)).toBe('open')
    // the database says the same to whoever goes past the verb
    const heard = as(ines, (tx) =>
      sql`update coalition_decisions set state = 'agreed', settled_at = ${tx.now}, settled_how = 'votes'
        where id = ${id}`.execute(tx.db),
    )
    await expect(heard).rejects.toMatchObject({ constraint: 'coalition_decisions_heard' })
    await vote(tomas, caseId, id, 'agree')
    expect(await stateOf(caseId, id)).toBe(over)
    const early = await goes(await build('Early', [noe]), noe)
    const notice = await as(ines, (tx) =>
      sql<{ hours: number }>`update coalition_decisions set notice_until = asked_at where id = ${early}
        returning extract(epoch from notice_until - asked_at)::int / 3600 as hours`.execute(tx.db),
    )
    expect(notice.rows).toEqual([{ hours: 72 }])
  })
})

test('who is in, who leads and by which charter is decided after a proof; a plain question without', async () => {
  const caseId = await build('Proved')
  await agreeOn(office.db, [ines, wanjiru, noe], caseId, { quorum: 2 })
  const stale = { ...ines, steppedUpAt: new Date(office.clock.now().getTime() - 11 * 60_000) }
  const put = (changes: Partial<Question>) =>
    office.db.transaction(stale, (tx) =>
      askDecision(tx, { caseId, kind: 'question', title: 'Say it?', text: 'Together.', ...changes }),
    )
  const { organisationId: concernsId } = noe
  const answered = { caseId, answer: 'agree', reason: '' } as const
  for (const changes of [
    { kind: 'lead', concernsId },
    { kind: 'end-membership', concernsId },
    { kind: 'charter', terms: firstTerms },
  ] as const) {
    await expect(put(changes), changes.kind).rejects.toMatchObject({ code: 'access.step-up' })
    const decisionId = await ask(wanjiru, caseId, changes)
    await expect(
      office.db.transaction(stale, (tx) => voteOn(tx, { ...answered, decisionId })),
    ).rejects.toMatchObject({ code: 'access.step-up' })
  }
  const { accountId } = tomas
  const person = { caseId, accountId, functions: ['contact'], languages: [], reach: '' } as const
  for (const act of [
    office.db.transaction(stale, (tx) => namePerson(tx, person)),
    office.db.transaction(stale, (tx) => nameInPublic(tx, { caseId, named: false })),
  ])
    await expect(act).rejects.toMatchObject({ code: 'access.step-up' })
  const plain = await put({})
  await office.db.transaction({ ...wanjiru, steppedUpAt: stale.steppedUpAt }, (tx) =>
    voteOn(tx, { ...answered, decisionId: plain }),
  )
  expect(await stateOf(caseId, plain)).toBe('agreed votes')
})

test('an organisation that leaves loses room, file and key in that moment, and its people the team', async () => {
  const caseId = await build('Leaving', [wanjiru])
  await as(ines, (tx) => addToTeam(tx, { caseId, accountId: tomas.accountId, role: 'comms' }))
  const partner = office.signedIn(wanjiru)
  expect((await partner.get(`/cases/${caseId}/coalition/leave`)).status).toBe(200)
  expect((await partner.post(`/cases/${caseId}/coalition/leave`)).status).toBe(303)
  expect((await partner.get(`/cases/${caseId}`)).status).toBe(404)
  await expect(as(wanjiru, (tx) => getCase(tx, caseId))).rejects.toMatchObject({
    status: 404,
  })
  await expect(as(wanjiru, async (tx) => await tx.keys.case(caseId))).rejects.toMatchObject({
    name: 'KeyGone',
  })
  const page = await html(office.as('ines').get(`/cases/${caseId}/coalition`))
  expect(page).toContain('Left on')
  // the lead stays as long as it leads
  await expect(as(ines, (tx) => leaveCoalition(tx, { caseId }))).rejects.toMatchObject({
    code: 'coalition.lead-stays',
  })
  // and who left may be asked again
  await joinCoalition(office.db, fresh(ines), caseId, fresh(wanjiru), { role: 'observer' })
  expect((await partner.get(`/cases/${caseId}`)).status).toBe(200)
})

test('what a leaving organisation had under way ends with it: invitations, signatures; her signs of life go on', async () => {
  const caseId = await build('Under way', [wanjiru])
  const named = {
    caseId,
    accountId: wanjiru.accountId,
    functions: ['contact'] as const,
    languages: [],
    reach: '',
  }
  await as(wanjiru, (tx) => namePerson(tx, named))
  await as(ines, (tx) => addToTeam(tx, { caseId, accountId: wanjiru.accountId, role: 'caseworker' }))
  const plan = newId()
  await as(wanjiru, async (tx) => {
    await sql`insert into check_in_plans (id, case_id, organisation_id, state, rrule, zone, starts_on, window_minutes, ladder,
        hard_limit_minutes, link_hash, sealed, created_at, created_by)
      values (${plan}, ${caseId}, ${wanjiru.organisationId}, 'active', 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0', 'UTC', '2026-11-01', 60,
        '[]', 240, sha256('x'), 'sealed', ${tx.now}, ${wanjiru.accountId})`.execute(tx.db)
  })
  // the lead keeps somebody on the team
  await expect(
    as(wanjiru, (tx) => removeFromTeam(tx, { caseId, accountId: ines.accountId })),
  ).rejects.toMatchObject({ code: 'case.team.last' })
  await as(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  expect(
    await office.count('check_in_plans', `id = '${plan}' and organisation_id = '${office.organisationId}'`),
  ).toBe(1)
})

test('while the room is shut an organisation still takes its name back, and leaves, by its own word alone', async () => {
  const caseId = await build('Shut away')
  await as(ines, (tx) => lowerPublicity(tx, { caseId, level: 1 }))
  const at = `/organisation/coalitions/${caseId}`
  const reader = await buildMember(office.db, wanjiru.organisationId, {
    ...{ name: 'Juma', address: 'juma.shut@lighthouse.example', role: 'caseworker' },
  })
  const [its, others] = [office.signedIn(fresh(wanjiru)), office.signedIn(fresh(noe))]
  expect((await its.get(`/cases/${caseId}/coalition/leave`)).status).toBe(404)
  expect(await html(its.get('/organisation/coalitions'))).toContain('Shut away')
  expect(await html(its.get(at))).toContain('Take our name back')
  // not for who may not leave for it, nor for another organisation's place
  expect((await office.signedIn(fresh(reader)).get('/organisation/coalitions')).status).toBe(403)
  expect((await office.signedIn(fresh(reader)).post(`${at}/leave`)).status).toBe(403)
  const unknown = at.replace(caseId, newId())
  for (const path of [`${at}/unname`, `${at}/leave`]) {
    const stranger = office.signedIn(fresh(lone))
    expect((await stranger.post(path)).status).toBe(404)
    expect(await html(stranger.get(at))).toBe(await html(stranger.get(unknown)))
  }
  const stale = { ...wanjiru, steppedUpAt: new Date(office.clock.now().getTime() - 11 * 60_000) }
  await expect(office.db.transaction(stale, (tx) => wishToLeave(tx, { caseId }))).rejects.toMatchObject({
    code: 'access.step-up',
  })
  await expect(as(ines, (tx) => wishToLeave(tx, { caseId }))).rejects.toMatchObject({
    code: 'coalition.lead-stays',
  })
  // a worker does nothing that nobody wished, and each does its own organisation's
  const carryOut = async () => {
    for (const { organisationId } of [ines, noe, wanjiru]) await carryOutWishes(worker.db, organisationId)
  }
  const unwished = worker.db.transaction(workerOf(wanjiru.organisationId), async ({ db, now }) => {
    const name = sql<{ done: boolean }>`select wl.name_in_public(${caseId}, false) as done`
    const end = sql<{ done: boolean }>`
      select wl.end_membership(${caseId}, ${wanjiru.organisationId}, ${now}) as done`
    return [(await name.execute(db)).rows, (await end.execute(db)).rows].flat()
  })
  expect(await unwished).toEqual([{ done: false }, { done: false }])
  const settles = (how: string) =>
    worker.db.transaction(workerOf(wanjiru.organisationId), ({ db, now }) =>
      sql`update membership_wishes set settled_at = ${now}, settled_how = ${how} where settled_at is null`.execute(
        db,
      ),
    )
  const part = async () => {
    const all = await as(ines, (tx) => listCoalition(tx, caseId, { gone: true }))
    const one = all.find(({ organisationId }) => organisationId === wanjiru.organisationId)!
    return [one.namedInPublic, one.leftAt !== undefined]
  }
  expect((await its.post(`${at}/unname`)).status).toBe(303)
  expect((await its.post(`${at}/unname`)).status).toBe(303)
  expect(await html(its.get('/organisation/coalitions'))).toContain('Its name goes within a minute')
  // nor says that it did what it did not
  for (const how of ['done', 'not-now', 'leads'])
    await expect(settles(how)).rejects.toMatchObject({ constraint: 'membership_wishes_settled' })
  await carryOut()
  expect(await part()).toEqual([false, false])
  expect((await its.post(`${at}/leave`)).status).toBe(303)
  for (const how of ['done', 'leads'])
    await expect(settles(how)).rejects.toMatchObject({ constraint: 'membership_wishes_settled' })
  await carryOut()
  expect(await part()).toEqual([false, true])
  expect((await its.get(at)).status).toBe(404)
  const count = (type: string) =>
    office.count('events', `type = '${type}' and organisation_id = '${wanjiru.organisationId}'`)
  for (const type of ['coalition.leaving-wished', 'coalition.unnaming-wished', 'coalition.unnamed'])
    expect(await count(type), type).toBe(1)
  expect(await office.count('membership_wishes', 'settled_at is null')).toBe(0)
  expect((await others.get(at)).status, 'the other one is as it was').toBe(200)
  // whose case ends in between has nothing to wait for, and no job that fails for ever
  await as(noe, (tx) => wishToLeave(tx, { caseId }))
  await as(ines, async ({ db, now }) => {
    await sql`insert into case_decisions (id, case_id, kind, sealed, asked_by, asked_at, answer, answered_by, answered_at, alone)
      values (${newId()}, ${caseId}, 'erase', 'sealed', ${ines.accountId}, ${now}, 'agreed', ${ines.accountId}, ${now}, true)`.execute(
      db,
    )
    await sql`update cases set state = 'closed' where id = ${caseId}`.execute(db)
    await sql`update cases set state = 'archived' where id = ${caseId}`.execute(db)
    await sql`select wl.erase_case(${caseId}, ${now})`.execute(db)
  })
  await carryOut()
  expect(await office.count('membership_wishes', `case_id = '${caseId}' and settled_how = 'done'`)).toBe(3)
})
