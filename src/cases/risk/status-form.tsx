import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import {
  CheckboxGroup,
  DateField,
  ErrorSummary,
  Select,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import type { CaseRow } from '../reads.ts'
import { harms } from '../reasons.ts'
import { riskLevels } from '../tables.ts'
import { caseHref } from '../views/case-shell.tsx'
import type { Assessment } from './assessment.ts'
import { behindFields } from './forms.ts'
import { trends } from './lists.ts'
import type { Threat } from './threat.ts'

/** Words carry over, days do not: a new judgement has its own. */
export function filledFrom(latest: Assessment | undefined, today: string): FormState {
  const perLanguage = languages.flatMap((code) => [
    [`wording-${code}`, latest?.wording[code] ?? ''],
    [`assessors-${code}`, (latest?.assessors[code] ?? []).join('\n')],
  ])
  return {
    values: {
      harm: latest?.harm ?? '',
      level: latest?.level ?? '',
      assessedOn: today,
      assessorCount: String(latest?.assessorCount ?? 1),
      ...Object.fromEntries(perLanguage),
    },
    errors: {},
  }
}

export function AssessmentForm(props: {
  i18n: I18n
  row: CaseRow
  /** only the team writes, and reads, what stands behind a judgement */
  onTeam: boolean
  threats: readonly Threat[]
  form: FormState
}) {
  const { i18n, row, form } = props
  return (
    <form class="sheet" id="assess" method="post" action={caseHref(row.id, '/status')}>
      <h2>{i18n.t('cases.status.new')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <Select
        name="harm"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.status.harm')}
        options={harms.map((value) => ({ value, label: i18n.t(`cases.harm.${value}`) }))}
      />
      <Select
        name="level"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.status.level')}
        options={riskLevels.map((value) => ({ value, label: i18n.t(`cases.risk.${value}`) }))}
      />
      <Select
        name="trend"
        form={form}
        label={i18n.t('cases.risk.trend')}
        options={trends.toReversed().map((value) => ({ value, label: i18n.t(`cases.risk.trend.${value}`) }))}
      />
      {(['assessedOn', 'validUntil', 'nextReviewOn'] as const).map((name) => (
        <DateField
          name={name}
          form={form}
          required={name !== 'nextReviewOn'}
          note={name === 'nextReviewOn' ? i18n.t('ui.optional') : undefined}
          label={i18n.t(`cases.status.${name}`)}
        />
      ))}
      <PublicWords i18n={i18n} row={row} form={form} />
      <TextField
        name="assessorCount"
        form={form}
        required
        inputmode="numeric"
        width="short"
        label={i18n.t('cases.status.count')}
        hint={i18n.t('cases.status.count.hint')}
      />
      {props.onTeam && <Behind i18n={i18n} threats={props.threats} form={form} />}
      <button class="action" type="submit">
        {i18n.t('cases.status.save')}
      </button>
    </form>
  )
}

function PublicWords({ i18n, row, form }: { i18n: I18n; row: CaseRow; form: FormState }) {
  return (
    <>
      {languages
        .filter((code) => row.languages.includes(code))
        .map((code) => {
          const content = { form, lang: code, dir: directionOf(code) }
          const language = i18n.language(code)
          return (
            <>
              <TextField
                {...content}
                name={`wording-${code}`}
                maxlength={300}
                label={i18n.t('cases.status.wording', { language })}
                hint={i18n.t('cases.status.wording.hint')}
              />
              <Textarea
                {...content}
                name={`assessors-${code}`}
                rows={2}
                label={i18n.t('cases.status.assessors', { language })}
                hint={i18n.t('cases.status.assessors.hint')}
                note={i18n.t('ui.optional')}
              />
            </>
          )
        })}
    </>
  )
}

function Behind({ i18n, threats, form }: { i18n: I18n; threats: readonly Threat[]; form: FormState }) {
  const typed = behindFields.some((name) => form.values[name])
  return (
    <details open={typed}>
      <summary>{i18n.t('cases.risk.behind')}</summary>
      <p class="small">{i18n.t('cases.risk.behind.text')}</p>
      {behindFields.map((name) => (
        <Textarea
          name={name}
          form={form}
          rows={3}
          note={i18n.t('ui.optional')}
          label={i18n.t(`cases.risk.field.${name}`)}
          hint={i18n.t(`cases.risk.field.${name}.hint`)}
        />
      ))}
      {threats.length > 0 && (
        <CheckboxGroup
          name="threats"
          form={form}
          label={i18n.t('cases.risk.threats')}
          options={threats.map(({ id, what }) => ({ value: id, label: <span dir="auto">{what}</span> }))}
        />
      )}
    </details>
  )
}
