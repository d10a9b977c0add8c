import type { I18n } from '#platform/i18n.ts'
import { languages as interfaceLanguages } from '#platform/i18n.ts'
import {
  CheckboxGroup,
  DateField,
  ErrorSummary,
  RadioGroup,
  Select,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { consentItems, consentWays } from '../tables.ts'

/** One talk with her, written down: answer, items, words, way and day. */
export function ConsentForm(props: {
  i18n: I18n
  action: string
  back: string
  /** of the case */
  languages: readonly string[]
  form: FormState
}) {
  const { i18n, form } = props
  const several = interfaceLanguages.filter((code) => props.languages.includes(code))
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      <RadioGroup
        name="answer"
        form={form}
        required
        label={i18n.t('consent.form.answer')}
        options={[
          { value: 'given', label: i18n.t('consent.form.given') },
          {
            value: 'refused',
            label: i18n.t('consent.form.refused'),
            hint: i18n.t('consent.form.refused.hint'),
          },
        ]}
      />
      <CheckboxGroup
        name="items"
        form={form}
        label={i18n.t('consent.form.items')}
        hint={i18n.t('consent.form.items.hint')}
        options={consentItems.map((value) => ({ value, label: i18n.t(`consent.item.${value}`) }))}
      />
      <Textarea name="agreed" form={form} required rows={5} label={i18n.t('consent.form.agreed')} />
      <Select
        name="how"
        form={form}
        required
        empty="–"
        label={i18n.t('consent.form.how')}
        options={consentWays.map((value) => ({ value, label: i18n.t(`consent.how.${value}`) }))}
      />
      <TextField
        name="witness"
        form={form}
        label={i18n.t('consent.form.witness')}
        note={i18n.t('ui.optional')}
        autocomplete="off"
      />
      <DateField name="givenOn" form={form} required label={i18n.t('consent.form.givenOn')} />
      <DateField
        name="expiresOn"
        form={form}
        label={i18n.t('consent.form.expiresOn')}
        hint={i18n.t('consent.form.expiresOn.hint')}
        note={i18n.t('ui.optional')}
      />
      {several.length > 1 && (
        <CheckboxGroup
          name="languages"
          form={form}
          inline
          label={i18n.t('consent.form.languages')}
          hint={i18n.t('consent.form.languages.hint')}
          options={several.map((value) => ({ value, label: i18n.language(value) }))}
        />
      )}
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('consent.form.save')}
        </button>
        <a href={props.back}>{i18n.t('cases.cancel')}</a>
      </div>
    </form>
  )
}
