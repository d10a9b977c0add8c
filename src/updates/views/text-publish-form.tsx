/** How a text of the coalition is signed off for the public, whichever module's it is: languages, what it tells, the review. */
import type { Child } from 'hono/jsx'
import type { Tx } from '#platform/database.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import { caseHref } from '#cases/index.ts'
import {
  givenConsents,
  lastReview,
  waitingHour,
  listPersonsShown,
  observes,
  OtherPersons,
  reviewValues,
  SigningFields,
  type ConsentItem,
  type GivenConsent,
  type PersonShown,
  type Review,
} from '#publishing/index.ts'
import { CheckboxGroup, ConfirmBox, Empty, ErrorSummary, type FormState } from '#ui/index.ts'
import { tickableItems, type ShownCase } from '../update-document.ts'

/** A text as its module tells it. */
export interface TextToPublish {
  /** of its own address */
  hrefOf: (path?: string) => string
  version: number
  /** it is public, and signed off anew */
  again: boolean
  /** what was ticked when it came out last; absent before */
  ticked?: readonly string[]
  texts: readonly { language: string; translation: string; missing: readonly MessageKey[] }[]
  shown: ShownCase
}

export interface AgreedItems {
  /** what may be told of whose page it is */
  given: readonly ConsentItem[]
  consents: readonly GivenConsent[]
  persons: readonly PersonShown[]
  review: Review
  /** for which the text waits already */
  waits: Awaited<ReturnType<typeof waitingHour>>
  /** the member's organisation observes in this case, and signs nothing */
  watching: boolean
}

type Words =
  | 'publish.read'
  | 'publish.languages'
  | 'publish.items'
  | 'publish.items.hint'
  | 'publish.first'
  | 'publish.first.go'
  | 'error.case-first'
  | 'unreviewed'
  | 'cancel'
  | 'withdraw'

/** The module's own words, by what it calls them. */
export type SayWords = (name: Words) => string

/** What a text of this case may tell now, for the member who asks. */
export async function readAgreed(
  tx: Tx,
  { caseId, subjectId, shown }: { caseId: string; subjectId: string; shown: ShownCase },
): Promise<AgreedItems> {
  const organisationId = tx.actor.kind === 'member' ? tx.actor.organisationId : ''
  return {
    given: await tickableItems(tx, caseId, shown),
    consents: await givenConsents(tx, caseId),
    persons: await listPersonsShown(tx, caseId),
    review: await lastReview(tx, caseId),
    waits: await waitingHour(tx, { caseId, subjectId }),
    watching: await observes(tx, caseId, organisationId),
  }
}

/** What was ticked last; before that what the case page shows, as far as it may still be shown. */
export const publishPresets = (
  { texts, ticked, shown }: TextToPublish,
  { given, review, waits }: AgreedItems,
): FormState['values'] => ({
  ...reviewValues(review),
  ...waits,
  languages: texts.filter(({ missing }) => missing.length === 0).map(({ language }) => language),
  items: given.filter((item) => (ticked ?? shown.items).includes(item)),
  others: [...(ticked ?? shown.others)],
})

/** @param props.beforeSigning and `afterSigning` stand around the fields of the signatures */
export function TextPublishForm(props: {
  i18n: I18n
  say: SayWords
  text: TextToPublish
  agreed: AgreedItems
  form: FormState
  /** of the button, and of the box around it */
  title: string
  /** what then happens */
  what: string
  who: (her: { name: string; item: string }) => string
  beforeSigning?: Child
  afterSigning?: Child
}) {
  const { i18n, say, text, agreed, form, title } = props
  const { shown, again, hrefOf } = text
  return (
    <form class="sheet" method="post" action={hrefOf('/publish')}>
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(text.version)} />
      <p>{say('publish.read')}</p>
      <Ready i18n={i18n} say={say} text={text} />
      <CheckboxGroup
        name="languages"
        form={form}
        label={say('publish.languages')}
        options={text.texts.map(({ language }) => ({ value: language, label: i18n.language(language) }))}
      />
      <CheckboxGroup
        name="items"
        form={form}
        label={say('publish.items')}
        hint={say('publish.items.hint')}
        options={agreed.given.map((value) => ({ value, label: i18n.t(`consent.item.${value}`) }))}
      />
      <OtherPersons
        {...{ i18n, form }}
        persons={agreed.persons}
        given={agreed.consents}
        ownerId={shown.gate.personId}
      />
      {props.beforeSigning}
      <SigningFields i18n={i18n} form={form} isPublic={again} mayPrepare={!again} zone={shown.zone} />
      {props.afterSigning}
      <ConfirmBox title={title}>
        <p>{props.what}</p>
        <p>
          {props.who({
            name: shown.names.get(i18n.lang) ?? [...shown.names.values()][0] ?? '',
            item: i18n.t(`consent.item.${shown.gate.item}`),
          })}
        </p>
        <div class="buttons">
          <button class="action" type="submit">
            {title}
          </button>
          <a href={hrefOf()}>{say('cancel')}</a>
        </div>
      </ConfirmBox>
    </form>
  )
}

/** Each language, with what is missing in it. */
const Ready = ({ i18n, say, text }: { i18n: I18n; say: SayWords; text: TextToPublish }) => (
  <ul>
    {text.texts.map(({ language, translation, missing }) => (
      <li>
        <a href={text.hrefOf(`/preview/${language}`)}>{i18n.language(language)}</a>{' '}
        {missing.length > 0 && <span>{i18n.list(missing.map((key) => i18n.t(key)))}</span>}
        {translation === 'machine' && <span> {say('unreviewed')}</span>}
      </li>
    ))}
  </ul>
)

/** A text stands on the page of its case, so that page comes first. */
export const CaseComesFirst = ({ say, caseId }: { say: SayWords; caseId: string }) => (
  <Empty
    title={say('publish.first')}
    action={{ href: caseHref(caseId, '/publications'), label: say('publish.first.go') }}
  >
    <p>{say('error.case-first')}</p>
  </Empty>
)

/** @param props.text what goes down with it */
export const WithdrawText = (props: { say: SayWords; action: string; text: string }) => (
  <details>
    <summary>{props.say('withdraw')}</summary>
    <ConfirmBox title={props.say('withdraw')} tone="danger">
      <p>{props.text}</p>
      <form method="post" action={props.action}>
        <button class="action" type="submit">
          {props.say('withdraw')}
        </button>
      </form>
    </ConfirmBox>
  </details>
)
