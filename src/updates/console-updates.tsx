import { can } from '#platform/access.ts'
import { isLanguage, languages, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { caseHref, listCases, takeForm, type Again } from '#cases/index.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import {
  DateField,
  Empty,
  ErrorSummary,
  Filter,
  Pager,
  Select,
  Status,
  Table,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import { newUpdateForm } from './forms.ts'
import { kindKey } from './kinds.ts'
import { listUpdates, updatesPerPage, type UpdateRow } from './reads.ts'
import { storedKinds, updateStates, type UpdateState } from './tables.ts'
import { draftUpdate } from './update.ts'

export const updateHref = (updateId: string, path = ''): string => `/updates/${updateId}${path}`

const tones: Record<UpdateState, Tone | 'quiet'> = {
  draft: 'quiet',
  review: 'info',
  approved: 'info',
  published: 'success',
  withdrawn: 'warning',
}

export const StateOfUpdate = ({ i18n, state }: { i18n: I18n; state: UpdateState }) => (
  <Status tone={tones[state]}>{i18n.t(`updates.state.${state}`)}</Status>
)

export const kindOptions = (i18n: I18n) =>
  storedKinds.map((value) => ({ value, label: i18n.t(`update.kind.${kindKey(value)}`) }))

const among = <T extends string>(list: readonly T[], asked: string | undefined): T | undefined =>
  list.find((one) => one === asked)

export async function showUpdates(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const query = {
    state: among(updateStates, c.req.query('state')),
    kind: among(storedKinds, c.req.query('kind')),
    caseId: c.req.query('case') || undefined,
    page: Math.max(1, Number(c.req.query('page')) || 1),
  }
  const { found, cases } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    found: await listUpdates(tx, query),
    cases: (await listCases(tx, {})).rows,
  }))
  const { zone } = await organisationOf(c)
  const filtered = Boolean(query.state ?? query.kind ?? query.caseId)
  const may = can(c.get('member'), 'update.write') && cases.length > 0
  return page(c, {
    title: i18n.t('ui.console.updates'),
    section: 'updates',
    actions: may && (
      <a class="button" href="/updates/new">
        {i18n.t('updates.new')}
      </a>
    ),
    body:
      found.total === 0 && !filtered ? (
        <Empty
          title={i18n.t('updates.empty.title')}
          action={may ? { href: '/updates/new', label: i18n.t('updates.new') } : undefined}
        >
          <p>{i18n.t('updates.empty.text')}</p>
        </Empty>
      ) : (
        <>
          <Filter i18n={i18n} action="/updates" clear={filtered ? '/updates' : undefined}>
            <Select
              name="case"
              label={i18n.t('updates.case')}
              empty={i18n.t('updates.all')}
              value={query.caseId ?? ''}
              options={cases.map((one) => ({ value: one.id, label: one.codeName }))}
            />
            <Select
              name="kind"
              label={i18n.t('updates.kind')}
              empty={i18n.t('updates.all')}
              value={query.kind ?? ''}
              options={kindOptions(i18n)}
            />
            <Select
              name="state"
              label={i18n.t('updates.state')}
              empty={i18n.t('updates.all')}
              value={query.state ?? ''}
              options={(['draft', 'published', 'withdrawn'] as const).map((value) => ({
                value,
                label: i18n.t(`updates.state.${value}`),
              }))}
            />
          </Filter>
          <List i18n={i18n} rows={found.rows} zone={zone} total={found.total} />
          <Pages i18n={i18n} query={query} total={found.total} shown={found.rows.length} />
        </>
      ),
  })
}

function List({ i18n, rows, zone, total }: { i18n: I18n; rows: UpdateRow[]; zone: string; total: number }) {
  return (
    <Table
      caption={i18n.t('updates.caption', { count: total })}
      columns={(['headline', 'case', 'kind', 'languages', 'state', 'date'] as const).map((one) => ({
        label: i18n.t(`updates.col.${one}`),
      }))}
      rows={rows.map((row) => [
        <a href={updateHref(row.id)}>
          <bdi>{row.headline || i18n.t('updates.untitled')}</bdi>
        </a>,
        <a href={caseHref(row.caseId)}>
          <bdi>{row.caseCode}</bdi>
        </a>,
        i18n.t(`update.kind.${kindKey(row.kind)}`),
        <>
          {i18n.list(row.languages.map((code) => i18n.language(code)))}
          {row.unreviewed && (
            <>
              {' '}
              <Status tone="warning">{i18n.t('updates.unreviewed')}</Status>
            </>
          )}
        </>,
        <StateOfUpdate i18n={i18n} state={row.state} />,
        i18n.date(row.publishedAt ?? row.createdAt, { zone, style: 'short' }),
      ])}
    />
  )
}

function Pages(props: {
  i18n: I18n
  query: { state?: string; kind?: string; caseId?: string; page: number }
  total: number
  shown: number
}) {
  const { query, total, shown } = props
  const before = (query.page - 1) * updatesPerPage
  const to = (page: number) =>
    `/updates?${new URLSearchParams({ state: query.state ?? '', kind: query.kind ?? '', case: query.caseId ?? '', page: String(page) })}`
  if (total <= updatesPerPage) return null
  return (
    <Pager
      i18n={props.i18n}
      from={before + 1}
      to={before + shown}
      total={total}
      previous={query.page > 1 ? to(query.page - 1) : undefined}
      next={before + shown < total ? to(query.page + 1) : undefined}
    />
  )
}

export const showNewUpdate = (c: ConsoleContext): Promise<Response> => newPage(c)

async function newPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const now = c.get('office').db.clock.now()
  const cases = await c
    .get('office')
    .db.reading(c.get('member'), async (tx) => (await listCases(tx, {})).rows)
  const asked =
    cases.find(({ id }) => id === c.req.query('case')) ?? (cases.length === 1 ? cases[0] : undefined)
  const form: FormState = again?.form ?? {
    values: {
      caseId: asked?.id ?? '',
      defaultLanguage: asked?.defaultLanguage ?? 'en',
      datedOn: now.toISOString().slice(0, 10),
    },
    errors: {},
  }
  return page(c, {
    title: i18n.t('updates.new'),
    section: 'updates',
    status: again?.status,
    trail: [{ href: '/updates', label: i18n.t('ui.console.updates') }],
    body: (
      <form class="sheet" method="post" action="/updates/new">
        <ErrorSummary i18n={i18n} form={form} />
        <Select
          name="caseId"
          form={form}
          required
          empty="–"
          label={i18n.t('updates.case')}
          options={cases.map((one) => ({ value: one.id, label: one.codeName }))}
        />
        <FactFields i18n={i18n} form={form} />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('updates.begin')}
          </button>
          <a href="/updates">{i18n.t('updates.cancel')}</a>
        </div>
      </form>
    ),
  })
}

export const FactFields = ({ i18n, form }: { i18n: I18n; form: FormState }) => (
  <>
    <Select
      name="kind"
      form={form}
      required
      empty="–"
      label={i18n.t('updates.kind')}
      options={kindOptions(i18n)}
    />
    <DateField
      name="datedOn"
      form={form}
      required
      label={i18n.t('updates.dated')}
      hint={i18n.t('updates.dated.hint')}
    />
    <Select
      name="defaultLanguage"
      form={form}
      required
      label={i18n.t('updates.default')}
      hint={i18n.t('updates.default.hint')}
      options={languages.filter(isLanguage).map((value) => ({ value, label: i18n.language(value) }))}
    />
  </>
)

export async function takeNewUpdate(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, newUpdateForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => draftUpdate(tx, value)),
  )
  if (!taken.done) return await newPage(c, taken.again)
  return redirect(c, updateHref(taken.value), 'updates.drafted')
}
