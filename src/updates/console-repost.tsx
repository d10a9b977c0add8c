import { can } from '#platform/access.ts'
import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { getOrganisation, organisationOf, redirect } from '#organisations/index.ts'
import { isNamed, observes } from '#publishing/index.ts'
import { ErrorSummary, Notice, Textarea, type FormState } from '#ui/index.ts'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import { byLanguage, introLength, repostActForm, repostForm } from './forms.ts'
import { endRepost, listReposts, repostUpdate, signIntro, type Repost } from './repost.ts'
import type { Update } from './update.ts'

export const showRepost = (c: ConsoleContext): Promise<Response> => repostPage(c)

export async function takeRepost(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, repostForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        repostUpdate(tx, { updateId, intro: byLanguage(value, 'intro') }),
      ),
  )
  if (!taken.done) return await repostPage(c, taken.again)
  return redirect(c, updateHref(updateId, '/repost'), 'updates.saved')
}

export async function takeRepostSignature(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, repostActForm, ({ repostId }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => signIntro(tx, { updateId, repostId })),
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
              <Passed
                i18n={i18n}
                zone={zone}
                update={update}
                repost={one}
                may={known.may && one === own}
                signs={one.postedBy !== member.accountId}
              />
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

function Passed(props: {
  i18n: I18n
  zone: string
  update: Update
  repost: Repost
  may: boolean
  /** not who posted it: may give the second signature */
  signs: boolean
}) {
  const { i18n, repost, update, may } = props
  const words = Object.entries(repost.intro)
  const act = (path: string, label: 'updates.repost.sign' | 'updates.repost.end') => (
    <form method="post" action={updateHref(update.id, path)}>
      <input type="hidden" name="repostId" value={repost.id} />
      <button class={label === 'updates.repost.sign' ? 'button' : 'link'} type="submit">
        {i18n.t(label)}
      </button>
    </form>
  )
  return (
    <li>
      <p>
        <strong>
          <bdi>{repost.organisation}</bdi>
        </strong>{' '}
        <span class="small">{i18n.dateTime(repost.postedAt, { zone: props.zone })}</span>
      </p>
      {words.map(([code, text]) => (
        <p lang={code} dir={directionOf(code)}>
          {text}
        </p>
      ))}
      {words.length > 0 && !repost.introSignedAt && <p class="small">{i18n.t('updates.repost.waits')}</p>}
      {may && (
        <div class="buttons">
          {words.length > 0 &&
            !repost.introSignedAt &&
            props.signs &&
            act('/repost/sign', 'updates.repost.sign')}
          {act('/repost/end', 'updates.repost.end')}
        </div>
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
      {languages.map((code) => (
        <Textarea
          form={form}
          name={`intro-${code}`}
          rows={3}
          maxlength={introLength}
          lang={code}
          dir={directionOf(code)}
          label={i18n.t('updates.repost.intro', { language: i18n.language(code) })}
          hint={i18n.t('updates.repost.intro.hint')}
        />
      ))}
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('updates.repost.post')}
        </button>
      </div>
    </form>
  )
}
