import { can } from '#platform/access.ts'
import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { ImageRefused } from '#platform/sandbox/run.ts'
import { Invalid, NotFound } from '#platform/web/errors.ts'
import { redirect } from '#organisations/index.ts'
import { ConfirmBox, Empty, ErrorSummary, FileField, Picture, TextField, type FormState } from '#ui/index.ts'
import { byLanguage, portraitBytes, portraitForm } from './forms.ts'
import {
  describePortrait,
  findPortrait,
  keepPortrait,
  preparePortrait,
  readRendition,
  removePortrait,
  type Portrait,
} from './portrait.ts'
import { getCase, type CaseRow } from './reads.ts'
import { takeForm, type Again } from './typed-form.ts'
import { caseHref, casePage } from './views/case-shell.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

export const imageHref = (caseId: string, imageId: string, width: number): string =>
  caseHref(caseId, `/images/${imageId}/${width}`)

export const showPortrait = (c: ConsoleContext): Promise<Response> => portraitPage(c)

export async function takePortrait(c: ConsoleContext): Promise<Response> {
  const { db } = c.get('office')
  const member = c.get('member')
  const row = await db.reading(member, (tx) => getCase(tx, idOf(c)))
  const taken = await takeForm(
    c,
    portraitForm,
    async (value) => {
      const words = { credit: byLanguage(value, 'credit'), alt: byLanguage(value, 'alt') }
      const upload = value.portrait
      mustHaveWords(row, words)
      if (upload) {
        // outside the transaction: a picture of a stranger takes its time
        const prepared = await preparePortrait(upload.bytes).catch((error: unknown) => {
          throw error instanceof ImageRefused ? new Invalid({ portrait: error.code }) : error
        })
        await db.transaction(member, (tx) =>
          keepPortrait(tx, { caseId: row.id, fileName: upload.name, prepared, ...words }),
        )
      } else {
        await db.transaction(member, async (tx) => {
          if (!(await findPortrait(tx, row.id))) throw new Invalid({ portrait: 'error.file.empty' })
          await describePortrait(tx, { caseId: row.id, ...words })
        })
      }
    },
    portraitBytes + 64 * 1024,
  )
  if (!taken.done) return await portraitPage(c, taken.again)
  return redirect(c, caseHref(row.id, '/portrait'), 'cases.portrait.saved')
}

/** Each language that the case has a wording in needs both; a picture without words is lost on those who do not see it. */
function mustHaveWords(
  row: CaseRow,
  words: { credit: Record<string, string>; alt: Record<string, string> },
): void {
  const wrong: Record<string, string> = {}
  for (const code of row.languages)
    for (const name of ['credit', 'alt'] as const)
      if (!words[name][code]) wrong[`${name}-${code}`] = 'error.field.empty'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

export async function takeRemoval(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => removePortrait(tx, idOf(c)))
  return redirect(c, caseHref(idOf(c), '/portrait'), 'cases.portrait.removed')
}

/** One rendition, opened for whoever may see the case. */
export async function showImage(c: ConsoleContext): Promise<Response> {
  const width = Number(c.req.param('width'))
  if (!Number.isInteger(width)) throw new NotFound()
  const { bytes, contentType } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    return await readRendition(tx, { caseId: row.id, imageId: c.req.param('imageId') ?? '', width })
  })
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': contentType,
    // Safety: what was sealed must not stay behind in a browser's cache
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
}

async function portraitPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, portrait } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    return { row: found, portrait: await findPortrait(tx, found.id) }
  })
  const may = can(c.get('member'), 'case.portrait')
  return await casePage(c, {
    row,
    tab: 'portrait',
    status: again?.status,
    body: (
      <div class={portrait ? 'columns' : undefined}>
        {portrait ? (
          <Shown i18n={i18n} row={row} portrait={portrait} />
        ) : (
          <Empty title={i18n.t('cases.portrait.empty.title')}>
            <p>{i18n.t('cases.portrait.empty.text')}</p>
          </Empty>
        )}
        <div>
          {may && <PortraitForm i18n={i18n} row={row} portrait={portrait} form={again?.form} />}
          {may && portrait && (
            <details>
              <summary>{i18n.t('cases.portrait.remove')}</summary>
              <ConfirmBox title={i18n.t('cases.portrait.remove')}>
                <p>{i18n.t('cases.portrait.remove.text')}</p>
                <form method="post" action={caseHref(row.id, '/portrait/remove')}>
                  <button class="button" type="submit">
                    {i18n.t('cases.portrait.remove')}
                  </button>
                </form>
              </ConfirmBox>
            </details>
          )}
        </div>
      </div>
    ),
  })
}

function Shown({ i18n, row, portrait }: { i18n: I18n; row: CaseRow; portrait: Portrait }) {
  const small = portrait.renditions[0]
  const lang = portrait.credit[i18n.lang] ? i18n.lang : row.defaultLanguage
  return small ? (
    <Picture
      i18n={i18n}
      class="portrait"
      first
      picture={{
        src: imageHref(row.id, portrait.id, small.width),
        width: small.width,
        height: small.height,
        alt: portrait.alt[lang] ?? '',
        credit: portrait.credit[lang] ?? '',
      }}
    />
  ) : null
}

function PortraitForm(props: { i18n: I18n; row: CaseRow; portrait?: Portrait; form?: FormState }) {
  const { i18n, row, portrait } = props
  const form = props.form ?? { values: wordsOf(portrait), errors: {} }
  const wanted = languages.filter((code) => row.languages.includes(code))
  return (
    <form class="sheet" method="post" action={caseHref(row.id, '/portrait')} enctype="multipart/form-data">
      <ErrorSummary i18n={i18n} form={form} />
      <FileField
        name="portrait"
        form={form}
        accept="image/jpeg,image/png,image/webp,image/avif"
        required={!portrait}
        label={i18n.t(portrait ? 'cases.portrait.replace' : 'cases.portrait.file')}
        hint={
          <>
            {portrait && <>{i18n.t('cases.portrait.replace.hint')} </>}
            {i18n.t('cases.portrait.file.hint')}
          </>
        }
      />
      {wanted.map((code) => {
        const language = i18n.language(code)
        const content = { form, lang: code, dir: directionOf(code), required: true, autocomplete: 'off' }
        return (
          <>
            <TextField
              {...content}
              name={`alt-${code}`}
              maxlength={300}
              label={i18n.t('cases.portrait.alt', { language })}
              hint={i18n.t('cases.portrait.alt.hint')}
            />
            <TextField
              {...content}
              name={`credit-${code}`}
              maxlength={120}
              label={i18n.t('cases.portrait.credit', { language })}
            />
          </>
        )
      })}
      <button class="action" type="submit">
        {i18n.t('cases.portrait.save')}
      </button>
    </form>
  )
}

function wordsOf(portrait: Portrait | undefined): Record<string, string> {
  return Object.fromEntries(
    languages.flatMap((code) => [
      [`credit-${code}`, portrait?.credit[code] ?? ''],
      [`alt-${code}`, portrait?.alt[code] ?? ''],
    ]),
  )
}
