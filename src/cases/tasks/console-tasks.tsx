/** Tasks: what somebody of the team is to do, until when, and what is done. */
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { redirect } from '#organisations/index.ts'
import { DateField, Empty, ErrorSummary, Select, Status, Table, Textarea, type FormState } from '#ui/index.ts'
import { isOnTeam } from '../circles.ts'
import { namedTeam } from '../people-of-case.ts'
import { getCase } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { taskDoneForm, taskForm } from './forms.ts'
import { addTask, listTasks, settleTask, type Task } from './task.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const href = (caseId: string): string => caseHref(caseId, '/tasks')
type Team = readonly { accountId: string; name: string }[]

export const showTasks = (c: ConsoleContext): Promise<Response> => tasksPage(c)

export async function takeTask(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, taskForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => addTask(tx, { ...value, caseId })),
  )
  if (!taken.done) return await tasksPage(c, taken.again)
  return redirect(c, href(caseId), 'cases.saved')
}

export async function takeTaskDone(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, taskDoneForm, ({ taskId, done }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => settleTask(tx, { caseId, taskId, done: done === 'yes' })),
  )
  if (!taken.done) return await tasksPage(c, taken.again)
  return redirect(c, href(caseId), 'cases.saved')
}

async function tasksPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    return {
      ...{ row, onTeam, today: tx.now.toISOString().slice(0, 10) },
      all: onTeam ? await listTasks(tx, row.id) : [],
      team: onTeam ? await namedTeam(tx, row.id) : [],
    }
  })
  const { row, all, team, today } = now
  const may = can(c.get('member'), 'task.write')
  return await casePage(c, {
    row,
    tab: 'tasks',
    status: again?.status,
    body: !now.onTeam ? (
      <Empty title={i18n.t('task.tab')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : (
      <>
        {all.length === 0 ? (
          <Empty title={i18n.t('task.empty.title')}>
            <p>{i18n.t('task.empty.text')}</p>
          </Empty>
        ) : (
          <TaskTable {...{ i18n, all, team, today, may }} action={`${href(row.id)}/done`} />
        )}
        {may && <TaskForm {...{ i18n, team }} action={href(row.id)} form={again?.form} />}
      </>
    ),
  })
}

function TaskTable(props: {
  i18n: I18n
  all: readonly Task[]
  team: Team
  today: string
  may: boolean
  action: string
}) {
  const { i18n, all, team, today } = props
  return (
    <Table
      caption={i18n.t('task.tab')}
      columns={(['what', 'owner', 'due', 'state'] as const).map((name) => ({
        label: i18n.t(`task.${name}`),
      }))}
      rows={all.map((task) => [
        <span dir="auto">{task.what}</span>,
        <bdi>{team.find(({ accountId }) => accountId === task.ownerId)?.name ?? '–'}</bdi>,
        task.dueOn ? i18n.date(task.dueOn, { zone: 'UTC', style: 'short' }) : '–',
        <>
          {task.doneAt ? (
            <Status tone="success">{i18n.t('task.done')}</Status>
          ) : (
            task.dueOn && task.dueOn < today && <Status tone="warning">{i18n.t('task.overdue')}</Status>
          )}
          {props.may && (
            <form method="post" action={props.action}>
              <input type="hidden" name="taskId" value={task.id} />
              <button class="link" type="submit" name="done" value={task.doneAt ? 'no' : 'yes'}>
                {i18n.t(task.doneAt ? 'task.reopen' : 'task.finish')}
                <span class="hidden"> {task.what}</span>
              </button>
            </form>
          )}
        </>,
      ])}
    />
  )
}

function TaskForm({
  i18n,
  team,
  action,
  form,
}: {
  i18n: I18n
  team: Team
  action: string
  form: FormState | undefined
}) {
  const optional = i18n.t('ui.optional')
  return (
    <form class="sheet" method="post" action={action}>
      <h2>{i18n.t('task.add')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <Textarea name="what" form={form} required rows={2} label={i18n.t('task.what')} />
      <Select
        {...{ form, name: 'ownerId', note: optional, empty: '–' }}
        label={i18n.t('task.owner')}
        options={team.map(({ accountId, name }) => ({ value: accountId, label: name }))}
      />
      <DateField name="dueOn" form={form} note={optional} label={i18n.t('task.due')} />
      <button class="action" type="submit">
        {i18n.t('task.add')}
      </button>
    </form>
  )
}
