/** Who speaks for whom, and what journalists may be given. Only in the coalition's room; what is taken out leaves an event. */
import { caseHref, casePage, getCase, mayWriteIn } from '#cases/index.ts'
import { findCharter, listCoalition, listSpeakers } from '#coalitions/index.ts'
import { can } from '#platform/access.ts'
import { createI18n, isLanguage } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { writing } from '#platform/web/writing.ts'
import { readKitPicture, readPressKit, takePressKit } from './kit.ts'
import { KitFile } from './kit-file.tsx'
import { PressView } from './view.tsx'

const caseOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

export async function showPress(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const now = await c.get('office').db.reading(member, async (tx) => {
    const row = await getCase(tx, caseOf(c))
    return {
      ...{ row, kit: await readPressKit(tx, row.id) },
      ...{ coalition: await listCoalition(tx, row.id), speakers: await listSpeakers(tx, row.id) },
      speaks: (await findCharter(tx, row.id)).terms.speaks,
      may: can(member, 'press.take') && (await mayWriteIn(tx, row.id)),
    }
  })
  const { row, ...shown } = now
  return await casePage(c, {
    row,
    tab: 'press',
    body: (
      <PressView
        i18n={i18n}
        i18nOf={(language) => (isLanguage(language) ? createI18n(language, c.get('office').catalogue) : i18n)}
        {...shown}
        action={caseHref(row.id, '/press')}
        consentsHref={caseHref(row.id, '/consents')}
        peopleHref={caseHref(row.id, '/coalition/people')}
      />
    ),
  })
}

export async function showKitPicture(c: ConsoleContext): Promise<Response> {
  const { contentType, bytes } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, caseOf(c))
    return await readKitPicture(tx, row.id)
  })
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': contentType,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
}

/** One file that opens by itself, with the picture in it: nothing is fetched from this server when it is read. */
export async function takeKit(c: ConsoleContext): Promise<Response> {
  const language = c.req.param('language') ?? ''
  if (!isLanguage(language)) throw new NotFound()
  const { page, picture } = await writing(c, async (tx) => {
    const row = await getCase(tx, caseOf(c))
    if (!(await mayWriteIn(tx, row.id))) throw new Refused()
    return await takePressKit(tx, { caseId: row.id, language })
  })
  const i18n = createI18n(language, c.get('office').catalogue)
  // Safety: no name of hers in a file name; folders and download lists are read by others
  c.header('Content-Disposition', `attachment; filename="press-kit-${language}.html"`)
  c.header('Cache-Control', 'no-store')
  c.header('X-Content-Type-Options', 'nosniff')
  return c.html(<KitFile i18n={i18n} page={page} picture={picture} />)
}
