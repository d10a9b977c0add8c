import { Readable } from 'node:stream'
import { countryCodes } from '#platform/i18n-countries.ts'
import { languages, type I18n, type MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { csvStream } from '#platform/text/csv.ts'
import { can } from '#platform/access.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import {
  Empty,
  ErrorSummary,
  Filter,
  Pager,
  RadioGroup,
  Select,
  Table,
  TextField,
  type Column,
  type FormState,
} from '#ui/index.ts'
import { openCase } from './case.ts'
import { newCaseForm } from './forms.ts'
import { casesPerPage, exportCases, listCases, type CaseQuery, type CaseRow } from './reads.ts'
import { openingReasons } from './reasons.ts'
import { takeForm } from './typed-form.ts'
import { caseHref, Publicity, StateOfCase } from './views/case-shell.tsx'

const states = [
  'received',
  'verifying',
  'open',
  'monitoring',
  'referred',
  'declined',
  'closed',
  'archived',
] as const

/** The address is the list: what is not understood in it is as if it were not there. */
function queryOf(c: ConsoleContext): CaseQuery {
  const ask = (name: string) => c.req.query(name)?.trim() || undefined
  const sort = ask('sort') ?? ''
  const order = sort.replace(/^-/, '')
  const country = ask('country')?.toUpperCase()
  return {
    q: ask('q')?.slice(0, 60),
    state: states.find((state) => state === ask('state')),
    country: country && (countryCodes as readonly string[]).includes(country) ? country : undefined,
    sort: (['code', 'opened', 'publicity'] as const).find((one) => one === order),
    descending: sort.startsWith('-'),
    page: Math.min(10_000, Math.max(1, Number(ask('page')) || 1)),
  }
}

function addressOf(query: CaseQuery, changes: CaseQuery): string {
  const all = { ...query, ...changes }
  const asked = new URLSearchParams()
  for (const name of ['q', 'state', 'country'] as const) if (all[name]) asked.set(name, all[name])
  if (all.sort) asked.set('sort', `${all.descending ? '-' : ''}${all.sort}`)
  if (all.page && all.page > 1) asked.set('page', String(all.page))
  return asked.size > 0 ? `/cases?${asked}` : '/cases'
}

export async function showCases(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const query = queryOf(c)
  const { rows, total } = await c.get('office').db.reading(c.get('member'), (tx) => listCases(tx, query))
  const { zone } = await organisationOf(c)
  const filtered = query.q !== undefined || query.state !== undefined || query.country !== undefined
  const mayOpen = can(c.get('member'), 'case.open')
  return await page(c, {
    title: i18n.t('cases.title'),
    section: 'cases',
    actions: mayOpen && total > 0 && (
      <a class="button" href="/cases/new">
        {i18n.t('cases.new')}
      </a>
    ),
    body:
      total === 0 && !filtered ? (
        <Empty
          title={i18n.t('cases.empty.title')}
          action={mayOpen ? { href: '/cases/new', label: i18n.t('cases.new') } : undefined}
        >
          <p>{i18n.t('cases.empty.text')}</p>
        </Empty>
      ) : (
        <>
          <CaseFilter i18n={i18n} query={query} filtered={filtered} />
          {total === 0 ? (
            <Empty title={i18n.t('cases.none.title')}>
              <p>{i18n.t('cases.none.text')}</p>
            </Empty>
          ) : (
            <>
              <CaseTable i18n={i18n} rows={rows} query={query} total={total} zone={zone} />
              <Foot i18n={i18n} query={query} total={total} count={rows.length} />
            </>
          )}
        </>
      ),
  })
}

function CaseFilter({ i18n, query, filtered }: { i18n: I18n; query: CaseQuery; filtered: boolean }) {
  return (
    <Filter i18n={i18n} action="/cases" clear={filtered ? '/cases' : undefined}>
      <TextField name="q" type="search" label={i18n.t('cases.search')} value={query.q ?? ''} maxlength={60} />
      <Select
        name="state"
        label={i18n.t('cases.col.state')}
        empty={i18n.t('cases.all')}
        value={query.state ?? ''}
        options={states.map((value) => ({ value, label: i18n.t(`cases.state.${value}`) }))}
      />
      <Select
        name="country"
        label={i18n.t('cases.col.country')}
        empty={i18n.t('cases.all')}
        value={query.country ?? ''}
        options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
      />
    </Filter>
  )
}

function CaseTable(props: { i18n: I18n; rows: CaseRow[]; query: CaseQuery; total: number; zone: string }) {
  const { i18n, query } = props
  const sortable = (label: string, sort: NonNullable<CaseQuery['sort']>): Column => {
    const now = (query.sort ?? 'code') === sort
    const descending = now && !query.descending
    return {
      label,
      sort: {
        href: addressOf(query, { sort, descending, page: 1 }),
        now: now ? (query.descending ? 'descending' : 'ascending') : undefined,
      },
    }
  }
  return (
    <Table
      caption={i18n.t('cases.caption', { count: props.total })}
      columns={[
        sortable(i18n.t('cases.col.code'), 'code'),
        { label: i18n.t('cases.col.state') },
        sortable(i18n.t('cases.col.publicity'), 'publicity'),
        { label: i18n.t('cases.col.country') },
        { label: i18n.t('cases.col.languages') },
        sortable(i18n.t('cases.col.opened'), 'opened'),
      ]}
      rows={props.rows.map((row) => [
        <a href={caseHref(row.id)}>
          <bdi>{row.codeName}</bdi>
        </a>,
        <StateOfCase i18n={i18n} state={row.state} />,
        <Publicity i18n={i18n} level={row.publicity} />,
        i18n.country(row.country),
        i18n.list(row.languages.map((code) => i18n.language(code))),
        i18n.date(row.openedAt, { zone: props.zone, style: 'short' }),
      ])}
    />
  )
}

function Foot(props: { i18n: I18n; query: CaseQuery; total: number; count: number }) {
  const { i18n, query, total, count } = props
  const at = query.page ?? 1
  const from = (at - 1) * casesPerPage + 1
  const asked = addressOf(query, { page: 1 }).replace('/cases', '/cases/export')
  return (
    <>
      {total > casesPerPage && (
        <Pager
          i18n={i18n}
          from={from}
          to={from + count - 1}
          total={total}
          previous={at > 1 ? addressOf(query, { page: at - 1 }) : undefined}
          next={from + count - 1 < total ? addressOf(query, { page: at + 1 }) : undefined}
        />
      )}
      <form method="post" action={asked}>
        <button class="link" type="submit">
          {i18n.t('cases.export')}
        </button>
      </form>
    </>
  )
}

/** Plain columns only: nothing that is sealed leaves this way. */
export async function downloadCases(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const rows = await c.get('office').db.reading(c.get('member'), (tx) => exportCases(tx, queryOf(c)))
  const header = ['code', 'state', 'publicity', 'country', 'languages', 'opened'] as const
  const cells = rows.map((row) => [
    row.codeName,
    i18n.t(`cases.state.${row.state}` as MessageKey),
    row.publicity,
    row.country,
    row.languages.join(' '),
    row.openedAt,
  ])
  const names = header.map((name) => i18n.t(`cases.col.${name}`))
  return c.body(Readable.toWeb(Readable.from(csvStream(names, cells))) as ReadableStream, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="cases.csv"',
    'Cache-Control': 'no-store',
  })
}

export const newCase = (c: ConsoleContext): Promise<Response> =>
  newCasePage(c, {
    form: { values: { language: 'en', room: 'team', begin: 'open' }, errors: {} },
    status: 200,
  })

export async function takeNewCase(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, newCaseForm, async (value) => ({
    ...(await c.get('office').db.transaction(c.get('member'), (tx) => openCase(tx, value))),
    code: value.codeName,
  }))
  if (!taken.done) return await newCasePage(c, taken.again)
  return redirect(c, caseHref(taken.value.caseId), 'cases.opened', { code: taken.value.code })
}

function newCasePage(
  c: ConsoleContext,
  { form, status }: { form: FormState; status: 200 | 409 | 422 },
): Promise<Response> {
  const i18n = c.get('i18n')
  return page(c, {
    title: i18n.t('cases.new'),
    section: 'cases',
    trail: [{ href: '/cases', label: i18n.t('cases.title') }],
    status,
    body: (
      <form class="sheet" method="post" action="/cases">
        <ErrorSummary i18n={i18n} form={form} />
        <TextField
          name="codeName"
          form={form}
          label={i18n.t('cases.field.code')}
          hint={i18n.t('cases.field.code.hint')}
          required
          maxlength={60}
          autocomplete="off"
          width="half"
        />
        <Select
          name="country"
          form={form}
          label={i18n.t('cases.field.country')}
          empty="–"
          required
          options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Select
          name="reason"
          form={form}
          label={i18n.t('cases.field.reason')}
          empty="–"
          required
          options={openingReasons.map((value) => ({ value, label: i18n.t(`cases.reason.${value}`) }))}
        />
        <LanguageSelect i18n={i18n} name="language" form={form} />
        <RadioGroup
          name="begin"
          form={form}
          label={i18n.t('cases.field.begin')}
          required
          options={(['open', 'received'] as const).map((value) => ({
            value,
            label: i18n.t(`cases.begin.${value}`),
            hint: i18n.t(`cases.begin.${value}.hint`),
          }))}
        />
        <RadioGroup
          name="room"
          form={form}
          label={i18n.t('cases.field.room')}
          required
          options={(['team', 'coalition'] as const).map((value) => ({
            value,
            label: i18n.t(`cases.room.${value}`),
            hint: i18n.t(`cases.room.${value}.hint`),
          }))}
        />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('cases.open')}
          </button>
          <a href="/cases">{i18n.t('cases.cancel')}</a>
        </div>
      </form>
    ),
  })
}

export function LanguageSelect(props: { i18n: I18n; name: string; form: FormState }) {
  const { i18n } = props
  return (
    <Select
      name={props.name}
      form={props.form}
      label={i18n.t('cases.field.language')}
      hint={i18n.t('cases.field.language.hint')}
      required
      options={languages.map((value) => ({ value, label: i18n.language(value) }))}
    />
  )
}
