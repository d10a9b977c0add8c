import type { I18n } from '#platform/i18n.ts'
import {
  DateField,
  ErrorSummary,
  Select,
  Status,
  Table,
  Textarea,
  TextField,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import type { Intervention } from './intervention.ts'
import {
  addressees,
  authorityResponses,
  interventionChannels,
  interventionMoves,
  type AuthorityResponse,
  type InterventionState,
} from './lists.ts'

const tones: Record<InterventionState, Tone | 'quiet'> = {
  planned: 'info',
  made: 'warning',
  answered: 'success',
  dropped: 'quiet',
}

/** What came back is not always good news. */
const responseTones: Record<AuthorityResponse, Tone | 'quiet'> = {
  helped: 'success',
  'increased-pressure': 'danger',
  promised: 'info',
  denied: 'danger',
  'asked-for-more': 'info',
  'token-reply': 'quiet',
  'no-reply': 'quiet',
}

const day = (i18n: I18n, text: string) => i18n.date(text, { zone: 'UTC', style: 'short' })

function Standing({ i18n, one }: { i18n: I18n; one: Intervention }) {
  if (one.response)
    return (
      <Status tone={responseTones[one.response]}>{i18n.t(`intervention.response.${one.response}`)}</Status>
    )
  return <Status tone={tones[one.state]}>{i18n.t(`intervention.state.${one.state}`)}</Status>
}

export function InterventionTable(props: {
  i18n: I18n
  all: readonly Intervention[]
  hrefOf: (id: string) => string
}) {
  const { i18n } = props
  return (
    <Table
      caption={i18n.t('intervention.tab')}
      columns={(['to', 'addressee', 'by', 'madeOn', 'state', 'next'] as const).map((name) => ({
        label: i18n.t(`intervention.${name}`),
      }))}
      rows={props.all.map((one) => [
        <a href={props.hrefOf(one.id)} dir="auto">
          {one.to}
        </a>,
        i18n.t(`intervention.addressee.${one.addressee}`),
        <span dir="auto">{one.by}</span>,
        day(i18n, one.madeOn),
        <Standing {...{ i18n, one }} />,
        <>
          <span dir="auto">{one.next ?? '–'}</span>
          {one.nextOn && <small> {day(i18n, one.nextOn)}</small>}
        </>,
      ])}
    />
  )
}

export function InterventionCard({ i18n, one }: { i18n: I18n; one: Intervention }) {
  return (
    <section class="card">
      <p>
        <Standing {...{ i18n, one }} /> {i18n.t(`intervention.addressee.${one.addressee}`)} ·{' '}
        {i18n.t(`intervention.channel.${one.channel}`)} · {day(i18n, one.madeOn)}
      </p>
      <dl class="facts">
        {(['by', 'what', 'confidentialTo', 'said', 'next'] as const).map(
          (name) =>
            one[name] && (
              <>
                <dt>{i18n.t(`intervention.${name}`)}</dt>
                <dd dir="auto" class="said">
                  {one[name]}
                </dd>
              </>
            ),
        )}
      </dl>
    </section>
  )
}

function NextFields({ i18n, form }: { i18n: I18n; form: FormState }) {
  const optional = i18n.t('ui.optional')
  return (
    <>
      <Textarea name="next" form={form} rows={2} note={optional} label={i18n.t('intervention.next')} />
      <DateField name="nextOn" form={form} note={optional} label={i18n.t('intervention.nextOn')} />
    </>
  )
}

export function InterventionForm(props: {
  i18n: I18n
  action: string
  open: boolean
  typed: FormState | undefined
  form: FormState
}) {
  const { i18n, form } = props
  const optional = i18n.t('ui.optional')
  return (
    <details open={props.open || props.typed !== undefined}>
      <summary>{i18n.t('intervention.add')}</summary>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={props.typed} />
        <Select
          {...{ form, name: 'state', required: true, empty: '–' }}
          label={i18n.t('intervention.state')}
          options={(['planned', 'made'] as const).map((value) => ({
            value,
            label: i18n.t(`intervention.state.${value}`),
          }))}
        />
        <Select
          {...{ form, name: 'addressee', required: true, empty: '–' }}
          label={i18n.t('intervention.addressee')}
          options={addressees.map((value) => ({ value, label: i18n.t(`intervention.addressee.${value}`) }))}
        />
        <TextField
          {...{ form, name: 'to', required: true, autocomplete: 'off' }}
          label={i18n.t('intervention.to')}
        />
        <TextField
          {...{ form, name: 'by', required: true, autocomplete: 'off' }}
          label={i18n.t('intervention.by')}
        />
        <Select
          {...{ form, name: 'channel', required: true, empty: '–' }}
          label={i18n.t('intervention.channel')}
          options={interventionChannels.map((value) => ({
            value,
            label: i18n.t(`intervention.channel.${value}`),
          }))}
        />
        <DateField name="madeOn" form={form} required label={i18n.t('intervention.madeOn')} />
        <Textarea name="what" form={form} rows={3} note={optional} label={i18n.t('intervention.what')} />
        <TextField
          {...{ form, name: 'confidentialTo', note: optional, autocomplete: 'off' }}
          label={i18n.t('intervention.confidentialTo')}
        />
        <NextFields i18n={i18n} form={form} />
        <button class="action" type="submit">
          {i18n.t('intervention.add')}
        </button>
      </form>
    </details>
  )
}

/** The steps that are open to it. An answer says which, and when. */
export function InterventionMove(props: {
  i18n: I18n
  one: Intervention
  action: string
  typed: FormState | undefined
  form: FormState
}) {
  const { i18n, one, form } = props
  const moves = interventionMoves[one.state]
  const optional = i18n.t('ui.optional')
  const answers = moves.includes('answered')
  return (
    <form class="sheet" method="post" action={props.action}>
      <h2>{i18n.t('intervention.move')}</h2>
      <ErrorSummary i18n={i18n} form={props.typed} />
      <input type="hidden" name="version" value={String(one.version)} />
      <DateField name="on" form={form} label={i18n.t('intervention.on')} />
      {answers && (
        <>
          <Select
            {...{ form, name: 'response', required: true, empty: '–' }}
            label={i18n.t('intervention.response')}
            options={authorityResponses.map((value) => ({
              value,
              label: i18n.t(`intervention.response.${value}`),
            }))}
          />
          <Textarea name="said" form={form} rows={3} note={optional} label={i18n.t('intervention.said')} />
        </>
      )}
      <NextFields i18n={i18n} form={form} />
      <div class="buttons">
        {moves.map((state) => (
          <button class="button" type="submit" name="moveTo" value={state}>
            {i18n.t(`intervention.move.${state}`)}
          </button>
        ))}
      </div>
    </form>
  )
}
