import type { I18n } from '#platform/i18n.ts'
import { RadioGroup, type FormState } from '#ui/index.ts'
import type { CaseRow } from '../reads.ts'
import { caseHref } from './case-shell.tsx'

/** Who may see a case of which nothing is public. */
export function Room({ i18n, row, form }: { i18n: I18n; row: CaseRow; form?: FormState }) {
  return (
    <section class="card">
      <h2>{i18n.t('cases.publicity.title')}</h2>
      {row.publicity >= 4 ? (
        <p>{i18n.t('cases.publicity.public')}</p>
      ) : (
        <form method="post" action={caseHref(row.id, '/publicity')}>
          <input type="hidden" name="version" value={String(row.version)} />
          <RadioGroup
            name="level"
            label={i18n.t('cases.col.publicity')}
            form={form ?? { values: { level: String(row.publicity) }, errors: {} }}
            options={([1, 2, 3] as const).map((level) => ({
              value: String(level),
              label: i18n.t(`cases.level.${level}`),
              hint: i18n.t(`cases.publicity.${level}.hint`),
            }))}
          />
          <button class="button" type="submit">
            {i18n.t('cases.publicity.save')}
          </button>
        </form>
      )}
    </section>
  )
}
