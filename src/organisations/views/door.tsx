import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import type { BuiltAssets } from '#platform/assets.ts'
import type { I18n } from '#platform/i18n.ts'

/** A page for somebody who is not signed in: no menu, no names. */
export function DoorPage(props: {
  i18n: I18n
  assets: BuiltAssets
  title: string
  /** this page in the other languages */
  languages?: readonly { lang: string; href: string }[]
  islands?: readonly string[]
  children: Child
}) {
  const { i18n, assets } = props
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={i18n.lang} dir={i18n.dir}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>{`${props.title} · Watchlight`}</title>
          <link rel="stylesheet" href={assets.consoleCss} />
        </head>
        <body class="console door">
          <a class="skip" href="#main">
            {i18n.t('ui.skip')}
          </a>
          <header class="top">
            <strong class="organisation">Watchlight</strong>
            {props.languages && (
              <nav class="languages" aria-label={i18n.t('ui.languages')}>
                {props.languages.map(({ lang, href }) => (
                  <a href={href} lang={lang} hreflang={lang}>
                    {languageNames[lang] ?? lang}
                  </a>
                ))}
              </nav>
            )}
          </header>
          <main id="main">
            <div class="heading">
              <h1>{props.title}</h1>
            </div>
            {props.children}
          </main>
          {props.islands?.map((name) => {
            const src = assets.islands[name]
            return src && <script type="module" src={src}></script>
          })}
        </body>
      </html>
    </>
  )
}

/** Each language in its own words. */
export const languageNames: Record<string, string> = { en: 'English', ar: 'العربية' }
