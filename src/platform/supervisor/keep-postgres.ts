import { setTimeout as pause } from 'node:timers/promises'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres.ts'
import type { Hold } from './hold.ts'
import type { Shutdown } from './shutdown.ts'

/** A server that ends within this time (ms) again and again has a trouble that another start does not mend. */
const wellAfter = 10_000
const mostQuickEnds = 3
const attempts = 20

/**
 * Starts the embedded PostgreSQL and starts it again when it is killed, on the same socket with the same passwords,
 * so that everybody just connects anew. Stops the whole when it cannot. Gives the owner's URL.
 */
export async function keepPostgres(
  hold: Hold,
  shutdown: Shutdown,
  log: (line: string) => void,
): Promise<string> {
  let server = startEmbeddedPostgres(hold)
  // added before it is there: nobody may take the directory while a server still comes up in it
  shutdown.later(async () => (await server.catch(() => undefined))?.close())

  async function watch(postgres: EmbeddedPostgres, quickEnds = 0): Promise<void> {
    const since = Date.now()
    await postgres.exited
    if (shutdown.begun) return
    const quick = Date.now() - since < wellAfter ? quickEnds + 1 : 0
    if (quick > mostQuickEnds) throw new Error('PostgreSQL ends right after each start.')
    log('PostgreSQL ended; it starts again.')
    server = restart(hold, shutdown)
    await watch(await server, quick)
  }

  const postgres = await server
  watch(postgres).catch((error: Error) => {
    log(error.message)
    void shutdown.stop(1)
  })
  return postgres.ownerUrl
}

/** The connections of a killed server take a moment to notice and still hold its shared memory meanwhile. */
async function restart(hold: Hold, shutdown: Shutdown): Promise<EmbeddedPostgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startEmbeddedPostgres(hold)
    } catch (error) {
      if (attempt === attempts || shutdown.begun) throw error
      await pause(250)
    }
  }
}
