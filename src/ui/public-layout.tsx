import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import { directionOf, type I18n } from '#platform/i18n.ts'
import type { Assets, LanguageLink } from './page.ts'
import { say } from './say.tsx'

/** What every public page is given by its route. */
export interface PublicShell {
  i18n: I18n
  assets: Assets
  /** Name of the instance or, on a partner's page, of the organisation. */
  siteName: string
  /** Address of the list of public cases in this language. */
  homeHref: string
  /** This page in the other languages that have it. */
  languages: readonly LanguageLink[]
  /** Privacy notice of the instance. */
  privacyHref?: string
  /** Where the source code of what runs here can be had (AGPL, section 13). */
  sourceHref?: string
  /** Where it asks, while somebody looks at it, whether it still stands; without it, it does not ask. */
  standingHref?: string
  /** The page stands in a frame on another site. */
  frame?: Frame
}

/** How a framed page looks, and what it tells the page around it: that it is there, and never who is. */
export interface Frame {
  /** Addresses of its stylesheets, after the one of all pages. */
  styles: readonly string[]
  letters: 'house' | 'sans' | 'serif'
  /** The same on our own site. */
  openHref: string
  /** Of a form: the frame that leads to it, for a sandbox in which no form can be sent. */
  cardHref?: string
  /** Nothing may be shown: the frame says so in the one neutral text. */
  empty?: boolean
}

interface LayoutProps {
  shell: PublicShell
  title: string
  children: Child
  description?: string
  /** From configuration, never from the Host header. */
  canonical?: string
  /** Pages that belong to one reader (tokens, forms refused, thanks) are not indexed. */
  index?: boolean
  /** Absolute address of the page, by which other sites ask how they may show it in a frame (oEmbed, section 4). */
  oembed?: string
  feeds?: readonly { title: string; href: string; type: 'application/atom+xml' | 'application/feed+json' }[]
  /** Absolute address of the share card. */
  image?: string
  /** Islands that this page uses; their files come from `assets.islands`. */
  islands?: readonly string[]
  class?: string
  /** In a frame: the page follows an act of this kind. `now`: it is itself the answer to the form. */
  acted?: { kind: string; now?: boolean }
}

/** A whole public document. It names no third party and needs no script. */
export function PublicLayout(props: LayoutProps) {
  return props.shell.frame ? <FramedLayout {...props} frame={props.shell.frame} /> : <OwnLayout {...props} />
}

function OwnLayout(props: LayoutProps) {
  const { shell, title } = props
  const { i18n } = shell
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={i18n.lang} dir={i18n.dir}>
        <Head {...props} />
        <body data-standing={shell.standingHref}>
          <a class="skip" href="#main">
            {i18n.t('ui.skip')}
          </a>
          <header class="site">
            <a class="site-name" href={shell.homeHref}>
              <bdi>{shell.siteName}</bdi>
            </a>
            <Languages i18n={i18n} links={shell.languages} />
          </header>
          <main id="main" class={props.class} aria-label={props.class === 'case' ? title : undefined}>
            {props.children}
          </main>
          <footer class="site">
            <p>{i18n.t('ui.footer.promise')}</p>
            <p>
              {shell.privacyHref && <a href={shell.privacyHref}>{i18n.t('ui.footer.privacy')}</a>}
              {shell.privacyHref && shell.sourceHref && ' · '}
              {shell.sourceHref && (
                <a href={shell.sourceHref} rel="noopener noreferrer">
                  {i18n.t('ui.footer.source')}
                </a>
              )}
            </p>
          </footer>
          <Islands shell={shell} names={props.islands ?? []} />
        </body>
      </html>
    </>
  )
}

/**
 * The same page without what is around it. What leads to our whole pages, which stand in no frame, opens beside it: so
 * does every link that does not ask to stay (`target="_self"`), as steps of one journey do.
 */
function FramedLayout(props: LayoutProps & { frame: Frame }) {
  const { shell, frame, acted } = props
  const { i18n } = shell
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={i18n.lang} dir={i18n.dir} class={`framed letters-${frame.letters}`}>
        <Head {...props} index={false} oembed={props.oembed && new URL(frame.openHref, props.oembed).href} />
        <body
          data-standing={shell.standingHref}
          data-card={frame.cardHref}
          data-frame={frame.empty ? 'empty' : 'ready'}
          data-acted={acted?.kind}
          data-acted-now={acted?.now ? '' : undefined}
        >
          <main id="main" class={props.class}>
            {props.children}
          </main>
          {!frame.empty && (
            <footer class="site">
              <p>
                <a href={frame.openHref}>{say(i18n, 'ui.frame.open', { site: shell.siteName })}</a>
              </p>
            </footer>
          )}
          <Islands shell={shell} names={[...(props.islands ?? []), 'frame']} />
        </body>
      </html>
    </>
  )
}

function Islands({ shell, names }: { shell: PublicShell; names: readonly string[] }) {
  return (
    <>
      {[...names, ...(shell.standingHref ? ['standing'] : [])].map((name) => {
        const src = shell.assets.islands[name]
        return src && <script type="module" src={src}></script>
      })}
    </>
  )
}

function Head(props: LayoutProps) {
  const { shell, title, description, canonical, image } = props
  const full = title === shell.siteName ? title : `${title} · ${shell.siteName}`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <title>{full}</title>
      {shell.frame && <base target="_blank" />}
      <link rel="stylesheet" href={shell.assets.publicCss} />
      {shell.frame?.styles.map((href) => (
        <link rel="stylesheet" href={href} />
      ))}
      {description && <meta name="description" content={description} />}
      {!props.index && <meta name="robots" content="noindex" />}
      {canonical && <link rel="canonical" href={canonical} />}
      {props.index &&
        shell.languages.map(({ lang, href }) => <link rel="alternate" hreflang={lang} href={href} />)}
      {props.feeds?.map(({ title: name, href, type }) => (
        <link rel="alternate" type={type} title={name} href={href} />
      ))}
      {(props.index || shell.frame) && props.oembed && (
        <link rel="alternate" type="application/json+oembed" href={oembedOf(props.oembed)} />
      )}
      {props.index && <meta property="og:title" content={title} />}
      {props.index && description && <meta property="og:description" content={description} />}
      {image && <meta property="og:image" content={image} />}
    </head>
  )
}

const oembedOf = (page: string): string => `${new URL('/oembed', page)}?url=${encodeURIComponent(page)}`

function Languages({ i18n, links }: { i18n: I18n; links: readonly LanguageLink[] }) {
  const others = links.filter(({ lang }) => lang !== i18n.lang)
  if (others.length === 0) return null
  return (
    <nav aria-label={i18n.t('ui.languages')}>
      <ul>
        {others.map(({ lang, href }) => (
          <li>
            <a href={href} lang={lang} dir={directionOf(lang)} hreflang={lang}>
              {ownName(lang)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A language is offered by the name that its own readers look for. */
export function ownName(lang: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language', fallback: 'code' }).of(lang) ?? lang
  } catch {
    return lang
  }
}
