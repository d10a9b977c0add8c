/** The own organisation's signers' sheet: what it will hold, then on paper or as a file; it is not kept here. */
import { Readable } from 'node:stream'
import { can } from '#platform/access.ts'
import { createI18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { csvStream } from '#platform/text/csv.ts'
import { NotFound } from '#platform/web/errors.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { myPart } from '#coalitions/index.ts'
import { findQuiet } from '#publishing/index.ts'
import { organisationOf, page } from '#organisations/index.ts'
import { Notice } from '#ui/index.ts'
import { framed, handOverHref, idOf, readHandOver, reading, writing } from './console-frame.tsx'
import { sheetForm } from './forms.ts'
import { countOwnSigners } from './own-numbers.ts'
import { makeSheet } from './sheet.ts'
import { sheetHeader, sheetRows } from './sheet-rows.ts'
import { SheetDoor } from './views/sheet-door.tsx'
import { PrintedSheet } from './views/printed-sheet.tsx'

export const showSheet = (c: ConsoleContext): Promise<Response> => doorPage(c)

async function doorPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const handOver = await readHandOver(c)
  const { campaignId } = handOver
  if (!campaignId) throw new NotFound()
  const { numbers, role, name, quiet } = await reading(c, async (tx) => ({
    numbers: await countOwnSigners(tx, campaignId),
    quiet: (await findQuiet(tx, handOver.caseId)) !== undefined,
    ...(await myPart(tx, handOver.caseId)),
  }))
  return await framed(c, handOver, {
    status: again?.status,
    body: (
      <SheetDoor
        i18n={i18n}
        handOver={handOver}
        organisation={name}
        numbers={numbers}
        quiet={quiet}
        mayMake={can(c.get('member'), 'hand-over.sheet') && role !== 'observer'}
        form={again?.form ?? { values: { language: i18n.lang, as: 'paper' }, errors: {} }}
      />
    ),
  })
}

export async function takeSheet(c: ConsoleContext): Promise<Response> {
  const handOverId = idOf(c, 'handOverId')
  const taken = await takeForm(c, sheetForm, async (value) => ({
    ...value,
    sheet: await writing(c, (tx) => makeSheet(tx, { handOverId, language: value.language })),
  }))
  if (!taken.done) return await doorPage(c, taken.again)
  const { sheet, language, as } = taken.value
  const i18n = createI18n(language, c.get('office').catalogue)
  // Safety: nothing of this page stays behind in a browser that others use
  c.header('Cache-Control', 'no-store')
  if (as === 'csv')
    return c.body(
      Readable.toWeb(Readable.from(csvStream(sheetHeader(i18n), sheetRows(i18n, sheet)))) as ReadableStream,
      200,
      {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="signers.csv"',
      },
    )
  const { zone } = await organisationOf(c)
  const say = c.get('i18n')
  // Safety: browsers print the title of a page; this one holds no code name
  return await page(c, {
    title: say.t('hand-over.sheet'),
    section: 'campaigns',
    body: (
      <>
        <div class="not-printed">
          <Notice tone="info">
            <p>{say.t('hand-over.sheet.print')}</p>
            <p>
              <a href={handOverHref(handOverId)}>{say.t('hand-over.sheet.back')}</a>
            </p>
          </Notice>
        </div>
        <PrintedSheet i18n={i18n} sheet={sheet} zone={zone} />
      </>
    ),
  })
}
