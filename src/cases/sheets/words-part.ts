import { quoted } from '#platform/i18n.ts'
import { approvedWords } from '../statements/approved.ts'
import { code, entry, onDay, type Entry, type SheetRoom } from './room.ts'

/**
 * Her words as she approved them, in the language of the sheet. Safety: each point asks twice: she approved it for a circle
 * that this audience is in, and she agreed to be quoted for its purpose.
 */
export async function readWords({ tx, i18n, caseId, sieve, audience, persons }: SheetRoom): Promise<Entry[]> {
  const all = await approvedWords(tx, caseId, audience.words)
  const spoken = all.filter(({ language, sound }) => sound && language === i18n.lang)
  if (all.some(({ pointId }) => !spoken.some((one) => one.pointId === pointId))) sieve.leftOut = true
  return spoken.flatMap((one) => {
    const person = persons.find(({ id }) => id === one.personId)
    if (!person || !sieve.may([person], 'quotes')) return []
    const said = sieve.text(one.text)
    if (!said) return []
    const about = [
      code(i18n, `statement.form.${one.form}`),
      onDay(i18n, one.saidOn),
      ...(one.original ? [] : [i18n.t('ui.quote.translated-from', { language: i18n.language(one.saidIn) })]),
    ].join(' · ')
    return entry(about, [{ text: one.form === 'verbatim' ? quoted(said, i18n.lang) : said }])
  })
}
