import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { mustBeOwner } from '../people-of-case.ts'

export interface Task {
  id: string
  what: string
  ownerId?: string
  /** YYYY-MM-DD */
  dueOn?: string
  doneAt?: Date
}

/** Writes down what somebody is to do; its owner is of the team. For writers on the team. */
export async function addTask(
  tx: Tx,
  input: { caseId: string; what: string; ownerId?: string | undefined; dueOn?: string | undefined },
): Promise<string> {
  mustBeAllowed(tx, 'task.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const { caseId, ownerId } = input
  await mustBeOwner(tx, caseId, ownerId)
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('case_tasks')
    .values({
      ...{ id, case_id: caseId, owner_account: ownerId ?? null, due_on: input.dueOn ?? null },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), { what: input.what }),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'task.added', { caseId, subject: id })
  return id
}

/** Done, or to do again. What is so already stays so. */
export async function settleTask(
  tx: Tx,
  input: { caseId: string; taskId: string; done: boolean },
): Promise<void> {
  mustBeAllowed(tx, 'task.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await of(tx, input.caseId).where('id', '=', input.taskId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound()
  if ((row.done_at !== null) === input.done) return
  await tx.db
    .updateTable('case_tasks')
    .set(input.done ? { done_at: tx.now, done_by: tx.actor.accountId } : { done_at: null, done_by: null })
    .where('id', '=', row.id)
    .execute()
  await record(tx, input.done ? 'task.done' : 'task.reopened', { caseId: input.caseId, subject: row.id })
}

/** What is to do first, the soonest first; then what was done last. Empty for who is not on the team. */
export async function listTasks(tx: Tx, caseId: string): Promise<Task[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId)
    .orderBy('done_at', (order) => order.desc().nullsFirst())
    .orderBy('due_on', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<{ what: string }>(place(row.id), row.sealed),
    ...{ id: row.id, ownerId: row.owner_account ?? undefined, dueOn: row.due_on ?? undefined },
    doneAt: row.done_at ?? undefined,
  }))
}

const place = (id: string) => ({ table: 'case_tasks', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('case_tasks').selectAll().where('case_id', '=', caseId)
