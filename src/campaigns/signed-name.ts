/** The name under an act: as it was signed, also where whoever did it is called otherwise since. */
import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import type { Place } from '#platform/keys/seal.ts'
import { numberAlike, numberApart, openName, type SupporterName } from '#supporters/index.ts'

const place = (id: string): Place => ({ table: 'actions', column: 'name_sealed', row: id })

/** @param act with its own name where it has one, and the supporter's row */
export const signedName = (
  key: Sealer,
  act: { id: string; name_sealed: Buffer | null },
  supporter: { id: string; sealed: Buffer },
): SupporterName =>
  act.name_sealed ? key.openJson<SupporterName>(place(act.id), act.name_sealed) : openName(key, supporter)

interface Hers {
  organisationId: string
  supporterId: string
}

/** Writes a name under all that she did, or did since a moment, and that has none of its own: she is called otherwise now. */
export async function keepSignedName(
  tx: Tx,
  { organisationId, supporterId }: Hers,
  { firstName, lastName }: SupporterName,
  { since, but }: { since?: Date; but?: 'signature' | undefined } = {},
): Promise<void> {
  const key = await tx.keys.organisation(organisationId)
  const rows = await tx.db
    .selectFrom('actions')
    .select('id')
    .where('supporter_id', '=', supporterId)
    .where('name_sealed', 'is', null)
    .where('sealed', 'is not', null)
    .$if(since !== undefined, (query) => query.where('acted_at', '>', since!))
    .$if(but !== undefined, (query) => query.where('kind', '<>', but!))
    .execute()
  for (const { id } of rows)
    await tx.db
      .updateTable('actions')
      .set({ name_sealed: key.sealJson(place(id), { firstName, lastName }) })
      .where('id', '=', id)
      .execute()
}

/** The names that stand under her signatures alone, by act. */
export async function namesUnderSignatures(
  tx: Tx,
  { organisationId, supporterId }: Hers,
): Promise<Record<string, SupporterName>> {
  const key = await tx.keys.organisation(organisationId)
  const rows = await tx.db
    .selectFrom('actions')
    .select(['id', 'name_sealed'])
    .where('supporter_id', '=', supporterId)
    .where('kind', '=', 'signature')
    .where('name_sealed', 'is not', null)
    .execute()
  return Object.fromEntries(
    rows.map(({ id, name_sealed: sealed }) => [id, key.openJson<SupporterName>(place(id), sealed!)]),
  )
}

/** Her signatures go by the name that she has now. */
export async function signAnew(tx: Tx, { supporterId }: Hers): Promise<void> {
  await tx.db
    .updateTable('actions')
    .set({ name_sealed: null })
    .where('supporter_id', '=', supporterId)
    .where('kind', '=', 'signature')
    .execute()
}

/** A change of name is undone: what went by the former name goes by it again, what she signed since keeps the other one. */
export async function putNamesBack(
  tx: Tx,
  hers: Hers,
  change: { before: SupporterName; after: SupporterName; at: Date; under?: Record<string, SupporterName> },
): Promise<void> {
  const key = await tx.keys.organisation(hers.organisationId)
  await keepSignedName(tx, hers, change.after, { since: change.at })
  for (const [id, name] of Object.entries(change.under ?? {}))
    await tx.db
      .updateTable('actions')
      .set({ name_sealed: key.sealJson(place(id), name) })
      .where('id', '=', id)
      .where('supporter_id', '=', hers.supporterId)
      .where('sealed', 'is not', null)
      .execute()
}

/**
 * In each case where she acted and that still is her organisation's, the new name leads to the number of the old one.
 * @returns the cases in which it does only since then
 */
export async function stayOnePerson(
  tx: Tx,
  { organisationId, supporterId }: Hers,
  names: { address: string; before: SupporterName; after: SupporterName },
): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select distinct a.case_id from actions a where a.organisation_id = ${organisationId} and a.supporter_id = ${supporterId}
      and a.person_number is not null and a.case_id = any (wl.room_cases())`.execute(tx.db)
  const led: string[] = []
  for (const { case_id: caseId } of rows) if (await numberAlike(tx, caseId, names)) led.push(caseId)
  return led
}

/** In these cases the name of an undone change leads to her no more, unless she acted there under it. */
export async function standApart(
  tx: Tx,
  { supporterId }: Hers,
  { cases, since, ...name }: { cases: readonly string[]; since: Date; address: string; after: SupporterName },
): Promise<void> {
  const { rows } = await sql<{ case_id: string }>`
    select c as case_id from unnest(${cases}::uuid[]) c where c = any (wl.room_cases())
      and not exists (select 1 from actions a where a.supporter_id = ${supporterId} and a.case_id = c and a.acted_at > ${since}
        and a.sealed is not null)`.execute(tx.db)
  for (const { case_id: caseId } of rows) await numberApart(tx, caseId, name)
}
