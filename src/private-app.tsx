/**
 * Composes the door for private links: check-ins, alarms to acknowledge. No session, no cookie and no navigation: an
 * address is a secret that does one thing. It is made like the office and shares its login, under another host name.
 */
import { Hono, type Context } from 'hono'
import { createI18n, languages, negotiate } from '#platform/i18n.ts'
import type { Module, PrivateServices } from '#platform/module.ts'
import { Overloaded } from '#platform/web/errors.ts'
import { publicHeaders, withHeaders } from '#platform/web/headers.ts'
import { troubleAnswers, type TroubleDoor } from '#platform/web/trouble.ts'
import { PrivateLayout } from '#ui/index.ts'

export interface PrivateOptions extends PrivateServices {
  privateUrl: string
  modules: readonly Module[]
  /** hears of our own faults: names and places, never what was typed */
  report?: TroubleDoor['report']
}

export type PrivateApp = Hono<{ Variables: { door: PrivateServices } }>

export function createPrivateDoor(options: PrivateOptions): PrivateApp {
  const { privateUrl, modules, report = () => {}, ...door } = options
  const app: PrivateApp = new Hono()
  const answers = troubleAnswers({ page: (c, { status }) => troublePage(c, status), report })
  app.onError((error, c) => answers.onError(isAway(error) ? new Overloaded(10) : error, c))
  app.notFound(answers.notFound)
  app.use(withHeaders(publicHeaders({ https: new URL(privateUrl).protocol === 'https:' })))
  app.get('/healthz', async (c) => {
    await door.db.pool.query('select 1').catch(() => {
      throw new Overloaded(10)
    })
    return c.text('ok')
  })
  // Safety: the lamp of the other pages would say whose page this is
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'))
  app.get('/assets/*', (c) => {
    // the one stylesheet of these pages: the names of the others would tell what runs here
    const file = c.req.path === door.assets.privateCss ? door.assets.files.get(c.req.path) : undefined
    if (!file) return c.notFound()
    return c.body(new Uint8Array(file.bytes), 200, {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
  })
  app.use(async (c, next) => {
    c.set('door', door)
    await next()
  })
  for (const route of modules.flatMap((module) => module.privateRoutes ?? []))
    app.on(route.method, route.path, (c) => route.handle(c))
  return app

  async function troublePage(c: Context, status: number): Promise<string> {
    const i18n = createI18n(negotiate(c.req.header('Accept-Language'), languages), door.catalogue)
    const gone = status === 404
    const page = (
      <PrivateLayout
        i18n={i18n}
        css={door.assets.privateCss}
        title={i18n.t(gone ? 'private.gone.title' : 'private.failed.title')}
      >
        <p>{i18n.t(gone ? 'private.gone.text' : 'private.failed.text')}</p>
      </PrivateLayout>
    )
    return String(await (page as Promise<unknown>))
  }
}

/** PostgreSQL does not answer, is starting or stopping, or no connection was free. */
function isAway(error: Error & { code?: unknown }): boolean {
  const code = typeof error.code === 'string' ? error.code : ''
  return (
    /^(?:08|53|57P)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
    /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  )
}
