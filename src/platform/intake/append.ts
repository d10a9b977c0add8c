import type pg from 'pg'
import { Overloaded } from '../web/errors.ts'
import type { Envelope } from './envelope.ts'

/** 1 unsubscribe and withdrawal (overtakes all), 2 confirmations, 3 actions */
export type Lane = 1 | 2 | 3

export interface Intake {
  /**
   * Seals and stores one submission. Resolves after COMMIT: what was answered is durable.
   * @throws Overloaded when the queue is full or the database is away; then nothing was kept
   */
  append(lane: Lane, content: unknown): Promise<void>
}

interface Waiting {
  lane: Lane
  sealed: Buffer
  done: () => void
  failed: (error: Error) => void
}

const most = 200 // rows in one statement
const inFlight = 2
const queueLimit = 5_000
// What comes with a picture is a hundred times as heavy as the rest, and must not fill the memory while the database hangs.
const queueBytes = 64 * 1024 * 1024

/**
 * Natural group commit without a timer: what arrives while a statement is under way leaves with the next one. A second
 * statement goes beside the first only when it is full: the fewer rows in each, the more processor each row costs.
 */
export function openIntake(pool: pg.Pool, envelope: Envelope, mostBytes = queueBytes): Intake {
  let queue: Waiting[] = []
  let bytes = 0
  let flying = 0
  let woken = false

  const insert = async (rows: Waiting[]): Promise<void> => {
    // one binary parameter, cut apart there: an array of bytea goes over the line as text, which takes 1.7 times as long
    const starts: number[] = []
    let next = 1
    for (const { sealed } of rows) {
      starts.push(next)
      next += sealed.length
    }
    await pool.query({
      name: 'intake',
      text: `insert into intake.rows (lane, sealed) select lane, substring($1::bytea from start for size)
        from unnest($2::smallint[], $3::int[], $4::int[]) as t (lane, start, size)`,
      values: [
        Buffer.concat(rows.map((row) => row.sealed)),
        rows.map((row) => row.lane),
        starts,
        rows.map((row) => row.sealed.length),
      ],
    })
  }

  async function send(rows: Waiting[]): Promise<void> {
    try {
      await insert(rows)
      for (const row of rows) row.done()
    } catch (error) {
      if (rows.length > 1 && isRefusedRow(error)) await Promise.all(rows.map((row) => send([row])))
      else for (const row of rows) row.failed(new Overloaded(5, 'intake.unavailable'))
    }
  }

  const mayLeave = (): boolean => flying === 0 || (flying < inFlight && queue.length >= most)

  function kick(): void {
    woken = false
    while (queue.length > 0 && mayLeave()) {
      const rows = queue.splice(0, most)
      for (const { sealed } of rows) bytes -= sealed.length
      flying++
      void send(rows).finally(() => {
        flying--
        if (queue.length > 0) kick()
      })
    }
  }

  return {
    async append(lane, content) {
      if (queue.length >= queueLimit || bytes >= mostBytes) throw new Overloaded(5, 'intake.full')
      const sealed = envelope.seal(content)
      return await new Promise<void>((done, failed) => {
        bytes += sealed.length
        queue.push({ lane, sealed, done, failed })
        if (mayLeave() && !woken) {
          woken = true
          setImmediate(kick)
        }
      })
    },
  }
}

/** Class 22 and 23 of SQLSTATE: one row is at fault, its neighbours are not. */
const isRefusedRow = (error: unknown): boolean =>
  /^2[23]/.test(String((error as { code?: string }).code ?? ''))
