import pg from 'pg'
import { openEnvelope } from '../../src/platform/intake/envelope.ts'
import type { Intake } from '../../src/platform/intake/append.ts'

/** Other ways of taking in what visitors send, for comparison. */
export function intakeOf(mode: 'none' | 'row' | 'counted', url: string, intakePublicKey: Buffer): Intake {
  if (mode === 'none') return { append: () => Promise.resolve() }
  const envelope = openEnvelope(intakePublicKey)
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  pool.on('error', () => {})
  const insert = { name: 'one', text: 'insert into intake.rows (lane, sealed) values ($1, $2)' }
  const count = { name: 'count', text: 'update public.bench_counter set n = n + 1 where id = 1' }
  return {
    async append(lane, content) {
      const values = [lane, envelope.seal(content)]
      if (mode === 'row') {
        await pool.query({ ...insert, values })
        return
      }
      const client = await pool.connect()
      try {
        await client.query('begin')
        await client.query({ ...insert, values })
        await client.query(count)
        await client.query('commit')
      } finally {
        client.release()
      }
    },
  }
}
