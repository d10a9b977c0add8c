import type { I18n } from '#platform/i18n.ts'
import { fieldId, type FormState, valueOf } from './form-state.ts'
import { Textarea, type TextareaProps } from './field.tsx'

/** How much room is left; the island `letter-length` keeps it true while one types. */
function LetterLength(props: { i18n: I18n; name: string; max: number; length: number }) {
  const { i18n, max } = props
  const left = Math.max(0, max - props.length)
  const pattern = i18n.t('ui.length.left', { left: 0 }).replace('0', '#')
  return (
    <letter-length class="hint" for={fieldId(props.name)} max={String(max)} pattern={pattern}>
      {i18n.t('ui.length.left', { left })}
    </letter-length>
  )
}

/** A text with a limit. Lines count as the server counts them: a line break is one character. */
export function LimitedText(props: TextareaProps & { i18n: I18n; maxlength: number; form?: FormState }) {
  const value = props.value ?? valueOf(props.form, props.name)
  return (
    <div class="limited">
      <Textarea {...props} value={value} />
      <LetterLength
        i18n={props.i18n}
        name={props.name}
        max={props.maxlength}
        length={value.replace(/\r\n/g, '\n').length}
      />
    </div>
  )
}
