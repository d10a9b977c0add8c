import { createI18n, isLanguage } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf } from '#organisations/index.ts'
import { buildCaseDocuments, caseMaterial, type CaseMaterial } from './case-document.ts'
import { imageHref } from './console-portrait.tsx'
import { caseHref } from './views/case-shell.tsx'
import { previewOf } from './views/page-projection.ts'
import { CasePage } from './views/public-case.tsx'

/** The public page as it would stand, to be read before it is signed: same component, nothing of it public. */
export async function showPreview(c: ConsoleContext): Promise<Response> {
  const language = c.req.param('language') ?? ''
  if (!isLanguage(language)) throw new NotFound()
  const asked = (name: string) => c.req.query(name) !== 'no'
  const { name: organisation } = await organisationOf(c)
  const { material, today } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    material: await caseMaterial(tx, c.req.param('caseId') ?? ''),
    today: tx.now.toISOString().slice(0, 10),
  }))
  const keys = new Map(material.portrait?.renditions.map(({ width }) => [width, String(width)]))
  const choice = {
    ...{ languages: [language], named: false, portrait: asked('portrait'), status: asked('status') },
    points: wordsOfOne(material),
  }
  const document = buildCaseDocuments(material, choice, keys)[0]
  if (!document) throw new NotFound()
  const i18n = createI18n(language, c.get('office').catalogue)
  const page = previewOf(document.body, {
    today,
    organisation,
    srcOf: (width) => imageHref(material.row.id, material.portrait!.id, Number(width)),
  })
  const shell = {
    i18n,
    assets: c.get('desk').assets,
    siteName: c.get('i18n').t('cases.preview.title'),
    homeHref: caseHref(material.row.id, `/wording/${language}`),
    languages: material.wordings
      .filter((one) => one.language !== language)
      .map((one) => ({ lang: one.language, href: caseHref(material.row.id, `/preview/${one.language}`) })),
  }
  return c.html(<CasePage shell={shell} page={page} />)
}

/** Every point that could stand there. Safety: of one person; nobody else's words are put under her name. */
const wordsOfOne = ({ words }: CaseMaterial): string[] =>
  words.filter(({ personId }) => personId === words[0]?.personId).map(({ pointId }) => pointId)
