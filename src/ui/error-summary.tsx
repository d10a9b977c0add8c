import type { I18n } from '#platform/i18n.ts'
import { fieldId, type FormState } from './form-state.ts'

interface SummaryProps {
  i18n: I18n
  form?: FormState
  /** Names of the fields, so that a line tells which one it means. */
  labels?: Readonly<Record<string, string>>
}

/**
 * Stands first on a refused page, takes the focus without script, and links each error to its field.
 * Errors under the empty name `''` belong to the form as a whole.
 */
export function ErrorSummary({ i18n, form, labels = {} }: SummaryProps) {
  const errors = Object.entries(form?.errors ?? {}).filter(([, error]) => error !== undefined)
  if (errors.length === 0) return null
  const told = (name: string, error?: string) =>
    Object.hasOwn(labels, name) ? `${labels[name]}: ${error}` : error
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus aria-labelledby="error-summary">
      <h2 id="error-summary">{i18n.t('ui.errors.title', { count: errors.length })}</h2>
      <p>{i18n.t('ui.errors.kept')}</p>
      <ul>
        {errors.map(([name, error]) => (
          <li>{name === '' ? error : <a href={`#${fieldId(name)}`}>{told(name, error)}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
