import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { page, type PageParts } from '#organisations/index.ts'
import { Status, type Tone } from '#ui/index.ts'
import type { CaseRow } from '../reads.ts'
import type { CaseState, PublicityLevel } from '../tables.ts'

/** One part of a case's page; later modules add theirs with `offerCaseTab`. */
export interface CaseTab {
  name: string
  label: MessageKey
  /** below /cases/<id> */
  path: string
  verb: string
  /** tabs stand in this order */
  order: number
}

const tabs: CaseTab[] = [
  { name: 'overview', label: 'cases.tab.overview', path: '', verb: 'case.read', order: 10 },
  { name: 'wording', label: 'cases.tab.wording', path: '/wording', verb: 'case.read', order: 20 },
  { name: 'portrait', label: 'cases.tab.portrait', path: '/portrait', verb: 'case.read', order: 30 },
  { name: 'status', label: 'cases.tab.status', path: '/status', verb: 'case.read', order: 40 },
  { name: 'team', label: 'cases.tab.team', path: '/team', verb: 'case.read', order: 70 },
  { name: 'log', label: 'cases.tab.log', path: '/log', verb: 'case.read', order: 80 },
]

/** Puts a part of a later module on every case's page. Called once, when the module is composed. */
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

/** One part of one case. The title holds the code name and nothing else of the case. */
export function casePage(c: ConsoleContext, { row, tab, body, ...rest }: CasePageParts): Promise<Response> {
  const i18n = c.get('i18n')
  const open = tabs.find(({ name }) => name === tab)
  const label = open ? i18n.t(open.label) : ''
  return page(c, {
    ...rest,
    title: `${row.codeName} · ${label}`,
    heading: rest.heading ?? label,
    section: 'cases',
    caseBar: {
      codeName: row.codeName,
      href: caseHref(row.id),
      publicity: (
        <>
          <StateOfCase i18n={i18n} state={row.state} /> <Publicity i18n={i18n} level={row.publicity} />
        </>
      ),
    },
    trail: [
      { href: '/cases', label: i18n.t('cases.title') },
      { href: caseHref(row.id), label: <bdi>{row.codeName}</bdi> },
    ],
    body: (
      <>
        <nav class="tabs" aria-label={i18n.t('cases.tabs')}>
          <ul>
            {tabs
              .filter(({ verb }) => can(c.get('member'), verb))
              .map(({ name, label: key, path }) => (
                <li>
                  <a href={caseHref(row.id, path)} aria-current={name === tab ? 'page' : undefined}>
                    {i18n.t(key)}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        {body}
      </>
    ),
  })
}
