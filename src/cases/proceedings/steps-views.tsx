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
  scoped,
} from '#ui/index.ts'
import type { Charge } from './charge.ts'
import type { Which } from './console-proceedings.tsx'
import type { Hearing } from './hearing.ts'
import { chargeMoves, chargeStates, hearingKinds, opennesses, type ChargeState } from './lists.ts'

interface Shared {
  i18n: I18n
  action: string
  may: boolean
  today: string
  form: (which: Which) => FormState | undefined
}

const tones: Record<ChargeState, Tone | 'quiet'> = {
  announced: 'info',
  brought: 'warning',
  dropped: 'success',
  acquitted: 'success',
  convicted: 'danger',
}

/** A day, an hour and a zone: never a time without its zone. */
export function MomentFields({ i18n, form }: { i18n: I18n; form: FormState }) {
  return (
    <>
      <DateField name="onDay" form={form} required label={i18n.t('proceeding.onDay')} />
      <DateField name="atTime" type="time" form={form} required label={i18n.t('proceeding.atTime')} />
      <TextField
        {...{ form, name: 'zone', required: true, dir: 'ltr', autocomplete: 'off' }}
        label={i18n.t('proceeding.zone')}
        hint={i18n.t('proceeding.zone.hint')}
      />
    </>
  )
}

export function Charges(props: Shared & { charges: readonly Charge[] }) {
  const { i18n, action, charges, form } = props
  const optional = i18n.t('ui.optional')
  const day = (text: string) => i18n.date(text, { zone: 'UTC', style: 'short' })
  const adding = form('charge') ?? { values: { stateOn: props.today }, errors: {} }
  const moving = form('chargeMove') ?? { values: { toOn: props.today }, errors: {} }
  const states = chargeStates.map((value) => ({ value, label: i18n.t(`proceeding.charge.${value}`) }))
  return (
    <section id="charges">
      <h2>{i18n.t('proceeding.charges')}</h2>
      {charges.length === 0 ? (
        <p>{i18n.t('proceeding.charges.empty')}</p>
      ) : (
        <Table
          caption={i18n.t('proceeding.charges')}
          columns={(['law', 'offence', 'maximum', 'state'] as const).map((name) => ({
            label: i18n.t(`proceeding.charge-${name}`),
          }))}
          rows={charges.map((one) => [
            <span dir="auto">{[one.law, one.article].filter(Boolean).join(', ')}</span>,
            <>
              <span dir="auto">{one.offence}</span>
              {one.translated && <small dir="auto"> ({one.translated})</small>}
            </>,
            <span dir="auto">{one.maximum ?? '–'}</span>,
            <>
              <Status tone={tones[one.state]}>{i18n.t(`proceeding.charge.${one.state}`)}</Status>{' '}
              <small>{day(one.stateOn)}</small>
            </>,
          ])}
        />
      )}
      {props.may && charges.length > 0 && (
        <details open={form('chargeMove') !== undefined}>
          <summary>{i18n.t('proceeding.charge-move')}</summary>
          <form class="sheet" method="post" action={`${action}/charges/state`}>
            <ErrorSummary i18n={i18n} form={form('chargeMove')} />
            <Select
              {...{ form: moving, name: 'chargeId', required: true, empty: '–' }}
              label={i18n.t('proceeding.charge-which')}
              options={charges.map(({ id, law, offence }) => ({ value: id, label: `${law}: ${offence}` }))}
            />
            <Select
              {...{ form: moving, name: 'to', required: true, empty: '–' }}
              label={i18n.t('proceeding.charge-state')}
              options={states.filter(({ value }) =>
                charges.some(({ state }) => chargeMoves[state].includes(value)),
              )}
            />
            <DateField name="toOn" form={moving} required label={i18n.t('proceeding.charge-on')} />
            <button class="button" type="submit">
              {i18n.t('proceeding.charge-move')}
            </button>
          </form>
        </details>
      )}
      {props.may && (
        <details open={form('charge') !== undefined}>
          <summary>{i18n.t('proceeding.charge-add')}</summary>
          <form class="sheet" method="post" action={`${action}/charges`}>
            <ErrorSummary i18n={i18n} form={form('charge')} />
            {(['law', 'article', 'offence', 'translated', 'maximum'] as const).map((name) => (
              <TextField
                {...{ form: adding, name, autocomplete: 'off' }}
                {...(name === 'law' || name === 'offence' ? { required: true } : { note: optional })}
                label={i18n.t(`proceeding.charge-${name}`)}
              />
            ))}
            <Select
              {...{ form: adding, name: 'chargeState', required: true, empty: '–' }}
              label={i18n.t('proceeding.charge-state')}
              options={states}
            />
            <DateField name="stateOn" form={adding} required label={i18n.t('proceeding.charge-on')} />
            <button class="button" type="submit">
              {i18n.t('proceeding.charge-add')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

export function Hearings(props: Shared & { hearings: readonly Hearing[]; zone: string; open: boolean }) {
  const { i18n, hearings } = props
  const scheduled = hearings.filter(({ state }) => state === 'scheduled')
  const when = (one: Hearing) => i18n.dateTime(one.at, { zone: one.zone })
  return (
    <section id="hearings">
      <h2>{i18n.t('proceeding.hearings')}</h2>
      {hearings.length === 0 ? (
        <p>{i18n.t('proceeding.hearings.empty')}</p>
      ) : (
        <Table
          caption={i18n.t('proceeding.hearings')}
          columns={(['when', 'kind', 'where', 'result'] as const).map((name) => ({
            label: i18n.t(`proceeding.hearing-${name}`),
          }))}
          rows={hearings.map((one) => [
            when(one),
            <>
              {i18n.t(`proceeding.hearing.${one.kind}`)}{' '}
              <small>{i18n.t(`proceeding.openness.${one.openness}`)}</small>
            </>,
            <span dir="auto">{one.room ?? '–'}</span>,
            <>
              <Status tone={one.state === 'scheduled' ? 'info' : 'quiet'}>
                {i18n.t(`proceeding.hearing.state.${one.state}`)}
              </Status>{' '}
              <span dir="auto">{[one.result, one.present].filter(Boolean).join(' · ')}</span>
            </>,
          ])}
        />
      )}
      {props.may && scheduled.length > 0 && (
        <HearingResults {...props} options={scheduled.map((one) => ({ value: one.id, label: when(one) }))} />
      )}
      {props.may && props.open && <HearingForm {...props} />}
    </section>
  )
}

function HearingResults(
  props: Shared & { zone: string; options: readonly { value: string; label: string }[] },
) {
  const { i18n, action, form, options } = props
  const optional = i18n.t('ui.optional')
  return (['held', 'adjourn'] as const).map((which) => {
    const typed = form(which)
    const state = scoped(typed ?? { values: { zone: props.zone }, errors: {} }, which)
    return (
      <details open={typed !== undefined}>
        <summary>{i18n.t(`proceeding.hearing-${which}`)}</summary>
        <form
          class="sheet"
          method="post"
          action={`${action}/hearings/${which === 'held' ? 'end' : 'adjourn'}`}
        >
          <ErrorSummary i18n={i18n} form={typed && state} />
          <Select
            {...{ form: state, name: 'hearingId', required: true, empty: '–', options }}
            label={i18n.t('proceeding.hearing-which')}
          />
          {which === 'held' ? (
            <Select
              {...{ form: state, name: 'ended', required: true, empty: '–' }}
              label={i18n.t('proceeding.hearing-ended')}
              options={(['held', 'cancelled'] as const).map((value) => ({
                value,
                label: i18n.t(`proceeding.hearing.state.${value}`),
              }))}
            />
          ) : (
            <MomentFields i18n={i18n} form={state} />
          )}
          <Textarea
            {...{ form: state, name: 'present', rows: 2, note: optional }}
            label={i18n.t('proceeding.hearing-present')}
          />
          <Textarea
            {...{ form: state, name: 'result', rows: 2, note: optional }}
            label={i18n.t('proceeding.hearing-result')}
          />
          <button class="button" type="submit">
            {i18n.t(`proceeding.hearing-${which}`)}
          </button>
        </form>
      </details>
    )
  })
}

function HearingForm(props: Shared & { zone: string }) {
  const { i18n } = props
  const typed = props.form('hearing')
  const form = scoped(typed ?? { values: { zone: props.zone, openness: 'unknown' }, errors: {} }, 'hearing')
  const optional = i18n.t('ui.optional')
  return (
    <details open={typed !== undefined}>
      <summary>{i18n.t('proceeding.hearing-add')}</summary>
      <form class="sheet" method="post" action={`${props.action}/hearings`}>
        <ErrorSummary i18n={i18n} form={typed && form} />
        <Select
          {...{ form, name: 'hearingKind', required: true, empty: '–' }}
          label={i18n.t('proceeding.hearing-kind')}
          options={hearingKinds.map((value) => ({ value, label: i18n.t(`proceeding.hearing.${value}`) }))}
        />
        <MomentFields i18n={i18n} form={form} />
        <Select
          {...{ form, name: 'openness', required: true }}
          label={i18n.t('proceeding.openness')}
          options={opennesses.map((value) => ({ value, label: i18n.t(`proceeding.openness.${value}`) }))}
        />
        <TextField
          {...{ form, name: 'room', note: optional, autocomplete: 'off' }}
          label={i18n.t('proceeding.hearing-where')}
        />
        <TextField
          {...{ form, name: 'source', note: optional, autocomplete: 'off' }}
          label={i18n.t('proceeding.hearing-source')}
        />
        <Textarea
          {...{ form, name: 'observers', rows: 2, note: optional }}
          label={i18n.t('proceeding.hearing-observers')}
        />
        <button class="button" type="submit">
          {i18n.t('proceeding.hearing-add')}
        </button>
      </form>
    </details>
  )
}
