import { sql } from 'kysely'
import { workerOf } from '../actor.ts'
import type { Tx } from '../database.ts'
import { record } from '../events.ts'
import type { WorkerServices } from '../module.ts'
import type { Lane } from './append.ts'

/** One submission as the drain hands it to its verb. */
export interface Submission {
  /** what was submitted, e.g. 'act', 'confirm', 'unsubscribe' */
  type: string
  [field: string]: unknown
}

export interface Received {
  submission: Submission
  /** when the row became durable, by the database's clock */
  receivedAt: Date
}

/** The verb for one type of submission. */
export interface IntakeHandler {
  /** The organisation it belongs to; undefined: nobody's (a forged or outdated address), it is dropped. */
  owner(services: WorkerServices, submission: Submission): Promise<string | undefined>
  /**
   * Takes a batch of one organisation, in the order of arrival, in the transaction that also deletes the intake rows.
   * What is merely wrong is dropped with an event; throwing means that the row must be kept and looked at.
   */
  take(tx: Tx, batch: readonly Received[], services: WorkerServices): Promise<void>
}

export interface Drain {
  /** Works off what is there now; resolves with the number of rows that left the intake. */
  drainOnce(lane: Lane): Promise<number>
  /** The newest waiting id of a lane. */
  newest(lane: Lane): Promise<number>
  /** Whether everything up to an id has left (what is parked is shown to staff and not waited for). */
  isDrainedTo(lane: Lane, id: number): Promise<boolean>
}

interface Row {
  id: number
  sealed: Buffer
  received_at: Date
}

interface Opened extends Received {
  id: number
}

const batchSize = 200
const parkAfter = 3

export function openDrain(
  services: WorkerServices,
  opener: (sealed: Buffer) => unknown,
  handlers: ReadonlyMap<string, IntakeHandler>,
): Drain {
  const { db } = services

  async function waiting(lane: Lane): Promise<Row[]> {
    const { rows } = await db.pool.query<Row>({
      name: 'intake-waiting',
      text: 'select id, sealed, received_at from intake.rows where lane = $1 and parked_at is null order by id limit $2',
      values: [lane, batchSize],
    })
    return rows
  }

  async function take(rows: readonly Opened[], organisationId: string): Promise<void> {
    await db.transaction(workerOf(organisationId), async (tx) => {
      // Deleting first locks the rows: should two drainers ever meet, the second finds none and takes none.
      const { rows: ours } = await sql<{ id: number }>`
        delete from intake.rows where id = any (${rows.map((row) => row.id)}::bigint[]) returning id`.execute(
        tx.db,
      )
      const locked = new Set(ours.map((row) => row.id))
      for (const run of runsOfOneType(rows.filter((row) => locked.has(row.id))))
        await handlers.get(run[0]!.submission.type)!.take(tx, run, services)
    })
  }

  /** Safety: a row that fails is kept and shown, never dropped: it may be somebody's withdrawal. */
  async function putAside(id: number, error: unknown): Promise<void> {
    const { name, code } = error as { name?: string; code?: string }
    // the error's name and code only: its message may quote what was typed
    const reason = [name, code].filter(Boolean).join(' ').slice(0, 200)
    await db.pool.query(
      `update intake.rows set failures = failures + 1, parked_reason = $2,
         parked_at = case when failures + 1 >= $3 then now() end where id = $1`,
      [id, reason, parkAfter],
    )
    services.log(`intake row ${id} failed: ${reason}`)
  }

  /** Many at once: anybody may send us forged links by the thousand, and real withdrawals stand behind them. */
  async function drop(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return
    await db.pool.query('delete from intake.rows where id = any ($1::bigint[])', [ids])
    services.log(`${ids.length} rows of the intake belonged to nobody`)
  }

  /** Runs `work`; gives whether it went through, after putting the row aside if it did not. */
  async function attempt(id: number, work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (isAway(error)) throw error
      await putAside(id, error)
      return false
    }
  }

  async function sortByOwner(rows: Row[]): Promise<{ byOwner: Map<string, Opened[]>; nobodys: number[] }> {
    const byOwner = new Map<string, Opened[]>()
    const nobodys: number[] = []
    for (const row of rows)
      await attempt(row.id, async () => {
        const submission = opener(row.sealed) as Submission
        const handler = handlers.get(submission.type)
        if (!handler) throw new UnknownSubmission()
        const owner = await handler.owner(services, submission)
        const opened = { id: row.id, submission, receivedAt: row.received_at }
        const group = owner === undefined ? undefined : byOwner.get(owner)
        if (group) group.push(opened)
        else if (owner !== undefined) byOwner.set(owner, [opened])
        else nobodys.push(row.id)
      })
    return { byOwner, nobodys }
  }

  async function drainOnce(lane: Lane): Promise<number> {
    const { byOwner, nobodys } = await sortByOwner(await waiting(lane))
    await drop(nobodys)
    let gone = nobodys.length
    for (const [organisationId, group] of byOwner) {
      try {
        await take(group, organisationId)
        gone += group.length
      } catch (error) {
        if (isAway(error)) throw error
        // one of them is at fault: each gets a transaction of its own, in order
        for (const one of group) if (await attempt(one.id, () => take([one], organisationId))) gone++
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

class UnknownSubmission extends Error {
  override name = 'UnknownSubmission'
}

function runsOfOneType(rows: readonly Opened[]): Opened[][] {
  const runs: Opened[][] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last && last[0]!.submission.type === row.submission.type) last.push(row)
    else runs.push([row])
  }
  return runs
}

/** Leaves a trace of a submission that no verb could use; the code says why, never what was typed. */
export async function dropSubmission(tx: Tx, type: string, code: string): Promise<void> {
  await record(tx, 'submission.dropped', { data: { type, code } })
}

/** Connection trouble, shutdown, deadlock (SQLSTATE 08, 57, 53, 40): the row is not at fault, the drain tries again later. */
export function isAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    /^(08|57|53|40)...$/.test(code) ||
    /^E[A-Z]+$/.test(code) ||
    /connection (terminated|timeout)|timeout exceeded when trying to connect|Client has encountered/i.test(
      message,
    )
  )
}
