import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { ErrorSummary, Status, TextField, type FormState } from '#ui/index.ts'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import { addCopy, listCopies, mostCopies, settleCopy, type Copy } from './copy.ts'
import { copyActForm, copyForm } from './forms.ts'
import type { UpdateSource } from './update-document.ts'

export const showCopies = (c: ConsoleContext): Promise<Response> => copiesPage(c)

export async function takeCopy(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, copyForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => addCopy(tx, { updateId, ...value })),
  )
  if (!taken.done) return await copiesPage(c, taken.again)
  return redirect(c, updateHref(updateId, '/copies'), 'updates.saved')
}

export async function takeCopyAct(c: ConsoleContext): Promise<Response> {
  const [updateId, copyId] = [idOf(c), c.req.param('copyId') ?? '']
  const taken = await takeForm(c, copyActForm, ({ act }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => settleCopy(tx, { updateId, copyId, act })),
  )
  if (!taken.done) return await copiesPage(c, taken.again)
  return redirect(c, updateHref(updateId, '/copies'), 'updates.saved')
}

/** Where the update was pasted, and what to write to whoever keeps the copy. */
async function copiesPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const opened = await openUpdate(c)
  const { source } = opened
  const { db, publicUrl } = c.get('office')
  const copies = await db.reading(c.get('member'), (tx) => listCopies(tx, source.update.id))
  const may = opened.mayWrite && can(c.get('member'), 'update.copies')
  return await updatePage(c, opened, {
    tab: 'copies',
    status: again?.status,
    islands: ['copy-text'],
    body: (
      <>
        <p>{i18n.t('updates.copies.text')}</p>
        {copies.length === 0 ? (
          <p>{i18n.t('updates.copies.none')}</p>
        ) : (
          <ul class="plain-list">
            {copies.map((copy) => (
              <Pasted i18n={i18n} zone={zone} publicUrl={publicUrl} source={source} copy={copy} may={may} />
            ))}
          </ul>
        )}
        {may && copies.length < mostCopies && (
          <CopyForm i18n={i18n} updateId={source.update.id} form={again?.form} />
        )}
      </>
    ),
  })
}

function Pasted(props: {
  i18n: I18n
  zone: string
  publicUrl: string
  source: UpdateSource
  copy: Copy
  may: boolean
}) {
  const { i18n, zone, source, copy, may } = props
  const { update } = source
  const notice = noticeOf(props)
  const id = `notice-${copy.id}`
  return (
    <li>
      <p>
        <strong>
          <bdi>{copy.site}</bdi>
        </strong>{' '}
        {copy.toTell && <Status tone="warning">{i18n.t('updates.copies.to-tell')}</Status>}
      </p>
      <p class="small">
        <a href={copy.url} rel="noreferrer noopener">
          <bdi dir="ltr">{copy.url}</bdi>
        </a>
      </p>
      <p class="small">
        {i18n.t('updates.copies.by', {
          ...{ person: copy.person, organisation: copy.organisation },
          at: i18n.date(copy.addedAt, { zone }),
        })}
        {copy.toldAt && (
          <> {i18n.t('updates.copies.told-at', { at: i18n.dateTime(copy.toldAt, { zone }) })}</>
        )}
      </p>
      {copy.toTell && (
        <>
          <div class="field">
            <label for={id}>{i18n.t('updates.copies.notice')}</label>
            <textarea id={id} readonly rows={6}>
              {`\n${notice.text}`}
            </textarea>
          </div>
          <p
            data-copy={id}
            data-label={i18n.t('organisations.embed.copy')}
            data-done={i18n.t('organisations.embed.copied')}
          ></p>
          {copy.contact && (
            <p>
              <a href={mailto(copy.contact, notice)}>{i18n.t('updates.copies.mail', { to: copy.contact })}</a>
            </p>
          )}
        </>
      )}
      {may && (
        <form class="buttons" method="post" action={updateHref(update.id, `/copies/${copy.id}`)}>
          {copy.toTell && (
            <button class="button" type="submit" name="act" value="told">
              {i18n.t('updates.copies.told')}
            </button>
          )}
          <button class="link" type="submit" name="act" value="remove">
            {i18n.t('updates.copies.remove')}
          </button>
        </form>
      )}
    </li>
  )
}

/** Safety: neither her name nor a word of the text; a mail may be read by anybody, and what is gone is not said again. */
function noticeOf(props: { i18n: I18n; publicUrl: string; source: UpdateSource; copy: Copy }) {
  const { i18n, publicUrl, source, copy } = props
  const { update, caseKey } = source
  const stands = update.state === 'published'
  const canonical = `${publicUrl}/${update.defaultLanguage}/c/${caseKey}/updates/${update.shortId}`
  return {
    subject: i18n.t(stands ? 'updates.copies.subject.corrected' : 'updates.copies.subject.withdrawn'),
    text: stands
      ? i18n.t('updates.copies.corrected', { url: copy.url, canonical })
      : i18n.t('updates.copies.withdrawn', { url: copy.url }),
  }
}

const mailto = (to: string, { subject, text }: { subject: string; text: string }): string =>
  `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`

function CopyForm(props: { i18n: I18n; updateId: string; form: FormState | undefined }) {
  const { i18n, updateId } = props
  const form: FormState = props.form ?? { values: {}, errors: {} }
  return (
    <form class="sheet" method="post" action={updateHref(updateId, '/copies')}>
      <h2>{i18n.t('updates.copies.add')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <TextField form={form} name="url" type="url" required dir="ltr" label={i18n.t('updates.copies.url')} />
      <TextField form={form} name="site" required maxlength={120} label={i18n.t('updates.copies.site')} />
      <TextField
        form={form}
        name="contact"
        type="email"
        dir="ltr"
        label={i18n.t('updates.copies.contact')}
        hint={i18n.t('updates.copies.contact.hint')}
      />
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('updates.copies.add')}
        </button>
      </div>
    </form>
  )
}
