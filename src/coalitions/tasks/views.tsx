import type { I18n } from '#platform/i18n.ts'
import {
  Empty,
  ErrorSummary,
  Paragraphs,
  Select,
  Status,
  Table,
  Textarea,
  TextField,
  DateField,
  type FormState,
} from '#ui/index.ts'
import type { CoalitionMember } from '../coalition.ts'
import type { TaskAct } from '../lists.ts'
import type { Colleague } from './colleague.ts'
import { taskFilters, type RoomTask, type TaskFilter, type TaskStory } from './task.ts'

interface Shown {
  i18n: I18n
  /** of who reads */
  zone: string
  now: Date
  /** also those that left */
  coalition: readonly CoalitionMember[]
}

export const nameOf = (coalition: readonly CoalitionMember[], id: string | undefined): string | undefined =>
  coalition.find(({ organisationId }) => organisationId === id)?.name

/** The day by the clock that was meant, and that clock where it is not the reader's own. */
function Due({ i18n, zone, now, task }: Omit<Shown, 'coalition'> & { task: RoomTask }) {
  if (!task.due) return <>–</>
  const late = task.state === 'open' && task.due.at <= now
  return (
    <>
      {i18n.date(task.due.on, { zone: 'UTC', style: 'short' })}
      {task.due.zone !== zone && <small> ({task.due.zone.replaceAll('_', ' ')})</small>}
      {late && (
        <>
          {' '}
          <Status tone="warning">{i18n.t('coalition.task.overdue')}</Status>
        </>
      )}
    </>
  )
}

/** Whose it is; a task of nobody says so, because everybody thinks that somebody has it. */
function Whose({ i18n, coalition, task }: Pick<Shown, 'i18n' | 'coalition'> & { task: RoomTask }) {
  const name = nameOf(coalition, task.forId)
  if (!name) return <Status tone="warning">{i18n.t('coalition.task.nobody')}</Status>
  return (
    <div>
      <bdi>{name}</bdi>
      {task.owner && (
        <>
          <br />
          <small>
            <bdi>{task.owner.name}</bdi>
          </small>
        </>
      )}
    </div>
  )
}

const tones = { open: 'info', done: 'success', withdrawn: 'quiet' } as const
const StateOf = ({ i18n, task }: { i18n: I18n; task: RoomTask }) => (
  <Status tone={tones[task.state]}>{i18n.t(`coalition.task.state.${task.state}`)}</Status>
)

export function TaskTable(
  props: Shown & {
    caption: string
    tasks: readonly RoomTask[]
    hrefOf: (id: string) => string
    /** what this reader may do with it at once */
    quick?: (task: RoomTask) => TaskAct | undefined
  },
) {
  const { i18n, tasks, hrefOf } = props
  return (
    <Table
      caption={props.caption}
      columns={(['what', 'whose', 'until', 'state'] as const).map((name) => ({
        label: i18n.t(`coalition.task.${name}`),
      }))}
      rows={tasks.map((task) => {
        const act = props.quick?.(task)
        return [
          <a href={hrefOf(task.id)} dir="auto">
            {task.title}
          </a>,
          <Whose {...props} task={task} />,
          <Due {...props} task={task} />,
          <div>
            <StateOf i18n={i18n} task={task} />
            {act && (
              <form method="post" action={hrefOf(task.id)}>
                <input type="hidden" name="from" value="list" />
                <button class="link" type="submit" name="act" value={act}>
                  {i18n.t(`coalition.task.act.${act}`)}
                  <span class="hidden"> {task.title}</span>
                </button>
              </form>
            )}
          </div>,
        ]
      })}
    />
  )
}

export function TaskFilters(props: {
  i18n: I18n
  href: string
  now: TaskFilter
  counts: Record<TaskFilter, number>
}) {
  const { i18n, counts } = props
  return (
    <nav class="tabs within" aria-label={i18n.t('coalition.task.filters')}>
      <ul>
        {taskFilters.map((one) => (
          <li>
            <a
              href={one === 'open' ? props.href : `${props.href}?show=${one}`}
              aria-current={one === props.now ? 'page' : undefined}
            >
              {i18n.t(`coalition.task.filter.${one}`, { count: counts[one] })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function NoTasks({ i18n, filter }: { i18n: I18n; filter: TaskFilter }) {
  return (
    <Empty title={i18n.t(filter === 'done' ? 'coalition.task.none.done' : 'coalition.task.none')}>
      <p>{i18n.t('coalition.task.none.text')}</p>
    </Empty>
  )
}

export function TaskForm(props: {
  i18n: I18n
  action: string
  /** organisations that can be asked, the own one first */
  asked: readonly CoalitionMember[]
  colleagues: readonly Colleague[]
  zones: readonly string[]
  open: boolean
  form: FormState
  refused: boolean
}) {
  const { i18n, form } = props
  const note = i18n.t('ui.optional')
  return (
    <details open={props.open || props.refused}>
      <summary>{i18n.t('coalition.task.add')}</summary>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={props.refused ? form : undefined} />
        <TextField
          {...{ form, name: 'title', required: true, autocomplete: 'off' }}
          label={i18n.t('coalition.task.what')}
          hint={i18n.t('coalition.task.what.hint')}
        />
        <Textarea {...{ form, name: 'note', rows: 4, note }} label={i18n.t('coalition.task.note')} />
        <Select
          {...{ form, name: 'forId', required: true }}
          label={i18n.t('coalition.task.whose')}
          options={props.asked.map(({ organisationId: value, name: label }) => ({ value, label }))}
        />
        <Select
          {...{ form, note, name: 'ownerId', empty: '–' }}
          label={i18n.t('coalition.task.owner')}
          hint={i18n.t('coalition.task.owner.hint')}
          options={props.colleagues.map(({ accountId: value, name: label }) => ({ value, label }))}
        />
        <DateField {...{ form, note, name: 'dueOn' }} label={i18n.t('coalition.task.until')} />
        <Select
          {...{ form, name: 'dueZone' }}
          label={i18n.t('coalition.task.zone')}
          options={props.zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        />
        <button class="action" type="submit">
          {i18n.t('coalition.task.add')}
        </button>
      </form>
    </details>
  )
}

interface OneProps extends Shown {
  task: RoomTask
  story: readonly TaskStory[]
  acts: readonly TaskAct[]
  colleagues: readonly Colleague[]
  action: string
  back: string
  form: FormState | undefined
}

/** One task: what is asked, whose it is, what may be done with it, and what became of it. */
export function TaskView(props: OneProps) {
  const { i18n, task, zone } = props
  return (
    <>
      <ErrorSummary i18n={i18n} form={props.form} />
      <p>
        <StateOf i18n={i18n} task={task} />{' '}
        {i18n.t('coalition.task.set-by', {
          ...{ person: task.person, organisation: task.organisation },
          at: i18n.dateTime(task.setAt, { zone, style: 'short' }),
        })}
      </p>
      {task.note && (
        <div class="said" dir="auto">
          <Paragraphs text={task.note} />
        </div>
      )}
      <dl class="facts">
        <dt>{i18n.t('coalition.task.whose')}</dt>
        <dd>
          <Whose {...props} />
        </dd>
        <dt>{i18n.t('coalition.task.until')}</dt>
        <dd>
          <Due {...props} />
        </dd>
      </dl>
      <Acts {...props} />
      <History {...props} />
      <p>
        <a href={props.back}>{i18n.t('coalition.tab.tasks')}</a>
      </p>
    </>
  )
}

/** One button each; what needs a choice has it beside its button. */
function Acts({ i18n, acts, action, form, colleagues, coalition }: OneProps) {
  if (acts.length === 0) return null
  const plain = acts.filter((act) => act !== 'name' && act !== 'give')
  const asked = coalition.filter(({ leftAt, role }) => !leftAt && role !== 'observer')
  return (
    <>
      {plain.length > 0 && (
        <form class="buttons" method="post" action={action}>
          {plain.map((act, place) => (
            <button class={place === 0 ? 'action' : 'button'} type="submit" name="act" value={act}>
              {i18n.t(`coalition.task.act.${act}`)}
            </button>
          ))}
        </form>
      )}
      {acts.includes('name') && (
        <form class="filter" method="post" action={action}>
          <input type="hidden" name="act" value="name" />
          <Select
            {...{ form, name: 'ownerId', empty: '–', required: true }}
            label={i18n.t('coalition.task.owner')}
            options={colleagues.map(({ accountId: value, name: label }) => ({ value, label }))}
          />
          <button class="button" type="submit">
            {i18n.t('coalition.task.act.name')}
          </button>
        </form>
      )}
      {acts.includes('give') && (
        <form class="filter" method="post" action={action}>
          <input type="hidden" name="act" value="give" />
          <Select
            {...{ form, name: 'forId', empty: '–', required: true }}
            label={i18n.t('coalition.task.whose')}
            options={asked.map(({ organisationId: value, name: label }) => ({ value, label }))}
          />
          <button class="button" type="submit">
            {i18n.t('coalition.task.act.give')}
          </button>
        </form>
      )}
    </>
  )
}

function History({ i18n, zone, story, coalition }: OneProps) {
  return (
    <section aria-labelledby="task-history">
      <h2 id="task-history">{i18n.t('coalition.task.history')}</h2>
      <ol class="plain-list">
        {story.map(({ step, at, person, organisation, organisationId, whom }) => (
          <li>
            <small>{i18n.dateTime(at, { zone, style: 'short' })}</small>{' '}
            {i18n.t(`coalition.task.step.${step}`, {
              person: person ?? '',
              organisation: organisation ?? nameOf(coalition, organisationId) ?? '',
              whom: whom ?? '',
            })}
          </li>
        ))}
      </ol>
    </section>
  )
}
