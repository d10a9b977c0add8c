import type { Child } from './page.ts'
import type { FormState } from './form-state.ts'

/** Which field is called what, by the form that a page shows; it goes with the form. */
const labels = new WeakMap<FormState, Map<string, Child>>()

/** Each field tells its label while it is rendered, so that the summary above can name it. */
export function noteLabel(form: FormState | undefined, name: string, label: Child): void {
  if (!form) return
  const known = labels.get(form)
  if (known) known.set(name, label)
  else labels.set(form, new Map([[name, label]]))
}

export function labelOf(form: FormState, name: string): Child {
  return labels.get(form)?.get(name)
}
