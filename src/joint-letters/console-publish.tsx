/** Where a letter is signed off for the public, closed, and taken down. */
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { caseHref, takeForm, type Again } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import {
  afterAsking,
  askingOf,
  givenConsents,
  lastReview,
  listPersonsShown,
  ObserverSignsNothing,
  observes,
  OtherPersons,
  reviewValues,
  SigningFields,
  type ConsentItem,
  type GivenConsent,
  type PersonShown,
  type Review,
} from '#publishing/index.ts'
import { tickableItems } from '#updates/index.ts'
import { CheckboxGroup, ConfirmBox, Empty, ErrorSummary, Notice, type FormState } from '#ui/index.ts'
import { closeLetter } from './closing.ts'
import { letterHref } from './console-letters.tsx'
import { idOf, letterPage, openLetter, type Opened } from './console-page.tsx'
import { publishForm } from './forms.ts'
import { missingFor, type LetterSource } from './letter-document.ts'
import { isPublic, publishLetter, withdrawLetter } from './publishing.ts'
import { countSignatories } from './signatory.ts'

export const showPublish = (c: ConsoleContext): Promise<Response> => publishPage(c)

export async function takePublish(c: ConsoleContext): Promise<Response> {
  const letterId = idOf(c)
  const { source, row } = await openLetter(c)
  const again = isPublic(source.letter)
  const taken = await takeForm(c, publishForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        publishLetter(tx, {
          ...{ letterId, ...value, items: [...value.items, ...value.others] },
          ...askingOf(value),
        }),
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
    again
      ? { href: letterHref(letterId), flash: 'joint-letters.published-again' }
      : { href: letterHref(letterId, '/sign'), flash: 'joint-letters.published' },
  )
}

const mendable = [
  'publishing.no-consent',
  'publishing.correction-adds',
  'joint-letters.error.incomplete',
  'joint-letters.error.unnamed',
]

export async function takeWithdrawal(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => withdrawLetter(tx, idOf(c)))
  return redirect(c, letterHref(idOf(c)), 'joint-letters.withdrawn')
}

export async function takeClosing(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => closeLetter(tx, idOf(c)))
  return redirect(c, letterHref(idOf(c), '/signatories'), 'joint-letters.closed')
}

async function publishPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openLetter(c)
  const { source, ours } = opened
  const { letter, shown } = source
  if (!ours) throw new NotFound()
  if (!shown) return await caseFirst(c, opened)
  const member = c.get('member')
  const read = await c.get('office').db.reading(member, async (tx) => ({
    given: await tickableItems(tx, letter.caseId, shown),
    consents: await givenConsents(tx, letter.caseId),
    persons: await listPersonsShown(tx, letter.caseId),
    review: await lastReview(tx, letter.caseId),
    watching: await observes(tx, letter.caseId, member.organisationId),
    listed: (await countSignatories(tx, letter.id)).listed,
  }))
  const form = again?.form ?? { values: presets(source, read.given, read.review), errors: {} }
  return await letterPage(c, opened, {
    tab: 'publish',
    status: again?.status,
    body: read.watching ? (
      <ObserverSignsNothing i18n={i18n} />
    ) : (
      <>
        {letter.state === 'published' && can(member, 'joint-letter.close') && (
          <Close i18n={i18n} source={source} />
        )}
        <PublishForm {...{ i18n, source, form, ...read }} />
        {isPublic(letter) && can(member, 'joint-letter.withdraw') && (
          <Withdraw i18n={i18n} source={source} listed={read.listed} />
        )}
      </>
    ),
  })
}

function caseFirst(c: ConsoleContext, opened: Opened): Promise<Response> {
  const i18n = c.get('i18n')
  return letterPage(c, opened, {
    tab: 'publish',
    body: (
      <Empty
        title={i18n.t('joint-letters.publish.first')}
        action={{
          href: caseHref(opened.row.id, '/publications'),
          label: i18n.t('joint-letters.publish.first.go'),
        }}
      >
        <p>{i18n.t('joint-letters.error.case-first')}</p>
      </Empty>
    ),
  })
}

const ready = (source: LetterSource): string[] =>
  source.texts.map(({ language }) => language).filter((language) => missingFor(source, language).length === 0)

/** What was ticked last; before that what the case page shows, as far as it may still be shown. */
const presets = (
  source: LetterSource,
  given: readonly ConsentItem[],
  review: Review,
): FormState['values'] => ({
  ...reviewValues(review),
  languages: ready(source),
  items: given.filter((item) =>
    source.letter.publishedAt ? source.letter.items.includes(item) : source.shown!.items.includes(item),
  ),
  others: source.letter.publishedAt ? source.letter.items : source.shown!.others,
})

function PublishForm(props: {
  i18n: I18n
  source: LetterSource
  given: readonly ConsentItem[]
  consents: readonly GivenConsent[]
  persons: readonly PersonShown[]
  form: FormState
}) {
  const { i18n, source, given, form } = props
  const { letter, texts, shown } = source
  const again = isPublic(letter)
  const title = i18n.t(again ? 'joint-letters.publish.again' : 'joint-letters.publish')
  return (
    <form class="sheet" method="post" action={letterHref(letter.id, '/publish')}>
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(letter.version)} />
      <p>{i18n.t('joint-letters.publish.read')}</p>
      <Ready i18n={i18n} source={source} />
      <CheckboxGroup
        name="languages"
        form={form}
        label={i18n.t('joint-letters.publish.languages')}
        options={texts.map((text) => ({ value: text.language, label: i18n.language(text.language) }))}
      />
      <CheckboxGroup
        name="items"
        form={form}
        label={i18n.t('joint-letters.publish.items')}
        hint={i18n.t('joint-letters.publish.items.hint')}
        options={given.map((value) => ({ value, label: i18n.t(`consent.item.${value}`) }))}
      />
      <OtherPersons
        i18n={i18n}
        form={form}
        persons={props.persons}
        given={props.consents}
        ownerId={shown!.gate.personId}
      />
      <SigningFields i18n={i18n} form={form} isPublic={again} mayPrepare={!again} zone={shown!.zone} />
      {!source.signed && (
        <Notice tone="warning" title={i18n.t('joint-letters.stands.title')}>
          <p>{i18n.t('joint-letters.stands.before')}</p>
        </Notice>
      )}
      <ConfirmBox title={title}>
        <p>{again ? againText(i18n, source) : firstText(i18n, source)}</p>
        <p>
          {i18n.t('joint-letters.publish.who', {
            name: shown!.names.get(i18n.lang) ?? [...shown!.names.values()][0] ?? '',
            item: i18n.t(`consent.item.${shown!.gate.item}`),
          })}
        </p>
        <div class="buttons">
          <button class="action" type="submit">
            {title}
          </button>
          <a href={letterHref(letter.id)}>{i18n.t('joint-letters.cancel')}</a>
        </div>
      </ConfirmBox>
    </form>
  )
}

const firstText = (i18n: I18n, { letter }: LetterSource): string =>
  i18n.t('joint-letters.publish.text', { others: letter.openToOthers ? 'yes' : 'no' })

const againText = (i18n: I18n, { letter }: LetterSource): string =>
  i18n.t('joint-letters.publish.again.text', {
    others: letter.openToOthers ? 'yes' : 'no',
    until: letter.closesOn ? i18n.date(letter.closesOn, { zone: letter.zone }) : 'none',
  })

/** Each language, with what is missing in it. */
const Ready = ({ i18n, source }: { i18n: I18n; source: LetterSource }) => (
  <ul>
    {source.texts.map((text) => {
      const missing = missingFor(source, text.language)
      return (
        <li>
          <a href={letterHref(source.letter.id, `/preview/${text.language}`)}>
            {i18n.language(text.language)}
          </a>{' '}
          {missing.length > 0 && <span>{i18n.list(missing.map((key) => i18n.t(key)))}</span>}
          {text.translation === 'machine' && <span> {i18n.t('joint-letters.unreviewed')}</span>}
        </li>
      )
    })}
  </ul>
)

const Close = ({ i18n, source }: { i18n: I18n; source: LetterSource }) => (
  <details>
    <summary>{i18n.t('joint-letters.close')}</summary>
    <ConfirmBox title={i18n.t('joint-letters.close')}>
      <p>{i18n.t('joint-letters.close.text')}</p>
      <form method="post" action={letterHref(source.letter.id, '/close')}>
        <button class="button" type="submit">
          {i18n.t('joint-letters.close')}
        </button>
      </form>
    </ConfirmBox>
  </details>
)

const Withdraw = (props: { i18n: I18n; source: LetterSource; listed: number }) => (
  <details>
    <summary>{props.i18n.t('joint-letters.withdraw')}</summary>
    <ConfirmBox title={props.i18n.t('joint-letters.withdraw')} tone="danger">
      <p>{props.i18n.t('joint-letters.withdraw.text', { count: props.listed })}</p>
      <form method="post" action={letterHref(props.source.letter.id, '/withdraw')}>
        <button class="action" type="submit">
          {props.i18n.t('joint-letters.withdraw')}
        </button>
      </form>
    </ConfirmBox>
  </details>
)
