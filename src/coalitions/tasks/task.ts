/** Tasks of the room: what the coalition's organisations ask of each other, until when, and who has taken it. */
import { sql, type Selectable } from 'kysely'
import { endOfDay, getCase, isZone } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { listCoalition, myPart } from '../coalition.ts'
import type { CoalitionRole, TaskState, TaskStep } from '../lists.ts'
import { whoSpeaks } from '../people.ts'
import type { TaskTable } from '../tables.ts'
import { colleagueNamed, type Colleague } from './colleague.ts'

/** Names as they were when it was set. Safety: nothing of the file goes in; the whole room reads it. */
interface TaskText {
  title: string
  note?: string
  person: string
  organisation: string
}

export interface RoomTask extends TaskText {
  id: string
  caseId: string
  /** of the organisation that set it */
  organisationId: string
  setAt: Date
  /** whose it is; absent: nobody's, because that organisation left or gave it back */
  forId?: string
  /** who of them has taken it */
  owner?: { accountId: string; name: string }
  /** it ends with this day (YYYY-MM-DD) by the clock of this IANA zone, at that instant */
  due?: { on: string; zone: string; at: Date }
  state: TaskState
  settledAt?: Date
}

/** One step of its history. */
export interface TaskStory {
  step: TaskStep
  at: Date
  organisationId: string
  person?: string
  organisation?: string
  /** whose it became, or who was named */
  whom?: string
}

export interface NewTask {
  caseId: string
  title: string
  note?: string | undefined
  /** the organisation that is asked */
  forId: string
  /** a colleague, where one's own organisation is asked */
  ownerId?: string | undefined
  /** both, or neither */
  dueOn?: string | undefined
  dueZone: string
}

const most = 200

/**
 * Asks something of an organisation of the coalition. For writers of the organisations that have a voice, on the case team or not.
 * @throws Refused for observers, Invalid, Conflict ('coalition.task.too-many')
 */
export async function setTask(tx: Tx, input: NewTask): Promise<string> {
  mustBeAllowed(tx, 'coalition.task')
  const { caseId, forId, ownerId } = input
  const { organisationId, accountId } = await mustHaveVoice(tx, caseId)
  await mustBeVoter(tx, caseId, forId)
  // Safety: whom another organisation puts on something is that organisation's own word
  if (ownerId && forId !== organisationId) throw new Invalid({ ownerId: 'coalition.task.error.own-people' })
  const owner = ownerId ? await colleagueNamed(tx, ownerId) : undefined
  const due = dueOf(input, tx.now)
  await mustHaveRoomLeft(tx, caseId)
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(caseId)
  const { title, note } = input
  const text: TaskText = { title, ...(note ? { note } : {}), ...(await whoSpeaks(tx, caseId)) }
  await tx.db
    .insertInto('coalition_tasks')
    .values({
      ...{ id, case_id: caseId, organisation_id: organisationId, set_by: accountId, set_at: tx.now },
      ...{ for_organisation_id: forId, ...(await ownerColumns(tx, { id, caseId }, owner)) },
      ...{ due_on: due?.on ?? null, due_zone: due?.zone ?? null, due_at: due?.at ?? null },
      sealed: key.sealJson(place(id, 'sealed'), text),
    })
    .execute()
  const whom = (await listCoalition(tx, caseId)).find((one) => one.organisationId === forId)?.name
  await keepStep(tx, { id, caseId }, 'set', whom)
  await record(tx, 'coalition.task-set', { caseId, subject: id })
  return id
}

/** Whoever has a voice in the room, with the part of their organisation. @throws Refused for observers, NotFound behind the wall */
export async function mustHaveVoice(
  tx: Tx,
  caseId: string,
): Promise<{ organisationId: string; accountId: string; role: CoalitionRole }> {
  if (tx.actor.kind !== 'member') throw new Refused()
  await getCase(tx, caseId)
  const { role } = await myPart(tx, caseId)
  if (role === 'observer') throw new Refused()
  return { ...tx.actor, role }
}

/** @throws Invalid where nobody of that organisation has a voice in the room */
export async function mustBeVoter(tx: Tx, caseId: string, organisationId: string): Promise<string> {
  const one = (await listCoalition(tx, caseId)).find((other) => other.organisationId === organisationId)
  if (!one || one.role === 'observer') throw new Invalid({ forId: 'error.field.choose' })
  return one.name
}

function dueOf({ dueOn: on, dueZone: zone }: NewTask, now: Date): RoomTask['due'] {
  if (!on) return undefined
  if (!isZone(zone)) throw new Invalid({ dueZone: 'error.field.choose' })
  const at = endOfDay(on, zone)
  if (at <= now) throw new Invalid({ dueOn: 'coalition.task.error.past' })
  return { on, zone, at }
}

async function mustHaveRoomLeft(tx: Tx, caseId: string): Promise<void> {
  const { n } = await tx.db
    .selectFrom('coalition_tasks')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  if (n >= most) throw new Conflict('coalition.task.too-many')
}

type Of = Pick<RoomTask, 'id' | 'caseId'>

export async function ownerColumns(
  tx: Tx,
  { id, caseId }: Of,
  owner: Colleague | undefined,
): Promise<Pick<TaskTable, 'owner_account' | 'owner_sealed'>> {
  if (!owner) return { owner_account: null, owner_sealed: null }
  const key = await tx.keys.case(caseId)
  return {
    ...{ owner_account: owner.accountId },
    owner_sealed: key.sealJson(place(id, 'owner_sealed'), { name: owner.name }),
  }
}

/** What was done with it stays, under the names of that day. */
export async function keepStep(tx: Tx, of: Of, step: TaskStep, whom?: string): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, id: taskId } = of
  const id = newId(tx.now.getTime())
  const said = { ...(await whoSpeaks(tx, caseId)), ...(whom ? { whom } : {}) }
  await tx.db
    .insertInto('coalition_task_acts')
    .values({
      ...{ id, task_id: taskId, case_id: caseId, act: step, at: tx.now },
      ...{ organisation_id: tx.actor.organisationId, account_id: tx.actor.accountId },
      sealed: (await tx.keys.case(caseId)).sealJson(stepPlace(id), said),
    })
    .execute()
}

export const taskFilters = ['open', 'done', 'all'] as const
export type TaskFilter = (typeof taskFilters)[number]

/** The soonest due first; what is done or withdrawn with the newest first. For the room. */
export async function listRoomTasks(
  tx: Tx,
  caseId: string,
  filter: TaskFilter = 'open',
): Promise<RoomTask[]> {
  mustBeAllowed(tx, 'coalition.see')
  const rows = await tx.db
    .selectFrom('coalition_tasks')
    .selectAll()
    .where('case_id', '=', caseId)
    .$if(filter !== 'all', (query) => query.where('state', '=', filter === 'done' ? 'done' : 'open'))
    .orderBy(sql`state <> 'open'`)
    .orderBy('settled_at', (order) => order.desc().nullsFirst())
    .orderBy('due_at', (order) => order.asc().nullsLast())
    .orderBy('id')
    .limit(400)
    .execute()
  return await Promise.all(rows.map((row) => opened(tx, row)))
}

/** How many are open and done. */
export async function countTasks(tx: Tx, caseId: string): Promise<Record<TaskFilter, number>> {
  mustBeAllowed(tx, 'coalition.see')
  const { rows } = await sql<Record<TaskFilter, number>>`
    select count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'done')::int as done,
      count(*)::int as "all" from coalition_tasks where case_id = ${caseId}`.execute(tx.db)
  return rows[0]!
}

/** One of them, held until the transaction ends where it is to change. @throws NotFound, also behind the wall */
export async function getRoomTask(
  tx: Tx,
  { caseId, taskId }: { caseId: string; taskId: string },
  hold = false,
): Promise<RoomTask> {
  mustBeAllowed(tx, 'coalition.see')
  if (!isId(taskId)) throw new NotFound()
  const row = await tx.db
    .selectFrom('coalition_tasks')
    .selectAll()
    .where('id', '=', taskId)
    .where('case_id', '=', caseId)
    .$if(hold, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return await opened(tx, row)
}

/** All that became of it, the oldest first. */
export async function storyOf(tx: Tx, { id, caseId }: Of): Promise<TaskStory[]> {
  mustBeAllowed(tx, 'coalition.see')
  const rows = await tx.db
    .selectFrom('coalition_task_acts')
    .selectAll()
    .where('task_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...(row.sealed
      ? key.openJson<Pick<TaskStory, 'person' | 'organisation' | 'whom'>>(stepPlace(row.id), row.sealed)
      : {}),
    ...{ step: row.act, at: row.at, organisationId: row.organisation_id },
  }))
}

async function opened(tx: Tx, row: Selectable<TaskTable>): Promise<RoomTask> {
  const key = await tx.keys.case(row.case_id)
  return {
    ...key.openJson<TaskText>(place(row.id, 'sealed'), row.sealed),
    ...{ id: row.id, caseId: row.case_id, organisationId: row.organisation_id, setAt: row.set_at },
    ...(row.for_organisation_id ? { forId: row.for_organisation_id } : {}),
    ...(row.owner_account
      ? {
          owner: {
            accountId: row.owner_account,
            ...key.openJson<{ name: string }>(place(row.id, 'owner_sealed'), row.owner_sealed!),
          },
        }
      : {}),
    ...(row.due_at ? { due: { on: row.due_on!, zone: row.due_zone!, at: row.due_at } } : {}),
    state: row.state,
    ...(row.settled_at ? { settledAt: row.settled_at } : {}),
  }
}

const place = (row: string, column: 'sealed' | 'owner_sealed') => ({ table: 'coalition_tasks', column, row })
const stepPlace = (row: string) => ({ table: 'coalition_task_acts', column: 'sealed', row })
