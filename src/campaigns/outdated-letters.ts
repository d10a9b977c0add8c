import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { stopLettersOfOthers, stopOfficialEmails } from './official-emails.ts'

interface Shown {
  person?: string
  items: string[]
  others?: string[]
}

/**
 * Stops what was written while the page showed more of her than it does now. Part of the verb that brings the page out again,
 * after it is out.
 * Safety: a letter that waits keeps the words of its day. Its name must not reach a ministry weeks after she took it back.
 * @returns how many letters; their writers' acts stay counted
 */
export async function stopOutdatedLetters(tx: Tx, campaignId: string): Promise<number> {
  const { rows } = await sql<{ data: Shown }>`
    select data from events where subject = ${campaignId} and type = 'publication.published' order by id desc limit 2`.execute(
    tx.db,
  )
  const [now, before] = rows.map(({ data }) => all(data))
  if (!now || !before || [...before].every((one) => now.has(one))) return 0
  return (
    (await stopOfficialEmails(tx, { campaignId }, true)) + (await stopLettersOfOthers(tx, { campaignId }))
  )
}

/** Each item by whose it is; events of before that was kept name nobody. */
const all = ({ person = '', items, others = [] }: Shown): Set<string> =>
  new Set([...items.map((item) => `${person}:${item}`), ...others])
