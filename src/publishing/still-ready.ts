/** Whether what was signed beforehand could be sent as it stands: said on every day before it is needed, not on that one. */
import { isOnTeam, isWishHeld } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { MessageKey } from '#platform/i18n.ts'
import { liesReady, standingOf } from './standing.ts'
import type { Matter } from './doors.ts'
import { covers } from './given.ts'
import { fallen } from './points.ts'
import { asksMore, signaturesFor } from './rule.ts'
import { buildForReading, isAsSigned, itemsToSign } from './signing-reads.ts'
import type { SignOff } from './sign-off-row.ts'
import type { SignRule } from './tables.ts'

/**
 * What would stop a prepared text on the day that it is for, beside the day itself and a quiet that somebody chose; nothing
 * where it is ready. For the team: the file says more than the room, and a page built without it matches nothing.
 */
export async function hindranceOf(tx: Tx, signOff: SignOff): Promise<MessageKey | undefined> {
  mustBeAllowed(tx, 'consent.read')
  const { caseId, wish } = signOff
  if (signOff.state !== 'prepared' || !(await isOnTeam(tx, caseId))) return undefined
  if (wish && !(await isWishHeld(tx, { caseId, ...wish }))) return 'wish.not-standing'
  const text = await signOff.text()
  const { matter, trouble } = await buildForReading(tx, signOff, text)
  if (!matter) return trouble as MessageKey
  if (!isAsSigned(signOff, text, matter)) return 'publishing.sign.changed'
  const languages = matter.page?.documents.map(({ language }) => language) ?? []
  const items = await itemsToSign(tx, signOff)
  if (!items.every(({ consent }) => consent && covers(consent, languages))) return 'publishing.no-consent'
  if ((await fallen(tx, caseId, matter.page?.points ?? [])).length > 0) return 'publishing.point'
  if (!(await suffices(tx, signOff, matter))) return 'publishing.prepared.more-needed'
  return await lacksWords(tx, signOff)
}

/** The same for all that is open in a case, by the id of the sign-off. */
export async function hindrancesOf(
  tx: Tx,
  open: readonly SignOff[],
): Promise<ReadonlyMap<string, MessageKey>> {
  const found = new Map<string, MessageKey>()
  for (const one of open) {
    const hindrance = await hindranceOf(tx, one)
    if (hindrance) found.set(one.id, hindrance)
  }
  return found
}

/** Which word it lacks: a second signature that was taken back, or what the charter asks by now; the page shows how many, and whose. */
export async function lacksWords(tx: Tx, row: SignOff): Promise<MessageKey | undefined> {
  if (row.needed === 2 && !row.secondBy) return 'publishing.held.signature'
  const { agreed, stopped } = await standingOf(tx, row)
  if (agreed) return undefined
  if (!liesReady(row)) return row.quorum > 1 ? 'publishing.held.words' : 'publishing.approval.ask-anew'
  return stopped ? 'publishing.approvals.stopped' : 'publishing.prepared.words-missing'
}

/** Safety: signed as a correction of a page that is gone by now, it would be a first publication by one person. */
export async function suffices(tx: Tx, row: SignOff, matter: Matter): Promise<boolean> {
  const rule: SignRule = await matter.rule(tx, false)
  if (!asksMore(rule, row.rule)) return true
  const { needed, twoOrganisations } = await signaturesFor(tx, row.caseId, rule)
  const given = new Set([row.organisationId, row.secondOrganisationId ?? row.organisationId])
  return !((needed === 2 && !row.secondBy) || (twoOrganisations && given.size < 2))
}
