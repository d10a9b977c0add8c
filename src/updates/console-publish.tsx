import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Invalid, Refused } from '#platform/web/errors.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import { afterAsking, askingOf, ObserverSignsNothing } from '#publishing/index.ts'
import { Notice } from '#ui/index.ts'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import { publishForm } from './forms.ts'
import { correctUpdate, publishUpdate, withdrawUpdate } from './publishing.ts'
import { missingFor, type ShownCase, type UpdateSource } from './update-document.ts'
import {
  CaseComesFirst,
  publishPresets,
  readAgreed,
  TextPublishForm,
  WithdrawText,
  type SayWords,
  type TextToPublish,
} from './views/text-publish-form.tsx'

export const showPublish = (c: ConsoleContext): Promise<Response> => publishPage(c)

export async function takePublish(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const { source, row } = await openUpdate(c)
  const correcting = source.update.state === 'published'
  const run = correcting ? correctUpdate : publishUpdate
  const taken = await takeForm(c, publishForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        run(tx, { updateId, ...value, items: [...value.items, ...value.others], ...askingOf(value) }),
      )
      .catch((error: unknown) => {
        // something to mend on this page, with what was ticked still ticked
        if (error instanceof Refused && mendable.includes(error.code)) throw new Invalid({ '': error.code })
        throw error
      }),
  )
  if (!taken.done) return await publishPage(c, taken.again)
  return afterAsking(
    c,
    row.id,
    taken.value,
    correcting
      ? { href: updateHref(updateId), flash: 'updates.corrected' }
      : { href: updateHref(updateId, '/send'), flash: 'updates.published' },
  )
}

const mendable = ['publishing.no-consent', 'publishing.correction-adds', 'updates.error.incomplete']

export async function takeWithdrawal(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => withdrawUpdate(tx, idOf(c)))
  return redirect(c, updateHref(idOf(c)), 'updates.withdrawn')
}

async function publishPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const say: SayWords = (name) => i18n.t(`updates.${name}`)
  const opened = await openUpdate(c)
  const { update, shown } = opened.source
  if (!shown)
    return await updatePage(c, opened, {
      tab: 'publish',
      body: <CaseComesFirst say={say} caseId={opened.row.id} />,
    })
  const member = c.get('member')
  const agreed = await c
    .get('office')
    .db.reading(member, (tx) => readAgreed(tx, { caseId: update.caseId, subjectId: update.id, shown }))
  const text = textOf(opened.source, shown)
  const form = again?.form ?? { values: publishPresets(text, agreed), errors: {} }
  return await updatePage(c, opened, {
    tab: 'publish',
    status: again?.status,
    body: agreed.watching ? (
      <ObserverSignsNothing i18n={i18n} />
    ) : (
      <>
        <TextPublishForm
          {...{ i18n, say, text, agreed, form }}
          title={i18n.t(text.again ? 'updates.correct' : 'updates.publish')}
          what={i18n.t(text.again ? 'updates.correct.text' : 'updates.publish.text')}
          who={(her) => i18n.t('updates.publish.who', her)}
          beforeSigning={<ImageShows i18n={i18n} source={opened.source} />}
        />
        {text.again && can(member, 'update.withdraw') && (
          <WithdrawText say={say} action={text.hrefOf('/withdraw')} text={i18n.t('updates.withdraw.text')} />
        )}
      </>
    ),
  })
}

function textOf(source: UpdateSource, shown: ShownCase): TextToPublish {
  const { update, texts } = source
  const again = update.state === 'published'
  return {
    hrefOf: (path) => updateHref(update.id, path),
    ...{ version: update.version, again, shown },
    ...(update.publishedAt ? { ticked: update.items } : {}),
    texts: texts.map(({ language, translation }) => ({
      ...{ language, translation },
      missing: missingFor(source, language, again),
    })),
  }
}

function ImageShows({ i18n, source }: { i18n: I18n; source: UpdateSource }) {
  if (!source.image) return null
  const { imageShows } = source.update
  return (
    <Notice tone={imageShows ? 'warning' : 'info'}>
      <p>{i18n.t(imageShows ? 'updates.publish.image.shows' : 'updates.publish.image.other')}</p>
    </Notice>
  )
}
