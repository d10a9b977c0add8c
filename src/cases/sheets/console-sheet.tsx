/** The case sheet for somebody outside the team: chosen by its reader, made in one press, printed, and not kept. */
import { createI18n, languages } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import { ErrorSummary, Notice, RadioGroup, Select, TextField } from '#ui/index.ts'
import { mustBeOnTeam } from '../circles.ts'
import { listColleagues } from '../colleagues.ts'
import { isFileOpen } from '../file.ts'
import { OpenFile } from '../persons/person-card.tsx'
import { getCase, type CaseRow } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseBarOf, caseHref } from '../views/case-shell.tsx'
import { findWishesBeside, WishesBeside } from '../wishes/beside.tsx'
import { audienceNames, audiences } from './audiences.ts'
import { makeCaseSheet } from './case-sheet.ts'
import { sheetForm } from './forms.ts'
import { HandedOut } from './sheet-views.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const sheetHref = (caseId: string): string => caseHref(caseId, '/sheet')

export const showSheetDoor = (c: ConsoleContext): Promise<Response> => doorPage(c)

async function doorPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, open, wishes } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, found.id)
    const seen = await isFileOpen(tx, found.id, c.get('sessionId'))
    return { row: found, open: seen, wishes: await findWishesBeside(tx, found.id) }
  })
  const form = again?.form ?? { values: { language: i18n.lang }, errors: {} }
  return await sheetPage(c, row, {
    status: again?.status,
    body: (
      <>
        <p>{i18n.t('sheets.case.intro')}</p>
        <WishesBeside i18n={i18n} caseId={row.id} wishes={wishes} />
        {!open ? (
          <section class="card">
            <OpenFile i18n={i18n} row={row} next="sheet" />
          </section>
        ) : (
          <form class="sheet" method="post" action={sheetHref(row.id)}>
            <ErrorSummary i18n={i18n} form={form} />
            <RadioGroup
              name="audience"
              form={form}
              required
              label={i18n.t('sheets.case.for')}
              options={audienceNames.map((value) => ({
                value,
                label: i18n.t(`sheets.audience.${value}`),
                hint: i18n.list(audiences[value].parts.map((part) => i18n.t(`sheets.part.${part}`))),
              }))}
            />
            <TextField
              name="recipient"
              form={form}
              label={i18n.t('sheets.case.recipient')}
              hint={i18n.t('sheets.case.recipient.hint')}
              note={i18n.t('ui.optional')}
              autocomplete="off"
            />
            <Select
              name="language"
              form={form}
              label={i18n.t('sheets.case.language')}
              options={languages.map((value) => ({ value, label: i18n.language(value) }))}
            />
            <button class="button" type="submit">
              {i18n.t('sheets.case.make')}
            </button>
          </form>
        )}
      </>
    ),
  })
}

export async function takeSheet(c: ConsoleContext): Promise<Response> {
  const { db, catalogue } = c.get('office')
  const open = await db.reading(c.get('member'), async (tx) => {
    const { id } = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, id)
    return await isFileOpen(tx, id, c.get('sessionId'))
  })
  if (!open) return redirect(c, sheetHref(idOf(c)))
  const taken = await takeForm(c, sheetForm, ({ audience, language, recipient }) =>
    db.transaction(c.get('member'), async (tx) => {
      const i18n = createI18n(language, catalogue)
      const input = { caseId: idOf(c), sessionId: c.get('sessionId'), audience }
      const me = (await listColleagues(tx)).find(({ accountId }) => accountId === c.get('member').accountId)
      const row = await getCase(tx, idOf(c))
      return { i18n, recipient, row, me: me?.name ?? '', sheet: await makeCaseSheet(tx, input, i18n) }
    }),
  )
  if (!taken.done) return await doorPage(c, taken.again)
  const { row, me, sheet, recipient, i18n } = taken.value
  const { name, zone } = await organisationOf(c)
  const say = c.get('i18n')
  // Safety: nothing of this page stays behind in a browser that others use
  c.header('Cache-Control', 'no-store')
  return await sheetPage(c, row, {
    body: (
      <>
        <div class="not-printed">
          <Notice tone="info">
            <p>{say.t('sheets.case.print')}</p>
            <p>
              <a href={sheetHref(row.id)}>{say.t('sheets.case.another')}</a>
            </p>
          </Notice>
        </div>
        <HandedOut i18n={i18n} sheet={sheet} recipient={recipient} zone={zone} madeBy={`${me}, ${name}`} />
      </>
    ),
  })
}

/** Safety: browsers print the title of a page; this one holds no code name that would tie a reader's paper to our talk. */
async function sheetPage(
  c: ConsoleContext,
  row: CaseRow,
  parts: Pick<Parameters<typeof page>[1], 'body' | 'status'>,
): Promise<Response> {
  const title = c.get('i18n').t('sheets.case.title')
  return await page(c, {
    ...{ title, heading: title, section: 'cases', caseBar: await caseBarOf(c, row) },
    trail: [
      { href: '/cases', label: c.get('i18n').t('cases.title') },
      { href: caseHref(row.id), label: <bdi>{row.codeName}</bdi> },
    ],
    ...parts,
  })
}
