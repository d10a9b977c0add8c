import { raw } from 'hono/html'
import { directionOf, isLanguage, type I18n } from '#platform/i18n.ts'
import type { KitPage, KitPicture } from './kit.ts'
import { KitBody } from './kit-body.tsx'

/** The kit as one page of its own, for whoever is given it. */
export function KitFile(props: { i18n: I18n; page: KitPage; picture: KitPicture | undefined }) {
  const { i18n, page, picture } = props
  const { language } = page
  const source = picture && `data:${picture.contentType};base64,${picture.bytes.toString('base64')}`
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language} dir={isLanguage(language) ? directionOf(language) : 'ltr'}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>{i18n.t('press.kit')}</title>
        </head>
        <body>
          <h1>{page.name}</h1>
          <KitBody i18n={i18n} page={page} picture={source} />
          <p>
            <small>{i18n.t('press.kit.use')}</small>
          </p>
        </body>
      </html>
    </>
  )
}
