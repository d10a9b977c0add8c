import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { canonicalAddress } from '#platform/text/address.ts'
import { foldName } from '#platform/text/name.ts'
import { fullName, type SupporterName } from './sealed.ts'
import type { Somebody } from './welcome.ts'

/**
 * The number of each person within a case, whoever's page she came through: so that she is counted once.
 * Safety: the index is under the case's key and readable by workers only, or two organisations' lists could be joined.
 */
export async function numberPeople(
  tx: Tx,
  caseId: string,
  people: readonly Pick<Somebody, 'email' | 'firstName' | 'lastName'>[],
): Promise<number[]> {
  mustBeAllowed(tx, 'supporter.welcome')
  if (people.length === 0) return []
  const key = await tx.keys.case(caseId)
  const indexes = people.map((person) => personIndex(key, person.email, person))
  const known = new Map<string, number>()
  const look = async (): Promise<void> => {
    const rows = await tx.db
      .selectFrom('case_people')
      .select(['person_index', 'number'])
      .where('case_id', '=', caseId)
      .where(sql<boolean>`person_index = any (${indexes}::bytea[])`)
      .execute()
    for (const row of rows) known.set(row.person_index.toString('hex'), row.number)
  }
  await look()
  const missing = new Map(
    indexes
      .filter((index) => !known.has(index.toString('hex')))
      .map((index) => [index.toString('hex'), index]),
  )
  if (missing.size > 0) {
    await tx.db
      .insertInto('case_people')
      .values([...missing.values()].map((index) => ({ case_id: caseId, person_index: index })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await look()
  }
  return indexes.map((index) => known.get(index.toString('hex'))!)
}

const personIndex = (key: Sealer, email: string, name: SupporterName): Buffer =>
  key.index('person', `${canonicalAddress(email)}\n${foldName(fullName(name))}`)

/**
 * Whoever is called otherwise now stays one person of the case: both names lead to her number, since another organisation may
 * know her by the old one. A name that leads to a number already keeps it: then she was counted as two, and stays it.
 * @returns whether the new name leads to her number only since then
 */
export async function numberAlike(
  tx: Tx,
  caseId: string,
  { address, before, after }: { address: string; before: SupporterName; after: SupporterName },
): Promise<boolean> {
  const key = await tx.keys.case(caseId)
  const [old, now] = [personIndex(key, address, before), personIndex(key, address, after)]
  const { numAffectedRows } =
    await sql`insert into case_people (case_id, person_index, number) overriding system value
    select case_id, ${now}, number from case_people where case_id = ${caseId} and person_index = ${old}
    on conflict do nothing`.execute(tx.db)
  return numAffectedRows === 1n
}

/**
 * The change is undone: that name leads to her number no more.
 * Safety: or whoever is really called so, and reads the same inbox, would never be counted.
 */
export async function numberApart(
  tx: Tx,
  caseId: string,
  { address, after }: { address: string; after: SupporterName },
): Promise<void> {
  const key = await tx.keys.case(caseId)
  await tx.db
    .deleteFrom('case_people')
    .where('case_id', '=', caseId)
    .where('person_index', '=', personIndex(key, address, after))
    .execute()
}
