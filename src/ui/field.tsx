import type { Child } from 'hono/jsx'
import { classes } from './page.ts'
import { noteLabel } from './field-labels.ts'
import { errorOf, fieldId, valueOf, type FormState } from './form-state.ts'

export interface FieldBase {
  name: string
  label: Child
  /** Beside the label, for instance "optional". */
  note?: Child
  hint?: Child
  /** Where value and error come from; `value` and `error` go before it. */
  form?: FormState
  error?: string
  required?: boolean
  /** Language of the *content*, where it is not the page's. */
  lang?: string
  dir?: 'ltr' | 'rtl' | 'auto'
}

export interface Described {
  id: string
  error: string | undefined
  /** Attributes that tie the control to its hint and error (WCAG 2.2 3.3.1, 1.3.1). */
  control: {
    id: string
    name: string
    required?: boolean
    'aria-describedby'?: string
    'aria-invalid'?: 'true'
  }
}

export function describe(props: FieldBase): Described {
  noteLabel(props.form, props.name, props.label)
  const id = fieldId(props.name, props.form)
  const error = props.error ?? errorOf(props.form, props.name)
  const describedBy = [error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(' ')
  return {
    id,
    error,
    control: {
      id,
      name: props.name,
      required: props.required || undefined,
      'aria-describedby': describedBy || undefined,
      'aria-invalid': error ? 'true' : undefined,
    },
  }
}

export function Hint({ id, children }: { id: string; children: Child }) {
  return (
    <p class="hint" id={`${id}-hint`}>
      {children}
    </p>
  )
}

export function FieldError({ id, children }: { id: string; children: Child }) {
  return (
    <p class="error" id={`${id}-error`}>
      <span aria-hidden="true">▲ </span>
      {children}
    </p>
  )
}

/** Label, hint and error around a control; the fields below use it, and so may a control that is not among them. */
export function Field(props: FieldBase & { children: Child; class?: string }) {
  const { id, error } = describe(props)
  return (
    <div class={classes('field', error !== undefined && 'wrong', props.class)}>
      <label for={id}>
        {props.label}
        {props.note && <span class="note"> {props.note}</span>}
      </label>
      {props.hint && <Hint id={id}>{props.hint}</Hint>}
      {error && <FieldError id={id}>{error}</FieldError>}
      {props.children}
    </div>
  )
}

export interface TextFieldProps extends FieldBase {
  value?: string
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password' | 'number'
  /** Source: WCAG 2.2 1.3.5, the HTML autofill tokens. */
  autocomplete?: string
  maxlength?: number
  inputmode?: 'decimal' | 'email' | 'numeric' | 'search' | 'tel' | 'text' | 'url'
  placeholder?: string
  /** Safety: a code word or a phrase is never sent back to be filled in again */
  secret?: boolean
  /** Short inputs look short: the width tells what is expected. */
  width?: 'short' | 'half'
}

export function TextField(props: TextFieldProps) {
  return (
    <Field {...props} class={props.width}>
      <input
        {...describe(props).control}
        type={props.type ?? 'text'}
        value={props.secret ? '' : (props.value ?? valueOf(props.form, props.name))}
        autocomplete={props.autocomplete}
        maxlength={props.maxlength}
        inputmode={props.inputmode}
        placeholder={props.placeholder}
        lang={props.lang}
        // what people type is in their own script; addresses and numbers always run from the left
        dir={
          props.dir ??
          (props.type === 'email' || props.type === 'tel' || props.type === 'url' ? 'ltr' : 'auto')
        }
      />
    </Field>
  )
}

export interface TextareaProps extends FieldBase {
  value?: string
  rows?: number
  maxlength?: number
  spellcheck?: boolean
}

export function Textarea(props: TextareaProps) {
  return (
    <Field {...props}>
      <textarea
        {...describe(props).control}
        rows={props.rows ?? 6}
        maxlength={props.maxlength}
        spellcheck={props.spellcheck}
        lang={props.lang}
        dir={props.dir ?? 'auto'}
      >
        {/* a browser drops the first line break inside a textarea */}
        {`\n${props.value ?? valueOf(props.form, props.name)}`}
      </textarea>
    </Field>
  )
}

/** `type` is what the browser's own picker is for; the zone of a time is said in the hint. */
export function DateField(props: FieldBase & { value?: string; type?: 'date' | 'time' | 'datetime-local' }) {
  return (
    <Field {...props} class="half">
      <input
        {...describe(props).control}
        type={props.type ?? 'date'}
        value={props.value ?? valueOf(props.form, props.name)}
      />
    </Field>
  )
}

/** The form around it needs `enctype="multipart/form-data"`. A browser never fills a file in again after a refusal. */
export function FileField(props: FieldBase & { accept?: string; multiple?: boolean }) {
  return (
    <Field {...props}>
      <input {...describe(props).control} type="file" accept={props.accept} multiple={props.multiple} />
    </Field>
  )
}
