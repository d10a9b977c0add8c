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
import { tickable } from '../publish-case.ts'
import type { FormerPage } from '../reads.ts'
import type { Review } from '../review.ts'
import { gateItems, type ConsentItem } from '../tables.ts'
import { pointOption } from './point-option.tsx'
import { reviewValues, SigningFields } from './signing-fields.tsx'

interface Props {
  i18n: I18n
  material: CaseMaterial
  given: readonly GivenConsent[]
  /** what the page shows now, or showed when a withdrawal took it down */
  before?: FormerPage
  /** the answers of the last review in this case */
  review: Review
  isPublic: boolean
  seen: string
  action: string
  back: string
  form?: FormState
}

/** What the page shows, item by item, beside what she agreed to; then the signature. */
export function PublishForm(props: Props) {
  const { i18n, material } = props
  const form = props.form ?? { values: presets(props), errors: {} }
  const allowed = (item: ConsentItem) => props.given.some((one) => one.item === item)
  const mark = (item: ConsentItem) => (
    <>
      {' '}
      <Status tone={allowed(item) ? 'success' : 'warning'}>
        {allowed(item) ? i18n.t('consent.state.given') : i18n.t('publishing.sign.gate.missing')}
      </Status>
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
      <SigningFields i18n={i18n} form={form} isPublic={props.isPublic} mayPrepare />
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
function presets({ material, given, before, review }: Props): FormState['values'] {
  const allowed = (item: ConsentItem) => given.some((one) => one.item === item)
  // what she took back is no preset, and neither is a picture that she no longer allows
  const items = before?.items.filter(allowed)
  // Safety: nor does another gate open by itself for words that were written for the one she closed
  const called = gateItems.find((item) => (before ? before.items.includes(item) : allowed(item)))
  return {
    ...reviewValues(review),
    languages:
      before?.languages ??
      material.wordings
        .filter(({ translation }) => translation !== 'machine')
        .map(({ language }) => language),
    gate: called && allowed(called) ? called : '',
    items: tickable.filter((item) => items?.includes(item)),
    points: material.words.flatMap(({ pointId }) => (before?.points.includes(pointId) ? [pointId] : [])),
    portrait: (items ? items.includes('image') : material.portrait && allowed('image')) ? 'yes' : '',
    status: material.assessment ? 'yes' : '',
  }
}
