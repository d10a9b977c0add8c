import type { I18n } from '#platform/i18n.ts'
import type { CaseRow } from '../reads.ts'
import { caseHref, Publicity } from './case-shell.tsx'

/** Who may see the case now, and the way to change it. */
export function Room({ i18n, row }: { i18n: I18n; row: CaseRow }) {
  return (
    <section class="card">
      <h2>{i18n.t('cases.publicity.title')}</h2>
      <p>
        <Publicity i18n={i18n} level={row.publicity} />
      </p>
      <p>{i18n.t(`cases.publicity.${row.publicity}.hint`)}</p>
      <p>
        <a class="button" href={caseHref(row.id, '/publicity')}>
          {i18n.t('cases.publicity.change')}
        </a>
      </p>
    </section>
  )
}
