import pg from 'pg'

/**
 * Locks that live as long as one database session: whoever holds one is alive, or the server has noticed that it is not.
 * No lease to outlive a long pause of the process.
 */
export interface SessionLocks {
  /** Holds the lock, now or since before. False: another process has it, or the database is away. */
  hold(name: string): Promise<boolean>
  close(): Promise<void>
}

/** In milliseconds: how old an answer of the server may be to be relied on, and how long one is waited for. */
export interface LockPatience {
  freshFor: number
  answerWithin: number
}

interface Session {
  client: pg.Client
  held: Set<string>
  heardAt: number
}

// the server gives the locks of a silent client to others after about half a minute: later than the client lets go of them
const serverKeepalive =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4 -c tcp_user_timeout=30000'

export function openSessionLocks(
  url: string,
  { freshFor, answerWithin }: LockPatience = { freshFor: 3_000, answerWithin: 5_000 },
): SessionLocks {
  let session: Promise<Session> | undefined
  let closed = false

  function open(): Promise<Session> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'watchlight-locks',
      options: serverKeepalive,
      keepAlive: true,
      connectionTimeoutMillis: answerWithin,
      query_timeout: answerWithin,
    })
    const opening = client.connect().then(() => ({ client, held: new Set<string>(), heardAt: monotonic() }))
    const forget = (): void => {
      if (session === opening) session = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    opening.catch(forget)
    return opening
  }

  /** A line that is cut without a word still looks open here, while the server gives its locks to somebody else. */
  async function isHeard(one: Session): Promise<boolean> {
    if (monotonic() - one.heardAt < freshFor) return true
    const asked = monotonic()
    await one.client.query('select 1')
    one.heardAt = asked
    return true
  }

  async function take(name: string): Promise<boolean> {
    if (closed) return false
    const mine = (session ??= open())
    try {
      const one = await mine
      if (one.held.has(name)) return await isHeard(one)
      const { rows } = await one.client.query<{ ok: boolean }>(
        `select pg_try_advisory_lock(hashtextextended('watchlight ' || $1, 0)) as ok`,
        [name],
      )
      if (rows[0]?.ok) one.held.add(name)
      return rows[0]?.ok === true
    } catch {
      // with its session every lock is lost: whoever works under one is told at the next question, and stops
      if (session === mine) session = undefined
      void mine.then(({ client }) => client.end()).catch(() => {})
      return false
    }
  }

  // one session asks one thing at a time
  let turn: Promise<unknown> = Promise.resolve()
  return {
    hold(name) {
      const mine = turn.then(() => take(name))
      turn = mine
      return mine
    },
    async close() {
      closed = true
      const open = await session?.catch(() => undefined)
      await open?.client.end().catch(() => {})
    },
  }
}

const monotonic = (): number => performance.now()
