/** The list of joint letters, and how one begins. */
import { can } from '#platform/access.ts'
import { languages, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { caseHref, listCases, takeForm, type Again } from '#cases/index.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import { zones } from '#publishing/index.ts'
import {
  Checkbox,
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
import { newLetterForm } from './forms.ts'
import { draftLetter } from './letter.ts'
import { lettersPerPage, listLetters, type LetterRow } from './reads.ts'
import { letterStates, type LetterState } from './tables.ts'

export const letterHref = (letterId: string, path = ''): string => `/joint-letters/${letterId}${path}`

const tones: Record<LetterState, Tone | 'quiet'> = {
  ...{ draft: 'quiet', published: 'success', closed: 'info', withdrawn: 'warning' },
}

export const StateOfLetter = ({ i18n, state }: { i18n: I18n; state: LetterState }) => (
  <Status tone={tones[state]}>{i18n.t(`joint-letters.state.${state}`)}</Status>
)

export async function showLetters(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const query = {
    state: letterStates.find((one) => one === c.req.query('state')),
    caseId: c.req.query('case') || undefined,
    page: Math.max(1, Number(c.req.query('page')) || 1),
  }
  const { found, cases } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    found: await listLetters(tx, query),
    cases: (await listCases(tx, {})).rows,
  }))
  const { zone } = await organisationOf(c)
  const filtered = Boolean(query.state ?? query.caseId)
  const may = can(c.get('member'), 'joint-letter.write') && cases.length > 0
  return page(c, {
    title: i18n.t('joint-letters.title'),
    section: 'joint-letters',
    actions: may && (
      <a class="button" href="/joint-letters/new">
        {i18n.t('joint-letters.new')}
      </a>
    ),
    body:
      found.total === 0 && !filtered ? (
        <Empty
          title={i18n.t('joint-letters.empty.title')}
          action={may ? { href: '/joint-letters/new', label: i18n.t('joint-letters.new') } : undefined}
        >
          <p>{i18n.t('joint-letters.empty.text')}</p>
        </Empty>
      ) : (
        <>
          <Filter i18n={i18n} action="/joint-letters" clear={filtered ? '/joint-letters' : undefined}>
            <Select
              name="case"
              label={i18n.t('joint-letters.case')}
              empty={i18n.t('joint-letters.all')}
              value={query.caseId ?? ''}
              options={cases.map((one) => ({ value: one.id, label: one.codeName }))}
            />
            <Select
              name="state"
              label={i18n.t('joint-letters.state')}
              empty={i18n.t('joint-letters.all')}
              value={query.state ?? ''}
              options={letterStates.map((value) => ({
                value,
                label: i18n.t(`joint-letters.state.${value}`),
              }))}
            />
          </Filter>
          <List i18n={i18n} rows={found.rows} zone={zone} total={found.total} />
          <Pages i18n={i18n} query={query} total={found.total} shown={found.rows.length} />
        </>
      ),
  })
}

const columns = ['title', 'case', 'languages', 'state', 'signatories', 'date'] as const

function List({ i18n, rows, zone, total }: { i18n: I18n; rows: LetterRow[]; zone: string; total: number }) {
  return (
    <Table
      caption={i18n.t('joint-letters.caption', { count: total })}
      columns={columns.map((one) => ({
        label: i18n.t(`joint-letters.col.${one}`),
        numeric: one === 'signatories',
      }))}
      rows={rows.map((row) => [
        <a href={letterHref(row.id)}>
          <bdi>{row.title || i18n.t('joint-letters.untitled')}</bdi>
        </a>,
        <a href={caseHref(row.caseId)}>
          <bdi>{row.caseCode}</bdi>
        </a>,
        <>
          {i18n.list(row.languages.map((code) => i18n.language(code)))}
          {row.unreviewed && (
            <>
              {' '}
              <Status tone="warning">{i18n.t('joint-letters.unreviewed')}</Status>
            </>
          )}
        </>,
        <StateOfLetter i18n={i18n} state={row.state} />,
        <>
          {i18n.number(row.listed)}
          {row.waiting > 0 && (
            <>
              {' · '}
              <a class="small" href={letterHref(row.id, '/signatories')}>
                {i18n.t('joint-letters.waiting', { count: row.waiting })}
              </a>
            </>
          )}
        </>,
        i18n.date(row.publishedAt ?? row.createdAt, { zone, style: 'short' }),
      ])}
    />
  )
}

function Pages(props: {
  i18n: I18n
  query: { state?: string | undefined; caseId?: string | undefined; page: number }
  total: number
  shown: number
}) {
  const { query, total, shown } = props
  const before = (query.page - 1) * lettersPerPage
  const to = (page: number) =>
    `/joint-letters?${new URLSearchParams({ state: query.state ?? '', case: query.caseId ?? '', page: String(page) })}`
  if (total <= lettersPerPage) return null
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

export const showNewLetter = (c: ConsoleContext): Promise<Response> => newPage(c)

async function newPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const now = c.get('office').db.clock.now()
  const { zone } = await organisationOf(c)
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
      ...{ openToOthers: 'yes', closesOn: '', zone },
    },
    errors: {},
  }
  return page(c, {
    title: i18n.t('joint-letters.new'),
    section: 'joint-letters',
    status: again?.status,
    trail: [{ href: '/joint-letters', label: i18n.t('joint-letters.title') }],
    body: (
      <form class="sheet" method="post" action="/joint-letters/new">
        <ErrorSummary i18n={i18n} form={form} />
        <Select
          name="caseId"
          form={form}
          required
          empty="–"
          label={i18n.t('joint-letters.case')}
          options={cases.map((one) => ({ value: one.id, label: one.codeName }))}
        />
        <FactFields i18n={i18n} form={form} />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('joint-letters.begin')}
          </button>
          <a href="/joint-letters">{i18n.t('joint-letters.cancel')}</a>
        </div>
      </form>
    ),
  })
}

export const FactFields = ({ i18n, form }: { i18n: I18n; form: FormState }) => (
  <>
    <DateField
      name="datedOn"
      form={form}
      required
      label={i18n.t('joint-letters.field.dated')}
      hint={i18n.t('joint-letters.field.dated.hint')}
    />
    <Select
      name="defaultLanguage"
      form={form}
      required
      label={i18n.t('joint-letters.field.default')}
      hint={i18n.t('joint-letters.field.default.hint')}
      options={languages.map((value) => ({ value, label: i18n.language(value) }))}
    />
    <Checkbox
      name="openToOthers"
      form={form}
      label={i18n.t('joint-letters.field.others')}
      hint={i18n.t('joint-letters.field.others.hint')}
    />
    <DateField
      name="closesOn"
      form={form}
      label={i18n.t('joint-letters.field.closes')}
      note={i18n.t('ui.optional')}
      hint={i18n.t('joint-letters.field.closes.hint')}
    />
    <Select
      name="zone"
      form={form}
      required
      label={i18n.t('joint-letters.field.zone')}
      options={zones.map((value) => ({ value, label: value }))}
    />
  </>
)

export async function takeNewLetter(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, newLetterForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => draftLetter(tx, value)),
  )
  if (!taken.done) return await newPage(c, taken.again)
  return redirect(c, letterHref(taken.value), 'joint-letters.drafted')
}
