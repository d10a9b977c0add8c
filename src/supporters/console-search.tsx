import { z } from 'zod'
import { isId } from '#platform/ids.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { readForm, typed } from '#platform/web/forms.ts'
import { parseAddress } from '#platform/text/address.ts'
import { foldName } from '#platform/text/name.ts'
import { organisationOf, page, redirect, refusedForm } from '#organisations/index.ts'
import { Empty, ErrorSummary, Progress, TextField, type FormState } from '#ui/index.ts'
import {
  cancelNameSearch,
  getNameSearch,
  mostFound,
  startNameSearch,
  type NameSearch,
} from './name-search.ts'
import { listSupporters, type SupporterRow } from './reads.ts'
import { SupporterTable } from './views/supporter-table.tsx'

declare module 'hono/jsx' {
  // oxlint-disable-next-line typescript/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'live-region': HTMLAttributes & { src: string; interval: string }
    }
  }
}

export const searchRoutes: readonly ConsoleRoute[] = [
  { method: 'POST', path: '/supporters/find', verb: 'supporter.read', handle: findByAddress },
  { method: 'POST', path: '/supporters/searches', verb: 'supporter.read', handle: beginSearch },
  { method: 'GET', path: '/supporters/searches/:id', verb: 'supporter.read', handle: showSearch },
  { method: 'GET', path: '/supporters/searches/:id/progress', verb: 'supporter.read', handle: showProgress },
  { method: 'POST', path: '/supporters/searches/:id/cancel', verb: 'supporter.read', handle: stopSearch },
]

const addressForm = z.object({ address: typed(parseAddress) })

/** The answer is the result itself: the address that was looked for stands in no URL. */
async function findByAddress(c: ConsoleContext): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const result = await readForm(c, addressForm)
  if (!result.ok) return await again(c, 'address', refusedForm(i18n, result))
  const { rows, total } = await c
    .get('office')
    .db.reading(member, (tx) => listSupporters(tx, member.organisationId, { address: result.value.address }))
  const only = rows.length === 1 ? rows[0] : undefined
  if (only) return redirect(c, `/supporters/${only.id}`)
  const { zone } = await organisationOf(c)
  return await page(c, {
    title: i18n.t('supporters.title'),
    section: 'supporters',
    trail: [{ href: '/supporters', label: i18n.t('supporters.title') }],
    body:
      total === 0 ? (
        <Empty
          title={i18n.t('supporters.none.title')}
          action={{ href: '/supporters', label: i18n.t('supporters.title') }}
        >
          <p>{i18n.t('supporters.none.text')}</p>
        </Empty>
      ) : (
        <SupporterTable i18n={i18n} rows={rows} total={total} zone={zone} />
      ),
  })
}

const searchForm = z.object({
  query: z
    .string()
    .trim()
    .max(80)
    .refine((text) => foldName(text).length >= 2, 'error.field.short'),
})

async function beginSearch(c: ConsoleContext): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const result = await readForm(c, searchForm)
  if (!result.ok) {
    const refused = refusedForm(i18n, result)
    return await again(c, 'query', {
      ...refused,
      errors: { query: i18n.t('supporters.search.short') },
    })
  }
  const id = await c
    .get('office')
    .db.transaction(member, (tx) => startNameSearch(tx, member.organisationId, result.value.query))
  return redirect(c, `/supporters/searches/${id}`)
}

async function again(c: ConsoleContext, name: 'address' | 'query', form: FormState): Promise<Response> {
  const i18n = c.get('i18n')
  const address = name === 'address'
  return await page(c, {
    title: i18n.t('supporters.search.title'),
    section: 'supporters',
    status: 422,
    trail: [{ href: '/supporters', label: i18n.t('supporters.title') }],
    body: (
      <>
        <ErrorSummary i18n={i18n} form={form} />
        <form method="post" action={address ? '/supporters/find' : '/supporters/searches'}>
          <TextField
            form={form}
            name={name}
            type={address ? 'email' : 'text'}
            label={i18n.t(address ? 'supporters.filter.address' : 'supporters.search.label')}
            required
          />
          <button class="button" type="submit">
            {i18n.t('supporters.search.start')}
          </button>
        </form>
      </>
    ),
  })
}

async function readSearch(
  c: ConsoleContext,
): Promise<{ search: NameSearch; rows: SupporterRow[]; zone: string }> {
  const member = c.get('member')
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw new NotFound()
  const read = await c.get('office').db.reading(member, async (tx) => {
    const search = await getNameSearch(tx, member.organisationId, id)
    const { rows } =
      search.found.length > 0
        ? await listSupporters(tx, member.organisationId, { numbers: search.found })
        : { rows: [] }
    return { search, rows }
  })
  return { ...read, zone: (await organisationOf(c)).zone }
}

async function showSearch(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const read = await readSearch(c)
  const { id } = read.search
  return await page(c, {
    title: i18n.t('supporters.search.title'),
    section: 'supporters',
    trail: [{ href: '/supporters', label: i18n.t('supporters.title') }],
    islands: ['live-region'],
    body: (
      <live-region src={`/supporters/searches/${id}/progress`} interval="1">
        <SearchState i18n={i18n} {...read} now={c.get('office').db.clock.now()} />
      </live-region>
    ),
  })
}

async function showProgress(c: ConsoleContext): Promise<Response> {
  const read = await readSearch(c)
  return c.html(<SearchState i18n={c.get('i18n')} {...read} now={c.get('office').db.clock.now()} />)
}

async function stopSearch(c: ConsoleContext): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw new NotFound()
  await c.get('office').db.transaction(c.get('member'), (tx) => cancelNameSearch(tx, id))
  return redirect(c, `/supporters/searches/${id}`)
}

function SearchState(props: {
  i18n: I18n
  search: NameSearch
  rows: readonly SupporterRow[]
  zone: string
  now: Date
}) {
  const { i18n, search, rows } = props
  const seconds = (props.now.getTime() - search.startedAt.getTime()) / 1000
  const rate = search.scanned > 0 && seconds > 0 ? search.scanned / seconds : undefined
  const running = search.state === 'running'
  return (
    <div data-done={running ? undefined : ''}>
      <Progress
        i18n={i18n}
        label={i18n.t(`supporters.search.${search.state}`, { query: search.query })}
        done={search.scanned}
        total={search.total}
        rate={running ? rate : undefined}
        secondsLeft={running && rate ? Math.max(0, search.total - search.scanned) / rate : undefined}
      />
      {running && (
        <div class="buttons">
          <form method="post" action={`/supporters/searches/${search.id}/cancel`}>
            <button class="button" type="submit">
              {i18n.t('supporters.search.cancel')}
            </button>
          </form>
          <a href={`/supporters/searches/${search.id}`}>{i18n.t('supporters.search.refresh')}</a>
        </div>
      )}
      <p>
        <output>{i18n.t('supporters.search.found', { count: search.found.length })}</output>
      </p>
      {search.found.length >= mostFound && <p>{i18n.t('supporters.search.most', { most: mostFound })}</p>}
      {rows.length > 0 && (
        <SupporterTable i18n={i18n} rows={rows} total={search.found.length} zone={props.zone} />
      )}
    </div>
  )
}
