import type { I18n } from '#platform/i18n.ts'
import { CheckboxGroup, ErrorSummary, Select, Textarea, TextField, type FormState } from '#ui/index.ts'
import { personRoles } from '../tables.ts'
import type { Person } from './person.ts'
import { defenderRoles } from './roles.ts'

const lines = [
  'calledName',
  'publicName',
  'codeName',
  'pronouns',
  'languages',
  'interpreter',
  'affiliation',
] as const
const texts = ['channels', 'neverContact', 'health'] as const

/** The whole file of one person. Only the name in her papers and what she is in the case are required. */
export function PersonForm(props: {
  i18n: I18n
  action: string
  back: string
  form: FormState
  /** of the row that it was filled from; absent for a new person */
  version?: number
}) {
  const { i18n, form } = props
  const optional = i18n.t('ui.optional')
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      {props.version !== undefined && <input type="hidden" name="version" value={String(props.version)} />}
      <Select
        name="role"
        form={form}
        required
        empty="–"
        label={i18n.t('persons.role')}
        options={personRoles.map((value) => ({ value, label: i18n.t(`persons.role.${value}`) }))}
      />
      <TextField
        name="legalName"
        form={form}
        required
        autocomplete="off"
        label={i18n.t('persons.field.legalName')}
      />
      {lines.map((name) => (
        <TextField
          name={name}
          form={form}
          autocomplete="off"
          note={optional}
          label={i18n.t(`persons.field.${name}`)}
          hint={
            name === 'publicName' || name === 'codeName' ? i18n.t(`persons.field.${name}.hint`) : undefined
          }
        />
      ))}
      <CheckboxGroup
        name="work"
        form={form}
        note={optional}
        label={i18n.t('persons.field.work')}
        options={defenderRoles.map((value) => ({ value, label: i18n.t(`persons.work.${value}`) }))}
      />
      <TextField
        name="dependants"
        form={form}
        note={optional}
        inputmode="numeric"
        width="short"
        label={i18n.t('persons.field.dependants')}
        hint={i18n.t('persons.field.dependants.hint')}
      />
      {texts.map((name) => (
        <Textarea
          name={name}
          form={form}
          rows={3}
          note={optional}
          label={i18n.t(`persons.field.${name}`)}
          hint={name === 'health' ? i18n.t('persons.field.health.hint') : undefined}
        />
      ))}
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('persons.save')}
        </button>
        <a href={props.back}>{i18n.t('cases.cancel')}</a>
      </div>
    </form>
  )
}

/** The form as it is filled from the file. */
export function formOf(person: Person | undefined): FormState {
  if (!person) return { values: {}, errors: {} }
  const { id: _id, version: _version, dependants, ...text } = person
  return { values: { ...text, dependants: dependants === undefined ? '' : String(dependants) }, errors: {} }
}
