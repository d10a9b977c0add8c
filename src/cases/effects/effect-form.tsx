import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import {
  CheckboxGroup,
  DateField,
  ErrorSummary,
  RadioGroup,
  Select,
  Textarea,
  type FormState,
} from '#ui/index.ts'
import { visibilities } from '../facts/lists.ts'
import type { CaseRow } from '../reads.ts'
import type { BackdropMark } from '../risk/backdrop.ts'
import type { Effect, Grounds } from './effect.ts'
import { changes, confidences, outcomes } from './lists.ts'

export function formOf(effect: Effect, grounds: Grounds | undefined): FormState {
  const { what, change, outcome, on, confidence, visibility } = effect
  const per = (name: 'public' | 'joint') =>
    Object.entries(effect[name] ?? {}).map(([code, text]) => [`${name}-${code}`, text] as const)
  return {
    values: {
      ...{ what, change, outcome, on, confidence, visibility },
      ...{ evidence: grounds?.evidence ?? '', after: grounds?.after ?? [] },
      ...Object.fromEntries([...per('public'), ...per('joint')]),
    },
    errors: {},
  }
}

export function EffectForm(props: {
  i18n: I18n
  row: CaseRow
  action: string
  back: string
  effect?: Effect
  /** interventions and waves of action of this case */
  before: readonly BackdropMark[]
  form: FormState
}) {
  const { i18n, form, effect, row } = props
  const choose = (name: string, label: string) => ({ name, form, label, required: true, empty: '–' })
  const day = (text: string) => i18n.date(text, { zone: 'UTC', style: 'short' })
  const before = props.before.flatMap(({ id, kind, label, from }) =>
    id
      ? [
          {
            value: id,
            label: <bdi>{label}</bdi>,
            hint: `${i18n.t(`cases.risk.chart.${kind}`)}, ${day(from)}`,
          },
        ]
      : [],
  )
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      {effect && <input type="hidden" name="version" value={String(effect.version)} />}
      <Textarea
        name="what"
        form={form}
        required
        rows={3}
        label={i18n.t('effect.what')}
        hint={i18n.t('effect.what.hint')}
      />
      <Select
        {...choose('change', i18n.t('effect.change'))}
        options={changes.map((value) => ({ value, label: i18n.t(`effect.change.${value}`) }))}
      />
      <RadioGroup
        name="outcome"
        form={form}
        required
        label={i18n.t('effect.outcome')}
        options={outcomes.map((value) => ({
          value,
          label: i18n.t(`effect.outcome.${value}`),
          hint: i18n.t(`effect.outcome.${value}.hint`),
        }))}
      />
      <DateField name="on" form={form} required label={i18n.t('effect.on')} />
      <Select
        {...choose('confidence', i18n.t('effect.confidence'))}
        options={confidences.map((value) => ({ value, label: i18n.t(`effect.confidence.${value}`) }))}
      />
      <Textarea
        name="evidence"
        form={form}
        rows={3}
        note={i18n.t('ui.optional')}
        label={i18n.t('effect.evidence')}
        hint={i18n.t('effect.evidence.hint')}
      />
      {before.length > 0 && (
        <CheckboxGroup
          name="after"
          form={form}
          label={i18n.t('effect.after')}
          hint={i18n.t('effect.no-cause')}
          options={before}
        />
      )}
      <Select
        name="visibility"
        form={form}
        required
        label={i18n.t('fact.visibility')}
        hint={i18n.t('effect.visibility.hint')}
        options={visibilities.map((value) => ({ value, label: i18n.t(`fact.visibility.${value}`) }))}
      />
      <details open={form.values['visibility'] === 'public' || undefined}>
        <summary>{i18n.t('effect.public')}</summary>
        <p class="small">{i18n.t('effect.public.text')}</p>
        {languages
          .filter((code) => row.languages.includes(code))
          .map((code) => (
            <>
              <Textarea
                {...{ form, lang: code, dir: directionOf(code), rows: 2 }}
                name={`public-${code}`}
                label={i18n.t('fact.public.in', { language: i18n.language(code) })}
              />
              <Textarea
                {...{ form, lang: code, dir: directionOf(code), rows: 2 }}
                name={`joint-${code}`}
                note={i18n.t('ui.optional')}
                label={i18n.t('effect.joint.in', { language: i18n.language(code) })}
                hint={i18n.t('effect.joint.hint')}
              />
            </>
          ))}
      </details>
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('effect.save')}
        </button>
        <a href={props.back}>{i18n.t('cases.cancel')}</a>
      </div>
    </form>
  )
}
