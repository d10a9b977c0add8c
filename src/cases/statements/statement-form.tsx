import type { I18n } from '#platform/i18n.ts'
import { DateField, ErrorSummary, RadioGroup, Select, Textarea, type FormState } from '#ui/index.ts'
import { contactChannels } from '../check-ins/tables.ts'
import { pointsAtOnce } from './forms.ts'
import { pointForms, spokenLanguages } from './lists.ts'

type Choice = { value: string; label: string }

export const languageOptions = (i18n: I18n): Choice[] =>
  spokenLanguages
    .map((value) => ({ value, label: i18n.language(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, i18n.lang))

export function StatementForm(props: {
  i18n: I18n
  action: string
  persons: Choice[]
  contacts: Choice[]
  form: FormState
}) {
  const { i18n, form } = props
  const spoken = languageOptions(i18n)
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      <Select name="personId" form={form} required label={i18n.t('statement.who')} options={props.persons} />
      <DateField name="takenOn" form={form} required label={i18n.t('statement.taken-on')} />
      <Select
        name="channel"
        form={form}
        required
        empty="–"
        label={i18n.t('contacts.field.channel')}
        options={contactChannels.map((value) => ({ value, label: i18n.t(`contacts.channel.${value}`) }))}
      />
      <Select
        name="language"
        form={form}
        required
        empty="–"
        label={i18n.t('statement.language')}
        options={spoken}
      />
      <Select
        name="writtenIn"
        form={form}
        empty={i18n.t('statement.written-in.same')}
        label={i18n.t('statement.written-in')}
        options={spoken}
      />
      {props.contacts.length > 0 && (
        <Select
          name="contactId"
          form={form}
          empty={i18n.t('statement.contact.none')}
          label={i18n.t('statement.contact')}
          options={props.contacts}
        />
      )}
      <Textarea
        name="about"
        form={form}
        rows={2}
        label={i18n.t('statement.about')}
        note={i18n.t('ui.optional')}
      />
      {pointsAtOnce.map((n) => (
        <PointFields i18n={i18n} form={form} n={`-${n}`} title={String(n)} required={n === 1} />
      ))}
      <Circle i18n={i18n} form={form} />
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('statement.save')}
        </button>
      </div>
    </form>
  )
}

/** The words, and whether they are hers to the letter: nothing is preset. */
export function PointFields(props: {
  i18n: I18n
  form: FormState | undefined
  n?: string
  title?: string
  required: boolean
}) {
  const { i18n, form, n = '', required } = props
  const note = required ? undefined : i18n.t('ui.optional')
  return (
    <>
      <Textarea
        name={`text${n}`}
        form={form}
        rows={3}
        required={required}
        note={note}
        label={props.title ? i18n.t('statement.point', { n: props.title }) : i18n.t('statement.words')}
      />
      <RadioGroup
        name={`form${n}`}
        form={form}
        required={required}
        label={props.title ? i18n.t('statement.form.of', { n: props.title }) : i18n.t('statement.form')}
        options={pointForms.map((value) => ({
          value,
          label: i18n.t(`statement.form.${value}`),
          hint: i18n.t(`statement.form.${value}.hint`),
        }))}
      />
    </>
  )
}

export const Circle = ({ i18n, form }: { i18n: I18n; form: FormState | undefined }) => (
  <RadioGroup
    name="visibility"
    form={form}
    required
    label={i18n.t('statement.visibility')}
    hint={i18n.t('statement.visibility.hint')}
    options={(['team', 'room'] as const).map((value) => ({
      value,
      label: i18n.t(`statement.visibility.${value}`),
    }))}
  />
)
