import type { Context } from 'hono'
import { randomBytes } from 'node:crypto'
import { languages, negotiate, type Language } from '#platform/i18n.ts'
import { languageOfPath } from '#platform/web/language.ts'
import { troubleAnswers, type TroubleView } from '#platform/web/trouble.ts'
import {
  ErrorPage,
  NeutralPage,
  NotFoundPage,
  OverloadedPage,
  TooLargePage,
  TooManyPage,
  type PublicShell,
} from '#ui/index.ts'
import { dress, page } from './answers.ts'
import { emptyShell, isFramed, neutralHeaders, themeOf } from './embeds/frame-door.ts'
import { shellOf, type Site } from './site.ts'
import { Gone } from './visible.ts'

const languageFor = (c: Context): Language =>
  (isFramed(c.req.path) ? themeOf(c).lang : languageOfPath(c.req.path, languages)) ??
  negotiate(c.req.header('Accept-Language'), languages)

/** Turns whatever a route throws into a page in the visitor's language. */
export function troubleOf(site: Site) {
  const reference = (): string => randomBytes(4).toString('hex')
  const answers = troubleAnswers({
    async page(c, view) {
      const shell = shellFor(site, c)
      return String(await pageFor(shell, view, c.get('reference') as string | undefined))
    },
    report: (fault) => site.report(fault),
  })
  return {
    notFound: answers.notFound,
    async onError(error: Error, c: Context): Promise<Response> {
      // Safety: one text, whatever the reason, so that the answer tells nothing
      if (error instanceof Gone) return await page(c, <NeutralPage shell={shellFor(site, c)} />, 410)
      c.set('reference', reference())
      return await answers.onError(error, c)
    },
  }
}

/** A frame in which nothing can be shown may stand anywhere: it says no more than that. */
function shellFor(site: Site, c: Context): PublicShell {
  if (!isFramed(c.req.path)) return shellOf(site, languageFor(c))
  dress(c, neutralHeaders(site))
  return emptyShell(site, themeOf(c))
}

function pageFor(shell: PublicShell, view: TroubleView, reference: string | undefined): unknown {
  switch (view.status) {
    case 404:
      // Safety: what was once in a frame and is not, for whatever reason, reads alike
      return shell.frame ? <NeutralPage shell={shell} /> : <NotFoundPage shell={shell} />
    case 413:
      return <TooLargePage shell={shell} />
    case 429:
      return <TooManyPage shell={shell} retryAfter={60} />
    case 503:
      return <OverloadedPage shell={shell} retryAfter={5} />
    default:
      return <ErrorPage shell={shell} reference={view.status === 500 ? reference : undefined} />
  }
}
