import { sql } from 'kysely'
import type pg from 'pg'
import { workerOf } from '../actor.ts'
import type { Database, Tx } from '../database.ts'
import type { Lane } from './append.ts'

/** One submission as the drain hands it to its verb. */
export interface Submission {
  /** what was submitted, e.g. 'act', 'confirm', 'unsubscribe' */
  type: string
  [field: string]: unknown
}

/** A verb for one type of submission. Runs in the transaction that also deletes the intake row. */
export interface IntakeHandler {
  /** The organisation it belongs to; undefined: it belongs to nobody (a forged or outdated address), and is dropped with an event. */
  owner(pool: pg.Pool, submission: Submission): Promise<string | undefined>
  take(tx: Tx, submission: Submission, receivedAt: Date): Promise<void>
}

export interface Drain {
  /** Works off what is there now; resolves with the number of rows that left the intake. */
  drainOnce(lane: Lane): Promise<number>
  /** The newest waiting id of a lane, and whether everything up to an id has left. */
  newest(lane: Lane): Promise<number>
  isDrainedTo(lane: Lane, id: number): Promise<boolean>
}

interface Row {
  id: number
  sealed: Buffer
  received_at: Date
  failures: number
}

const batch = 200
const parkAfter = 3

export function openDrain(
  db: Database,
  opener: (sealed: Buffer) => unknown,
  handlers: ReadonlyMap<string, IntakeHandler>,
): Drain {
  async function waiting(lane: Lane): Promise<Row[]> {
    const { rows } = await db.pool.query<Row>({
      name: 'intake-waiting',
      text: 'select id, sealed, received_at, failures from intake.rows where lane = $1 and parked_at is null order by id limit $2',
      values: [lane, batch],
    })
    return rows
  }

  async function take(rows: { row: Row; submission: Submission }[], organisationId: string): Promise<void> {
    await db.transaction(workerOf(organisationId), async (tx) => {
      for (const { row, submission } of rows)
        await handlers.get(submission.type)!.take(tx, submission, row.received_at)
      await sql`delete from intake.rows where id = any (${rows.map(({ row }) => row.id)}::bigint[])`.execute(
        tx.db,
      )
    })
  }

  /** Safety: a row that fails is kept and shown, never dropped: it may be somebody's withdrawal. */
  async function putAside(row: Row, reason: string): Promise<void> {
    await db.pool.query(
      `update intake.rows set failures = failures + 1, parked_reason = $2,
         parked_at = case when failures + 1 >= $3 then now() end where id = $1`,
      [row.id, reason.slice(0, 200), parkAfter],
    )
  }

  async function drainOnce(lane: Lane): Promise<number> {
    const rows = await waiting(lane)
    const byOwner = new Map<string, { row: Row; submission: Submission }[]>()
    let gone = 0
    for (const row of rows) {
      try {
        const submission = opener(row.sealed) as Submission
        const handler = handlers.get(submission.type)
        if (!handler) throw new Error('unknown type of submission')
        const owner = await handler.owner(db.pool, submission)
        if (owner) byOwner.set(owner, [...(byOwner.get(owner) ?? []), { row, submission }])
        else {
          await db.pool.query('delete from intake.rows where id = $1', [row.id])
          gone++
        }
      } catch (error) {
        if (isAway(error)) throw error
        await putAside(row, String((error as Error).name))
      }
    }
    for (const [organisationId, group] of byOwner) {
      try {
        await take(group, organisationId)
        gone += group.length
      } catch (error) {
        if (isAway(error)) throw error
        // one of them is at fault: each gets a transaction of its own, in order
        for (const one of group) {
          try {
            await take([one], organisationId)
            gone++
          } catch (itsError) {
            if (isAway(itsError)) throw itsError
            await putAside(
              one.row,
              `${(itsError as Error).name}: ${(itsError as { code?: string }).code ?? ''}`,
            )
          }
        }
      }
    }
    return gone
  }

  return {
    drainOnce,
    async newest(lane) {
      const { rows } = await db.pool.query<{ id: number | null }>(
        'select max(id) as id from intake.rows where lane = $1 and parked_at is null',
        [lane],
      )
      return rows[0]?.id ?? 0
    },
    async isDrainedTo(lane, id) {
      const { rowCount } = await db.pool.query(
        'select 1 from intake.rows where lane = $1 and id <= $2 and parked_at is null limit 1',
        [lane, id],
      )
      return !rowCount
    },
  }
}

/** Connection trouble and shutdown (SQLSTATE 08, 57, 53): the row is not at fault, the drain tries again later. */
function isAway(error: unknown): boolean {
  const code = String((error as { code?: string }).code ?? '')
  return (
    /^(08|57|53|40)/.test(code) ||
    /^E[A-Z]+$/.test(code) ||
    /terminat|timeout|closed/i.test(String((error as Error).message))
  )
}
