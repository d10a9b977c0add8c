import type { Language } from '#platform/i18n.ts'
import { publicNumbers, type HandOverProjection } from '#updates/views/public.ts'
import { updatePath } from './addresses.ts'
import { pictureOf } from './case-page.ts'
import { versionFor, type Snapshot } from './snapshot.ts'
import type { Visible } from './visible.ts'

/** What the pages of a campaign, or of a joint letter, tell of its hand-over, and until when they may. */
export interface FoundHandOver {
  handOver: HandOverProjection
  /** milliseconds since 1970 */
  freshUntil: number
}

/**
 * The hand-over of a petition or a letter, as the newest update that tells of it says. Safety: it stands nowhere else, so
 * it goes with that update, whatever takes it down.
 */
export function findHandOver(
  found: Pick<Visible<'campaign' | 'joint-letter'>, 'snapshot' | 'now' | 'organisation' | 'about'>,
  of: { caseKey: string; campaignId?: string; letterId?: string },
  lang: Language,
): FoundHandOver | undefined {
  for (const subject of found.snapshot.updatesOf(of.caseKey)) {
    const version = versionFor(subject, lang, found.now, [found.organisation?.defaultLanguage ?? 'en'])
    const told = version?.body.handOver
    if (!version || !told) continue
    const same = of.campaignId ? told.campaignId === of.campaignId : told.letterId === of.letterId
    if (!same) continue
    const picture = pictureOf(version.body.image)
    return {
      freshUntil: version.freshUntil,
      handOver: {
        ...publicNumbers(told, minimumOf(found.snapshot, of.caseKey, of.campaignId)),
        lang: version.body.lang,
        zone: found.about.body.zone,
        ...(picture ? { picture } : {}),
        href: updatePath(lang, of.caseKey, version.body.id),
      },
    }
  }
  return undefined
}

/**
 * From how many people on a campaign tells numbers, as it is public now. Safety: an update that was signed before the minimum
 * was raised follows it at once, as the counter does.
 */
export function minimumOf(snapshot: Snapshot, caseKey: string, campaignId: string | undefined): number {
  const documents = snapshot.campaignsOf(caseKey).flatMap(({ versions }) => [...versions.values()])
  return Math.max(
    0,
    ...documents.filter(({ body }) => body.campaignId === campaignId).map(({ body }) => body.goalMinimum),
  )
}
