/** Where a page stands: by her name, or after it was taken back under another address than before. */
import { createHash } from 'node:crypto'
import type { Tx } from '#platform/database.ts'
import { shortIdOf } from '#platform/ids.ts'
import { givenConsents } from './given.ts'
import type { GateItem } from './tables.ts'

/**
 * The address of the case page. The same again as long as the salt of its sign-off is the same.
 * Safety: once public by name, a page without it gets another one. Old links, and what others wrote beside them, lead to the
 * neutral text and tie her name to nothing new.
 * @param make a word that only this sign-off gives
 */
export async function addressOfCase(
  tx: Tx,
  row: { id: string; shortId: string },
  gate: { personId: string; item: GateItem },
  make: (name: string) => string,
): Promise<string> {
  if (gate.item === 'name') return row.shortId
  const { named_short_id: named } = await tx.db
    .selectFrom('cases')
    .select('named_short_id')
    .where('id', '=', row.id)
    .executeTakeFirstOrThrow()
  if (named !== row.shortId) return row.shortId
  const given = await givenConsents(tx, row.id)
  // while she may be named, other pages of hers are public by name; nothing is hidden by moving this one
  if (given.some(({ item, personId }) => item === 'name' && personId === gate.personId)) return row.shortId
  return shortIdOf(createHash('sha256').update(make('address')).digest())
}

type Hook = (tx: Tx, caseId: string) => Promise<void>
const hooks: Hook[] = []

/** Called when a case moves to another address: what was public beside it gets another one too before it is public again. */
export function onAddressMoved(hook: Hook): void {
  hooks.push(hook)
}

/** Part of bringing a case page out. Of the address before, visitors read the neutral text from now on. */
export async function settleAddress(tx: Tx, caseId: string, key: string): Promise<void> {
  const row = await tx.db
    .selectFrom('cases')
    .select(['short_id', 'named_short_id'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  if (row.short_id === key) return
  await tx.db
    .insertInto('published.quiet')
    .values({ kind: 'case', key: row.short_id, case_id: caseId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx.db.updateTable('cases').set({ short_id: key }).where('id', '=', caseId).execute()
  // what is brought back as it stood keeps the addresses that it stood at
  if (row.named_short_id !== row.short_id) return
  for (const hook of hooks) await hook(tx, caseId)
}

/** The address at which this page stands, for what is brought back as it stood. */
export async function addressNow(tx: Tx, subjectId: string): Promise<string> {
  const { key } = await tx.db
    .selectFrom('published.documents as d')
    .innerJoin('publications as p', 'p.id', 'd.publication_id')
    .select('d.key')
    .where('p.subject_id', '=', subjectId)
    .limit(1)
    .executeTakeFirstOrThrow()
  return key
}
