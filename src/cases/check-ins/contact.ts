import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { alertTeam } from '../duty/alert.ts'
import { answer } from './answer.ts'
import { holdCheckIn, holdWithBegun, move, raiseDuress } from './check-in.ts'
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
  /** the danger that it found is over; believed only of a contact that is entered long afterwards and answers nothing */
  over?: boolean
}

/** So old, a contact may tell of a danger that has passed. */
const longAgo = 48 * 3_600_000

/**
 * Writes down one conversation or sign of life; it may answer a check-in that is open. One that finds her in danger is no
 * answer: it wakes the team, whatever it is about; only one of more than 48 h ago may say that the danger is over. For writers
 * on the team.
 * @throws NotFound, Refused ('case.team-only'), Invalid, Conflict when it answers a check-in that is settled already
 */
export async function recordContact(tx: Tx, input: ContactInput): Promise<string> {
  mustBeAllowed(tx, 'contact.record')
  if (input.answers) mustBeAllowed(tx, 'check-in.answer')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  // clocks of people and machines differ a little
  if (input.at.getTime() > tx.now.getTime() + 5 * 60_000) throw new Invalid({ at: 'contacts.error.future' })
  const danger = input.wellbeing === 'in-danger'
  // Safety: it wakes unless somebody says otherwise, and never of today's danger
  const over = input.over === true && !input.answers && input.at.getTime() < tx.now.getTime() - longAgo
  let rings = false
  if (input.answers && danger) rings = await foundInDanger(tx, input.caseId, input.answers)
  else if (input.answers) await answerBy(tx, input, input.answers)
  const id = await putContact(tx, {
    ...input,
    byAccount: tx.actor.accountId,
    checkInId: input.answers ?? null,
  })
  if (danger && !rings && !over)
    await alertTeam(tx, { caseId: input.caseId, kind: 'in-danger', onceKey: `in-danger ${id}`, about: id })
  return id
}

/**
 * Safety: no finding of danger is refused, and whatever else waits for her stops with it, as after a call for help: the steps
 * of its ladder would call her telephone. Gives whether it rings by its check-in, which may be settled, or rang before.
 */
async function foundInDanger(tx: Tx, caseId: string, checkInId: string): Promise<boolean> {
  const rows = await holdWithBegun(tx, { caseId, checkInId })
  let rings = false
  for (const row of rows) {
    const moved = await move(tx, row, 'duress', { answered_at: tx.now })
    if (moved && row.id === checkInId) rings = true
  }
  if (rings) await raiseDuress(tx, { id: checkInId, case_id: caseId })
  return rings
}

async function answerBy(tx: Tx, input: ContactInput, checkInId: string): Promise<void> {
  const row = await holdCheckIn(tx, { caseId: input.caseId, checkInId })
  // Safety: a talk that says nothing of how she is answers nothing
  if (input.wellbeing === 'unknown') throw new Invalid({ wellbeing: 'contacts.error.wellbeing' })
  if (!(await answer(tx, row, input.byProxy ? 'proxy' : 'answer')))
    throw new Conflict('check-ins.error.settled')
}
