import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Notice, type Tone } from './parts.tsx'
import type { Assets } from './page.ts'

export const consoleSections = [
  'today',
  'cases',
  'duty',
  'campaigns',
  'officials',
  'updates',
  'joint-letters',
  'messages',
  'supporters',
  'broadcasts',
  'organisation',
  'members',
] as const
export type ConsoleSection = (typeof consoleSections)[number]

/** What every console page is given by its route. */
export interface ConsoleShell {
  i18n: I18n
  assets: Assets
  organisation: string
  /** where one changes over to another organisation that one serves */
  switchHref?: string
  member: string
  /** Where each section is; a section that the member may not open is absent. */
  sections: Readonly<Partial<Record<ConsoleSection, string>>>
  /** Work that waits, shown beside the section. */
  waiting?: Readonly<Partial<Record<ConsoleSection, number>>>
  /** POST target. */
  signOutHref: string
  accountHref?: string
  /** The demo says on each page that its people are invented. */
  banner?: string
}

interface LayoutProps {
  shell: ConsoleShell
  /** Safety: the browser keeps titles in its history, so a case appears here by its code name only. */
  title: string
  heading?: Child
  section?: ConsoleSection
  /** On every screen of a case: its code name and how public it is now. */
  caseBar?: { codeName: string; href: string; publicity: Child }
  trail?: readonly { href: string; label: Child }[]
  /** What the last act did. */
  flash?: { tone: Tone; text: Child }
  /** Buttons beside the heading. */
  actions?: Child
  islands?: readonly string[]
  children: Child
}

export function ConsoleLayout(props: LayoutProps) {
  const { shell, title } = props
  const { i18n } = shell
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={i18n.lang} dir={i18n.dir}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>{`${title} · Watchlight`}</title>
          <link rel="stylesheet" href={shell.assets.consoleCss} />
        </head>
        <body class="console">
          <a class="skip" href="#main">
            {i18n.t('ui.skip')}
          </a>
          {shell.banner && <aside class="banner">{shell.banner}</aside>}
          <TopBar shell={shell} />
          <div class="desk">
            <nav class="side" aria-label={i18n.t('ui.console.menu')}>
              <Sections {...props} />
            </nav>
            <main id="main">
              {props.caseBar && <CaseBar bar={props.caseBar} />}
              {props.trail && <Trail i18n={i18n} trail={props.trail} />}
              <div class="heading">
                <h1>{props.heading ?? title}</h1>
                {props.actions && <div class="buttons">{props.actions}</div>}
              </div>
              {props.flash && (
                <Notice tone={props.flash.tone} live>
                  <p>{props.flash.text}</p>
                </Notice>
              )}
              {props.children}
            </main>
          </div>
          {props.islands?.map((name) => {
            const src = shell.assets.islands[name]
            return src && <script type="module" src={src}></script>
          })}
        </body>
      </html>
    </>
  )

  function TopBar({ shell: bar }: { shell: ConsoleShell }) {
    return (
      <header class="top">
        <details class="menu">
          <summary>{i18n.t('ui.console.menu')}</summary>
          <nav aria-label={i18n.t('ui.console.menu')}>
            <Sections {...props} />
          </nav>
        </details>
        <strong class="organisation">
          {bar.switchHref ? (
            <a href={bar.switchHref}>
              <bdi>{bar.organisation}</bdi>
            </a>
          ) : (
            <bdi>{bar.organisation}</bdi>
          )}
        </strong>
        <span class="member">
          {bar.accountHref ? (
            <a href={bar.accountHref}>
              <bdi>{bar.member}</bdi>
            </a>
          ) : (
            <bdi>{bar.member}</bdi>
          )}
        </span>
        <form method="post" action="/leave">
          <button class="link leave" type="submit" title={i18n.t('ui.console.leave.hint')}>
            {i18n.t('ui.console.leave')}
          </button>
        </form>
        <form method="post" action={bar.signOutHref}>
          <button class="link" type="submit">
            {i18n.t('ui.console.signOut')}
          </button>
        </form>
      </header>
    )
  }
}

function Sections({ shell, section }: LayoutProps) {
  const { i18n } = shell
  return (
    <ul>
      {consoleSections.map((name) => {
        const href = shell.sections[name]
        const waiting = shell.waiting?.[name]
        const key: MessageKey = `ui.console.${name}`
        return (
          href && (
            <li>
              <a href={href} aria-current={name === section ? 'page' : undefined}>
                {i18n.t(key)}
                {waiting ? (
                  <span class="waiting">
                    <span aria-hidden="true">{i18n.number(waiting)}</span>
                    <span class="hidden">{i18n.t('ui.console.waiting', { count: waiting })}</span>
                  </span>
                ) : null}
              </a>
            </li>
          )
        )
      })}
    </ul>
  )
}

function CaseBar({ bar }: { bar: { codeName: string; href: string; publicity: Child } }) {
  return (
    <p class="case-bar">
      <a href={bar.href}>
        <bdi>{bar.codeName}</bdi>
      </a>
      <span>{bar.publicity}</span>
    </p>
  )
}

function Trail({ i18n, trail }: { i18n: I18n; trail: readonly { href: string; label: Child }[] }) {
  return (
    <nav class="trail" aria-label={i18n.t('ui.trail')}>
      <ol>
        {trail.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
