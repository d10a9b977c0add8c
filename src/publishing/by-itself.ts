/** What comes out without a hand at that moment, because people have signed it and its time has come. For the worker. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { comeAboutByItself, whatLacks } from './countersigning.ts'
import { holdText } from './holding.ts'
import { lockSignOff } from './sign-off-row.ts'

/**
 * Brings out the texts of one organisation that nobody has objected to by the hour that the charter gives. Each in a
 * transaction of its own, so that a worker that dies in it has done nothing, and the next one does it once.
 */
export async function settleSilentTexts(db: Database, organisationId: string): Promise<void> {
  const due = await db.reading(workerOf(organisationId), async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from sign_offs s where state = 'asked' and silence_at <= ${tx.now} and second_by is not null
        and second_taken_back_at is null and held_at is null and organisation_id = ${organisationId}
        and wl.silence_ends(case_id, signed_at, silence_at) <= ${tx.now}
        and not exists (select 1 from sign_off_approvals a
          join coalition_members m on m.case_id = a.case_id and m.organisation_id = a.organisation_id
            and m.left_at is null and m.role <> 'observer' and a.answered_at >= m.joined_at
          where a.sign_off_id = s.id and a.answer in ('dissent', 'taken-back'))
      order by silence_at, id limit 50`.execute(tx.db)
    return rows.map(({ id }) => id)
  })
  await bringOutEach(db, organisationId, due)
}

/** Brings out the texts of one organisation whose hour has come; each as `settleSilentTexts` does. */
export async function publishAtTheirHour(db: Database, organisationId: string): Promise<void> {
  const due = await db.reading(workerOf(organisationId), async (tx) => {
    const rows = await tx.db
      .selectFrom('sign_offs')
      .select('id')
      .where('state', '=', 'prepared')
      .where('publish_at', '<=', tx.now)
      .where('held_at', 'is', null)
      .where('organisation_id', '=', organisationId)
      .orderBy('publish_at')
      .orderBy('id')
      .limit(50)
      .execute()
    return rows.map(({ id }) => id)
  })
  await bringOutEach(db, organisationId, due)
}

async function bringOutEach(db: Database, organisationId: string, due: readonly string[]): Promise<void> {
  const worker = workerOf(organisationId)
  await each(due, async (id) => {
    try {
      await db.transaction(worker, (tx) => comeAboutByItself(tx, id))
    } catch (error) {
      const code = mendableCode(error)
      if (code === undefined) throw error
      await db.transaction(worker, (tx) => hold(tx, id, code))
    }
  })
}

/** @throws the first failure, when all have had their turn: one text keeps no other one from coming out, or from being held */
async function each(ids: readonly string[], run: (id: string) => Promise<void>): Promise<void> {
  const failed: unknown[] = []
  for (const id of ids)
    try {
      await run(id)
    } catch (error) {
      failed.push(error)
    }
  if (failed.length > 0) throw failed[0]
}

/** Safety: what may not come out stays where it is, and is not tried again until people have looked at it. */
async function hold(tx: Tx, signOffId: string, code: string): Promise<void> {
  mustBeAllowed(tx, 'publishing.by-itself')
  const row = await lockSignOff(tx, signOffId)
  if ((row.state !== 'asked' && row.state !== 'prepared') || row.held) return
  await holdText(tx, row, code)
}

/**
 * Holds the texts of one organisation that would not come out at their hour because somebody took a word back: its authors
 * hear of it at once, while there is time to ask, and not at the hour. Each word is judged once; what is lost in another way
 * afterwards, as by an organisation that leaves, shows at the hour.
 */
export async function holdTakenBack(db: Database, organisationId: string): Promise<void> {
  const worker = workerOf(organisationId)
  const touched = await db.reading(worker, async (tx) => {
    const rows = await tx.db
      .selectFrom('sign_offs')
      .select('id')
      .where('to_judge_since', 'is not', null)
      .where('state', '=', 'prepared')
      .where('organisation_id', '=', organisationId)
      .orderBy('publish_at')
      .orderBy('id')
      .execute()
    return rows.map(({ id }) => id)
  })
  await each(touched, (id) => db.transaction(worker, (tx) => judge(tx, id)))
}

async function judge(tx: Tx, signOffId: string): Promise<void> {
  mustBeAllowed(tx, 'publishing.by-itself')
  const row = await lockSignOff(tx, signOffId)
  if (row.state !== 'prepared') return
  const lacking = row.held ? undefined : await whatLacks(tx, row)
  if (lacking) await holdText(tx, row, lacking)
  await tx.db.updateTable('sign_offs').set({ to_judge_since: null }).where('id', '=', row.id).execute()
}

/** What people can mend, as a message of its own; anything else is the machine's trouble and is tried again. */
function mendableCode(error: unknown): string | undefined {
  if (error instanceof Refused && error.code.startsWith('access.')) return undefined
  if (error instanceof Refused || error instanceof Conflict) return error.code
  if (error instanceof Invalid) return Object.values(error.fields)[0] ?? error.code
  if (error instanceof NotFound) return 'publishing.sign.changed'
  return undefined
}
