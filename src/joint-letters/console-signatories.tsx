/** Who signed one letter: what waits for a person first, and a way to find everybody else. */
import { Readable } from 'node:stream'
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { csvStream } from '#platform/text/csv.ts'
import { hostOf, shownHost } from '#platform/text/website.ts'
import { takeForm } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Empty, Filter, Notice, Pager, Select, Status, Table, TextField } from '#ui/index.ts'
import { letterHref } from './console-letters.tsx'
import { idOf, letterPage, openLetter } from './console-page.tsx'
import { Logo } from './console-signatory.tsx'
import { exportColumns, exportSignatories } from './exporting.ts'
import { tickedForm } from './forms.ts'
import { herNameIn, type HerName } from './her-name.ts'
import type { LetterSource } from './letter-document.ts'
import { listTicked, mayBeTicked, mayModerate } from './moderation.ts'
import { isPublic } from './publishing.ts'
import { listShown, type Shown } from './shown.ts'
import { countSignatories, readSignatories, type Signatory } from './signatory.ts'
import { signatoryStates, type SignatoryState } from './tables.ts'

const perPage = 50
/** What a person does first stands first. */
const order: readonly SignatoryState[] = [
  ...(['waiting', 'listed', 'pending', 'declined', 'removed', 'withdrawn'] as const),
]

interface Query {
  state: SignatoryState
  text: string
  country: string
  domain: '' | 'yes' | 'no'
  page: number
}

function queryOf(c: ConsoleContext, counts: Record<SignatoryState, number>): Query {
  const { q = '', country = '', domain = '', state, page } = c.req.query()
  const first = order.find((one) => counts[one] > 0) ?? 'waiting'
  return {
    state: signatoryStates.find((one) => one === state) ?? first,
    text: q.slice(0, 200).trim(),
    country: /^[A-Z]{2}$/.test(country) ? country : '',
    domain: domain === 'yes' || domain === 'no' ? domain : '',
    page: Math.max(1, Number(page) || 1),
  }
}

/** Names are sealed: what was asked for is looked for in what was opened. */
function matches(one: Signatory, { text, country, domain }: Query): boolean {
  const inText = (value: string) => value.toLowerCase().includes(text.toLowerCase())
  if (country && one.country !== country) return false
  if (domain && (one.memberOrganisationId !== undefined || one.atDomain !== (domain === 'yes'))) return false
  return text === '' || inText(one.name) || inText(one.website)
}

export async function showSignatories(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openLetter(c)
  const { letter } = opened.source
  const read = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const counts = await countSignatories(tx, letter.id)
    const query = queryOf(c, counts)
    const all = await readSignatories(tx, letter, [query.state])
    return {
      ...{ counts, query, all },
      her: await herNameIn(tx, letter),
      shown: await listShown(tx, letter),
      mayModerate: can(c.get('member'), 'joint-letter.moderate') && (await mayModerate(tx, letter)),
    }
  })
  const { query } = read
  const found = read.all.filter((one) => matches(one, query))
  const first = (query.page - 1) * perPage
  const { zone } = await organisationOf(c)
  return await letterPage(c, opened, {
    tab: 'signatories',
    body: (
      <>
        <Numbers i18n={i18n} shown={read.shown} />
        {read.mayModerate && ['waiting', 'declined'].includes(query.state) && read.all.length > 0 && (
          <LookForHerName i18n={i18n} her={read.her} />
        )}
        <States i18n={i18n} letterId={letter.id} counts={read.counts} now={query.state} />
        {read.all.length > 0 && (
          <SignatoryFilter i18n={i18n} letterId={letter.id} query={query} all={read.all} />
        )}
        <Found
          {...{ i18n, zone, query, source: opened.source, her: read.her }}
          rows={found.slice(first, first + perPage)}
          total={found.length}
          named={new Set(read.shown.map(({ signatory }) => signatory.id))}
          mayModerate={read.mayModerate}
        />
        <Pages i18n={i18n} letterId={letter.id} query={query} total={found.length} />
        {read.mayModerate && <Export i18n={i18n} letterId={letter.id} contacts={opened.ours} />}
      </>
    ),
  })
}

function Numbers({ i18n, shown }: { i18n: I18n; shown: readonly Shown[] }) {
  const countries = new Set(shown.map(({ country }) => country)).size
  return <p>{i18n.t('joint-letters.who.numbers.text', { count: shown.length, countries })}</p>
}

/** Safety: what somebody typed as a name stands beside her case in the moment in which it is listed. */
function LookForHerName({ i18n, her }: { i18n: I18n; her: HerName }) {
  if (her.isPublic) return null
  return (
    <Notice tone="warning">
      <p>{i18n.t(her.mayList ? 'joint-letters.who.name-danger' : 'joint-letters.who.team-lists')}</p>
    </Notice>
  )
}

function States(props: {
  i18n: I18n
  letterId: string
  counts: Record<SignatoryState, number>
  now: SignatoryState
}) {
  const { i18n, counts } = props
  return (
    <nav aria-label={i18n.t('joint-letters.who.states')}>
      <ul class="inline-list">
        {order
          .filter((one) => counts[one] > 0 || one === props.now || one === 'waiting' || one === 'listed')
          .map((one) => (
            <li>
              <a
                href={letterHref(props.letterId, `/signatories?state=${one}`)}
                aria-current={one === props.now ? 'page' : undefined}
              >
                {i18n.t(`joint-letters.who.tab.${one}`)}
              </a>{' '}
              <strong>{i18n.number(counts[one])}</strong>
            </li>
          ))}
      </ul>
    </nav>
  )
}

function SignatoryFilter(props: { i18n: I18n; letterId: string; query: Query; all: readonly Signatory[] }) {
  const { i18n, query, letterId } = props
  const countries = [...new Set(props.all.map(({ country }) => country))]
    .map((value) => ({ value, label: i18n.country(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, i18n.lang))
  const here = letterHref(letterId, '/signatories')
  const clear = `${here}?state=${query.state}`
  return (
    <Filter i18n={i18n} action={here} clear={query.text || query.country || query.domain ? clear : undefined}>
      <input type="hidden" name="state" value={query.state} />
      <TextField name="q" type="search" label={i18n.t('joint-letters.who.search')} value={query.text} />
      <Select
        name="country"
        label={i18n.t('joint-letters.who.country')}
        empty={i18n.t('joint-letters.all')}
        value={query.country}
        options={countries}
      />
      <Select
        name="domain"
        label={i18n.t('joint-letters.who.domain')}
        empty={i18n.t('joint-letters.all')}
        value={query.domain}
        options={(['yes', 'no'] as const).map((value) => ({
          value,
          label: i18n.t(`joint-letters.who.domain.${value}`),
        }))}
      />
    </Filter>
  )
}

interface FoundProps {
  i18n: I18n
  zone: string
  query: Query
  source: LetterSource
  her: HerName
  rows: readonly Signatory[]
  total: number
  /** who stands under it in public */
  named: ReadonlySet<string>
  mayModerate: boolean
}

function Found(props: FoundProps) {
  const { i18n, query, source, rows } = props
  if (props.total === 0) return <Nobody i18n={i18n} query={query} source={source} />
  const mayList = props.mayModerate && query.state === 'waiting'
  const tickable = mayList && isPublic(source.letter) && rows.some((one) => mayBeTicked(one, props.her))
  const list = <List {...props} tickable={tickable} />
  if (mayList && !isPublic(source.letter))
    return (
      <>
        <p>{i18n.t('joint-letters.list.not-public')}</p>
        {list}
      </>
    )
  if (!tickable) return list
  return (
    <form method="post" action={letterHref(source.letter.id, '/signatories/list')}>
      {list}
      <p class="small">{i18n.t('joint-letters.who.list-ticked.text')}</p>
      <button class="action" type="submit">
        {i18n.t('joint-letters.who.list-ticked')}
      </button>
    </form>
  )
}

function Nobody({ i18n, query, source }: Pick<FoundProps, 'i18n' | 'query' | 'source'>) {
  const filtered = query.text || query.country || query.domain
  if (query.state !== 'waiting' || filtered) return <p>{i18n.t('joint-letters.who.none')}</p>
  const { state, publicOpen } = source.letter
  const open = state === 'published' && publicOpen ? 'yes' : 'no'
  return (
    <Empty title={i18n.t('joint-letters.who.none.waiting')}>
      <p>{i18n.t('joint-letters.who.none.waiting.text', { open })}</p>
    </Empty>
  )
}

function List(props: FoundProps & { tickable: boolean }) {
  const { i18n, zone, source, her, named, tickable, mayModerate } = props
  return (
    <Table
      caption={i18n.t('joint-letters.who.caption', { count: props.total })}
      columns={(['name', 'country', 'mail', 'signed'] as const).map((one) => ({
        label: i18n.t(`joint-letters.who.col.${one}`),
      }))}
      rows={props.rows.map((one) => [
        <div class={tickable && mayBeTicked(one, her) ? 'choice' : undefined}>
          {tickable && mayBeTicked(one, her) && (
            <input
              type="checkbox"
              name="signatory"
              value={one.id}
              aria-label={i18n.t('joint-letters.who.tick', { name: one.name })}
            />
          )}
          <span>
            <NameOf letterId={source.letter.id} signatory={one} />
            {one.website && (
              <small>
                {' '}
                <bdi>{shownHost(hostOf(one.website))}</bdi>
              </small>
            )}
            {her.tellsIn(one) && (
              <>
                {' '}
                <Status tone="danger">{i18n.t('joint-letters.who.tells')}</Status>
              </>
            )}
            {tickable && one.hasLogo && (
              <>
                <br />
                <Logo i18n={i18n} signatory={one} />
              </>
            )}
          </span>
        </div>,
        i18n.country(one.country),
        <MailOf {...{ i18n, mayModerate }} signatory={one} named={named.has(one.id)} />,
        i18n.date(one.verifiedAt ?? one.signedAt, { zone, style: 'short' }),
      ])}
    />
  )
}

/** One of us signed by its own word: nobody decides about it, so it has no page. */
function NameOf({ letterId, signatory }: { letterId: string; signatory: Signatory }) {
  const name = <bdi>{signatory.name}</bdi>
  if (signatory.memberOrganisationId) return name
  return <a href={letterHref(letterId, `/signatories/${signatory.id}`)}>{name}</a>
}

/** By word and shape: whose mail it is, and at which host it was answered, or that it is one of us. */
function MailOf(props: { i18n: I18n; signatory: Signatory; named: boolean; mayModerate: boolean }) {
  const { i18n, signatory: one, named } = props
  if (one.memberOrganisationId)
    return (
      <>
        {i18n.t('joint-letters.who.member')}
        {one.state === 'listed' && !named && (
          <>
            {' '}
            <Status tone="quiet">{i18n.t('joint-letters.who.unnamed')}</Status>
          </>
        )}
      </>
    )
  if (one.state === 'pending')
    return <Status tone="quiet">{i18n.t('joint-letters.who.state.pending')}</Status>
  const word = one.atDomain ? 'yes' : 'no'
  return (
    <span>
      <Status tone={one.atDomain ? 'success' : 'warning'}>
        {i18n.t(`joint-letters.who.domain.${word}`)}
      </Status>
      {props.mayModerate && one.mailHost && (
        <>
          <br />
          <small>
            <bdi>{shownHost(one.mailHost)}</bdi>
          </small>
        </>
      )}
    </span>
  )
}

function Pages(props: { i18n: I18n; letterId: string; query: Query; total: number }) {
  const { query, total } = props
  if (total <= perPage) return null
  const from = (query.page - 1) * perPage
  const to = (page: number) =>
    `${letterHref(props.letterId, '/signatories')}?${new URLSearchParams({
      ...{ state: query.state, q: query.text, country: query.country, domain: query.domain },
      page: String(page),
    })}`
  return (
    <Pager
      i18n={props.i18n}
      from={from + 1}
      to={Math.min(from + perPage, total)}
      total={total}
      previous={query.page > 1 ? to(query.page - 1) : undefined}
      next={from + perPage < total ? to(query.page + 1) : undefined}
    />
  )
}

const Export = (props: { i18n: I18n; letterId: string; contacts: boolean }) => (
  <form class="block" method="post" action={letterHref(props.letterId, '/export.csv')}>
    <p class="small">
      {props.i18n.t('joint-letters.who.export.text', { contacts: props.contacts ? 'yes' : 'no' })}
    </p>
    <button class="button" type="submit">
      {props.i18n.t('joint-letters.who.export')}
    </button>
  </form>
)

export async function takeTicked(c: ConsoleContext): Promise<Response> {
  const letterId = idOf(c)
  const taken = await takeForm(c, tickedForm, ({ signatory }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => listTicked(tx, { letterId, signatoryIds: signatory })),
  )
  const count = taken.done ? taken.value : 0
  return redirect(c, letterHref(letterId, '/signatories'), 'joint-letters.who.listed-many', { count })
}

export async function takeExport(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const rows = await c.get('office').db.transaction(c.get('member'), (tx) => exportSignatories(tx, idOf(c)))
  const header = exportColumns.map((name) => i18n.t(`joint-letters.export.${name}`))
  return c.body(Readable.toWeb(Readable.from(csvStream(header, rows))) as ReadableStream, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="signatories.csv"',
    'Cache-Control': 'no-store',
  })
}
