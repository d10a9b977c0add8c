import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from './circles.ts'

export const openingFileReasons = ['contact', 'consent', 'legal', 'writing', 'emergency', 'handover'] as const
export type OpeningFileReason = (typeof openingFileReasons)[number]

/**
 * Opens the sealed file of the person for one session, with a reason that stays in the log. For the case team.
 * @throws Refused ('case.team-only'), NotFound
 */
export async function openFile(
  tx: Tx,
  input: { caseId: string; sessionId: string; reason: OpeningFileReason },
): Promise<void> {
  mustBeAllowed(tx, 'case.person')
  await mustBeOnTeam(tx, input.caseId)
  await record(tx, 'person.opened', {
    caseId: input.caseId,
    subject: input.caseId,
    data: { reason: input.reason, session: input.sessionId },
  })
}

/** Whether this session has said why it needs the file. Losing the team closes it at once, whatever was said before. */
export async function isFileOpen(tx: Tx, caseId: string, sessionId: string): Promise<boolean> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { rows } = await sql`select 1 from events where case_id = ${caseId} and type = 'person.opened'
    and actor_account = ${tx.actor.accountId} and data ->> 'session' = ${sessionId}
    and case_id = any ((select wl.file_cases())::uuid[]) limit 1`.execute(tx.db)
  return rows.length > 0
}
