import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Status, Table } from '#ui/index.ts'
import type { Returning } from '../doors.ts'
import type { ConsentItem } from '../tables.ts'

interface Regained {
  item: ConsentItem
  /** where it stood, for fewer purposes: those that come back */
  purposes?: readonly string[] | undefined
}

/** Consents that a withdrawal in doubt took, and that hold again. */
export function RegainedConsents(props: { i18n: I18n; consents: readonly Regained[] }) {
  const { i18n, consents } = props
  return (
    <section aria-labelledby="regained">
      <h2 id="regained">{i18n.t('publishing.doubt.regained')}</h2>
      <ul>
        {consents.map(({ item, purposes }) => (
          <li>
            {purposes
              ? i18n.t('publishing.doubt.regained.for', wordsOfNarrowed(i18n, { item, purposes }))
              : i18n.t(`consent.item.${item}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}

export const wordsOfNarrowed = (
  i18n: I18n,
  { item, purposes }: { item: ConsentItem; purposes: readonly string[] },
) => ({
  item: i18n.t(`consent.item.${item}`),
  purposes: i18n.list(purposes.map((one) => i18n.t(`consent.purpose.${one}` as MessageKey))),
})

/** What stood before a case went quiet: what comes back, and what stays down for want of a consent. */
export function ReturningPages({ i18n, pages }: { i18n: I18n; pages: readonly Returning[] }) {
  if (pages.length === 0) return null
  return (
    <section aria-labelledby="returning">
      <h2 id="returning">{i18n.t('publishing.quiet.returning')}</h2>
      <Table
        caption={i18n.t('publishing.quiet.returning.caption', { count: pages.length })}
        columns={[
          { label: i18n.t('publishing.col.what') },
          { label: i18n.t('publishing.col.languages') },
          { label: i18n.t('publishing.quiet.returning.col') },
        ]}
        rows={pages.map((page) => [
          i18n.t(`publishing.kind.${page.kind}`),
          i18n.list(page.languages.map((language) => i18n.language(language))),
          page.back ? (
            <Status tone="success">{i18n.t('publishing.quiet.returning.back')}</Status>
          ) : (
            <>
              <Status tone="danger">{i18n.t('publishing.quiet.returning.stays')}</Status>
              {page.missing.length > 0 && (
                <span class="small">
                  {' '}
                  {i18n.t('publishing.quiet.returning.missing', {
                    items: i18n.list(page.missing.map((item) => i18n.t(`consent.item.${item}`))),
                  })}
                </span>
              )}
              {page.waits && <span class="small"> {i18n.t('publishing.quiet.returning.waits')}</span>}
            </>
          ),
        ])}
      />
    </section>
  )
}
