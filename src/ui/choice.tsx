import type { Child } from 'hono/jsx'
import { describe, Field, FieldError, Hint, type FieldBase } from './field.tsx'
import { valueOf, valuesOf } from './form-state.ts'
import { classes } from './page.ts'

export interface Option {
  value: string
  label: Child
  hint?: Child
}

export function Select(
  props: FieldBase & {
    options: readonly { value: string; label: string }[]
    value?: string
    /** First, empty entry: nothing is chosen for the visitor. */
    empty?: string
    autocomplete?: string
  },
) {
  const chosen = props.value ?? valueOf(props.form, props.name)
  return (
    <Field {...props}>
      <select
        {...describe(props).control}
        autocomplete={props.autocomplete}
        lang={props.lang}
        dir={props.dir}
      >
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map(({ value, label }) => (
          <option value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  )
}

interface GroupProps extends FieldBase {
  options: readonly Option[]
  /** Side by side, for yes and no. */
  inline?: boolean
}

/** One of several. Without `value` nothing is preset: an answer that matters is given, never assumed. */
export function RadioGroup(props: GroupProps & { value?: string }) {
  const chosen = props.value ?? valueOf(props.form, props.name)
  return <Group {...props} type="radio" checked={(value) => value === chosen} />
}

/** Any of several, all under one name. */
export function CheckboxGroup(props: GroupProps & { value?: readonly string[] }) {
  const chosen = props.value ?? valuesOf(props.form, props.name)
  return <Group {...props} required={false} type="checkbox" checked={(value) => chosen.includes(value)} />
}

function Group(props: GroupProps & { type: 'radio' | 'checkbox'; checked: (value: string) => boolean }) {
  const { id, error, control } = describe(props)
  return (
    <fieldset
      class={classes('field', error !== undefined && 'wrong')}
      aria-describedby={control['aria-describedby']}
    >
      <legend>
        {props.label}
        {props.note && <span class="note"> {props.note}</span>}
      </legend>
      {props.hint && <Hint id={id}>{props.hint}</Hint>}
      {error && <FieldError id={id}>{error}</FieldError>}
      <div class={classes('choices', props.inline && 'inline')}>
        {props.options.map((option, i) => (
          <label class="choice">
            <input
              id={i === 0 ? id : `${id}-${i + 1}`}
              type={props.type}
              name={props.name}
              value={option.value}
              checked={props.checked(option.value)}
              required={props.required || undefined}
              aria-invalid={error ? 'true' : undefined}
            />
            <span>
              {option.label}
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** A single box. It sends `yes` or nothing. */
export function Checkbox(props: FieldBase & { checked?: boolean }) {
  const { id, error, control } = describe(props)
  return (
    <div class={classes('field', error !== undefined && 'wrong')}>
      {error && <FieldError id={id}>{error}</FieldError>}
      <label class="choice">
        <input
          {...control}
          type="checkbox"
          value="yes"
          checked={props.checked ?? valueOf(props.form, props.name) === 'yes'}
        />
        <span>
          {props.label}
          {props.hint && <small id={`${id}-hint`}>{props.hint}</small>}
        </span>
      </label>
    </div>
  )
}
