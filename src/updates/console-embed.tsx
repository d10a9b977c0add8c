import type { ConsoleContext } from '#platform/module.ts'
import { embedCode } from '#organisations/index.ts'
import { openUpdate, updatePage } from './console-page.tsx'

/** The HTML with which an update, or the latest of its case, stand on a site of one's own. */
export async function showEmbed(c: ConsoleContext): Promise<Response> {
  const opened = await openUpdate(c)
  const { update, caseKey } = opened.source
  // Safety: without the slug, which may hold a name
  const news = (language: string): string => `/${language}/c/${caseKey}/updates`
  const code = await embedCode(c, {
    choices: [
      { what: 'update', id: update.shortId, page: (language) => `${news(language)}/${update.shortId}` },
      { what: 'updates', id: caseKey, page: news },
    ],
    language: update.defaultLanguage,
    stands: update.state === 'published',
  })
  return await updatePage(c, opened, { tab: 'embed', ...code })
}
