/** What must hold before anybody signs: who signs, for whom, and that the case may speak at all. */
import { mustNotBeQuietWish } from '#cases/index.ts'
import type { Member } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import type { Matter } from './doors.ts'
import { mustHaveGiven } from './given.ts'
import { mustBeApproved } from './points.ts'
import { withGate } from './publication.ts'

export function memberOf(tx: Tx): Member {
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  return tx.actor
}

export const seesCase = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await tx.db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst()) !== undefined

export async function mustSeeCase(tx: Tx, caseId: string): Promise<void> {
  if (!(await seesCase(tx, caseId))) throw new NotFound()
}

/** While a case is quiet only the end of quiet is signed. @throws Conflict ('publishing.quiet') */
export async function mustBeAudible(tx: Tx, { caseId, kind }: Matter): Promise<void> {
  if (kind === 'restore') return
  const quiet = await tx.db
    .selectFrom('quiet_spells')
    .select('id')
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (quiet) throw new Conflict('publishing.quiet')
}

/**
 * Safety: while the person wishes quiet nothing new comes out and nothing comes back; what shows less may always be signed.
 * @throws Refused ('wish.quiet')
 */
export async function mustBeWished(tx: Tx, caseId: string, rule: string): Promise<void> {
  if (rule !== 'lowering') await mustNotBeQuietWish(tx, caseId)
}

/** Safety: whoever asks learns at once that a consent is missing, and nobody signs in vain. */
export async function mustStand(tx: Tx, { caseId, page }: Matter): Promise<void> {
  if (!page) return
  if (page.documents.length === 0) throw new Refused('publishing.nothing')
  const languages = page.documents.map(({ language }) => language)
  await mustHaveGiven(tx, caseId, withGate(page), languages)
  await mustBeApproved(tx, caseId, page.points ?? [])
}

/** Safety: accounts are counted, never sessions. The table refuses it a second time. */
export function mustBeAnother(
  row: { signedBy: string; twoOrganisations: boolean; organisationId: string },
  actor: Member,
): void {
  if (row.signedBy === actor.accountId) throw new Refused('publishing.sign.own')
  if (row.twoOrganisations && row.organisationId === actor.organisationId)
    throw new Refused('publishing.sign.organisation')
}
