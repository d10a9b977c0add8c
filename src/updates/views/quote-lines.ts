import { quoted, type I18n } from '#platform/i18n.ts'
import type { QuoteProjection } from '#ui/index.ts'

/** What the person said as plain paragraphs, for mails and feeds. */
export const quoteLines = (i18n: I18n, quotes: readonly QuoteProjection[] = []): string[] =>
  quotes.map(({ form, text, by, saidOn, translated }) =>
    [
      form === 'verbatim' ? quoted(text, i18n.lang) : text,
      [
        `— ${i18n.t(`ui.quote.${form}`, { name: by })}`,
        i18n.date(saidOn, { zone: 'UTC' }),
        ...(translated ? [i18n.t('ui.quote.translated')] : []),
      ].join(' · '),
    ].join('\n'),
  )
