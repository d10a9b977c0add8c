import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, page } from '#organisations/index.ts'
import { Empty, Pager, Table } from '#ui/index.ts'
import { listDeliveries, namedOutcomes, namesPerPage } from './broadcast-reads.ts'
import { broadcastHref } from './console-broadcasts.tsx'

/** Who had this outcome, by name and address, with what the mail server said; opened on view, and the view is recorded. */
export async function showPeople(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const outcome = namedOutcomes.find((one) => one === c.req.param('outcome'))
  if (!outcome) throw new NotFound()
  const broadcastId = c.req.param('broadcastId') ?? ''
  const at = Math.max(1, Number(c.req.query('page')) || 1)
  const { rows, total } = await c
    .get('office')
    .db.transaction(c.get('member'), (tx) => listDeliveries(tx, { broadcastId, outcome, page: at }))
  const { zone } = await organisationOf(c)
  const before = (at - 1) * namesPerPage
  const here = broadcastHref(broadcastId, `/people/${outcome}`)
  return page(c, {
    title: i18n.t(`broadcasts.count.${outcome}`),
    section: 'broadcasts',
    trail: [
      { href: '/broadcasts', label: i18n.t('ui.console.broadcasts') },
      { href: broadcastHref(broadcastId), label: i18n.t('broadcasts.progress') },
    ],
    body: (
      <>
        <p>{i18n.t(`broadcasts.people.${outcome}`)}</p>
        {rows.length === 0 ? (
          <Empty title={i18n.t('broadcasts.people.none')} />
        ) : (
          <Table
            caption={i18n.t('broadcasts.people.caption', { count: total })}
            columns={(['name', 'address', 'at', 'reply'] as const).map((one) => ({
              label: i18n.t(`broadcasts.people.${one}`),
            }))}
            rows={rows.map((row) => [
              <bdi>{row.name}</bdi>,
              <bdi dir="ltr">{row.address}</bdi>,
              i18n.dateTime(row.at, { zone, style: 'short' }),
              <span dir="ltr">{[row.code, row.reply].filter(Boolean).join(' ')}</span>,
            ])}
          />
        )}
        {total > namesPerPage && (
          <Pager
            i18n={i18n}
            from={before + 1}
            to={before + rows.length}
            total={total}
            previous={at > 1 ? `${here}?page=${at - 1}` : undefined}
            next={before + rows.length < total ? `${here}?page=${at + 1}` : undefined}
          />
        )}
      </>
    ),
  })
}
