/** Tasks of the coalition's room: asked of an organisation, answered by its own people, left to nobody unseen. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../../test/build-coalition.ts'
import { buildMember } from '../../../test/build.ts'
import { catalogue, testOffice } from '../../../test/office.ts'
import { lighthouse } from '../../../test/world.ts'
import { calendarEntries } from '#cases/calendar/entries.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { createI18n } from '#platform/i18n.ts'
import { leaveCoalition } from '../coalition.ts'
import { carryRemindersByMail, remindOrganisation, type ReminderMail } from '../reminding.ts'
import type { TaskAct } from '../lists.ts'
import { actOnTask } from './acting.ts'
import { tasksDue } from './due.ts'
import { getRoomTask, listRoomTasks, setTask, storyOf } from './task.ts'

const office = await testOffice()
const { ines } = office.member
const wanjiru = await buildPartner(office.db)
const otieno = await buildMember(office.db, wanjiru.organisationId, {
  ...{ name: 'Otieno Were', address: 'otieno@lighthouse.example', role: 'campaigner' },
})
const partner = (name: string, person: string, key: string) =>
  buildPartner(office.db, { ...lighthouse, name }, { name: person, address: `desk@${key}.example` })
const noe = await partner('River Desk', 'Noe Sund', 'river')
const aram = await partner('Tide House', 'Aram Said', 'tide')

const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: (tx: Tx) => Promise<T>) => office.db.transaction(fresh(who), run)
const html = async (answer: Response | Promise<Response>) => await (await answer).text()

let caseId: string
let at: string
let n = 0
beforeEach(async () => {
  office.clock.move(60_000)
  caseId = (await buildCase(office.db, fresh(ines), { codeName: `Room ${++n}`, room: 'coalition' })).caseId
  at = `/cases/${caseId}/coalition/tasks`
  for (const one of [wanjiru, noe]) await joinCoalition(office.db, fresh(ines), caseId, fresh(one))
  await joinCoalition(office.db, fresh(ines), caseId, fresh(aram), { role: 'observer' })
})
const inDays = (many: number) =>
  new Date(office.clock.now().getTime() + many * 86_400_000).toISOString().slice(0, 10)
const ask = (who: Member, more: Partial<Parameters<typeof setTask>[1]> = {}) =>
  as(who, (tx) =>
    setTask(tx, {
      ...{ caseId, title: 'Translate the petition', forId: wanjiru.organisationId },
      ...{ dueZone: 'Africa/Nairobi', ...more },
    }),
  )
const act = (who: Member, taskId: string, does: TaskAct, more: { forId?: string; ownerId?: string } = {}) => {
  office.clock.move(1000)
  return as(who, (tx) => actOnTask(tx, { caseId, taskId, act: does, ...more }))
}
const read = (taskId: string) => as(ines, (tx) => getRoomTask(tx, { caseId, taskId }))
const steps = async (taskId: string) =>
  (await as(ines, (tx) => storyOf(tx, { id: taskId, caseId }))).map(({ step, person, whom }) =>
    [step, person, whom].filter(Boolean).join(' '),
  )

test('any organisation asks any other; its people take it, finish it and undo that, and all of it stays', async () => {
  const id = await ask(noe, { note: 'In both languages.', dueOn: inDays(3) })
  await act(otieno, id, 'take')
  await act(otieno, id, 'take')
  await act(wanjiru, id, 'done')
  await act(wanjiru, id, 'done')
  expect(await as(ines, (tx) => listRoomTasks(tx, caseId))).toEqual([])
  await act(noe, id, 'reopen')
  const [task] = await as(aram, (tx) => listRoomTasks(tx, caseId))
  expect(task).toMatchObject({
    ...{ title: 'Translate the petition', organisation: 'River Desk', forId: wanjiru.organisationId },
    ...{ owner: { name: 'Otieno Were' }, state: 'open' },
    due: { zone: 'Africa/Nairobi', at: new Date(Date.parse(`${inDays(3)}T21:00:00Z`)) },
  })
  expect(await steps(id)).toEqual([
    'set Noe Sund Lighthouse Circle',
    ...['taken Otieno Were', 'done Wanjiru Odera', 'reopened Noe Sund'],
  ])
  const kept = await office.count('coalition_tasks', `position('petition'::bytea in sealed) > 0`)
  expect([kept, await office.count('events', `type = 'coalition.task-done' and subject = '${id}'`)]).toEqual([
    0, 1,
  ])
})

test('whom an organisation puts on it is its own word, for the verbs and for the database', async () => {
  const { accountId } = otieno
  await expect(ask(ines, { ownerId: accountId })).rejects.toMatchObject({
    fields: { ownerId: 'coalition.task.error.own-people' },
  })
  await expect(ask(ines, { forId: aram.organisationId })).rejects.toMatchObject({
    fields: { forId: 'error.field.choose' },
  })
  await expect(ask(ines, { dueOn: inDays(-2) })).rejects.toMatchObject({
    fields: { dueOn: 'coalition.task.error.past' },
  })
  await expect(ask(aram)).rejects.toMatchObject({ name: 'Refused' })
  expect(await office.count('coalition_tasks', `case_id = '${caseId}'`)).toBe(0)
  const id = await ask(wanjiru, { ownerId: accountId })
  const others: [Member, TaskAct][] = [
    ...(['take', 'name', 'let-go', 'give-back', 'done', 'withdraw', 'give'] as const).map(
      (one): [Member, TaskAct] => [noe, one],
    ),
    [ines, 'done'],
    [aram, 'take'],
  ]
  for (const [who, does] of others)
    await expect(
      act(who, id, does, { ownerId: who.accountId, forId: who.organisationId }),
    ).rejects.toMatchObject({
      name: 'Refused',
    })
  const refused = { code: '42501' }
  const statement = (who: Member, text: ReturnType<typeof sql>) =>
    expect(as(who, ({ db }) => text.execute(db))).rejects.toMatchObject(refused)
  await statement(
    noe,
    sql`update coalition_tasks set for_organisation_id = ${noe.organisationId},
    owner_account = null, owner_sealed = null where id = ${id}`,
  )
  await statement(noe, sql`update coalition_tasks set owner_account = ${noe.accountId} where id = ${id}`)
  await statement(
    noe,
    sql`update coalition_tasks set state = 'done', settled_at = ${office.clock.now()},
    settled_by = ${noe.accountId} where id = ${id}`,
  )
  await statement(noe, sql`update coalition_tasks set sealed = sealed where id = ${id}`)
  await statement(ines, sql`delete from coalition_task_acts where task_id = ${id}`)
  await statement(
    ines,
    sql`insert into coalition_task_acts select gen_random_uuid(), task_id, case_id, ${noe.organisationId},
    ${noe.accountId}, act, at, sealed from coalition_task_acts where task_id = ${id}`,
  )
  await statement(
    ines,
    sql`insert into coalition_tasks (id, case_id, organisation_id, set_by, set_at, for_organisation_id,
    owner_account, owner_sealed, sealed) select gen_random_uuid(), case_id, ${ines.organisationId}, ${ines.accountId},
    ${office.clock.now()}, for_organisation_id, owner_account, owner_sealed, sealed from coalition_tasks where id = ${id}`,
  )
  // no step stands in its history that nobody has made
  const step = (
    who: Member,
    act: string,
  ) => sql`insert into coalition_task_acts (id, task_id, case_id, organisation_id,
    account_id, act, at, sealed) select gen_random_uuid(), id, case_id, ${who.organisationId}, ${who.accountId}, ${act},
    ${office.clock.now()}, sealed from coalition_tasks where id = ${id}`
  for (const one of ['done', 'withdrawn', 'reopened', 'given', 'set']) {
    await statement(noe, step(noe, one))
    await statement(wanjiru, step(wanjiru, one))
  }
  await statement(wanjiru, sql`update coalition_tasks set state = state where id = ${id}`)
  expect(await steps(id)).toHaveLength(1)
  expect(await read(id)).toMatchObject({ owner: { accountId }, state: 'open' })
  await act(ines, id, 'withdraw')
  await expect(act(wanjiru, id, 'done')).rejects.toMatchObject({ code: 'coalition.task.changed' })
})

test('what an organisation that leaves has not done is nobody’s, is shown so, and is taken or given on', async () => {
  const [open, done] = [await ask(ines), await ask(ines, { title: 'Done before' })]
  await act(otieno, open, 'take')
  await act(otieno, done, 'done')
  await as(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  expect((await read(open)).forId).toBeUndefined()
  expect((await read(open)).owner).toBeUndefined()
  expect(await read(done)).toMatchObject({ forId: wanjiru.organisationId, state: 'done' })
  const page = await html(office.signedIn(noe).get(`/cases/${caseId}/coalition`))
  expect(page).toContain('Of nobody yet')
  expect(await html(office.signedIn(noe).get(`${at}/${open}`))).toContain('Lighthouse Circle left the work')
  expect((await office.signedIn(wanjiru).get(`${at}/${open}`)).status).toBe(404)
  await act(ines, open, 'give', { forId: noe.organisationId })
  await act(noe, open, 'give-back')
  await act(ines, open, 'take')
  expect(await read(open)).toMatchObject({ forId: ines.organisationId, owner: { accountId: ines.accountId } })
  // what it had done is taken up again as nobody's
  const owned = sql`update coalition_tasks set state = 'open', settled_at = null, settled_by = null where id = ${done}`
  await expect(as(ines, ({ db }) => owned.execute(db))).rejects.toMatchObject({ code: '42501' })
  expect((await office.signedIn(fresh(ines)).post(`${at}/${done}`, { act: 'reopen' })).status).toBe(303)
  const { state, forId, owner } = await read(done)
  expect({ state, forId, owner }).toEqual({ state: 'open', forId: undefined, owner: undefined })
  await act(noe, done, 'take')
  expect((await steps(done)).slice(-2)).toEqual(['reopened Ines Duarte', 'taken Noe Sund'])
})

test('people of the room work with it on its pages; observers read; nothing typed is lost', async () => {
  const browser = office.signedIn(noe)
  const form = { title: 'Call the Meridian desk', note: 'Kept', forId: noe.organisationId, dueZone: 'UTC' }
  const refused = await browser.post(at, { ...form, title: '' })
  expect([refused.status, (await html(refused)).includes('Kept</textarea>')]).toEqual([422, true])
  expect((await browser.post(at, { ...form, dueOn: inDays(2) })).status).toBe(303)
  const [task] = await as(noe, (tx) => listRoomTasks(tx, caseId))
  for (const page of [at, `/cases/${caseId}/coalition`, `${at}/${task!.id}`])
    expect(await html(office.signedIn(aram).get(page))).toContain('Call the Meridian desk')
  const watching = await html(office.signedIn(aram).get(at))
  expect([watching.includes(`action="${at}`), watching.includes('value="done"')]).toEqual([false, false])
  expect((await office.signedIn(aram).post(at, form)).status).toBe(403)
  const today = await html(browser.get('/'))
  expect(today).toContain(`Room ${n}: a task of the coalition waits for your organisation`)
  expect(today).not.toContain('Meridian')
  expect(await html(office.signedIn(wanjiru).get('/'))).not.toContain(`Room ${n}: a task`)
  expect((await browser.post(`${at}/${task!.id}`, { act: 'name' })).status).toBe(422)
  expect(
    (await browser.post(`${at}/${task!.id}`, { act: 'done', from: 'list' })).headers.get('location'),
  ).toBe(at)
  expect(await html(browser.get(at))).not.toContain('Meridian')
  expect(await html(browser.get(`${at}?show=done`))).toContain('Meridian')
  expect(await html(browser.get('/'))).not.toContain(`Room ${n}: a task`)
})

test('whoever took it is reminded a day before and once it is due, by code name; else all who answer; and calendars', async () => {
  const sent: ReminderMail[] = []
  carryRemindersByMail(async (_tx, mail) => {
    if (sent.some(({ onceKey }) => onceKey === mail.onceKey)) return false
    sent.push(mail)
    return true
  })
  const remind = async () => {
    const before = sent.length
    for (const { organisationId } of [ines, wanjiru, noe])
      await office.db.transaction(workerOf(organisationId), remindOrganisation)
    const ours = sent.slice(before).filter(({ code }) => code === `Room ${n}`)
    return ours.map(({ to, code, about }) => `${to.name}: ${code}, ${about}`)
  }
  const [taken, free] = [await ask(ines, { dueOn: inDays(3) }), await ask(ines, { dueOn: inDays(3) })]
  await act(otieno, taken, 'take')
  expect(await remind()).toEqual([])
  const inCalendar = async (who: Member) =>
    (await office.db.reading(who, (tx) => calendarEntries(tx, createI18n('en', catalogue)))).filter(
      ({ id }) => id === taken || id === free,
    ).length
  const viewer: Member = { ...wanjiru, role: 'viewer' }
  expect([await inCalendar(otieno), await inCalendar(wanjiru), await inCalendar(viewer)]).toEqual([2, 1, 0])
  office.clock.move(3 * 86_400_000)
  expect((await remind()).toSorted()).toEqual([
    `Otieno Were: Room ${n}, task`,
    `Wanjiru Odera: Room ${n}, task`,
  ])
  expect(await remind(), 'once').toEqual([])
  await act(wanjiru, free, 'done')
  office.clock.move(86_400_000)
  expect(await remind(), 'and once when its day has ended').toEqual([`Otieno Were: Room ${n}, task`])
  expect(JSON.stringify(sent)).not.toContain('petition')
  // hundreds that are late hide none that is to come
  await as(ines, ({ db, now }) =>
    sql`insert into coalition_tasks (id, case_id, organisation_id, set_by, set_at, for_organisation_id, due_on, due_zone, due_at,
      sealed) select gen_random_uuid(), case_id, organisation_id, ${ines.accountId}, ${now}, for_organisation_id, due_on, due_zone,
      ${now}::timestamptz + case n when 0 then interval '10 hours' else interval '-1 day' end, sealed
      from coalition_tasks, generate_series(0, 201) n where id = ${taken}`.execute(db),
  )
  const ofTheirs = workerOf(wanjiru.organisationId)
  const due = await office.db.reading(ofTheirs, (tx) => tasksDue(tx, wanjiru.organisationId))
  expect(due.filter(({ late }) => !late)).toHaveLength(1)
  await as(ines, ({ db }) =>
    sql`update coalition_tasks set state = 'withdrawn', settled_at = ${office.clock.now()}, settled_by = ${ines.accountId}
      where case_id = ${caseId} and state = 'open'`.execute(db),
  )
  await agreeOn(office.db, [fresh(ines), fresh(wanjiru), fresh(noe)], caseId, { remindHours: 0 })
  await ask(ines, { dueOn: inDays(1) })
  expect(await remind(), 'not where the charter says never').toEqual([])
})
