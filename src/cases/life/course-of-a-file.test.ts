import { expect, test } from 'vitest'
import { buildCase, buildConsents } from '../../../test/build-case.ts'
import { addressOfPlan, buildPlan } from '../../../test/build-check-in.ts'
import { testOffice } from '../../../test/office.ts'
import { privateDoor } from '../../../test/private-door.ts'
import { readDraft, saveDraft } from '../../organisations/index.ts'
import type { Member } from '../../platform/actor.ts'
import { makeLink, setPhrase } from '../../publishing/consent-links/link.ts'
import type { CaseState } from '../tables.ts'
import { addToTeam } from '../team.ts'
import { answerDecision, askToEnd, findDecision } from './decision.ts'
import { steps, stepsFrom } from './states.ts'
import { takeStep, type PlainStep } from './step.ts'

const office = await testOffice()
const door = privateDoor(office)
const { ines, layla, tomas, viktor } = office.member
const closing = { kind: 'close', reason: 'safe', outcome: 'positive', retentionUntil: '2030-01-01' } as const
const states: readonly CaseState[] = [
  ...(['received', 'verifying', 'open', 'monitoring', 'referred', 'declined', 'closed', 'archived'] as const),
]

const as = <T>(member: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(member, run)

/** A case of Ines and Layla. */
async function build(codeName: string): Promise<string> {
  const { caseId } = await buildCase(office.db, ines, { codeName, room: 'team' })
  await as(ines, (tx) => addToTeam(tx, { caseId, accountId: layla.accountId, role: 'caseworker' }))
  return caseId
}

const rowOf = (caseId: string) =>
  as(ines, (tx) =>
    tx.db
      .selectFrom('cases')
      .select(['state', 'version', 'caseworker_id as caseworker', 'outcome'])
      .where('id', '=', caseId)
      .executeTakeFirst(),
  )

async function put(caseId: string, state: CaseState): Promise<void> {
  await as(ines, (tx) => tx.db.updateTable('cases').set({ state }).where('id', '=', caseId).execute())
}

async function step(caseId: string, name: PlainStep, member = ines, caseworkerId?: string): Promise<void> {
  const { version } = (await rowOf(caseId))!
  await as(member, (tx) => takeStep(tx, { caseId, version, step: name, caseworkerId }))
}

test('each step is taken from each state that allows it, and from no other', async () => {
  const caseId = await build('Every step')
  for (const state of states)
    for (const { name, to, from, both } of steps) {
      if (both) continue
      await put(caseId, state)
      const events = await office.count('events', `case_id = '${caseId}'`)
      const taken = step(caseId, name as PlainStep)
      if (from.includes(state)) {
        await taken
        expect([name, state, (await rowOf(caseId))!.state]).toEqual([name, state, to])
      } else {
        await expect(taken).rejects.toMatchObject({ code: 'case.wrong-state' })
        expect((await rowOf(caseId))!.state).toBe(state)
        expect(await office.count('events', `case_id = '${caseId}'`)).toBe(events)
      }
    }
  expect(states.flatMap((state) => stepsFrom(state)).length).toBeGreaterThan(10)
})

test('opening names one caseworker, of the team and no observer', async () => {
  const caseId = await build('Named')
  await put(caseId, 'verifying')
  await expect(step(caseId, 'open', ines, tomas.accountId)).rejects.toMatchObject({
    fields: { caseworkerId: 'case.life.error.caseworker' },
  })
  await as(ines, (tx) => addToTeam(tx, { caseId, accountId: viktor.accountId, role: 'observer' }))
  await expect(step(caseId, 'open', ines, viktor.accountId)).rejects.toMatchObject({ status: 422 })
  await step(caseId, 'open', ines, layla.accountId)
  expect(await rowOf(caseId)).toMatchObject({ state: 'open', caseworker: layla.accountId })
})

test('the database keeps an open file from being nobody’s', async () => {
  const caseId = await build('Nobody’s')
  const alone = as(ines, (tx) =>
    tx.db.updateTable('cases').set({ caseworker_id: null }).where('id', '=', caseId).execute(),
  )
  await expect(alone).rejects.toMatchObject({ code: '23514' })
})

test('closing takes two people: who asked cannot agree, in any session', async () => {
  const caseId = await build('Two close')
  expect(await as(ines, (tx) => askToEnd(tx, { ...closing, caseId, note: 'She is home.' }))).toEqual({
    done: false,
  })
  expect((await rowOf(caseId))!.state).toBe('open')
  await expect(as(layla, (tx) => askToEnd(tx, { ...closing, caseId }))).rejects.toMatchObject({
    code: 'case.decision.open',
  })
  const { id: decisionId } = (await as(layla, (tx) => findDecision(tx, caseId)))!
  await expect(
    as(ines, (tx) => answerDecision(tx, { caseId, decisionId, answer: 'agreed' })),
  ).rejects.toMatchObject({
    code: 'case.decision.own',
  })
  const forged = as(ines, (tx) =>
    tx.db
      .updateTable('case_decisions')
      .set({ answer: 'agreed', answered_by: ines.accountId, answered_at: tx.now })
      .where('id', '=', decisionId)
      .execute(),
  )
  await expect(forged).rejects.toMatchObject({ code: '23514' })
  await expect(
    as(tomas, (tx) => answerDecision(tx, { caseId, decisionId, answer: 'agreed' })),
  ).rejects.toMatchObject({
    status: expect.toSatisfy((status) => status === 403 || status === 404),
  })
  expect((await rowOf(caseId))!.state).toBe('open')
  await as(layla, (tx) => answerDecision(tx, { caseId, decisionId, answer: 'agreed' }))
  expect(await rowOf(caseId)).toMatchObject({ state: 'closed', outcome: 'positive' })
  expect(await office.count('case_decisions', `case_id = '${caseId}' and alone`)).toBe(0)
  // an answer stands
  const again = as(ines, (tx) => answerDecision(tx, { caseId, decisionId, answer: 'taken-back' }))
  await expect(again).rejects.toMatchObject({ status: 404 })
})

test('refused or taken back, nothing has changed, and it can be asked again', async () => {
  const caseId = await build('Refused')
  for (const [member, answer] of [
    [layla, 'refused'],
    [ines, 'taken-back'],
  ] as const) {
    await as(ines, (tx) => askToEnd(tx, { ...closing, caseId }))
    const { id: decisionId } = (await as(layla, (tx) => findDecision(tx, caseId)))!
    await as(member, (tx) => answerDecision(tx, { caseId, decisionId, answer }))
    expect((await rowOf(caseId))!.state).toBe('open')
  }
  await expect(
    as(ines, (tx) => askToEnd(tx, { ...closing, caseId, retentionUntil: '2020-01-01' })),
  ).rejects.toMatchObject({ fields: { retentionUntil: 'case.life.error.retention' } })
})

test('erasing destroys the key: nothing sealed can be read, and nobody finds the case', async () => {
  const caseId = await build('Erased')
  const { personId } = await as(ines, async (tx) => ({
    personId: (
      await tx.db.selectFrom('persons').select('id').where('case_id', '=', caseId).executeTakeFirstOrThrow()
    ).id,
  }))
  await buildConsents(office.db, ines, { caseId, personId })
  const form = `/cases/${caseId}/wording/en`
  await as(ines, (tx) => saveDraft(tx, { form, values: { name: 'Samira' } }))
  await expect(as(ines, (tx) => askToEnd(tx, { kind: 'erase', caseId }))).rejects.toMatchObject({
    code: 'case.wrong-state',
  })
  const plan = await buildPlan(office.db, ines, caseId)
  const hers = await addressOfPlan(office.db, ines, caseId, plan)
  await as(ines, (tx) => setPhrase(tx, { caseId, personId, hashed: { phrase: 'hash', duress: undefined } }))
  await as(ines, (tx) => makeLink(tx, { caseId, personId, language: 'en', hours: 24 }))
  expect((await door.get(hers)).status).toBe(200)
  await put(caseId, 'archived')
  const early = as(ines, (tx) =>
    tx.db.selectNoFrom((of) => of.fn('wl.erase_case', [of.val(caseId), of.val(tx.now)]).as('x')).execute(),
  )
  await expect(early).rejects.toMatchObject({ code: '42501' })
  await as(ines, (tx) => askToEnd(tx, { kind: 'erase', caseId }))
  const { id: decisionId } = (await as(layla, (tx) => findDecision(tx, caseId)))!
  await as(layla, (tx) => answerDecision(tx, { caseId, decisionId, answer: 'agreed' }))
  expect(await office.count('case_keys', `case_id = '${caseId}'`)).toBe(0)
  expect(await rowOf(caseId)).toBeUndefined()
  await expect(as(ines, (tx) => tx.keys.case(caseId))).rejects.toMatchObject({ name: 'KeyGone' })
  expect(await as(ines, (tx) => readDraft(tx, form))).toBeUndefined()
  for (const path of ['', '/persons', '/course', '/consents', '/publications'])
    expect((await office.as('ines').get(`/cases/${caseId}${path}`)).status).toBe(404)
  expect((await door.get(hers)).status, 'nobody would read it').toBe(404)
  expect((await door.post(hers, { answer: 'call' })).status).toBe(404)
  expect(await office.count('consent_links', `case_id = '${caseId}' and ended_how = 'revoked'`)).toBe(1)
  expect(await office.count('events', "type = 'case.erased'")).toBe(1)
  expect((await office.as('ines').get('/')).status).toBe(200)
  expect((await office.as('ines').get('/log')).status).toBe(200)
})

test('through the doors: asked by one, seen on the other’s Today, closed, reopened, archived', async () => {
  const caseId = await build('Doors')
  const at = `/cases/${caseId}`
  const [one, two] = [office.as('ines'), office.as('layla')]
  expect((await one.post(`${at}/close`, { reason: '', outcome: '', retentionUntil: '' })).status).toBe(422)
  const form = { reason: 'safe', outcome: 'positive', retentionUntil: '2030-01-01', note: 'She is home.' }
  expect((await one.post(`${at}/close`, form)).status).toBe(303)
  const today = await (await two.get('/')).text()
  expect(today).toContain('Doors')
  const page = await (await two.get(`${at}/course`)).text()
  expect(page).toContain('She is home.')
  const target = /action="([^"]+\/decisions\/[^"]+)"/.exec(page)![1]!
  expect((await one.post(target, { answer: 'agreed' })).status).toBe(403)
  expect((await two.post(target, { answer: 'agreed' })).status).toBe(303)
  const { version } = (await rowOf(caseId))!
  const reopen = (v: number) => one.post(`${at}/step`, { version: String(v), step: 'reopen' })
  expect((await reopen(version - 1)).status).toBe(409)
  expect((await reopen(version)).status).toBe(303)
  expect(await rowOf(caseId)).toMatchObject({ state: 'open', outcome: null })
})
