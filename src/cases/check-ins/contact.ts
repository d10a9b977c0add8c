import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { answer } from './answer.ts'
import { holdCheckIn, move, raiseDuress } from './check-in.ts'
import { putContact, type ContactText } from './contact-row.ts'
import type { ContactChannel, Wellbeing } from './tables.ts'

export interface ContactInput extends ContactText {
  caseId: string
  at: Date
  channel: ContactChannel
  wellbeing: Wellbeing
  statementTaken: boolean
  /** YYYY-MM-DD */
  nextOn?: string | undefined
  /** the agreed sign of life that it answers */
  answers?: string | undefined
  /** somebody she named spoke for her */
  byProxy?: boolean
}

/**
 * Writes down one conversation or sign of life; it may answer a check-in that is open. One that finds her in danger is no
 * answer: it wakes the team. For writers on the team.
 * @throws NotFound, Refused ('case.team-only'), Invalid, Conflict when the check-in is settled already
 */
export async function recordContact(tx: Tx, input: ContactInput): Promise<string> {
  mustBeAllowed(tx, 'contact.record')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  // clocks of people and machines differ a little
  if (input.at.getTime() > tx.now.getTime() + 5 * 60_000) throw new Invalid({ at: 'contacts.error.future' })
  if (input.answers) await answerBy(tx, input, input.answers)
  return await putContact(tx, {
    ...input,
    byAccount: tx.actor.accountId,
    checkInId: input.answers ?? null,
  })
}

async function answerBy(tx: Tx, input: ContactInput, checkInId: string): Promise<void> {
  mustBeAllowed(tx, 'check-in.answer')
  const row = await holdCheckIn(tx, { caseId: input.caseId, checkInId })
  if (input.wellbeing === 'in-danger') {
    if (!(await move(tx, row, 'duress', { answered_at: tx.now })))
      throw new Conflict('check-ins.error.settled')
    return await raiseDuress(tx, row)
  }
  // Safety: a talk that says nothing of how she is answers nothing
  if (input.wellbeing === 'unknown') throw new Invalid({ wellbeing: 'contacts.error.wellbeing' })
  if (!(await answer(tx, row, input.byProxy ? 'proxy' : 'answer')))
    throw new Conflict('check-ins.error.settled')
}
