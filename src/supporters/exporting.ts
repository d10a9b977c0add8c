import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Cell } from '#platform/text/csv.ts'
import type { ChangedPart } from './change.ts'
import { openAddress, openName, openWording } from './sealed.ts'
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

export const proofColumns = [
  'number',
  'first-name',
  'last-name',
  'address',
  'scope',
  'case',
  'wording',
  'version',
  'language',
  'asked',
  'confirmed',
  'ended',
  'ended-why',
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

/** The same before all opt-ins leave, with their words: the proof of who agreed to what. */
export async function beginProof(tx: Tx, organisationId: string): Promise<void> {
  mustBeAllowed(tx, 'supporter.export')
  const { n } = await tx.db
    .selectFrom('opt_ins')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow()
  await record(tx, 'supporter.proof-exported', { organisationId, data: { count: Number(n) } })
}

/**
 * Every opt-in, also those that ended, in the order in which they were asked for, then every change that somebody made of her
 * own details; erased people are not among them.
 */
export async function* proofRows(
  db: Database,
  member: Member,
  organisationId: string,
): AsyncGenerator<readonly Cell[]> {
  for (const read of [readProof, readChanges])
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const piece = await db.reading(member, (tx) => read(tx, organisationId, after))
      for (const { id, cells } of piece) {
        yield cells
        after = id
      }
      if (piece.length === 0) break
    }
}

/**
 * Of scope 'change': the words are which parts; it ended where it was undone.
 * Safety: never what was there before: a name that somebody gave up leaves with no file.
 */
async function readChanges(
  tx: Tx,
  organisationId: string,
  after: string,
): Promise<{ id: string; cells: Cell[] }[]> {
  mustBeAllowed(tx, 'supporter.export')
  const { rows } = await sql<{
    id: string
    what: ChangedPart[]
    asked_at: Date
    undone_at: Date | null
    supporter: string
    number: number
    name_sealed: Buffer
    inbox: number
    address_sealed: Buffer
  }>`select c.id, c.what, c.asked_at, c.undone_at, s.id as supporter, s.number, s.sealed as name_sealed, s.inbox,
      i.address_sealed
    from supporter_changes c
      join supporters s on s.organisation_id = c.organisation_id and s.id = c.supporter_id and s.erased_at is null
      join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
    where c.organisation_id = ${organisationId} and c.id > ${after}::uuid order by c.id limit 1000`.execute(
    tx.db,
  )
  const key = await tx.keys.organisation(organisationId)
  return rows.map((row) => {
    const { firstName, lastName } = openName(key, { id: row.supporter, sealed: row.name_sealed })
    const address = openAddress(key, { number: row.inbox, address_sealed: row.address_sealed })
    return {
      id: row.id,
      cells: [
        ...[row.number, firstName, lastName, address, 'change', null, row.what.join(', '), '', null],
        ...[row.asked_at, row.asked_at, row.undone_at, row.undone_at ? 'undone' : null],
      ],
    }
  })
}

async function readProof(
  tx: Tx,
  organisationId: string,
  after: string,
): Promise<{ id: string; cells: Cell[] }[]> {
  mustBeAllowed(tx, 'supporter.export')
  const { rows } = await sql<{
    id: string
    scope: string
    sealed: Buffer
    wording_version: string
    language: string
    asked_at: Date
    confirmed_at: Date | null
    ended_at: Date | null
    ended_reason: string | null
    code_name: string | null
    supporter: string
    number: number
    name_sealed: Buffer
    inbox: number
    address_sealed: Buffer
  }>`select o.id, o.scope, o.sealed, o.wording_version, o.language, o.asked_at, o.confirmed_at, o.ended_at, o.ended_reason,
      c.code_name, s.id as supporter, s.number, s.sealed as name_sealed, s.inbox, i.address_sealed
    from opt_ins o
      join supporters s on s.organisation_id = o.organisation_id and s.id = o.supporter_id and s.erased_at is null
      join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
      left join cases c on c.id = o.case_id
    where o.organisation_id = ${organisationId} and o.id > ${after}::uuid order by o.id limit 1000`.execute(
    tx.db,
  )
  const key = await tx.keys.organisation(organisationId)
  return rows.map((row) => {
    const { firstName, lastName } = openName(key, { id: row.supporter, sealed: row.name_sealed })
    const address = openAddress(key, { number: row.inbox, address_sealed: row.address_sealed })
    return {
      id: row.id,
      cells: [
        ...[row.number, firstName, lastName, address, row.scope, row.code_name, openWording(key, row)],
        ...[
          row.wording_version,
          row.language,
          row.asked_at,
          row.confirmed_at,
          row.ended_at,
          row.ended_reason,
        ],
      ],
    }
  })
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
