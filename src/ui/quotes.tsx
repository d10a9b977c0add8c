import { directionOf, quoted, type I18n } from '#platform/i18n.ts'
import { say } from './say.tsx'

/** One point of what somebody said, in the language of the page. */
export interface QuoteProjection {
  form: 'verbatim' | 'paraphrase'
  text: string
  /** the name under which the public knows who said it */
  by: string
  /** YYYY-MM-DD */
  saidOn: string
  /** it was said in another language */
  translated?: boolean | undefined
  /** in which one, where that is told */
  translatedFrom?: string | undefined
}

/**
 * What the person said, point by point, each with how it was taken down. Safety: only her words to the letter are a
 * quotation; what is told in their sense says so, and stands in no quotation marks.
 */
export function Quotes(props: { i18n: I18n; quotes: readonly QuoteProjection[]; lang: string }) {
  const { i18n, quotes, lang } = props
  return quotes.map((quote) => (
    <figure class={quote.form}>
      {quote.form === 'verbatim' ? (
        <blockquote lang={lang} dir={directionOf(lang)}>
          {paragraphs(quoted(quote.text, lang))}
        </blockquote>
      ) : (
        <div lang={lang} dir={directionOf(lang)}>
          {paragraphs(quote.text)}
        </div>
      )}
      <figcaption class="small">
        {say(i18n, `ui.quote.${quote.form}`, { name: quote.by })} ·{' '}
        <time datetime={quote.saidOn}>{i18n.date(quote.saidOn, { zone: 'UTC' })}</time>
        {quote.translatedFrom
          ? ` · ${i18n.t('ui.quote.translated-from', { language: i18n.language(quote.translatedFrom) })}`
          : quote.translated && ` · ${i18n.t('ui.quote.translated')}`}
      </figcaption>
    </figure>
  ))
}

const paragraphs = (text: string) =>
  text
    .split(/\n+/u)
    .filter((line) => line.trim() !== '')
    .map((line) => <p>{line}</p>)
