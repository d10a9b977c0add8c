/** An office in which nothing stays: every transaction is undone, so that thousands of doors are tried on one world. */
import { sql } from 'kysely'
import { signIn, type Actor, type Member } from '../../src/platform/actor.ts'
import { readAssets } from '../../src/platform/assets.ts'
import type { Database, Tx } from '../../src/platform/database.ts'
import { createOffice } from '../../src/office-app.tsx'
import { startSession } from '../../src/organisations/index.ts'
import { modules } from '../../src/composed.ts'
import { catalogue, consoleUrl, privateUrl, publicUrl, type TestOffice } from '../office.ts'

export interface Answer {
  status: number
  /** where it leads */
  to: string
  text: string
  /** whether anything would have stayed */
  wrote: boolean
}
export type Ask = (method: string, path: string, body?: URLSearchParams) => Promise<Answer>

class Undone extends Error {}

export function undoneOffice({ db, database }: TestOffice) {
  let wrote = 0
  const faults: string[] = []
  const undone: Database = {
    ...db,
    async transaction<T>(actor: Actor, run: (tx: Tx) => Promise<T>): Promise<T> {
      // who is signed in must stay so
      if (actor.kind === 'sign-in') return db.transaction(actor, run)
      let given: { answer: T } | undefined
      await db
        .transaction(actor, async (tx) => {
          given = { answer: await run(tx) }
          // what the end of the transaction would refuse it refuses now
          await sql`set constraints all immediate`.execute(tx.db)
          const { rows } = await sql<{ wrote: boolean }>`
            select pg_current_xact_id_if_assigned() is not null as wrote`.execute(tx.db)
          if (rows[0]!.wrote) wrote++
          throw new Undone()
        })
        .catch((error: unknown) => {
          if (!(error instanceof Undone)) throw error
        })
      return given!.answer
    },
  }
  const app = createOffice({
    ...{
      db: undone,
      keys: database.keys,
      catalogue,
      publicUrl,
      consoleUrl,
      privateUrl,
      outsideAllow: [],
      demo: false,
    },
    // what waits is counted on every page; once for each caller is enough
    modules: modules.map((module) => ({ ...module, today: [] })),
    assets: readAssets(),
    trustedProxies: ['0.0.0.0'],
    report: (fault) => faults.push(JSON.stringify(fault)),
  })
  const own = { 'Sec-Fetch-Site': 'same-origin', Origin: consoleUrl }
  return {
    faults,
    /** a browser of this member, or of nobody */
    async browser(member?: Member): Promise<{ ask: Ask; sessionId: string | undefined }> {
      const session =
        member && (await db.transaction(signIn, (tx) => startSession(tx, { ...member, how: 'passkey' })))
      const headers = {
        ...own,
        'X-Forwarded-For': '203.0.113.77',
        ...(session ? { cookie: `watchlight-4001=${session.token}` } : {}),
      }
      return {
        sessionId: session?.sessionId,
        async ask(method, path, body) {
          const before = wrote
          const answer = await app.request(consoleUrl + path, { method, headers, ...(body ? { body } : {}) })
          const to = answer.headers.get('location') ?? ''
          return { status: answer.status, to, text: await answer.text(), wrote: wrote > before }
        },
      }
    },
  }
}
