import type { I18n } from '#platform/i18n.ts'
import { Status, Table, type Column } from '#ui/index.ts'
import type { SupporterRow } from '../reads.ts'

type Sorting = 'number' | 'country' | 'language'

export function SupporterTable(props: {
  i18n: I18n
  rows: readonly SupporterRow[]
  total: number
  zone: string
  sort?: { by: Sorting; descending: boolean; href: (by: Sorting, descending: boolean) => string }
}) {
  const { i18n, sort } = props
  const column = (label: string, by: Sorting, numeric = false): Column => {
    const now = sort?.by === by
    return {
      label,
      numeric,
      ...(sort
        ? {
            sort: {
              href: sort.href(by, now && !sort.descending),
              now: now ? (sort.descending ? 'descending' : 'ascending') : undefined,
            },
          }
        : {}),
    }
  }
  return (
    <Table
      caption={i18n.t('supporters.caption', { count: props.total })}
      columns={[
        column(i18n.t('supporters.col.number'), 'number', true),
        { label: i18n.t('supporters.col.name') },
        column(i18n.t('supporters.col.country'), 'country'),
        column(i18n.t('supporters.col.language'), 'language'),
        { label: i18n.t('supporters.col.actions'), numeric: true },
        { label: i18n.t('supporters.col.mail') },
        { label: i18n.t('supporters.col.since') },
      ]}
      rows={props.rows.map((row) => [
        i18n.number(row.number),
        <a href={`/supporters/${row.id}`}>
          {row.name ? <bdi>{row.name}</bdi> : i18n.t('supporters.nameless')}
        </a>,
        row.country ? i18n.country(row.country) : i18n.t('supporters.unknown'),
        i18n.language(row.language),
        i18n.number(row.actions),
        <MailState i18n={i18n} posted={row.posted} suppressed={row.suppressed} />,
        i18n.date(row.since, { zone: props.zone, style: 'short' }),
      ])}
    />
  )
}

export function MailState(props: { i18n: I18n; posted: boolean; suppressed: SupporterRow['suppressed'] }) {
  const { i18n, posted, suppressed } = props
  if (suppressed)
    return (
      <Status tone="warning">
        {i18n.t('supporters.mail.suppressed')}: {i18n.t(`supporters.reason.${suppressed}`)}
      </Status>
    )
  return (
    <Status tone={posted ? 'success' : 'quiet'}>
      {i18n.t(posted ? 'supporters.mail.posted' : 'supporters.mail.quiet')}
    </Status>
  )
}
