import type { ApprovedWords } from '#cases/index.ts'
import { directionOf, isLanguage, type I18n } from '#platform/i18n.ts'

/** One of her points to tick: her words as the reader understands them best, how they were taken, in which languages. */
export function pointOption(i18n: I18n, all: readonly ApprovedWords[]) {
  const one = all.find(({ language }) => language === i18n.lang) ?? all.find(({ original }) => original)!
  return {
    label: (
      <span lang={one.language} dir={isLanguage(one.language) ? directionOf(one.language) : 'auto'}>
        {one.text}
      </span>
    ),
    hint: [
      i18n.t(`statement.form.${one.form}`),
      i18n.date(one.saidOn, { zone: 'UTC', style: 'short' }),
      i18n.list(all.map(({ language }) => i18n.language(language))),
    ].join(' · '),
  }
}
