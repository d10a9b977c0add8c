/** Tasks of the room: the list with its filter, one task with its history, and the part of them on the coalition's page. */
import { caseHref, casePage, getCase, takeForm, type Again } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { listCoalition, myPart } from '../coalition.ts'
import type { CoalitionRole, TaskAct } from '../lists.ts'
import { actOnTask, actsOn } from './acting.ts'
import { colleaguesForTasks } from './colleague.ts'
import { taskActForm, taskForm } from './forms.ts'
import { countTasks, getRoomTask, listRoomTasks, setTask, storyOf, taskFilters } from './task.ts'
import type { RoomTask, TaskFilter } from './task.ts'
import { NoTasks, TaskFilters, TaskForm, TaskTable, TaskView } from './views.tsx'

const at = '/cases/:caseId/coalition/tasks'
export const tasksHref = (caseId: string, path = ''): string => caseHref(caseId, `/coalition/tasks${path}`)
const caseOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const taskOf = (c: ConsoleContext): string => c.req.param('taskId') ?? ''
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

export const roomTaskRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: at, verb: 'coalition.see', handle: (c) => listPage(c) },
  { method: 'POST', path: at, verb: 'coalition.task', handle: takeTask },
  { method: 'GET', path: `${at}/:taskId`, verb: 'coalition.see', handle: (c) => taskPage(c) },
  { method: 'POST', path: `${at}/:taskId`, verb: 'coalition.task', handle: takeAct },
]

const reading = <T,>(c: ConsoleContext, run: (tx: Tx) => Promise<T>): Promise<T> =>
  c.get('office').db.reading(c.get('member'), run)
const writing = <T,>(c: ConsoleContext, run: (tx: Tx) => Promise<T>): Promise<T> =>
  c.get('office').db.transaction(c.get('member'), run)

/** Who reads, as far as tasks ask. */
const meOf = (c: ConsoleContext, role: CoalitionRole) => ({
  ...c.get('member'),
  role: can(c.get('member'), 'coalition.task') ? role : ('observer' as const),
})

/** What stands beside a task in a list: finishing it, and undoing that. */
export const quickAct =
  (me: Parameters<typeof actsOn>[1]) =>
  (task: RoomTask): TaskAct | undefined =>
    actsOn(task, me).find((act) => act === 'done' || act === 'reopen')

async function listPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const filter: TaskFilter = taskFilters.find((one) => one === c.req.query('show')) ?? 'open'
  const { row, mine, coalition, tasks, counts, colleagues, now } = await reading(c, async (tx) => {
    const found = await getCase(tx, caseOf(c))
    return {
      ...{ row: found, mine: await myPart(tx, found.id), now: tx.now },
      coalition: await listCoalition(tx, found.id, { gone: true }),
      ...{ tasks: await listRoomTasks(tx, found.id, filter), counts: await countTasks(tx, found.id) },
      colleagues: await colleaguesForTasks(tx),
    }
  })
  const me = meOf(c, mine.role)
  const asked = coalition
    .filter(({ leftAt, role }) => !leftAt && role !== 'observer')
    .toSorted(
      (a, b) =>
        Number(b.organisationId === me.organisationId) - Number(a.organisationId === me.organisationId),
    )
  const hrefOf = (id: string) => tasksHref(row.id, `/${id}`)
  return await casePage(c, {
    row,
    tab: 'coalition-tasks',
    status: again?.status,
    body: (
      <>
        <p>{i18n.t('coalition.task.intro')}</p>
        <TaskFilters {...{ i18n, counts, now: filter }} href={tasksHref(row.id)} />
        {tasks.length === 0 ? (
          <NoTasks {...{ i18n, filter }} />
        ) : (
          <TaskTable
            {...{ i18n, zone, now, coalition, tasks, hrefOf }}
            caption={i18n.t(`coalition.task.filter.${filter}`, { count: counts[filter] })}
            quick={quickAct(me)}
          />
        )}
        {me.role !== 'observer' && (
          <TaskForm
            {...{ i18n, asked, colleagues, zones, action: tasksHref(row.id) }}
            open={counts.all === 0}
            form={again?.form ?? { values: { dueZone: zone, forId: me.organisationId }, errors: {} }}
            refused={again !== undefined}
          />
        )}
      </>
    ),
  })
}

async function takeTask(c: ConsoleContext): Promise<Response> {
  const { id: caseId } = await reading(c, (tx) => getCase(tx, caseOf(c)))
  const taken = await takeForm(c, taskForm, (value) => writing(c, (tx) => setTask(tx, { caseId, ...value })))
  if (!taken.done) return await listPage(c, taken.again)
  return redirect(c, tasksHref(caseId), 'coalition.task.saved')
}

async function taskPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await reading(c, async (tx) => {
    const row = await getCase(tx, caseOf(c))
    const task = await getRoomTask(tx, { caseId: row.id, taskId: taskOf(c) })
    return {
      ...{ row, task, mine: await myPart(tx, row.id), now: tx.now, story: await storyOf(tx, task) },
      coalition: await listCoalition(tx, row.id, { gone: true }),
      colleagues: await colleaguesForTasks(tx),
    }
  })
  const { row, task, mine, ...shown } = now
  return await casePage(c, {
    row,
    tab: 'coalition-tasks',
    heading: <bdi>{task.title}</bdi>,
    status: again?.status,
    body: (
      <TaskView
        {...{ i18n, zone, task, ...shown }}
        acts={actsOn(task, meOf(c, mine.role))}
        action={tasksHref(row.id, `/${task.id}`)}
        back={tasksHref(row.id)}
        form={again?.form}
      />
    ),
  })
}

async function takeAct(c: ConsoleContext): Promise<Response> {
  const [caseId, taskId] = [caseOf(c), taskOf(c)]
  await reading(c, async (tx) => await getRoomTask(tx, { caseId: (await getCase(tx, caseId)).id, taskId }))
  const taken = await takeForm(c, taskActForm, (value) =>
    writing(c, async (tx) => {
      await actOnTask(tx, { caseId, taskId, ...value })
      return value
    }),
  )
  if (!taken.done) return await taskPage(c, taken.again)
  const { from } = taken.value
  return redirect(c, tasksHref(caseId, from === 'list' ? '' : `/${taskId}`), 'coalition.task.saved')
}
