/** What cannot come out as it stands waits for people, and does not come out by the clock meanwhile. */
import { alertTeam, endAlerts } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { SignOff } from './sign-off-row.ts'

/** For the verbs that have found out why; wakes the team, each time anew. @param code of the message that says why */
export async function holdText(tx: Tx, { id, caseId, kind }: SignOff, code: string): Promise<void> {
  await tx.db
    .updateTable('sign_offs')
    .set({ held_at: tx.now, held_code: code })
    .where('id', '=', id)
    .execute()
  await record(tx, 'sign-off.held', { caseId, subject: id, data: { kind, code } })
  await alertTeam(tx, {
    ...{ caseId, kind: 'text-held', about: id },
    onceKey: `text ${id} ${tx.now.getTime()}`,
  })
}

/** The clock may bring it out again: what was missing is there. */
export async function letGo(tx: Tx, { id, caseId, kind, held }: SignOff): Promise<void> {
  if (!held) return
  await tx.db.updateTable('sign_offs').set({ held_at: null, held_code: null }).where('id', '=', id).execute()
  await record(tx, 'sign-off.let-go', { caseId, subject: id, data: { kind } })
  await endAlerts(tx, { caseId, about: id })
}

/** Why it is held, where all that is missing are words that people can give as it lies. */
export const wordCodes = [
  'publishing.held.words',
  'publishing.held.signature',
  'publishing.held.author',
] as const
export type WordCode = (typeof wordCodes)[number]
export const isWordCode = (code: string): code is WordCode => (wordCodes as readonly string[]).includes(code)
