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

export function openSessionLocks(url: string): SessionLocks {
  let session: Promise<{ client: pg.Client; held: Set<string> }> | undefined
  let closed = false

  function open(): NonNullable<typeof session> {
    const client = new pg.Client({ connectionString: url, application_name: 'watchlight-locks' })
    const opening = client.connect().then(() => ({ client, held: new Set<string>() }))
    const forget = (): void => {
      if (session === opening) session = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    opening.catch(forget)
    return opening
  }

  async function take(name: string): Promise<boolean> {
    if (closed) return false
    try {
      const { client, held } = await (session ??= open())
      if (held.has(name)) return true
      const { rows } = await client.query<{ ok: boolean }>(
        `select pg_try_advisory_lock(hashtextextended('watchlight ' || $1, 0)) as ok`,
        [name],
      )
      if (rows[0]?.ok) held.add(name)
      return rows[0]?.ok === true
    } catch {
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
