import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Invalid, Refused } from '#platform/web/errors.ts'
import { caseHref, takeForm, type Again } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import {
  afterAsking,
  askingOf,
  lastReview,
  ObserverSignsNothing,
  observes,
  reviewValues,
  SigningFields,
  type ConsentItem,
  type Review,
  givenConsents,
  listPersonsShown,
  OtherPersons,
  type GivenConsent,
  type PersonShown,
} from '#publishing/index.ts'
import { CheckboxGroup, ConfirmBox, Empty, ErrorSummary, Notice, type FormState } from '#ui/index.ts'
import { idOf, openUpdate, updatePage, type Opened } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import { publishForm } from './forms.ts'
import { correctUpdate, publishUpdate, withdrawUpdate } from './publishing.ts'
import { missingFor, tickableItems, type UpdateSource } from './update-document.ts'

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
  const opened = await openUpdate(c)
  const { source } = opened
  const { update, shown } = source
  if (!shown) return await caseFirst(c, opened)
  const member = c.get('member')
  const { given, consents, persons, review, watching } = await c
    .get('office')
    .db.reading(member, async (tx) => ({
      given: await tickableItems(tx, update.caseId, shown),
      consents: await givenConsents(tx, update.caseId),
      persons: await listPersonsShown(tx, update.caseId),
      review: await lastReview(tx, update.caseId),
      watching: await observes(tx, update.caseId, member.organisationId),
    }))
  const form = again?.form ?? { values: presets(source, given, review), errors: {} }
  return await updatePage(c, opened, {
    tab: 'publish',
    status: again?.status,
    body: watching ? (
      <ObserverSignsNothing i18n={i18n} />
    ) : (
      <>
        <PublishForm {...{ i18n, source, given, consents, persons, form }} />
        {update.state === 'published' && can(member, 'update.withdraw') && (
          <Withdraw i18n={i18n} source={source} />
        )}
      </>
    ),
  })
}

function caseFirst(c: ConsoleContext, opened: Opened): Promise<Response> {
  const i18n = c.get('i18n')
  return updatePage(c, opened, {
    tab: 'publish',
    body: (
      <Empty
        title={i18n.t('updates.publish.first')}
        action={{ href: caseHref(opened.row.id, '/publications'), label: i18n.t('updates.publish.first.go') }}
      >
        <p>{i18n.t('updates.error.case-first')}</p>
      </Empty>
    ),
  })
}

const ready = (source: UpdateSource): string[] =>
  source.texts
    .map((text) => text.language)
    .filter((language) => missingFor(source, language, source.update.state === 'published').length === 0)

/** What was ticked last; before that what the case page shows, as far as it may still be shown. */
const presets = (
  source: UpdateSource,
  given: readonly ConsentItem[],
  review: Review,
): FormState['values'] => ({
  ...reviewValues(review),
  languages: ready(source),
  items: given.filter((item) =>
    source.update.publishedAt ? source.update.items.includes(item) : source.shown!.items.includes(item),
  ),
  others: source.update.publishedAt ? source.update.items : source.shown!.others,
})

function PublishForm(props: {
  i18n: I18n
  source: UpdateSource
  given: readonly ConsentItem[]
  consents: readonly GivenConsent[]
  persons: readonly PersonShown[]
  form: FormState
}) {
  const { i18n, source, given, form } = props
  const { update, texts, shown } = source
  const correcting = update.state === 'published'
  const title = i18n.t(correcting ? 'updates.correct' : 'updates.publish')
  return (
    <form class="sheet" method="post" action={updateHref(update.id, '/publish')}>
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(update.version)} />
      <p>{i18n.t('updates.publish.read')}</p>
      <ul>
        {texts.map((text) => {
          const missing = missingFor(source, text.language, correcting)
          return (
            <li>
              <a href={updateHref(update.id, `/preview/${text.language}`)}>{i18n.language(text.language)}</a>{' '}
              {missing.length > 0 && <span>{i18n.list(missing.map((key) => i18n.t(key)))}</span>}
              {text.translation === 'machine' && <span> {i18n.t('updates.unreviewed')}</span>}
            </li>
          )
        })}
      </ul>
      <CheckboxGroup
        name="languages"
        form={form}
        label={i18n.t('updates.publish.languages')}
        options={texts.map((text) => ({ value: text.language, label: i18n.language(text.language) }))}
      />
      <CheckboxGroup
        name="items"
        form={form}
        label={i18n.t('updates.publish.items')}
        hint={i18n.t('updates.publish.items.hint')}
        options={given.map((value) => ({ value, label: i18n.t(`consent.item.${value}`) }))}
      />
      <OtherPersons
        i18n={i18n}
        form={form}
        persons={props.persons}
        given={props.consents}
        ownerId={shown!.gate.personId}
      />
      {source.image && (
        <Notice tone={update.imageShows ? 'warning' : 'info'}>
          <p>{i18n.t(update.imageShows ? 'updates.publish.image.shows' : 'updates.publish.image.other')}</p>
        </Notice>
      )}
      <SigningFields
        i18n={i18n}
        form={form}
        isPublic={correcting}
        mayPrepare={!correcting}
        zone={shown!.zone}
      />
      <ConfirmBox title={title}>
        <p>{i18n.t(correcting ? 'updates.correct.text' : 'updates.publish.text')}</p>
        <p>
          {i18n.t('updates.publish.who', {
            name: shown!.names.get(i18n.lang) ?? [...shown!.names.values()][0] ?? '',
            item: i18n.t(`consent.item.${shown!.gate.item}`),
          })}
        </p>
        <div class="buttons">
          <button class="action" type="submit">
            {title}
          </button>
          <a href={updateHref(update.id)}>{i18n.t('updates.cancel')}</a>
        </div>
      </ConfirmBox>
    </form>
  )
}

const Withdraw = ({ i18n, source }: { i18n: I18n; source: UpdateSource }) => (
  <details>
    <summary>{i18n.t('updates.withdraw')}</summary>
    <ConfirmBox title={i18n.t('updates.withdraw')} tone="danger">
      <p>{i18n.t('updates.withdraw.text')}</p>
      <form method="post" action={updateHref(source.update.id, '/withdraw')}>
        <button class="action" type="submit">
          {i18n.t('updates.withdraw')}
        </button>
      </form>
    </ConfirmBox>
  </details>
)
