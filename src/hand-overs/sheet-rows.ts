import type { I18n } from '#platform/i18n.ts'
import type { Cell } from '#platform/text/csv.ts'
import type { SignersSheet } from './sheet.ts'
import { elsewhereOf } from './signers.ts'

const columns = ['letter', 'name', 'country', 'people'] as const

export const sheetHeader = (i18n: I18n): string[] => columns.map((name) => i18n.t(`hand-over.col.${name}`))

/** What the printed sheet holds, a row for each name, then a row for each country whose signers stand there without one. */
export function* sheetRows(i18n: I18n, { letters }: SignersSheet): Generator<Cell[]> {
  for (const { letter, named, unnamed, countries } of letters) {
    const title = letter
      ? i18n.t('hand-over.version', { version: letter.version, language: i18n.language(letter.language) })
      : i18n.t('hand-over.version.none')
    for (const { name, country } of named) yield [title, name, country ? i18n.country(country) : '', 1]
    for (const { country, people } of countries) yield [title, '', i18n.country(country), people]
    const elsewhere = elsewhereOf({ unnamed, countries })
    if (elsewhere > 0) yield [title, '', '', elsewhere]
  }
}
