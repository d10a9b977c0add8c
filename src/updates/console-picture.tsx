import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { ImageRefused } from '#platform/sandbox/run.ts'
import { Invalid } from '#platform/web/errors.ts'
import { caseHref, preparePortrait, takeForm, type Again, type CaseImage } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import { Empty, ErrorSummary, FileField, Picture, RadioGroup, TextField, type FormState } from '#ui/index.ts'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import { byLanguage, imageBytes, imageForm } from './forms.ts'
import { removeUpdateImage, saveUpdateImage } from './update-image.ts'

export const showPicture = (c: ConsoleContext): Promise<Response> => picturePage(c)

export async function takePicture(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(
    c,
    imageForm,
    async (value) => {
      const words = { credit: byLanguage(value, 'credit'), alt: byLanguage(value, 'alt') }
      const { source } = await openUpdate(c)
      if (!value.picture && !source.image) throw new Invalid({ picture: 'error.file.empty' })
      // outside the transaction: a picture of a stranger takes its time
      const prepared = value.picture
        ? await preparePortrait(value.picture.bytes).catch((error: unknown) => {
            throw error instanceof ImageRefused ? new Invalid({ picture: error.code }) : error
          })
        : undefined
      await c.get('office').db.transaction(c.get('member'), (tx) =>
        saveUpdateImage(tx, {
          updateId,
          ...(prepared ? { prepared } : {}),
          fileName: value.picture?.name ?? '',
          ...words,
          shows: value.shows === 'yes',
        }),
      )
    },
    imageBytes + 64 * 1024,
  )
  if (!taken.done) return await picturePage(c, taken.again)
  return redirect(c, updateHref(updateId, '/picture'), 'updates.saved')
}

export async function takePictureRemoval(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => removeUpdateImage(tx, idOf(c)))
  return redirect(c, updateHref(idOf(c), '/picture'), 'updates.picture.removed')
}

async function picturePage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openUpdate(c)
  const { update, image } = opened.source
  const form = again?.form ?? { values: filled(image, update.imageShows), errors: {} }
  return await updatePage(c, opened, {
    tab: 'picture',
    status: again?.status,
    body: (
      <>
        {image ? (
          <Now i18n={i18n} caseId={update.caseId} image={image} />
        ) : (
          <Empty title={i18n.t('updates.picture.empty')}>
            <p>{i18n.t('updates.picture.empty.text')}</p>
          </Empty>
        )}
        {opened.why && <p>{i18n.t(opened.why)}</p>}
        {opened.mayDraft && <PictureForm i18n={i18n} updateId={update.id} form={form} />}
        {image && opened.mayDraft && (
          <form method="post" action={updateHref(update.id, '/picture/remove')}>
            <button class="link" type="submit">
              {i18n.t('updates.picture.remove')}
            </button>
          </form>
        )}
      </>
    ),
  })
}

function filled(image: CaseImage | undefined, shows: boolean): Record<string, string> {
  const words = languages.flatMap((code) => [
    [`credit-${code}`, image?.credit[code] ?? ''],
    [`alt-${code}`, image?.alt[code] ?? ''],
  ])
  return { ...Object.fromEntries(words), ...(image ? { shows: shows ? 'yes' : 'no' } : {}) }
}

function Now({ i18n, caseId, image }: { i18n: I18n; caseId: string; image: CaseImage }) {
  const { width, height } = image.renditions[0] ?? { width: 0, height: 0 }
  const picture = {
    src: caseHref(caseId, `/images/${image.id}/${width}`),
    width,
    height,
    alt: image.alt[i18n.lang] ?? '',
    credit: image.credit[i18n.lang] ?? '',
  }
  return <Picture i18n={i18n} picture={picture} />
}

function PictureForm({ i18n, updateId, form }: { i18n: I18n; updateId: string; form: FormState }) {
  return (
    <form class="sheet" method="post" enctype="multipart/form-data" action={updateHref(updateId, '/picture')}>
      <ErrorSummary i18n={i18n} form={form} />
      <FileField
        name="picture"
        form={form}
        accept="image/jpeg,image/png,image/webp"
        label={i18n.t('updates.picture.file')}
        hint={i18n.t('updates.picture.file.hint')}
      />
      <RadioGroup
        name="shows"
        form={form}
        required
        label={i18n.t('updates.picture.shows')}
        options={[
          {
            value: 'yes',
            label: i18n.t('updates.picture.shows.yes'),
            hint: i18n.t('updates.picture.shows.yes.hint'),
          },
          {
            value: 'no',
            label: i18n.t('updates.picture.shows.no'),
            hint: i18n.t('updates.picture.shows.no.hint'),
          },
        ]}
      />
      {languages.map((code) => (
        <fieldset>
          <legend>{i18n.language(code)}</legend>
          <TextField
            form={form}
            name={`credit-${code}`}
            lang={code}
            dir={directionOf(code)}
            label={i18n.t('updates.picture.credit')}
          />
          <TextField
            form={form}
            name={`alt-${code}`}
            lang={code}
            dir={directionOf(code)}
            label={i18n.t('updates.picture.alt')}
            hint={i18n.t('updates.picture.alt.hint')}
          />
        </fieldset>
      ))}
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('updates.save')}
        </button>
      </div>
    </form>
  )
}
