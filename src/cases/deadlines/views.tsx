import type { I18n } from '#platform/i18n.ts'
import {
  ErrorSummary,
  Select,
  Status,
  Table,
  Textarea,
  TextField,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import type { Proceeding } from '../proceedings/proceeding.ts'
import { MomentFields } from '../proceedings/steps-views.tsx'
import type { Deadline } from './deadline.ts'
import { stageOf } from './due.ts'
import { limitKinds, limitMoves } from './lists.ts'

interface Team {
  team: readonly { accountId: string; name: string }[]
}

function toneOf({ state, dueAt }: Deadline, now: Date): Tone | 'quiet' {
  if (state === 'met') return 'success'
  if (state === 'missed') return 'danger'
  if (state === 'lifted') return 'quiet'
  const stage = stageOf(dueAt, now)
  return stage === undefined ? 'info' : stage === 'week' ? 'warning' : 'danger'
}

export function DeadlineTable(props: Team & { i18n: I18n; all: readonly Deadline[]; now: Date }) {
  const { i18n, all, team, now } = props
  return (
    <Table
      caption={i18n.t('deadline.tab')}
      columns={(['what', 'kind', 'due', 'owner', 'state'] as const).map((name) => ({
        label: i18n.t(`deadline.${name}`),
      }))}
      rows={all.map((one) => [
        <span dir="auto">
          {one.what}
          {one.source && <small> ({one.source})</small>}
        </span>,
        i18n.t(`deadline.kind.${one.kind}`),
        i18n.dateTime(one.dueAt, { zone: one.zone }),
        <bdi>{team.find(({ accountId }) => accountId === one.ownerId)?.name ?? '–'}</bdi>,
        <>
          <Status tone={toneOf(one, now)}>
            {one.state === 'running' && one.dueAt <= now
              ? i18n.t('deadline.over')
              : i18n.t(`deadline.state.${one.state}`)}
          </Status>{' '}
          <span dir="auto">{one.settled}</span>
        </>,
      ])}
    />
  )
}

/** What became of one. Its moment names it: two may be of one kind. */
export function DeadlineMove(props: {
  i18n: I18n
  action: string
  one: Deadline
  form: FormState | undefined
}) {
  const { i18n, one, form } = props
  return (
    <details open={form !== undefined}>
      <summary>
        {i18n.t('deadline.move', {
          what: i18n.t(`deadline.kind.${one.kind}`),
          at: i18n.dateTime(one.dueAt, { zone: one.zone }),
        })}
      </summary>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={form} />
        <input type="hidden" name="limitId" value={one.id} />
        <input type="hidden" name="version" value={String(one.version)} />
        <p class="field">
          <label>
            {i18n.t('deadline.settled')}
            <textarea name="settled" rows={2} dir="auto">
              {form ? String(form.values['settled'] ?? '') : ''}
            </textarea>
          </label>
        </p>
        <div class="buttons">
          {limitMoves[one.state].map((state) => (
            <button class="button" type="submit" name="state" value={state}>
              {i18n.t(`deadline.move.${state}`)}
            </button>
          ))}
        </div>
      </form>
    </details>
  )
}

export function DeadlineForm(
  props: Team & {
    i18n: I18n
    action: string
    open: boolean
    proceedings: readonly Proceeding[]
    typed: FormState | undefined
    form: FormState
  },
) {
  const { i18n, form, team } = props
  const optional = i18n.t('ui.optional')
  return (
    <details open={props.open || props.typed !== undefined}>
      <summary>{i18n.t('deadline.add')}</summary>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={props.typed} />
        <p>{i18n.t('deadline.no-law')}</p>
        <Select
          {...{ form, name: 'kind', required: true, empty: '–' }}
          label={i18n.t('deadline.kind')}
          options={limitKinds.map((value) => ({ value, label: i18n.t(`deadline.kind.${value}`) }))}
        />
        <MomentFields i18n={i18n} form={form} />
        <Textarea name="what" form={form} required rows={2} label={i18n.t('deadline.what')} />
        <TextField
          {...{ form, name: 'source', note: optional, autocomplete: 'off' }}
          label={i18n.t('deadline.source')}
          hint={i18n.t('deadline.source.hint')}
        />
        <Select
          {...{ form, name: 'ownerId', note: optional, empty: '–' }}
          label={i18n.t('deadline.owner')}
          options={team.map((one) => ({ value: one.accountId, label: one.name }))}
        />
        {props.proceedings.length > 0 && (
          <Select
            {...{ form, name: 'proceedingId', note: optional, empty: '–' }}
            label={i18n.t('proceeding.tab')}
            options={props.proceedings.map(({ id, text }) => ({ value: id, label: text.title }))}
          />
        )}
        <button class="action" type="submit">
          {i18n.t('deadline.add')}
        </button>
      </form>
    </details>
  )
}
