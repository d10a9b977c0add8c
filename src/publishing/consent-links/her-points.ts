/** Her word about her own points, behind her link. */
import { approvePoint, readBack, withdrawPoint, type PointVisibility } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { withdrawConsent } from '../withdrawal.ts'
import { byHer, note, type Doing } from './acts.ts'
import { readHers, type HerConsent, type HerOwnPoint } from './hers.ts'
import type { Visit } from './opening.ts'

export interface HerPointInput {
  act: 'approve' | 'withdraw'
  pointId: string
  /** of the page on which she read it */
  seen: string
  circle?: PointVisibility | undefined
}

/** For whom she may approve a point: for no more than her consent to be quoted is for; none while she has given none. The fewest stand first. */
export function circlesFor(consents: readonly HerConsent[]): PointVisibility[] {
  const quotes = quotesOf(consents)
  if (!quotes) return []
  return [
    'team',
    ...(quotes.purposes.includes('coalition') ? (['room'] as const) : []),
    ...(quotes.purposes.includes('web') ? (['public'] as const) : []),
  ]
}

const quotesOf = (consents: readonly HerConsent[]): HerConsent | undefined =>
  consents.find(({ item, state }) => item === 'quotes' && state === 'given')

/**
 * She approves a point that waits for her, says no to it, or takes one back. Sent twice it changes nothing the second time.
 * @returns false where it is no longer what she read: nothing has changed, and she reads it anew
 */
export async function takeHerPoint(tx: Tx, visit: Visit, input: HerPointInput): Promise<boolean> {
  mustBeAllowed(tx, 'consent.by-link')
  const { consents, points, weight } = await readHers(tx, visit)
  const point = points.find(({ id }) => id === input.pointId)
  if (!point || (input.act === 'approve' && point.circle)) return true
  const doing = { visit, weight }
  if (input.act === 'withdraw') {
    await takeBack(tx, doing, point, quotesOf(consents))
    return true
  }
  const { circle } = input
  if (!circle || point.seen !== input.seen || !circlesFor(consents).includes(circle)) return false
  const texts = await approve(tx, doing, point, circle)
  await note(tx, doing, 'approve', { pointId: point.id, approved: { circle, texts } })
  return true
}

/** What she read on this page is what was read back to her. @returns language and SHA-256 of each text */
async function approve(
  tx: Tx,
  { visit: { link }, weight }: Doing,
  point: HerOwnPoint,
  circle: PointVisibility,
): Promise<string[]> {
  // Safety: what would show more waits for her word by a way that is sure
  if (weight.inDoubt) return []
  const on = tx.now.toISOString().slice(0, 10)
  const byLink = { id: link.id, madeBy: link.made_by }
  const ref = { caseId: link.case_id, pointId: point.id, version: point.version, on, byLink }
  await readBack(tx, ref)
  const languages = point.texts.flatMap(({ original, language }) => (original ? [] : [language]))
  const { texts } = await approvePoint(tx, {
    ...{ ...ref, how: 'link', visibility: circle, languages, seen: point.seen },
  })
  return texts
}

async function takeBack(
  tx: Tx,
  doing: Doing,
  point: HerOwnPoint,
  quotes: HerConsent | undefined,
): Promise<void> {
  const { caseId, byLink } = byHer(doing)
  if (!doing.weight.inDoubt) await withdrawPoint(tx, { caseId, pointId: point.id, byLink })
  // Safety: in doubt it goes at once all the same, and two people can bring it back: by the one way that can be undone, which
  // takes all her words down and leaves the point as it is
  else if (quotes && point.state === 'approved' && point.visibility !== 'team')
    await withdrawConsent(tx, { ...byHer(doing), consentIds: [quotes.id] })
  await note(tx, doing, 'withdraw', { pointId: point.id })
}
