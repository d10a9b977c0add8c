import pg from 'pg'

export interface Ears {
  /** something published changed, perhaps */
  heard(): void
  /** listening from now on: whatever happened before was not heard */
  connected(): void
}

const shortestPause = 200
const longestPause = 5_000

/** Keeps one connection that listens to the channel `published`, and makes a new one whenever it is lost. */
export function keepListening(options: pg.ClientConfig, ears: Ears): { close(): Promise<void> } {
  let client: pg.Client | undefined
  let pause = shortestPause
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function listen(): Promise<void> {
    const mine = new pg.Client({
      connectionString: options.connectionString,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'watchlight public ears',
    })
    client = mine
    let lost = false
    const onLost = (): void => {
      if (lost) return
      lost = true
      void mine.end().catch(() => {})
      if (closed) return
      timer = setTimeout(() => void listen(), pause)
      pause = Math.min(pause * 2, longestPause)
    }
    mine.on('error', onLost)
    mine.on('end', onLost)
    mine.on('notification', () => ears.heard())
    try {
      await mine.connect()
      await mine.query('listen published')
      if (closed) return
      pause = shortestPause
      ears.connected()
    } catch {
      onLost()
    }
  }

  void listen()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
