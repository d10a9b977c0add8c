import type { I18n } from '#platform/i18n.ts'
import { Empty, Filter, Pager, Select, Status, Table, TextField } from '#ui/index.ts'
import { withQuery } from '../console-parts.tsx'
import { oldestCheck, staleChannels } from '../target-reads.ts'
import { wrongReportsToFlag, type Target } from '../target-sealed.ts'

type Query = Readonly<Record<string, string>>

/** Every official of the organisation; names are found by opening them, so the search is whole. */
export function OfficialsView(props: {
  i18n: I18n
  query: Query
  officials: readonly Target[]
  /** how many stand before the first one shown */
  first: number
  total: number
  now: Date
  exports: boolean
}) {
  const { i18n, query, officials, first, total } = props
  const asked = ['q', 'country', 'channel', 'only'].some((name) => query[name])
  const to = first + officials.length
  return (
    <>
      <Search i18n={i18n} query={query} />
      {officials.length === 0 ? (
        <Empty
          title={i18n.t(asked ? 'officials.none.title' : 'officials.empty.title')}
          {...(asked ? {} : { action: { href: '/officials/new', label: i18n.t('officials.new') } })}
        >
          <p>{i18n.t(asked ? 'officials.none.text' : 'officials.empty.text')}</p>
        </Empty>
      ) : (
        <>
          <Table
            caption={i18n.t('officials.caption', { count: total })}
            columns={[
              sortable(i18n, query, 'name'),
              sortable(i18n, query, 'institution'),
              sortable(i18n, query, 'country'),
              { label: i18n.t('officials.col.channels') },
              sortable(i18n, query, 'verified'),
            ]}
            rows={officials.map((one) => [
              <div>
                <a href={`/officials/${one.id}`}>
                  <bdi>{one.name}</bdi>
                </a>
                <br />
                <bdi class="small">{one.title}</bdi>
              </div>,
              <bdi>{one.institution}</bdi>,
              i18n.country(one.country),
              i18n.list([
                ...(one.email ? [i18n.t('officials.channel.email')] : []),
                ...(one.phone ? [i18n.t('officials.channel.phone')] : []),
              ]),
              <Verified i18n={i18n} target={one} now={props.now} />,
            ])}
          />
          <Pager
            i18n={i18n}
            from={first + 1}
            to={to}
            total={total}
            previous={first > 0 ? withQuery('/officials', query, { page: String(first / 25) }) : undefined}
            next={to < total ? withQuery('/officials', query, { page: String(first / 25 + 2) }) : undefined}
          />
        </>
      )}
      {props.exports && total > 0 && (
        <form method="post" action="/officials/export">
          {['q', 'country', 'channel', 'only', 'sort', 'order'].map(
            (name) => query[name] && <input type="hidden" name={name} value={query[name]} />,
          )}
          <button class="button" type="submit">
            {i18n.t('officials.export', { count: total })}
          </button>
        </form>
      )}
    </>
  )
}

function Search({ i18n, query }: { i18n: I18n; query: Query }) {
  const all = i18n.t('officials.all')
  return (
    <Filter i18n={i18n} action="/officials" clear="/officials">
      <TextField name="q" type="search" label={i18n.t('officials.search')} value={query['q'] ?? ''} />
      <Select
        name="country"
        label={i18n.t('officials.col.country')}
        value={query['country'] ?? ''}
        empty={all}
        options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Select
        name="channel"
        label={i18n.t('officials.col.channels')}
        value={query['channel'] ?? ''}
        empty={all}
        options={(['email', 'phone'] as const).map((value) => ({
          value,
          label: i18n.t(`officials.channel.${value}`),
        }))}
      />
      <Select
        name="only"
        label={i18n.t('officials.only')}
        value={query['only'] ?? ''}
        empty={i18n.t('officials.only.current')}
        options={(['stale', 'flagged', 'retired'] as const).map((value) => ({
          value,
          label: i18n.t(`officials.only.${value}`),
        }))}
      />
    </Filter>
  )
}

function sortable(i18n: I18n, query: Query, name: 'name' | 'institution' | 'country' | 'verified') {
  const current = (query['sort'] ?? 'name') === name
  const descending = query['order'] === 'descending'
  const order = current && !descending ? 'descending' : ''
  return {
    label: i18n.t(`officials.col.${name}`),
    sort: {
      href: withQuery('/officials', query, { sort: name, order, page: '' }),
      ...(current ? { now: descending ? ('descending' as const) : ('ascending' as const) } : {}),
    },
  }
}

function Verified({ i18n, target, now }: { i18n: I18n; target: Target; now: Date }) {
  if (target.retiredAt) return <Status tone="quiet">{i18n.t('officials.state.retired')}</Status>
  if (target.wrongReports >= wrongReportsToFlag)
    return <Status tone="danger">{i18n.t('officials.state.flagged', { count: target.wrongReports })}</Status>
  const oldest = oldestCheck(target)
  const day = oldest ? i18n.date(oldest, { zone: 'UTC', style: 'short' }) : i18n.t('officials.state.never')
  return staleChannels(target, now).length > 0 ? (
    <Status tone="warning">{day}</Status>
  ) : (
    <Status tone="success">{day}</Status>
  )
}
