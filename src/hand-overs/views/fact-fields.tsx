import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import { DateField, TextField, type FormState } from '#ui/index.ts'
import type { HandOver } from '../hand-over.ts'

const longest = 120

/** Day, and in each language who takes it and where. */
export function FactFields({ i18n, form }: { i18n: I18n; form: FormState }) {
  return (
    <>
      <DateField form={form} name="onDay" label={i18n.t('hand-over.on')} required />
      {languages.map((language) => {
        const content = { form, lang: language, dir: directionOf(language), maxlength: longest }
        const name = i18n.language(language)
        return (
          <fieldset class="group">
            <legend>{name}</legend>
            <TextField
              {...content}
              name={`to-${language}`}
              label={i18n.t('hand-over.to', { language: name })}
              hint={i18n.t('hand-over.to.hint')}
            />
            <TextField
              {...content}
              name={`place-${language}`}
              label={i18n.t('hand-over.place', { language: name })}
            />
          </fieldset>
        )
      })}
    </>
  )
}

export const factValues = ({ onDay, to, place }: HandOver): FormState['values'] => ({
  onDay,
  ...Object.fromEntries(languages.map((code) => [`to-${code}`, to[code] ?? ''])),
  ...Object.fromEntries(languages.map((code) => [`place-${code}`, place[code] ?? ''])),
})
