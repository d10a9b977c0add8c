import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, RadioGroup, Select, type FormState } from '#ui/index.ts'
import type { CaseRow } from '../reads.ts'
import { closingReasons } from '../reasons.ts'
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

export function Closing({ i18n, row, form }: { i18n: I18n; row: CaseRow; form?: FormState }) {
  const version = <input type="hidden" name="version" value={String(row.version)} />
  if (row.state === 'closed')
    return (
      <form method="post" action={caseHref(row.id, '/reopen')}>
        {version}
        <button class="button" type="submit">
          {i18n.t('cases.reopen')}
        </button>
      </form>
    )
  return (
    <details open={form !== undefined}>
      <summary>{i18n.t('cases.close.title')}</summary>
      <ConfirmBox title={i18n.t('cases.close.title')}>
        <p>{i18n.t('cases.close.text')}</p>
        <form method="post" action={caseHref(row.id, '/close')}>
          {version}
          <Select
            name="reason"
            form={form}
            label={i18n.t('cases.close.reason')}
            empty="–"
            required
            options={closingReasons.map((value) => ({ value, label: i18n.t(`cases.closing.${value}`) }))}
          />
          <button class="button" type="submit">
            {i18n.t('cases.close.button')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}
