/** Where a draft is talked about: comments of the coalition, and two versions side by side. */
import { mayWriteIn, takeForm, type Again } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { writing } from '#platform/web/writing.ts'
import { commentOn, listComments, resolveComment } from './comment.ts'
import { languageOf } from './console-editor.tsx'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import { commentForm, resolveForm } from './forms.ts'
import { listTextVersions } from './text-version.ts'
import { DiscussionView } from './views/discussion.tsx'
import { VersionsView } from './views/text-versions.tsx'

export const showDiscussion = (c: ConsoleContext): Promise<Response> => discussion(c)

async function discussion(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openUpdate(c)
  const { update, texts } = opened.source
  const { zone } = await organisationOf(c)
  const member = c.get('member')
  const { comments, may } = await c.get('office').db.reading(member, async (tx) => ({
    comments: await listComments(tx, update),
    may: can(member, 'update.comment') && (await mayWriteIn(tx, update.caseId)),
  }))
  return await updatePage(c, opened, {
    tab: 'discussion',
    status: again?.status,
    body: (
      <DiscussionView
        {...{ i18n, zone, comments, may }}
        languages={texts.map(({ language }) => language)}
        action={updateHref(update.id, '/discussion')}
        versionsHref={(language) => updateHref(update.id, `/versions/${language}`)}
        form={again?.form ?? { values: { language: update.defaultLanguage }, errors: {} }}
        refused={again !== undefined}
      />
    ),
  })
}

export async function takeComment(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  await openUpdate(c)
  const taken = await takeForm(c, commentForm, (value) =>
    writing(c, (tx) => commentOn(tx, { updateId, ...value })),
  )
  if (!taken.done) return await discussion(c, taken.again)
  return redirect(c, updateHref(updateId, '/discussion'), 'updates.comment.saved')
}

export async function takeResolution(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  await openUpdate(c)
  const commentId = c.req.param('commentId') ?? ''
  const taken = await takeForm(c, resolveForm, ({ resolved }) =>
    writing(c, (tx) => resolveComment(tx, { updateId, commentId, resolved: resolved === 'yes' })),
  )
  if (!taken.done) return await discussion(c, taken.again)
  return redirect(c, updateHref(updateId, '/discussion'), 'updates.comment.saved')
}

/** Two versions of one language; the newest two unless told. */
export async function showVersions(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openUpdate(c)
  const { update } = opened.source
  const language = languageOf(c, update.defaultLanguage)
  const { zone } = await organisationOf(c)
  const versions = await c
    .get('office')
    .db.reading(c.get('member'), (tx) => listTextVersions(tx, update, language))
  const of = (name: string) => versions.find(({ version }) => version === Number(c.req.query(name)))
  return await updatePage(c, opened, {
    tab: 'discussion',
    body: (
      <VersionsView
        {...{ i18n, zone, language, versions }}
        from={of('from') ?? versions[1]}
        to={of('to') ?? versions[0]}
        action={updateHref(update.id, `/versions/${language}`)}
        back={updateHref(update.id, '/discussion')}
      />
    ),
  })
}
