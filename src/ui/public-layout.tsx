import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import { directionOf, type I18n } from '#platform/i18n.ts'
import type { Assets, LanguageLink } from './page.ts'

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
  feeds?: readonly { title: string; href: string; type: 'application/atom+xml' | 'application/feed+json' }[]
  /** Absolute address of the share card. */
  image?: string
  /** Islands that this page uses; their files come from `assets.islands`. */
  islands?: readonly string[]
  class?: string
}

/** A whole public document. It names no third party and needs no script. */
export function PublicLayout(props: LayoutProps) {
  const { shell, title } = props
  const { i18n } = shell
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={i18n.lang} dir={i18n.dir}>
        <Head {...props} />
        <body>
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
          {props.islands?.map((name) => {
            const src = shell.assets.islands[name]
            return src && <script type="module" src={src}></script>
          })}
        </body>
      </html>
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
      <link rel="stylesheet" href={shell.assets.publicCss} />
      {description && <meta name="description" content={description} />}
      {!props.index && <meta name="robots" content="noindex" />}
      {canonical && <link rel="canonical" href={canonical} />}
      {props.index &&
        shell.languages.map(({ lang, href }) => <link rel="alternate" hreflang={lang} href={href} />)}
      {props.feeds?.map(({ title: name, href, type }) => (
        <link rel="alternate" type={type} title={name} href={href} />
      ))}
      {props.index && <meta property="og:title" content={title} />}
      {props.index && description && <meta property="og:description" content={description} />}
      {image && <meta property="og:image" content={image} />}
    </head>
  )
}

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
