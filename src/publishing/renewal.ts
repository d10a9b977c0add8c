import { sql, type Insertable } from 'kysely'
import { moveApprovals } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { covers } from './given.ts'
import { removeAll } from './taking-down.ts'
import type { ConsentTable } from './tables.ts'
import type { TakenDown } from './taken-down.ts'

type NewConsent = Insertable<ConsentTable> & { purposes: string[]; languages: string[] }

/**
 * Puts newly given consents in the place of those given before. What is public moves to the new ones and stays, except
 * where they no longer cover it. The caller holds the gate.
 */
export async function replaceConsents(tx: Tx, rows: readonly NewConsent[]): Promise<TakenDown[]> {
  const takenDown: TakenDown[] = []
  for (const row of rows) {
    const old = await tx.db
      .selectFrom('consents')
      .select('id')
      .where('case_id', '=', row.case_id)
      .where('person_id', '=', row.person_id)
      .where('item', '=', row.item)
      .where('state', '=', 'given')
      .forUpdate()
      .executeTakeFirst()
    if (!old) {
      await tx.db.insertInto('consents').values(row).execute()
      continue
    }
    // the key from shown items to consents is checked again two statements later
    await sql`set constraints publication_items_consent deferred`.execute(tx.db)
    await tx.db.updateTable('consents').set({ state: 'superseded' }).where('id', '=', old.id).execute()
    await tx.db.insertInto('consents').values(row).execute()
    await tx.db
      .updateTable('publication_items')
      .set({ consent_id: row.id })
      .where('consent_id', '=', old.id)
      .execute()
    await sql`set constraints publication_items_consent immediate`.execute(tx.db)
    await moveApprovals(tx, old.id, row.id)
    await record(tx, 'consent.superseded', {
      caseId: row.case_id,
      subject: old.id,
      data: { item: row.item, by: row.id },
    })
    await moveEnd(tx, row.id)
    takenDown.push(...(await takeDownUncovered(tx, row)))
  }
  return takenDown
}

/**
 * The pages' own end is the earliest end of all consents that they stand on.
 * Safety: counted anew from the consents; one that was renewed says nothing of when the others run out.
 */
async function moveEnd(tx: Tx, consentId: string): Promise<void> {
  // an earlier `fresh_until` is the end of something else on the page, and stays
  await sql`update published.documents d
    set ends_at = e.soonest,
      fresh_until = least(case when d.fresh_until is distinct from d.ends_at then d.fresh_until end, e.soonest)
    from (select i.publication_id, min(c.expires_at) as soonest
      from publication_items i join consents c on c.id = i.consent_id
      where i.publication_id in (select publication_id from publication_items where consent_id = ${consentId})
      group by i.publication_id) e
    where d.publication_id = e.publication_id`.execute(tx.db)
}

/** Safety: a consent for fewer languages, or no longer for the web, takes down what goes beyond it. */
async function takeDownUncovered(tx: Tx, row: NewConsent): Promise<TakenDown[]> {
  const shown = await tx.db
    .selectFrom('publications as p')
    .innerJoin('publication_items as i', 'i.publication_id', 'p.id')
    .innerJoin('published.documents as d', 'd.publication_id', 'p.id')
    .select(['p.subject_kind as subjectKind', 'p.subject_id as subjectId'])
    .select(sql<string[]>`array_agg(d.language)`.as('languages'))
    .where('i.consent_id', '=', row.id)
    .groupBy(['p.subject_kind', 'p.subject_id'])
    .execute()
  const beyond = shown
    .filter(({ languages }) => !covers(row, languages))
    .map(({ subjectKind, subjectId }) => ({ subjectKind, subjectId }))
  return beyond.length === 0 ? [] : await removeAll(tx, row.case_id, beyond, true, 'withdrawn')
}
