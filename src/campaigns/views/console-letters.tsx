import { directionOf } from '#platform/i18n.ts'
import { DraftKey } from '#organisations/index.ts'
import { AutosaveNote, LimitedText, Notice, type FormState } from '#ui/index.ts'
import { letterLimits, letterParts, mostLetters } from '../campaign-forms.ts'
import { Languages, TextTroubles, type TextProps } from './console-texts.tsx'

/** The texts that supporters start from; there is always an empty one at the end to add another. */
export function LettersView(props: TextProps) {
  const { t } = props.i18n
  return (
    <>
      <Languages {...props} tab="letters" />
      <TextTroubles {...props} />
      <Notice tone="info">
        <p>{t(`campaigns.letter-mode.${props.campaign.letterMode}.hint`)}</p>
        <p>{t('campaigns.letters.placeholders')}</p>
      </Notice>
      {!props.why && <LettersForm {...props} />}
    </>
  )
}

function LettersForm(props: TextProps) {
  const { i18n, form } = props
  const { t } = i18n
  const shown = Math.min(mostLetters, highestIn(form) + 2)
  return (
    <form method="post" action={props.address} data-autosave="/drafts" novalidate>
      <DraftKey form={props.address} />
      <input type="hidden" name="version" value={String(form.values['version'] ?? '0')} />
      {Array.from({ length: shown }, (_, n) => (
        <Letter {...props} n={n} fresh={n === shown - 1} />
      ))}
      <button class="action" type="submit">
        {t('campaigns.letters.save')}
      </button>
      <AutosaveNote i18n={i18n} />
    </form>
  )
}

/** Number of the last letter that has anything in it; -1 for none. */
function highestIn(form: FormState): number {
  return (
    Array.from({ length: mostLetters }, (_, n) => n).findLast((n) =>
      letterParts.some((part) => String(form.values[`letter-${n}-${part}`] ?? '').trim() !== ''),
    ) ?? -1
  )
}

function Letter(props: TextProps & { n: number; fresh: boolean }) {
  const { i18n, form, n, language } = props
  const { t } = i18n
  return (
    <fieldset class="group">
      <legend>
        {props.fresh ? t('campaigns.letters.new') : t('campaigns.letters.number', { number: n + 1 })}
      </legend>
      <input type="hidden" name={`letter-${n}-id`} value={String(form.values[`letter-${n}-id`] ?? '')} />
      {letterParts.map((part) => (
        <LimitedText
          i18n={i18n}
          form={form}
          name={`letter-${n}-${part}`}
          label={t(`campaigns.letters.${part}`)}
          hint={t(`campaigns.letters.${part}.hint`)}
          maxlength={letterLimits[part]}
          rows={part === 'body' ? 8 : part === 'subject' ? 2 : 3}
          lang={language}
          dir={directionOf(language)}
        />
      ))}
    </fieldset>
  )
}
