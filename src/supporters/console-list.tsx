import { Readable } from 'node:stream'
import { can } from '#platform/access.ts'
import { isLanguage, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { csvStream } from '#platform/text/csv.ts'
import { organisationOf, page } from '#organisations/index.ts'
import { ConfirmBox, Empty, Filter, Notice, Pager, Select, TextField } from '#ui/index.ts'
import { beginExport, beginProof, exportColumns, exportRows, proofColumns, proofRows } from './exporting.ts'
import {
  actedKinds,
  listSupporters,
  mailStates,
  noteOpening,
  supporterFacets,
  supportersPerPage,
  type SupporterQuery,
} from './reads.ts'
import { SupporterTable } from './views/supporter-table.tsx'

export const listRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/supporters', verb: 'supporter.read', handle: showSupporters },
  { method: 'GET', path: '/supporters/export', verb: 'supporter.export', handle: askToExport },
  { method: 'POST', path: '/supporters/export', verb: 'supporter.export', handle: exportSupporters },
  { method: 'POST', path: '/supporters/export/opt-ins', verb: 'supporter.export', handle: exportProof },
]

type Facets = Awaited<ReturnType<typeof supporterFacets>>

/** The address is the list: what is not understood in it is as if it were not there. */
function queryOf(c: ConsoleContext, facets: Facets): SupporterQuery {
  const ask = (name: string) => c.req.query(name)?.trim() || undefined
  const order = ask('sort')?.replace(/^-/, '')
  return {
    country: facets.countries.find((code) => code === ask('country')),
    language: facets.languages.find((code) => code === ask('language')),
    kind: actedKinds.find((kind) => kind === ask('kind')),
    mail: mailStates.find((state) => state === ask('mail')),
    setAside: ask('acts') === 'set-aside' || undefined,
    sort: (['number', 'country', 'language'] as const).find((one) => one === order),
    descending: ask('sort')?.startsWith('-') ?? false,
    page: Math.min(100_000, Math.max(1, Math.floor(Number(ask('page'))) || 1)),
  }
}

function addressOf(query: SupporterQuery, changes: SupporterQuery): string {
  const all = { ...query, ...changes }
  const asked = new URLSearchParams()
  for (const name of ['country', 'language', 'kind', 'mail'] as const)
    if (all[name]) asked.set(name, all[name])
  if (all.setAside) asked.set('acts', 'set-aside')
  if (all.sort) asked.set('sort', `${all.descending ? '-' : ''}${all.sort}`)
  if (all.page && all.page > 1) asked.set('page', String(all.page))
  return asked.size > 0 ? `/supporters?${asked}` : '/supporters'
}

async function showSupporters(c: ConsoleContext): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const { facets, query, rows, total } = await c.get('office').db.reading(member, async (tx) => {
    const facets = await supporterFacets(tx, member.organisationId)
    const query = queryOf(c, facets)
    return { facets, query, ...(await listSupporters(tx, member.organisationId, query)) }
  })
  const shown = { count: rows.length, page: query.page ?? 1 }
  // Safety: whoever reads names leaves a trace before the page goes out
  if (rows.length > 0) await c.get('office').db.transaction(member, (tx) => noteOpening(tx, shown))
  const { zone } = await organisationOf(c)
  const filtered = Boolean(query.country ?? query.language ?? query.kind ?? query.mail ?? query.setAside)
  return await page(c, {
    title: i18n.t('supporters.title'),
    section: 'supporters',
    actions: can(member, 'supporter.export') && total > 0 && (
      <a class="button" href="/supporters/export">
        {i18n.t('supporters.export')}
      </a>
    ),
    body:
      total === 0 && !filtered ? (
        <Empty title={i18n.t('supporters.empty.title')}>
          <p>{i18n.t('supporters.empty.text')}</p>
        </Empty>
      ) : (
        <>
          <Searches i18n={i18n} />
          {facets.setAside > 0 && <SetAside i18n={i18n} count={facets.setAside} shown={query.setAside} />}
          <Filters i18n={i18n} query={query} facets={facets} filtered={filtered} />
          {total === 0 ? (
            <Empty title={i18n.t('supporters.none.title')}>
              <p>{i18n.t('supporters.none.text')}</p>
            </Empty>
          ) : (
            <SupporterTable
              i18n={i18n}
              rows={rows}
              total={total}
              zone={zone}
              sort={{
                by: query.sort ?? 'number',
                descending: query.descending ?? false,
                href: (sort, descending) => addressOf(query, { sort, descending, page: 1 }),
              }}
            />
          )}
          <Pages i18n={i18n} query={query} total={total} count={rows.length} />
        </>
      ),
  })
}

/** Safety: an address and a name are posted, never part of this page's own address, which browsers and logs keep. */
function Searches({ i18n }: { i18n: I18n }) {
  return (
    <div class="searches">
      <form class="filter" method="post" action="/supporters/find">
        <TextField
          name="address"
          type="email"
          label={i18n.t('supporters.filter.address')}
          maxlength={254}
          autocomplete="off"
        />
        <button class="button" type="submit">
          {i18n.t('supporters.search.start')}
        </button>
      </form>
      <form class="filter" method="post" action="/supporters/searches">
        <TextField
          name="query"
          label={i18n.t('supporters.search.label')}
          hint={i18n.t('supporters.search.hint')}
          maxlength={80}
          autocomplete="off"
        />
        <button class="button" type="submit">
          {i18n.t('supporters.search.start')}
        </button>
      </form>
    </div>
  )
}

/** One inbox with a list of names: nothing of it is counted or sent, and staff should know of it. */
function SetAside({ i18n, count, shown }: { i18n: I18n; count: number; shown: boolean | undefined }) {
  return (
    <Notice tone="warning" title={i18n.t('supporters.set-aside.title', { count })}>
      <p>{i18n.t('supporters.set-aside.text')}</p>
      {!shown && (
        <p>
          <a href={addressOf({ setAside: true }, {})}>{i18n.t('supporters.set-aside.show')}</a>
        </p>
      )}
    </Notice>
  )
}

function Filters(props: { i18n: I18n; query: SupporterQuery; facets: Facets; filtered: boolean }) {
  const { i18n, query, facets } = props
  const all = i18n.t('supporters.all')
  const countries = facets.countries
    .map((value) => ({ value, label: i18n.country(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, i18n.lang))
  const tongues = facets.languages.map((value) => ({
    value,
    label: isLanguage(value) ? i18n.language(value) : value,
  }))
  return (
    <Filter i18n={i18n} action="/supporters" clear={props.filtered ? '/supporters' : undefined}>
      <Select
        name="country"
        label={i18n.t('supporters.col.country')}
        empty={all}
        value={query.country ?? ''}
        options={countries}
      />
      <Select
        name="language"
        label={i18n.t('supporters.col.language')}
        empty={all}
        value={query.language ?? ''}
        options={tongues}
      />
      <Select
        name="kind"
        label={i18n.t('supporters.filter.kind')}
        empty={all}
        value={query.kind ?? ''}
        options={actedKinds.map((value) => ({ value, label: i18n.t(`supporters.kind.${value}`) }))}
      />
      <Select
        name="mail"
        label={i18n.t('supporters.filter.mail')}
        empty={all}
        value={query.mail ?? ''}
        options={mailStates.map((value) => ({ value, label: i18n.t(`supporters.mail.${value}`) }))}
      />
      {(facets.setAside > 0 || query.setAside) && (
        <Select
          name="acts"
          label={i18n.t('supporters.filter.acts')}
          empty={all}
          value={query.setAside ? 'set-aside' : ''}
          options={[{ value: 'set-aside', label: i18n.t('supporters.set-aside') }]}
        />
      )}
    </Filter>
  )
}

function Pages(props: { i18n: I18n; query: SupporterQuery; total: number; count: number }) {
  const at = props.query.page ?? 1
  const from = (at - 1) * supportersPerPage + 1
  if (props.total <= supportersPerPage) return null
  return (
    <Pager
      i18n={props.i18n}
      from={from}
      to={from + props.count - 1}
      total={props.total}
      previous={at > 1 ? addressOf(props.query, { page: at - 1 }) : undefined}
      next={from + props.count - 1 < props.total ? addressOf(props.query, { page: at + 1 }) : undefined}
    />
  )
}

async function askToExport(c: ConsoleContext): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const { total } = await c
    .get('office')
    .db.reading(member, (tx) => listSupporters(tx, member.organisationId, {}))
  return await page(c, {
    title: i18n.t('supporters.export.title'),
    section: 'supporters',
    trail: [{ href: '/supporters', label: i18n.t('supporters.title') }],
    body: (
      <ConfirmBox title={i18n.t('supporters.export.title')}>
        <p>{i18n.t('supporters.export.text', { count: total })}</p>
        <form method="post" action="/supporters/export">
          <button class="button danger" type="submit">
            {i18n.t('supporters.export.button')}
          </button>
        </form>
        <p>{i18n.t('supporters.proof.text')}</p>
        <form method="post" action="/supporters/export/opt-ins">
          <button class="button danger" type="submit">
            {i18n.t('supporters.proof.button')}
          </button>
        </form>
      </ConfirmBox>
    ),
  })
}

async function exportSupporters(c: ConsoleContext): Promise<Response> {
  const [i18n, member, { db }] = [c.get('i18n'), c.get('member'), c.get('office')]
  await db.transaction(member, (tx) => beginExport(tx, member.organisationId))
  const header = exportColumns.map((name) => i18n.t(`supporters.export.col.${name}`))
  return csv(c, 'supporters.csv', header, exportRows(db, member, member.organisationId))
}

async function exportProof(c: ConsoleContext): Promise<Response> {
  const [i18n, member, { db }] = [c.get('i18n'), c.get('member'), c.get('office')]
  await db.transaction(member, (tx) => beginProof(tx, member.organisationId))
  const header = proofColumns.map((name) => i18n.t(`supporters.export.col.${name}`))
  return csv(c, 'opt-ins.csv', header, proofRows(db, member, member.organisationId))
}

const csv = (
  c: ConsoleContext,
  file: string,
  header: string[],
  rows: ReturnType<typeof exportRows>,
): Response =>
  c.body(Readable.toWeb(Readable.from(csvStream(header, rows))) as ReadableStream, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${file}"`,
    'Cache-Control': 'no-store',
  })
