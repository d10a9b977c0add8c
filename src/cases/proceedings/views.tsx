import type { I18n } from '#platform/i18n.ts'
import { DateField, ErrorSummary, Select, Status, Textarea, TextField, type FormState } from '#ui/index.ts'
import { stateTones, type Which } from './console-proceedings.tsx'
import { courtKinds, outcomes, partyRoles, proceedingKinds, proceedingMoves } from './lists.ts'
import { proceedingTexts, type Proceeding } from './proceeding.ts'

export function formOf(proceeding: Proceeding | undefined, today: string): FormState {
  if (!proceeding) return { values: { openedOn: today }, errors: {} }
  const { kind, role, courtKind, openedOn, text } = proceeding
  return { values: { kind, role, courtKind: courtKind ?? '', openedOn, ...text }, errors: {} }
}

/** Where it stands, and where it may go from here. What ends says how and when. */
export function ProceedingMove(props: {
  i18n: I18n
  action: string
  may: boolean
  today: string
  proceeding: Proceeding
  form: (which: Which) => FormState | undefined
}) {
  const { i18n, proceeding } = props
  const typed = props.form('move')
  const form = typed ?? { values: { endedOn: props.today }, errors: {} }
  return (
    <section class="card">
      <p>
        <Status tone={stateTones[proceeding.state]}>{i18n.t(`proceeding.state.${proceeding.state}`)}</Status>{' '}
        {i18n.t(`proceeding.kind.${proceeding.kind}`)} · {i18n.t(`proceeding.role.${proceeding.role}`)}
      </p>
      {proceeding.outcome && (
        <p>
          {i18n.t('proceeding.outcome')}:{' '}
          {i18n.t(`proceeding.outcome.${proceeding.outcome as (typeof outcomes)[number]}`)}
          {proceeding.endedOn && `, ${i18n.date(proceeding.endedOn, { zone: 'UTC' })}`}
        </p>
      )}
      {props.may && (
        <details open={typed !== undefined}>
          <summary>{i18n.t('proceeding.move')}</summary>
          <form class="sheet" method="post" action={`${props.action}/state`}>
            <ErrorSummary i18n={i18n} form={typed} />
            <input type="hidden" name="version" value={String(proceeding.version)} />
            <Select
              {...{ form, name: 'state', required: true, empty: '–' }}
              label={i18n.t('proceeding.state')}
              options={proceedingMoves[proceeding.state].map((value) => ({
                value,
                label: i18n.t(`proceeding.state.${value}`),
              }))}
            />
            <Select
              {...{ form, name: 'outcome', empty: '–' }}
              label={i18n.t('proceeding.outcome')}
              hint={i18n.t('proceeding.outcome.hint')}
              options={outcomes.map((value) => ({ value, label: i18n.t(`proceeding.outcome.${value}`) }))}
            />
            <DateField name="endedOn" form={form} label={i18n.t('proceeding.endedOn')} />
            <button class="button" type="submit">
              {i18n.t('proceeding.move')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

export function ProceedingForm(props: {
  i18n: I18n
  action: string
  back: string
  may: boolean
  open: boolean
  proceeding: Proceeding | undefined
  form: FormState
}) {
  const { i18n, form, proceeding } = props
  const optional = i18n.t('ui.optional')
  const fields = (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      {proceeding && <input type="hidden" name="version" value={String(proceeding.version)} />}
      <TextField
        {...{ form, name: 'title', required: true, autocomplete: 'off' }}
        label={i18n.t('proceeding.title')}
        hint={i18n.t('proceeding.title.hint')}
      />
      <Select
        {...{ form, name: 'kind', required: true, empty: '–' }}
        label={i18n.t('proceeding.kind')}
        options={proceedingKinds.map((value) => ({ value, label: i18n.t(`proceeding.kind.${value}`) }))}
      />
      <Select
        {...{ form, name: 'role', required: true, empty: '–' }}
        label={i18n.t('proceeding.role')}
        options={partyRoles.map((value) => ({ value, label: i18n.t(`proceeding.role.${value}`) }))}
      />
      <DateField name="openedOn" form={form} required label={i18n.t('proceeding.openedOn')} />
      <Select
        {...{ form, name: 'courtKind', note: optional, empty: '–' }}
        label={i18n.t('proceeding.court-kind')}
        options={courtKinds.map((value) => ({ value, label: i18n.t(`proceeding.court-kind.${value}`) }))}
      />
      {proceedingTexts.map((name) => (
        <Textarea
          {...{ form, name, rows: 2, note: optional }}
          label={i18n.t(`proceeding.text.${name}`)}
          hint={name === 'settlementConfidential' ? i18n.t('proceeding.error.confidential') : undefined}
        />
      ))}
      {props.may && (
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('proceeding.save')}
          </button>
          <a href={props.back}>{i18n.t('cases.cancel')}</a>
        </div>
      )}
    </form>
  )
  if (!proceeding) return fields
  return (
    <details open={props.open}>
      <summary>{i18n.t('proceeding.edit')}</summary>
      {fields}
    </details>
  )
}
