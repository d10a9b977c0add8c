import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { ContactChannel, Wellbeing } from './tables.ts'

/** What is sealed of a contact. */
export interface ContactText {
  note: string
  next: string
}

export const contactPlace = (id: string) => ({ table: 'contacts', column: 'sealed', row: id })

/** The row of a contact, whoever wrote it. */
export async function putContact(
  tx: Tx,
  input: ContactText & {
    caseId: string
    at: Date
    channel: ContactChannel | 'link'
    wellbeing: Wellbeing
    byAccount: string | null
    checkInId: string | null
    statementTaken?: boolean
    nextOn?: string | undefined
  },
): Promise<string> {
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(input.caseId)
  const text: ContactText = { note: input.note, next: input.next }
  await tx.db
    .insertInto('contacts')
    .values({
      id,
      case_id: input.caseId,
      at: input.at,
      channel: input.channel,
      wellbeing: input.wellbeing,
      by_account: input.byAccount,
      statement_taken: input.statementTaken ?? false,
      next_on: input.nextOn ?? null,
      check_in_id: input.checkInId,
      sealed: key.sealJson(contactPlace(id), text),
      created_at: tx.now,
    })
    .execute()
  await record(tx, 'contact.recorded', {
    caseId: input.caseId,
    subject: id,
    data: { channel: input.channel, wellbeing: input.wellbeing },
  })
  return id
}
