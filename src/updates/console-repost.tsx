import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { getOrganisation, organisationOf, redirect } from '#organisations/index.ts'
import { isNamed, observes } from '#publishing/index.ts'
import { ErrorSummary, Notice, type FormState } from '#ui/index.ts'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import { repostActForm, repostForm } from './forms.ts'
import { endRepost, listReposts, repostUpdate, type Repost } from './repost.ts'
import type { Update } from './update.ts'

export const showRepost = (c: ConsoleContext): Promise<Response> => repostPage(c)

export async function takeRepost(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, repostForm, () =>
    c.get('office').db.transaction(c.get('member'), (tx) => repostUpdate(tx, { updateId })),
  )
  if (!taken.done) return await repostPage(c, taken.again)
  return redirect(c, updateHref(updateId, '/repost'), 'updates.saved')
}

export async function takeRepostEnd(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, repostActForm, ({ repostId }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => endRepost(tx, { updateId, repostId })),
  )
  if (!taken.done) return await repostPage(c, taken.again)
  return redirect(c, updateHref(updateId, '/repost'), 'updates.saved')
}

/** Who passes the update on, and the own organisation's part in it. */
async function repostPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { zone } = await organisationOf(c)
  const opened = await openUpdate(c)
  const { update } = opened.source
  const known = await c.get('office').db.reading(member, async (tx) => ({
    reposts: await listReposts(tx, update),
    may:
      can(member, 'update.end-repost') &&
      update.organisationId !== member.organisationId &&
      !(await observes(tx, update.caseId, member.organisationId)),
    named: await isNamed(tx, update.caseId, member.organisationId),
    shortId: (await getOrganisation(tx, member.organisationId)).shortId,
  }))
  const own = known.reposts.find((one) => one.organisationId === member.organisationId)
  const offered = known.may && known.named && !own && update.state === 'published'
  return await updatePage(c, opened, {
    tab: 'repost',
    status: again?.status,
    body: (
      <>
        <p>{i18n.t('updates.repost.text')}</p>
        {again && !offered && <ErrorSummary i18n={i18n} form={again.form} />}
        {known.reposts.length === 0 ? (
          <p>{i18n.t('updates.repost.none')}</p>
        ) : (
          <ul class="plain-list">
            {known.reposts.map((one) => (
              <Passed i18n={i18n} zone={zone} update={update} repost={one} may={known.may && one === own} />
            ))}
          </ul>
        )}
        {known.may && (
          <p>
            <a href={`${c.get('office').publicUrl}/${i18n.lang}/o/${known.shortId}`}>
              {i18n.t('updates.repost.page')}
            </a>
          </p>
        )}
        {known.may && !known.named && (
          <Notice tone="info">
            <p>{i18n.t('updates.error.unnamed')}</p>
          </Notice>
        )}
        {offered && <RepostForm i18n={i18n} update={update} form={again?.form} />}
      </>
    ),
  })
}

function Passed(props: { i18n: I18n; zone: string; update: Update; repost: Repost; may: boolean }) {
  const { i18n, repost, update, may } = props
  return (
    <li>
      <p>
        <strong>
          <bdi>{repost.organisation}</bdi>
        </strong>{' '}
        <span class="small">{i18n.dateTime(repost.postedAt, { zone: props.zone })}</span>
      </p>
      {may && (
        <form method="post" action={updateHref(update.id, '/repost/end')}>
          <input type="hidden" name="repostId" value={repost.id} />
          <button class="link" type="submit">
            {i18n.t('updates.repost.end')}
          </button>
        </form>
      )}
    </li>
  )
}

function RepostForm(props: { i18n: I18n; update: Update; form: FormState | undefined }) {
  const { i18n, update } = props
  const form: FormState = props.form ?? { values: {}, errors: {} }
  return (
    <form class="sheet" method="post" action={updateHref(update.id, '/repost')}>
      <h2>{i18n.t('updates.repost.own')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('updates.repost.post')}
        </button>
      </div>
    </form>
  )
}
