import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import { fullName, openAddress, openName } from '#supporters/index.ts'
import type { OutcomeCounts } from './ledger-ends.ts'
import type { BroadcastState, DeliveryTable } from './tables.ts'

export interface Broadcast {
  id: string
  number: number
  caseId: string
  caseCode: string
  updateId: string
  /** the broadcast of the coalition whose part it is */
  jointId?: string
  state: BroadcastState
  /** its case is quiet; it goes on when two people end that */
  waitsForQuiet: boolean
  audience: Record<string, unknown>
  acted: number
  asked: number
  recipients: number
  createdAt: Date
  startedAt?: Date
  finishedAt?: Date
  awaySince?: Date
  counts: OutcomeCounts
  /** outcomes of the last ten seconds, per second */
  perSecond: number
}

export interface BroadcastQuery {
  state?: BroadcastState
  updateId?: string
  /** from 1 */
  page?: number
}

export const broadcastsPerPage = 25

/** The organisation's broadcasts, newest first. */
export async function listBroadcasts(
  tx: Tx,
  query: BroadcastQuery = {},
): Promise<{ rows: Broadcast[]; total: number }> {
  mustBeAllowed(tx, 'broadcast.read')
  const where = sql`where (${query.state ?? null}::text is null or b.state = ${query.state ?? null})
    and (${query.updateId ?? null}::uuid is null or b.update_id = ${query.updateId ?? null})`
  const offset = (Math.max(1, query.page ?? 1) - 1) * broadcastsPerPage
  const rows = await read(
    tx,
    sql`${where} order by b.number desc limit ${broadcastsPerPage} offset ${offset}`,
  )
  const total = await sql<{ n: number }>`select count(*)::int as n from broadcasts b ${where}`.execute(tx.db)
  return { rows, total: total.rows[0]!.n }
}

/** @throws NotFound */
export async function getBroadcast(tx: Tx, broadcastId: string): Promise<Broadcast> {
  mustBeAllowed(tx, 'broadcast.read')
  const [row] = isId(broadcastId) ? await read(tx, sql`where b.id = ${broadcastId}`) : []
  if (!row) throw new NotFound()
  return row
}

interface Row extends OutcomeCounts {
  id: string
  number: number
  case_id: string
  code_name: string | null
  update_id: string
  joint_id: string | null
  state: BroadcastState
  audience: Record<string, unknown>
  acted: number
  asked: number
  recipients: number
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
  relay_away_since: Date | null
  quiet_spell_id: string | null
  recent: number
}

async function read(tx: Tx, rest: ReturnType<typeof sql>): Promise<Broadcast[]> {
  const since = new Date(tx.now.getTime() - 10_000)
  const { rows } = await sql<Row>`
    select b.*, c.code_name, o.* from broadcasts b left join cases c on c.id = b.case_id
      cross join lateral (select count(*) filter (where outcome = 'sent')::int as sent,
        count(*) filter (where outcome = 'soft')::int as soft, count(*) filter (where outcome = 'hard')::int as hard,
        count(*) filter (where outcome = 'unknown')::int as unknown,
        count(*) filter (where outcome = 'suppressed')::int as suppressed,
        count(*) filter (where outcome = 'cancelled')::int as cancelled,
        count(*) filter (where at > ${since})::int as recent
        from deliveries d where d.broadcast_id = b.id) o ${rest}`.execute(tx.db)
  return rows.map((row) => {
    const { sent, soft, hard, unknown, suppressed, cancelled } = row
    return {
      id: row.id,
      number: row.number,
      caseId: row.case_id,
      caseCode: row.code_name ?? '',
      updateId: row.update_id,
      ...(row.joint_id ? { jointId: row.joint_id } : {}),
      state: row.state,
      waitsForQuiet: row.state === 'paused' && row.quiet_spell_id !== null,
      audience: row.audience,
      acted: row.acted,
      asked: row.asked,
      recipients: row.recipients,
      createdAt: row.created_at,
      ...(row.started_at ? { startedAt: row.started_at } : {}),
      ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
      ...(row.relay_away_since ? { awaySince: row.relay_away_since } : {}),
      counts: { sent, soft, hard, unknown, suppressed, cancelled },
      perSecond: row.recent / 10,
    }
  })
}

export const recorded = ({ sent, soft, hard, unknown, suppressed, cancelled }: OutcomeCounts): number =>
  sent + soft + hard + unknown + suppressed + cancelled

export const namedOutcomes = ['unknown', 'hard', 'soft', 'suppressed'] as const
export type NamedOutcome = (typeof namedOutcomes)[number]

export interface NamedDelivery {
  supporter: number
  name: string
  address: string
  outcome: DeliveryTable['outcome']
  code?: number
  reply: string
  at: Date
}

export const namesPerPage = 50

/**
 * Who had this outcome, by name: opened for the reader, and the reading is recorded.
 * @throws NotFound
 */
export async function listDeliveries(
  tx: Tx,
  query: { broadcastId: string; outcome: NamedOutcome; page?: number },
): Promise<{ rows: NamedDelivery[]; total: number }> {
  mustBeAllowed(tx, 'broadcast.names')
  const broadcast = await getBroadcast(tx, query.broadcastId)
  const organisationId = tx.actor.kind === 'sign-in' ? '' : tx.actor.organisationId
  const key = await tx.keys.organisation(organisationId)
  const offset = (Math.max(1, query.page ?? 1) - 1) * namesPerPage
  const { rows } = await sql<{
    supporter: number
    outcome: DeliveryTable['outcome']
    code: number | null
    reply: string | null
    at: Date
    id: string
    sealed: Buffer
    inbox: number
    address_sealed: Buffer
  }>`
    select d.supporter, d.outcome, d.code, d.reply, d.at, s.id, s.sealed, s.inbox, i.address_sealed
    from deliveries d join supporters s on s.organisation_id = d.organisation_id and s.number = d.supporter
      join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
    where d.broadcast_id = ${broadcast.id} and d.outcome = ${query.outcome}
    order by d.supporter limit ${namesPerPage} offset ${offset}`.execute(tx.db)
  await record(tx, 'broadcast.names-read', {
    caseId: broadcast.caseId,
    subject: broadcast.id,
    data: { outcome: query.outcome, count: rows.length },
  })
  return {
    total: broadcast.counts[query.outcome],
    rows: rows.map((row) => ({
      supporter: row.supporter,
      name: fullName(openName(key, row)),
      address: openAddress(key, { number: row.inbox, address_sealed: row.address_sealed }) ?? '',
      outcome: row.outcome,
      ...(row.code === null ? {} : { code: row.code }),
      reply: row.reply ?? '',
      at: row.at,
    })),
  }
}
