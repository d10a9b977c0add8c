import { can, mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { Invalid } from '#platform/web/errors.ts'
import { openCase } from '../case.ts'
import { listColleagues, type Colleague } from '../colleagues.ts'
import type { OpeningReason } from '../reasons.ts'
import { savePerson } from '../persons/person.ts'
import { joinTeam } from '../team.ts'

export interface CrisisInput {
  codeName: string
  country: string
  reason: OpeningReason
  language: string
  legalName: string
  /** safe ways and hours to reach her */
  channels?: string
  /** who signs beside whoever opens the file; undefined in an organisation of one */
  accountId?: string | undefined
}

/**
 * What a phone call needs, at once: a file for its team alone, the person in it, and the colleague who will sign. It
 * publishes nothing and takes no step of safety away. For admins and caseworkers.
 *
 * No step-up is asked for the colleague: the file holds nothing but what is written in this moment.
 * @throws NotFound when the colleague serves no organisation of ours, Invalid where none is named though there is one
 */
export async function openInCrisis(tx: Tx, input: CrisisInput): Promise<{ caseId: string }> {
  mustBeAllowed(tx, 'case.open')
  const { codeName, country, reason, language, legalName, channels, accountId } = input
  // Safety: two people must be able to sign; who has colleagues names one now
  if (!accountId && (await whoCouldSign(tx)).length > 0)
    throw new Invalid({ accountId: 'error.field.choose' })
  const { caseId } = await openCase(tx, { codeName, country, reason, language, room: 'team' })
  await savePerson(tx, { caseId, legalName, ...(channels ? { channels } : {}) })
  if (accountId) await joinTeam(tx, { caseId, accountId, role: 'caseworker' })
  return { caseId }
}

/** Who could sign beside this member, by name. */
export async function whoCouldSign(tx: Tx): Promise<Colleague[]> {
  mustBeAllowed(tx, 'case.open')
  const { actor } = tx
  if (actor.kind !== 'member') return []
  return (await listColleagues(tx)).filter(
    ({ accountId, role }) =>
      accountId !== actor.accountId && can({ ...actor, role: role as typeof actor.role }, 'case.wording'),
  )
}

/** Code names that are taken, as far as this member may know. */
export async function knownCodeNames(tx: Tx): Promise<string[]> {
  mustBeAllowed(tx, 'case.open')
  const rows = await tx.db.selectFrom('cases').select('code_name').execute()
  return rows.map((row) => row.code_name)
}
