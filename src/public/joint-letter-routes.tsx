import { Hono, type Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Language } from '#platform/i18n.ts'
import { NotFound } from '#platform/web/errors.ts'
import {
  LetterOnPaper,
  LetterPage,
  SignatoriesPage,
  type LetterProjection,
} from '#joint-letters/views/public.ts'
import type { PublicShell } from '#ui/index.ts'
import { HandOverNote } from '#updates/views/public.ts'
import { letterPath, letterPrintPath, signatoriesPath } from './addresses.ts'
import { languageOf, ready } from './answers.ts'
import { findHandOver } from './hand-over.ts'
import { composeLetter, type VisibleLetter } from './joint-letter-page.ts'
import { idOf } from './reading-routes.tsx'
import { shellOf, type Site } from './site.ts'
import { visible } from './visible.ts'

type Path = (lang: Language, caseKey: string, id: string) => string
type View = (props: { shell: PublicShell; page: LetterProjection; over?: Child }) => unknown

/** A joint letter, the list of those who signed it, and both on paper. */
export function jointLetterRoutes(site: Site): Hono {
  const app = new Hono()
  const at = '/:lang/c/:id/letters/:letter'
  app.get(at, (c) => letterPage(c, site, letterPath, LetterPage))
  app.get(`${at}/signatories`, (c) => letterPage(c, site, signatoriesPath, SignatoriesPage))
  app.get(`${at}/print`, (c) => letterPage(c, site, letterPrintPath, LetterOnPaper))
  return app
}

/** The letter of an address, which tells its case too. @throws NotFound, Gone */
export function letterOf(c: Context, site: Site): { lang: Language; caseKey: string; found: VisibleLetter } {
  const [lang, caseKey, id] = [languageOf(c), idOf(c), idOf(c, 'letter')]
  const found = visible(site, 'joint-letter', id, lang)
  if (found.body.caseKey !== caseKey) throw new NotFound()
  return { lang, caseKey, found }
}

function letterPage(c: Context, site: Site, pathOf: Path, View: View): Response | Promise<Response> {
  const { lang, caseKey, found } = letterOf(c, site)
  const { key: id } = found
  const path = pathOf(lang, caseKey, id)
  if (c.req.path !== path) return site.seeOther(path)
  return ready(c, site, path, caseKey, () => {
    const now = visible(site, 'joint-letter', id, lang)
    const composed = composeLetter(site, now, lang, pathOf)
    const shell = shellOf(site, lang, (other) => pathOf(other, caseKey, id), now.languages)
    const over = findHandOver(now, { caseKey, letterId: now.body.letterId }, lang)
    const { page } = composed
    return {
      page,
      freshUntil: Math.min(composed.freshUntil, over?.freshUntil ?? Infinity),
      markup: () =>
        View({ shell, page, over: over && <HandOverNote i18n={shell.i18n} handOver={over.handOver} /> }),
    }
  })
}
