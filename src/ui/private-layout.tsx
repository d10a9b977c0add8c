import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import type { I18n } from '#platform/i18n.ts'

/**
 * A page behind a private link. Safety: it names nobody, not even whose page it is, in title, text or address; whoever
 * looks over her shoulder, or through the history of her telephone, reads a plain form.
 */
export function PrivateLayout(props: {
  i18n: I18n
  css: string
  title: string
  /** what the page says of itself, where the title may not */
  heading?: string
  before?: Child
  children: Child
}) {
  const { i18n } = props
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={i18n.lang} dir={i18n.dir}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>{props.title}</title>
          <link rel="stylesheet" href={props.css} />
        </head>
        <body>
          <main>
            {props.before}
            <h1>{props.heading ?? props.title}</h1>
            {props.children}
          </main>
        </body>
      </html>
    </>
  )
}
