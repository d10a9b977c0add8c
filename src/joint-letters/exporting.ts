import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Cell } from '#platform/text/csv.ts'
import { Refused } from '#platform/web/errors.ts'
import { getLetter } from './letter.ts'
import { mayModerate } from './moderation.ts'
import { openContacts, readSignatories } from './signatory.ts'

export const exportColumns = [
  ...['name', 'country', 'website', 'state', 'member', 'signed', 'verified', 'domain', 'host', 'listed'],
  ...['checked'],
  ...['contact', 'role', 'email', 'hear'],
] as const

/**
 * All who signed a letter, or wait to, as rows of `exportColumns`; whom one reaches there only for the letter's own organisation.
 * For whoever moderates, with a recent step-up; leaves an event.
 */
export async function exportSignatories(tx: Tx, letterId: string): Promise<Cell[][]> {
  mustBeAllowed(tx, 'joint-letter.export')
  const letter = await getLetter(tx, letterId)
  if (!(await mayModerate(tx, letter))) throw new Refused()
  const all = await readSignatories(tx, letter, ['waiting', 'listed', 'declined', 'removed', 'withdrawn'])
  const contacts = await openContacts(
    tx,
    letter,
    all.map(({ id }) => id),
  )
  await record(tx, 'joint-letter.exported', {
    caseId: letter.caseId,
    subject: letter.id,
    data: { count: all.length },
  })
  return all.map((one) => {
    const contact = contacts.get(one.id)
    return [
      ...[one.name, one.country, one.website, one.state, one.memberOrganisationId !== undefined],
      ...[one.signedAt, one.verifiedAt, one.atDomain, one.mailHost, one.listedAt, one.checkedHow],
      ...[contact?.name, contact?.role, contact?.email, contact?.hear],
    ]
  })
}
