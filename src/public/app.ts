import { Hono } from 'hono'
import { withHeaders } from '#platform/web/headers.ts'
import { actRoutes } from './act-routes.tsx'
import { embedRoutes } from './embeds/embed-routes.tsx'
import { isFramed, neutralHeaders } from './embeds/frame-door.ts'
import { followRoutes } from './follow-routes.tsx'
import { jointLetterRoutes } from './joint-letter-routes.tsx'
import { confirmRoutes } from './confirm-routes.tsx'
import { changeRoutes } from './change-routes.tsx'
import { mailRoutes } from './mail-routes.tsx'
import { partnerDoor } from './partner-door.tsx'
import { readingRoutes } from './reading-routes.tsx'
import type { Site } from './site.ts'
import { signOnRoutes } from './sign-on-routes.tsx'
import { standingRoutes } from './standing-routes.ts'
import { troubleOf } from './trouble.tsx'

/** The visitors' app: no cookie, no form token, no check of the origin, because nothing here belongs to a session. */
export function visitorsApp(site: Site): Hono {
  const app = new Hono()
  const [whole, framed] = [withHeaders(site.headers), withHeaders(neutralHeaders(site))]
  app.use((c, next) => (isFramed(c.req.path) ? framed : whole)(c, next))
  // first: `embed` and `standing` stand where other addresses have their language
  app.route('/', embedRoutes(site))
  app.route('/', standingRoutes(site))
  app.route('/', readingRoutes(site))
  app.route('/', actRoutes(site))
  app.route('/', actRoutes(site, partnerDoor(site)))
  app.route('/', followRoutes(site))
  app.route('/', jointLetterRoutes(site))
  app.route('/', signOnRoutes(site))
  app.route('/', confirmRoutes(site))
  app.route('/', mailRoutes(site))
  app.route('/', changeRoutes(site))
  const trouble = troubleOf(site)
  app.onError(trouble.onError)
  app.notFound(trouble.notFound)
  return app
}
