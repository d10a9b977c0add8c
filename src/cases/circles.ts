import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import type { PublicityLevel } from './tables.ts'

/** Whether this actor is of the case team, by name, or only in the coalition's room. @throws NotFound for what is no id */
export async function isOnTeam(tx: Tx, caseId: string): Promise<boolean> {
  if (!isId(caseId)) throw new NotFound()
  const { rows } = await sql<{ on: boolean }>`
    select ${caseId}::uuid = any ((select wl.file_cases())::uuid[]) as "on"`.execute(tx.db)
  return rows[0]?.on === true
}

/**
 * The case file is for the case team by name.
 * @throws Refused ('case.team-only') from the coalition's room, NotFound from outside: there the case does not exist
 */
export async function mustBeOnTeam(tx: Tx, caseId: string): Promise<void> {
  if (await isOnTeam(tx, caseId)) return
  const seen = await tx.db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst()
  throw seen ? new Refused('case.team-only') : new NotFound()
}

/**
 * On the team, and not only to observe. The tables of the file ask by themselves (migration 0069); this is for what is
 * written beside the file.
 * @throws Refused ('case.observers-read'), and what `mustBeOnTeam` throws
 */
export async function mustWorkInFile(tx: Tx, caseId: string): Promise<void> {
  await mustBeOnTeam(tx, caseId)
  if (await observesFile(tx, caseId)) throw new Refused('case.observers-read')
}

/** Whether this actor is on the case team as an observer: reads the file, and writes nothing into it. */
export async function observesFile(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ observes: boolean }>`select wl.observes_file(${caseId}) as observes`.execute(
    tx.db,
  )
  return rows[0]?.observes === true
}

/** Whether this actor may change the case at all: an organisation that observes reads, unless its person is of the case team. */
export async function mayWriteIn(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select wl.may_write_in(${caseId}) as may`.execute(tx.db)
  return rows[0]?.may === true
}

/**
 * Why this actor's organisation does not draft what is to come out about the case; the charter says who does. Nothing when
 * it drafts.
 */
export async function whyNotDrafting(
  tx: Tx,
  caseId: string,
): Promise<'case.drafts-by-charter' | 'coalition.observers-read' | undefined> {
  const { rows } = await sql<{ may: boolean }>`select wl.may_draft(${caseId}) as may`.execute(tx.db)
  if (rows[0]?.may === true) return undefined
  return (await mayWriteIn(tx, caseId)) ? 'case.drafts-by-charter' : 'coalition.observers-read'
}

/** The database asks again, table by table (migration 0085). @throws Refused ('case.drafts-by-charter') */
export async function mustDraft(tx: Tx, caseId: string): Promise<void> {
  const why = await whyNotDrafting(tx, caseId)
  if (why) throw new Refused(why)
}

/**
 * Writes down how public a case is in truth; `publishing` says it whenever something goes up or down. After the last page
 * went down the coalition keeps the room that it had.
 */
export async function keepPublicity(
  tx: Tx,
  caseId: string,
  shown: 'named' | 'unnamed' | 'private',
): Promise<void> {
  const levels = { named: 5, unnamed: 4 } as const
  await tx.db
    .updateTable('cases')
    .set({
      publicity_level: shown === 'private' ? sql<PublicityLevel>`least(publicity_level, 2)` : levels[shown],
    })
    .where('id', '=', caseId)
    .where((where) =>
      shown === 'private' ? where('publicity_level', '>', 3) : where('publicity_level', '<>', levels[shown]),
    )
    .execute()
}

/** Sets the level of a case of which nothing is public; `publishing` alone does, with its signatures. */
export async function movePublicity(tx: Tx, caseId: string, level: 0 | 1 | 2 | 3): Promise<void> {
  await tx.db
    .updateTable('cases')
    .set((row) => ({ publicity_level: level, version: row('version', '+', 1) }))
    .where('id', '=', caseId)
    .execute()
}
