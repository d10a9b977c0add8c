import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { declareHolding, type HolderItem } from '#supporters/index.ts'
import { actionPlace, type SealedAction } from './acting.ts'
import { stopOfficialEmails } from './official-emails.ts'
import { letterValues } from './signed-letter.ts'

/** What campaigns hold about a supporter: what she did, and the words she wrote. */
declareHolding({
  name: 'actions',
  async list(tx, supporterId) {
    const rows = await tx.db
      .selectFrom('actions')
      .leftJoin('signed_letters as l', 'l.id', 'actions.letter_id')
      .select([
        'actions.id',
        'actions.organisation_id',
        'kind',
        'actions.state',
        'actions.sealed',
        'acted_at',
      ])
      .select(['l.version', 'l.language as letter_language', 'l.published_at'])
      .where('supporter_id', '=', supporterId)
      .orderBy('acted_at')
      .execute()
    const items: HolderItem[] = []
    for (const row of rows) {
      const key = await tx.keys.organisation(row.organisation_id)
      const words = row.sealed ? key.openJson<SealedAction>(actionPlace(row.id), row.sealed) : {}
      // Safety: named by its number; the words may hold a name that was withdrawn since
      const { version, letter_language: language, published_at: publishedAt } = row
      const ofLetter = version && language && publishedAt
      items.push({
        label: `supporter.held.${row.kind}${ofLetter ? '.letter' : ''}`,
        staffLabel: `supporters.theirs.${row.kind}${ofLetter ? '.letter' : ''}`,
        ...(ofLetter
          ? { values: (i18n, zone) => letterValues(i18n, { version, language, publishedAt }, zone) }
          : {}),
        ...(row.state === 'quarantined' ? { staffNote: 'supporters.set-aside' } : {}),
        text: words.listed?.wording ?? words.text ?? words.note ?? words.subject ?? '',
        at: row.acted_at,
      })
    }
    return items
  },
  forget,
})

/** What she did stays as a number; her words, her visit, her network tag and the letters that have not left are destroyed. */
async function forget(tx: Tx, supporterId: string): Promise<void> {
  await tx.db.deleteFrom('visits').where('supporter_id', '=', supporterId).execute()
  const rows = await tx.db
    .selectFrom('actions')
    .select(['id', 'case_id', 'person_number'])
    .where('supporter_id', '=', supporterId)
    .execute()
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return
  await stopOfficialEmails(tx, { actionIds: ids }, true)
  await tx.db
    .updateTable('official_emails')
    .set({ sealed: Buffer.alloc(0) })
    .where('action_id', 'in', ids)
    .execute()
  await tx.db.deleteFrom('network_tags').where('action_id', 'in', ids).execute()
  await tx.db.deleteFrom('support_messages').where('action_id', 'in', ids).execute()
  await tx.db
    .updateTable('actions')
    .set({ state: 'expired', ended_at: tx.now })
    .where('id', 'in', ids)
    .where('state', '=', 'pending')
    .execute()
  await tx.db
    .updateTable('actions')
    .set({ sealed: null, name_sealed: null, journey: null, identity: null })
    .where('id', 'in', ids)
    .execute()
  await tx.db
    .updateTable('actions')
    .set({ index_ends: true })
    .where('id', 'in', ids)
    .where('person_number', 'is not', null)
    .execute()
  // the index by which she was known in a case means nothing any more; only workers may touch it
  if (tx.actor.kind === 'worker') await endPersonIndexes(tx)
}

/**
 * Destroys the indexes of people who were erased, by whomever: nobody can be found in a case by her address any more. Whom
 * another organisation still knows there stays one person, until that one erases her too; nobody is told which it was.
 */
export async function endPersonIndexes(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'action.take')
  await sql`select wl.end_person_indexes()`.execute(tx.db)
}
