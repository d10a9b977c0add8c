import type { I18n } from '#platform/i18n.ts'
import { labelOf } from './field-labels.ts'
import { fieldId, hasErrors, type FormState } from './form-state.ts'

interface SummaryProps {
  i18n: I18n
  form?: FormState
}

/**
 * Stands first on a refused page, takes the focus without script, and links each error to its field by the field's name.
 * Errors under the empty name `''` belong to the form as a whole.
 */
export function ErrorSummary({ i18n, form }: SummaryProps) {
  return form && hasErrors(form) ? <Summary i18n={i18n} form={form} /> : null
}

async function Summary({ i18n, form }: Required<SummaryProps>) {
  // the fields stand below: in the next turn all of them have told their labels
  await Promise.resolve()
  const errors = Object.entries(form.errors).filter(([, error]) => error !== undefined)
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus aria-labelledby="error-summary">
      <h2 id="error-summary">{i18n.t('ui.errors.title', { count: errors.length })}</h2>
      <p>{i18n.t('ui.errors.kept')}</p>
      <ul>
        {errors.map(([name, error]) => (
          <li>
            {name === '' ? (
              error
            ) : (
              <a href={`#${fieldId(name, form)}`} target="_self">
                <Label form={form} name={name} />
                {error}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Label({ form, name }: { form: FormState; name: string }) {
  const label = labelOf(form, name)
  return label ? <>{label}: </> : null
}
