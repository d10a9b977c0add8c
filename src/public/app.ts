import { Hono } from 'hono'
import { withHeaders } from '#platform/web/headers.ts'
import { actRoutes } from './act-routes.tsx'
import { followRoutes } from './follow-routes.tsx'
import { mailRoutes } from './mail-routes.tsx'
import { readingRoutes } from './reading-routes.tsx'
import type { Site } from './site.ts'
import { troubleOf } from './trouble.tsx'

/** The visitors' app: no cookie, no form token, no check of the origin, because nothing here belongs to a session. */
export function visitorsApp(site: Site): Hono {
  const app = new Hono()
  app.use(withHeaders(site.headers))
  app.route('/', readingRoutes(site))
  app.route('/', actRoutes(site))
  app.route('/', followRoutes(site))
  app.route('/', mailRoutes(site))
  const trouble = troubleOf(site)
  app.onError(trouble.onError)
  app.notFound(trouble.notFound)
  return app
}
