/** Composes the staff's app: sign-in, then the routes of all modules behind one check of session and permission. */
import { Hono } from 'hono'
import { can } from '#platform/access.ts'
import { signIn } from '#platform/actor.ts'
import type { BuiltAssets } from '#platform/assets.ts'
import { createI18n } from '#platform/i18n.ts'
import type {
  ConsoleContext,
  ConsoleRoute,
  ConsoleVariables,
  Module,
  OfficeServices,
} from '#platform/module.ts'
import { clientAddress } from '#platform/web/client-address.ts'
import { ownPagesOnly } from '#platform/web/csrf.ts'
import { Overloaded, Refused } from '#platform/web/errors.ts'
import { consoleHeaders, withHeaders } from '#platform/web/headers.ts'
import { answerIcon } from '#platform/web/icon.ts'
import { sessionCookie } from '#platform/web/session-cookie.ts'
import { askAgain, askToSignIn, findSession, openDoors, type Desk } from '#organisations/index.ts'
import { consoleSections, type ConsoleSection } from '#ui/index.ts'
import { mailInvitation } from './invitation-mail.ts'
import { officeTrouble, type Fault } from './office-trouble.tsx'

export interface OfficeOptions extends OfficeServices {
  assets: BuiltAssets
  modules: readonly Module[]
  trustedProxies?: readonly string[]
  /** hears of our own faults: names and places, never what was typed */
  report?: (fault: Fault) => void
}

export type OfficeApp = Hono<{ Variables: ConsoleVariables }>

export function createOffice(options: OfficeOptions): OfficeApp {
  const { assets, modules, trustedProxies = [], report = () => {}, ...office } = options
  const consoleUrl = new URL(office.consoleUrl)
  const cookie = sessionCookie(consoleUrl)
  const findClient = clientAddress(trustedProxies)
  const desk: Omit<Desk, 'memberName'> = {
    assets,
    sections: sectionsOf(modules),
    today: modules.flatMap((module) => module.today ?? []),
    mailInvitation,
  }
  const app: OfficeApp = new Hono()
  const trouble = officeTrouble({ office, assets, report })
  app.onError(trouble.onError)
  app.notFound(trouble.notFound)
  app.use(withHeaders(consoleHeaders({ https: consoleUrl.protocol === 'https:' })))
  app.get('/healthz', async (c) => {
    await office.db.pool.query('select 1').catch(() => {
      throw new Overloaded(10)
    })
    return c.text('ok')
  })
  app.get('/favicon.ico', answerIcon)
  app.get('/assets/*', (c) => {
    const file = assets.files.get(c.req.path)
    if (!file) return c.notFound()
    return c.body(new Uint8Array(file.bytes), 200, {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
  })
  // one address for every build: a browser asks it anew for the script that shows its alarms
  app.get('/alarm-worker.js', (c) => {
    const file = assets.files.get(assets.islands['alarm-worker'] ?? '')
    if (!file) return c.notFound()
    return c.body(new Uint8Array(file.bytes), 200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' })
  })
  app.use(ownPagesOnly(consoleUrl))
  openDoors(app, { office, assets, cookie, findClient })
  for (const route of modules.flatMap((module) => module.routes ?? [])) {
    app.on(route.method, route.path, (c) => enter(c, route))
  }
  // Safety: who is not signed in learns of no address whether it exists
  app.all('*', (c) => enter(c))
  return app

  async function enter(c: ConsoleContext, route?: ConsoleRoute): Promise<Response> {
    const token = cookie.read(c)
    const session =
      token === undefined ? undefined : await office.db.transaction(signIn, (tx) => findSession(tx, token))
    if (!session || session.state === 'ended') {
      return askToSignIn(c, { office, assets }, session?.accountId)
    }
    c.set('member', session.member)
    c.set('sessionId', session.id)
    c.set('i18n', createI18n(session.language, office.catalogue, { staff: true }))
    c.set('office', office)
    c.set('desk', { ...desk, memberName: session.name })
    if (!route) return c.notFound()
    if (!can(session.member, route.verb)) throw new Refused('access.refused')
    const sent = c.req.method === 'POST' ? remember(c) : undefined
    try {
      return await route.handle(c)
    } catch (error) {
      if (error instanceof Refused && error.code === 'access.step-up') return await askAgain(c, sent?.())
      throw error
    }
  }
}

/**
 * Keeps what the handler reads of the body, for when it must be sent again after a proof; gives it as a request anew.
 * Not `clone()`: one branch of a clone cannot be cancelled alone, so refusing a body that is too large would hang.
 */
function remember(c: ConsoleContext): () => Request {
  const { url, method, headers, body } = c.req.raw
  const pieces: Uint8Array[] = []
  const through = body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        pieces.push(piece)
        controller.enqueue(piece)
      },
    }),
  )
  c.req.raw = new Request(url, { method, headers, body: through, duplex: 'half' } as RequestInit)
  return () => new Request(url, { method, headers, body: Buffer.concat(pieces) })
}

/** A section of the navigation stands where a module has a page under its name. */
function sectionsOf(modules: readonly Module[]): Desk['sections'] {
  const routes = modules.flatMap((module) => module.routes ?? [])
  const address = (name: ConsoleSection) => (name === 'today' ? '/' : `/${name}`)
  return consoleSections.flatMap((name) => {
    const route = routes.find(({ method, path }) => method === 'GET' && path === address(name))
    return route ? [{ name, href: route.path, verb: route.verb }] : []
  })
}
