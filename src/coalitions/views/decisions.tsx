import type { I18n } from '#platform/i18n.ts'
import {
  Checkbox,
  Empty,
  ErrorSummary,
  RadioGroup,
  Select,
  Status,
  Table,
  Textarea,
  TextField,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import type { CoalitionMember } from '../coalition.ts'
import type { Decision } from '../decision-row.ts'
import type { DecisionState } from '../lists.ts'

const tones: Record<DecisionState, Tone | 'quiet'> = {
  open: 'info',
  agreed: 'success',
  refused: 'warning',
  withdrawn: 'quiet',
}

/** In one word how it stands, and how that came about. */
export function StandingOf({ i18n, decision }: { i18n: I18n; decision: Decision }) {
  const { state, settledHow } = decision
  return (
    <>
      <Status tone={tones[state]}>{i18n.t(`coalition.decision.state.${state}`)}</Status>
      {settledHow && state !== 'withdrawn' && (
        <small> {i18n.t(`coalition.decision.how.${settledHow}`)}</small>
      )}
    </>
  )
}

export function DecisionList(props: {
  i18n: I18n
  zone: string
  decisions: readonly Decision[]
  hrefOf: (id: string) => string
}) {
  const { i18n, zone, decisions } = props
  if (decisions.length === 0)
    return (
      <Empty title={i18n.t('coalition.decisions.empty')}>
        <p>{i18n.t('coalition.decisions.empty.text')}</p>
      </Empty>
    )
  return (
    <Table
      caption={i18n.t('coalition.tab.decisions')}
      columns={(['question', 'asked-by', 'votes', 'state'] as const).map((name) => ({
        label: i18n.t(`coalition.decision.${name}`),
      }))}
      rows={decisions.map((one) => [
        <a href={props.hrefOf(one.id)} dir="auto">
          {one.title}
        </a>,
        <>
          <bdi>{one.organisation}</bdi>
          <br />
          <small>{i18n.date(one.askedAt, { zone, style: 'short' })}</small>
        </>,
        i18n.t('coalition.decision.count', {
          agree: one.votes.filter(({ answer }) => answer === 'agree').length,
          quorum: one.quorum,
        }),
        <StandingOf i18n={i18n} decision={one} />,
      ])}
    />
  )
}

export function QuestionForm(props: {
  i18n: I18n
  action: string
  silenceHours: number
  open: boolean
  typed: FormState | undefined
}) {
  const { i18n, typed: form } = props
  return (
    <details open={props.open || form !== undefined}>
      <summary>{i18n.t('coalition.decision.ask')}</summary>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={form} />
        <p>{i18n.t('coalition.decision.ask.text')}</p>
        <TextField
          {...{ form, name: 'title', required: true, autocomplete: 'off' }}
          label={i18n.t('coalition.decision.title')}
        />
        <Textarea
          {...{ form, name: 'text', rows: 6, note: i18n.t('ui.optional') }}
          label={i18n.t('coalition.decision.text')}
        />
        {props.silenceHours > 0 && (
          <Checkbox
            {...{ form, name: 'silence' }}
            label={i18n.t('coalition.decision.silence', { hours: props.silenceHours })}
            hint={i18n.t('coalition.decision.silence.hint')}
          />
        )}
        <button class="action" type="submit">
          {i18n.t('coalition.decision.send')}
        </button>
      </form>
    </details>
  )
}

/** Handing the lead over, and ending somebody's membership. */
export function ConcernForm(props: {
  i18n: I18n
  action: string
  coalition: readonly CoalitionMember[]
  mine: string
  typed: FormState | undefined
}) {
  const { i18n, typed: form } = props
  return (
    <details open={form !== undefined}>
      <summary>{i18n.t('coalition.concern')}</summary>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={form} />
        <RadioGroup
          {...{ form, name: 'kind', required: true }}
          label={i18n.t('coalition.concern.kind')}
          options={(['lead', 'end-membership'] as const).map((value) => ({
            value,
            label: i18n.t(`coalition.concern.${value}`),
            hint: i18n.t(`coalition.concern.${value}.hint`),
          }))}
        />
        <Select
          {...{ form, name: 'concernsId', required: true, empty: '–' }}
          label={i18n.t('coalition.organisation')}
          options={props.coalition
            .filter(({ role }) => role !== 'lead')
            .map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
        />
        <Textarea
          {...{ form, name: 'text', rows: 4, required: true }}
          label={i18n.t('coalition.concern.why')}
        />
        <button class="button" type="submit">
          {i18n.t('coalition.decision.send')}
        </button>
      </form>
    </details>
  )
}
