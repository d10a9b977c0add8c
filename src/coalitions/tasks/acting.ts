/** What people do with a task: it is taken, given on, done, or taken back; each step stays in its history. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { listCoalition } from '../coalition.ts'
import type { CoalitionRole, TaskAct, TaskState, TaskStep } from '../lists.ts'
import { colleagueNamed, type Colleague } from './colleague.ts'
import { getRoomTask, keepStep, mustBeVoter, mustHaveVoice, ownerColumns, type RoomTask } from './task.ts'

interface Me {
  organisationId: string
  accountId: string
  role: CoalitionRole
}

/**
 * What this person may do with it now, in the order of the page. Safety: another organisation's people are chosen by that
 * organisation alone, and nobody answers a task in its place but whoever set it.
 */
export function actsOn(task: RoomTask, me: Me): TaskAct[] {
  if (me.role === 'observer') return []
  const ours = task.forId === me.organisationId
  const setUs = task.organisationId === me.organisationId
  if (task.state === 'done') return ours || setUs ? ['reopen'] : []
  if (task.state === 'withdrawn') return setUs || me.role === 'lead' ? ['reopen'] : []
  const acts: (TaskAct | false)[] = [
    (ours || setUs) && 'done',
    (ours || !task.forId) && task.owner?.accountId !== me.accountId && 'take',
    ours && 'name',
    ours && task.owner !== undefined && 'let-go',
    ours && 'give-back',
    !task.forId && 'give',
    (setUs || me.role === 'lead') && 'withdraw',
  ]
  return acts.filter((act) => act !== false)
}

const steps: Record<TaskAct, TaskStep> = {
  ...{ give: 'given', take: 'taken', name: 'named', 'let-go': 'let-go', 'give-back': 'given-back' },
  ...{ done: 'done', reopen: 'reopened', withdraw: 'withdrawn' },
}

const told: Partial<Record<TaskAct, string>> = {
  ...{ done: 'coalition.task-done', reopen: 'coalition.task-reopened', withdraw: 'coalition.task-withdrawn' },
}

export interface TaskMove {
  caseId: string
  taskId: string
  act: TaskAct
  /** to whom it is given */
  forId?: string | undefined
  /** who of the own people is named */
  ownerId?: string | undefined
}

/**
 * Does one thing with a task. What is so already stays so. For writers of the organisations that have a voice.
 * @throws Refused for who may not, Conflict ('coalition.task.changed') where somebody was faster, Invalid, NotFound
 */
export async function actOnTask(tx: Tx, move: TaskMove): Promise<void> {
  mustBeAllowed(tx, 'coalition.task')
  const me = await mustHaveVoice(tx, move.caseId)
  const task = await getRoomTask(tx, move, true)
  const { act } = move
  if (isSo(task, act, me)) return
  if (!actsOn(task, me).includes(act)) {
    const couldBefore = (['open', 'done', 'withdrawn'] as const).some((state: TaskState) =>
      actsOn({ ...task, state }, me).includes(act),
    )
    throw couldBefore ? new Conflict('coalition.task.changed') : new Refused()
  }
  const { change, whom } = await changeOf(tx, task, move, me)
  await tx.db.updateTable('coalition_tasks').set(change).where('id', '=', task.id).execute()
  await keepStep(tx, task, steps[act], whom)
  await record(tx, told[act] ?? 'coalition.task-moved', {
    ...{ caseId: task.caseId, subject: task.id },
    ...(told[act] ? {} : { data: { act } }),
  })
}

const isSo = ({ state, owner }: RoomTask, act: TaskAct, me: Me): boolean =>
  (act === 'done' && state === 'done') ||
  (act === 'withdraw' && state === 'withdrawn') ||
  (act === 'reopen' && state === 'open') ||
  (act === 'take' && state === 'open' && owner?.accountId === me.accountId)

async function changeOf(tx: Tx, task: RoomTask, { act, forId, ownerId }: TaskMove, me: Me) {
  const ownerIs = async (owner: Colleague | undefined) => await ownerColumns(tx, task, owner)
  const settled = { settled_at: tx.now, settled_by: me.accountId }
  switch (act) {
    case 'done':
      return { change: { state: 'done' as const, ...settled } }
    case 'withdraw':
      return { change: { state: 'withdrawn' as const, ...settled } }
    case 'reopen':
      return {
        change: {
          ...(await freedIfGone(tx, task)),
          state: 'open' as const,
          settled_at: null,
          settled_by: null,
        },
      }
    case 'take': {
      const owner = await colleagueNamed(tx, me.accountId)
      return { change: { for_organisation_id: me.organisationId, ...(await ownerIs(owner)) } }
    }
    case 'name': {
      const owner = await colleagueNamed(tx, ownerId ?? '')
      return { change: await ownerIs(owner), whom: owner.name }
    }
    case 'let-go':
      return { change: await ownerIs(undefined) }
    case 'give-back':
      return { change: { for_organisation_id: null, ...(await ownerIs(undefined)) } }
    case 'give': {
      const whom = await mustBeVoter(tx, task.caseId, forId ?? '')
      return { change: { for_organisation_id: forId!, ...(await ownerIs(undefined)) }, whom }
    }
  }
}

/** What was settled for an organisation that has left, or only observes by now, is nobody's when it is taken up again. */
async function freedIfGone(tx: Tx, task: RoomTask) {
  const all = await listCoalition(tx, task.caseId)
  if (!task.forId || all.some((one) => one.organisationId === task.forId && one.role !== 'observer'))
    return {}
  return { for_organisation_id: null, ...(await ownerColumns(tx, task, undefined)) }
}
