import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { page, type PageParts } from '#organisations/index.ts'
import { Status, type Tone } from '#ui/index.ts'
import { findCaseMarks } from '../marks.ts'
import { findNextStep } from '../next-step.ts'
import type { CaseRow } from '../reads.ts'
import type { CaseState, PublicityLevel } from '../tables.ts'

/** The rooms of a case, in the order in which they stand; a room without a page that one may open is not shown. */
export const caseGroups = [
  'now',
  'timeline',
  'safety',
  'legal',
  'words',
  'publications',
  'team',
  'log',
] as const
export type CaseGroup = (typeof caseGroups)[number]

/** One page in a room of the case; later nouns and modules add theirs with `offerCaseTab`. */
export interface CaseTab {
  name: string
  label: MessageKey
  /** below /cases/<id> */
  path: string
  verb: string
  /** pages of a room stand in this order; the first one that may be opened is the room's door */
  order: number
  group: CaseGroup
}

const tabs: CaseTab[] = [
  { name: 'overview', label: 'cases.tab.overview', path: '', verb: 'case.read', order: 10, group: 'now' },
  {
    name: 'wording',
    label: 'cases.tab.wording',
    path: '/wording',
    verb: 'case.read',
    order: 30,
    group: 'words',
  },
  {
    name: 'portrait',
    label: 'cases.tab.portrait',
    path: '/portrait',
    verb: 'case.read',
    order: 40,
    group: 'words',
  },
  { name: 'team', label: 'cases.tab.team', path: '/team', verb: 'case.read', order: 10, group: 'team' },
  { name: 'log', label: 'cases.tab.log', path: '/log', verb: 'case.read', order: 10, group: 'log' },
]

/** Puts a page of a later noun or module into a room of every case. Called once, when it is composed. */
export function offerCaseTab(tab: CaseTab): void {
  if (tabs.some(({ name }) => name === tab.name)) return
  tabs.push(tab)
  tabs.sort((a, b) => a.order - b.order)
}

export const caseHref = (caseId: string, path = ''): string => `/cases/${caseId}${path}`

/** How public a case is, by word and shape; it stands on every screen of the case. */
export function Publicity({ i18n, level }: { i18n: I18n; level: PublicityLevel }) {
  const tones: Record<PublicityLevel, Tone | 'quiet'> = {
    0: 'quiet',
    1: 'quiet',
    2: 'info',
    3: 'info',
    4: 'warning',
    5: 'danger',
  }
  return <Status tone={tones[level]}>{i18n.t(`cases.level.${level}` as MessageKey)}</Status>
}

export function StateOfCase({ i18n, state }: { i18n: I18n; state: CaseState }) {
  const active = state === 'open' || state === 'monitoring'
  return <Status tone={active ? 'success' : 'quiet'}>{i18n.t(`cases.state.${state}` as MessageKey)}</Status>
}

interface CasePageParts extends Omit<PageParts, 'title' | 'section' | 'caseBar' | 'trail' | 'heading'> {
  row: CaseRow
  /** the tab that is open */
  tab: string
  heading?: Child
}

/** The bar above every screen of a case, its campaigns and updates too: code name, state, publicity, and every mark. */
export async function caseBarOf(c: ConsoleContext, row: CaseRow): Promise<NonNullable<PageParts['caseBar']>> {
  const i18n = c.get('i18n')
  const marks = await c.get('office').db.reading(c.get('member'), (tx) => findCaseMarks(tx, row, i18n))
  return {
    codeName: row.codeName,
    href: caseHref(row.id),
    publicity: (
      <>
        <StateOfCase i18n={i18n} state={row.state} /> <Publicity i18n={i18n} level={row.publicity} />
        {marks.map((mark) => (
          <> {mark}</>
        ))}
      </>
    ),
  }
}

/** One page of one case. The title holds the code name and nothing else of the case. */
export async function casePage(
  c: ConsoleContext,
  { row, tab, body, ...rest }: CasePageParts,
): Promise<Response> {
  const i18n = c.get('i18n')
  const open = tabs.find(({ name }) => name === tab)
  const label = open ? i18n.t(open.label) : ''
  const next = await c.get('office').db.reading(c.get('member'), (tx) => findNextStep(tx, row))
  return await page(c, {
    ...rest,
    title: `${row.codeName} · ${label}`,
    heading: rest.heading ?? label,
    section: 'cases',
    caseBar: await caseBarOf(c, row),
    trail: [
      { href: '/cases', label: i18n.t('cases.title') },
      { href: caseHref(row.id), label: <bdi>{row.codeName}</bdi> },
    ],
    body: (
      <>
        <Rooms c={c} row={row} open={open} />
        {next && next.href !== c.req.path && (
          <p class="next-step">
            {i18n.t('cases.step.label')}{' '}
            <a class="button" href={next.href}>
              {i18n.t(next.label)}
            </a>
          </p>
        )}
        {body}
      </>
    ),
  })
}

/** The rooms of the case, and below them the pages of the one that is open when it has more than one. */
function Rooms({ c, row, open }: { c: ConsoleContext; row: CaseRow; open: CaseTab | undefined }) {
  const i18n = c.get('i18n')
  const mine = tabs.filter(({ verb }) => can(c.get('member'), verb))
  const rooms = caseGroups.flatMap((group) => {
    const [first] = mine.filter((tab) => tab.group === group)
    return first ? [{ group, href: caseHref(row.id, first.path) }] : []
  })
  const beside = mine.filter(({ group }) => group === open?.group)
  return (
    <>
      <nav class="tabs" aria-label={i18n.t('cases.tabs')}>
        <ul>
          {rooms.map(({ group, href }) => (
            <li>
              <a
                href={href}
                aria-current={group === open?.group ? (beside[0] === open ? 'page' : 'true') : undefined}
              >
                {i18n.t(`cases.group.${group}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {open && beside.length > 1 && (
        <nav class="tabs within" aria-label={i18n.t(`cases.group.${open.group}`)}>
          <ul>
            {beside.map(({ name, label, path }) => (
              <li>
                <a href={caseHref(row.id, path)} aria-current={name === open.name ? 'page' : undefined}>
                  {i18n.t(label)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  )
}
