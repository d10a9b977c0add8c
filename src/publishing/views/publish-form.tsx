import { caseHref, type CaseMaterial } from '#cases/index.ts'
import type { I18n } from '#platform/i18n.ts'
import {
  Checkbox,
  CheckboxGroup,
  ConfirmBox,
  ErrorSummary,
  RadioGroup,
  Status,
  type FormState,
} from '#ui/index.ts'
import type { GivenConsent } from '../given.ts'
import { labelOfPerson, ticksOfOthers, type PersonShown } from '../persons-shown.ts'
import { tickable } from '../publish-case.ts'
import type { FormerPage } from '../reads.ts'
import type { Review } from '../review.ts'
import { gateItems, type ConsentItem } from '../tables.ts'
import { OtherPersons } from './other-persons.tsx'
import { pointOption } from './point-option.tsx'
import { reviewValues, SigningFields } from './signing-fields.tsx'

interface Props {
  i18n: I18n
  material: CaseMaterial
  given: readonly GivenConsent[]
  /** of whom it may tell */
  persons: readonly PersonShown[]
  /** what the page shows now, or showed when a withdrawal took it down */
  before?: FormerPage
  /** the answers of the last review in this case */
  review: Review
  /** for which the text waits already, as the form takes it */
  waits: { hour?: string; hourZone?: string }
  isPublic: boolean
  zone: string
  seen: string
  action: string
  back: string
  form?: FormState
}

/** What the page shows, item by item, beside what she agreed to; then the signature. */
export function PublishForm(props: Props) {
  const { i18n, material } = props
  const form = props.form ?? { values: presets(props), errors: {} }
  const { persons } = props
  const mark = (item: ConsentItem) => (
    <>
      {' '}
      <Allowed {...props} item={item} />
    </>
  )
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="seen" value={props.seen} />
      <p>{i18n.t('publishing.sign.read')}</p>
      <ul class="inline-list">
        {material.wordings.map(({ language }) => (
          <li>
            <a href={caseHref(material.row.id, `/preview/${language}`)} target="_blank">
              {i18n.language(language)}
            </a>
          </li>
        ))}
      </ul>
      <CheckboxGroup
        name="languages"
        form={form}
        label={i18n.t('publishing.sign.languages')}
        options={material.wordings.map(({ language, translation }) => ({
          value: language,
          label: (
            <>
              {i18n.language(language)}
              {translation === 'machine' && (
                <>
                  {' '}
                  <Status tone="warning">{i18n.t('publishing.sign.unreviewed')}</Status>
                </>
              )}
            </>
          ),
        }))}
      />
      {persons.length > 1 && (
        <RadioGroup
          name="personId"
          form={form}
          required
          label={i18n.t('publishing.sign.person')}
          hint={i18n.t('publishing.sign.person.hint')}
          options={persons.map(({ id }) => ({ value: id, label: labelOfPerson(i18n, persons, id) }))}
        />
      )}
      <RadioGroup
        name="gate"
        form={form}
        required
        label={i18n.t('publishing.sign.gate')}
        options={gateItems.map((value) => ({
          value,
          label: (
            <>
              {i18n.t(`publishing.sign.gate.${value}`)}
              {mark(value)}
            </>
          ),
        }))}
      />
      <CheckboxGroup
        name="items"
        form={form}
        label={i18n.t('publishing.sign.items')}
        hint={i18n.t('publishing.sign.items.hint')}
        options={tickable.map((value) => ({
          value,
          label: (
            <>
              {i18n.t(`consent.item.${value}`)}
              {mark(value)}
            </>
          ),
        }))}
      />
      <OtherPersons i18n={i18n} form={form} persons={persons} given={props.given} />
      <Points {...props} form={form} />
      {material.portrait && (
        <Checkbox
          name="portrait"
          form={form}
          label={
            <>
              {i18n.t('publishing.sign.portrait')}
              {mark('image')}
            </>
          }
          hint={i18n.t('publishing.sign.portrait.hint')}
        />
      )}
      {material.assessment && (
        <Checkbox
          name="status"
          form={form}
          label={i18n.t('publishing.sign.status')}
          hint={i18n.t('publishing.sign.status.hint')}
        />
      )}
      <SigningFields i18n={i18n} form={form} isPublic={props.isPublic} mayPrepare zone={props.zone} />
      <ConfirmBox title={i18n.t('publishing.sign.before')}>
        <p>{i18n.t('publishing.sign.what')}</p>
        <Checkbox name="read" form={form} required label={i18n.t('publishing.sign.confirm')} />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('publishing.sign.button')}
          </button>
          <a href={props.back}>{i18n.t('cases.cancel')}</a>
        </div>
      </ConfirmBox>
    </form>
  )
}

/** Whether it was agreed to; where several are in the case, by whom. */
function Allowed({ i18n, given, persons, item }: Props & { item: ConsentItem }) {
  const by = persons.filter(({ id }) => given.some((one) => one.item === item && one.personId === id))
  if (by.length === 0) return <Status tone="warning">{i18n.t('publishing.sign.gate.missing')}</Status>
  if (persons.length === 1) return <Status tone="success">{i18n.t('consent.state.given')}</Status>
  const names = i18n.list(by.map(({ id }) => labelOfPerson(i18n, persons, id)))
  return <Status tone="success">{i18n.t('publishing.sign.given-by', { names })}</Status>
}

/** Which of her approved points stand on the page, each with the languages in which it would. */
function Points({ i18n, material, form }: Props & { form: FormState }) {
  const ids = [...new Set(material.words.map(({ pointId }) => pointId))]
  return (
    <>
      {ids.length > 0 && (
        <CheckboxGroup
          name="points"
          form={form}
          label={i18n.t('publishing.sign.points')}
          hint={i18n.t('publishing.sign.points.hint')}
          options={ids.map((value) => {
            const all = material.words.filter(({ pointId }) => pointId === value)
            return { value, ...pointOption(i18n, all) }
          })}
        />
      )}
      <p class="small">
        <a href={caseHref(material.row.id, '/statements')}>{i18n.t('publishing.sign.points.all')}</a>
      </p>
    </>
  )
}

/** As it is public now; the first time every language that is not a machine's alone, and what she agreed to be called. */
function presets({ material, given, before, review, waits, persons }: Props): FormState['values'] {
  const atRisk = persons.filter(({ role }) => role === 'at-risk')
  const personId = before?.personId ?? (atRisk.length === 1 ? atRisk[0]!.id : '')
  const allowed = (item: ConsentItem) => given.some((one) => one.item === item && one.personId === personId)
  // what she took back is no preset, and neither is a picture that she no longer allows
  const items = before?.items.filter(allowed)
  // Safety: nor does another gate open by itself for words that were written for the one she closed
  const called = gateItems.find((item) => (before ? before.items.includes(item) : allowed(item)))
  return {
    ...reviewValues(review),
    ...waits,
    personId,
    languages:
      before?.languages ??
      material.wordings
        .filter(({ translation }) => translation !== 'machine')
        .map(({ language }) => language),
    gate: called && allowed(called) ? called : '',
    items: tickable.filter((item) => items?.includes(item)),
    others: ticksOfOthers(given, personId).filter((one) => before?.others.includes(one)),
    points: material.words.flatMap(({ pointId }) => (before?.points.includes(pointId) ? [pointId] : [])),
    portrait: (items ? items.includes('image') : material.portrait && allowed('image')) ? 'yes' : '',
    status: material.assessment ? 'yes' : '',
  }
}
