import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Cell } from '#platform/text/csv.ts'
import { openAddress, openName } from './sealed.ts'
import type { SuppressionReason } from './tables.ts'

export const exportColumns = [
  'number',
  'first-name',
  'last-name',
  'address',
  'country',
  'language',
  'since',
  'actions',
  'posted',
  'suppressed',
] as const

/** Asks for leave and leaves its trace before the first byte goes out. @throws Refused ('access.step-up') */
export async function beginExport(tx: Tx, organisationId: string): Promise<void> {
  mustBeAllowed(tx, 'supporter.export')
  const { n } = await tx.db
    .selectFrom('supporters')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisationId)
    .where('erased_at', 'is', null)
    .executeTakeFirstOrThrow()
  await record(tx, 'supporter.exported', { organisationId, data: { count: Number(n) } })
}

/** All supporters in pieces of a thousand, each in a short transaction of its own, so that a slow reader holds nothing. */
export async function* exportRows(
  db: Database,
  member: Member,
  organisationId: string,
): AsyncGenerator<readonly Cell[]> {
  for (let after = 0; ;) {
    const piece = await db.reading(member, (tx) => readPiece(tx, organisationId, after))
    if (piece.length === 0) return
    for (const { number, cells } of piece) {
      yield cells
      after = number
    }
  }
}

async function readPiece(
  tx: Tx,
  organisationId: string,
  after: number,
): Promise<{ number: number; cells: Cell[] }[]> {
  mustBeAllowed(tx, 'supporter.export')
  const { rows } = await sql<{
    id: string
    number: number
    sealed: Buffer
    inbox: number
    address_sealed: Buffer
    country: string | null
    language: string
    created_at: Date
    actions: number
    posted: boolean
    suppressed_reason: SuppressionReason | null
  }>`select s.id, s.number, s.sealed, s.inbox, i.address_sealed, s.country, s.language, s.created_at, i.suppressed_reason,
      (select count(*)::int from actions a where a.supporter_id = s.id and a.state = 'confirmed') as actions,
      exists (select 1 from opt_ins o where o.organisation_id = s.organisation_id and o.supporter_id = s.id
        and o.confirmed_at is not null and o.ended_at is null) as posted
    from supporters s join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
    where s.organisation_id = ${organisationId} and s.erased_at is null and s.number > ${after}
    order by s.number limit 1000`.execute(tx.db)
  const key = await tx.keys.organisation(organisationId)
  return rows.map((row) => {
    const { firstName, lastName } = openName(key, row)
    const address = openAddress(key, { number: row.inbox, address_sealed: row.address_sealed })
    return {
      number: row.number,
      cells: [
        row.number,
        firstName,
        lastName,
        address,
        row.country?.trim(),
        row.language,
        row.created_at,
        row.actions,
        row.posted ? 'yes' : 'no',
        row.suppressed_reason,
      ],
    }
  })
}
