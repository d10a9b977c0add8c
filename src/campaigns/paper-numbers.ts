import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import type { OnPaper } from './document.ts'

export interface PaperThrough extends OnPaper {
  organisationId: string
  /** not counted in public until a second person stands by them */
  waiting: number
  /** not counted in public at the word of who runs the campaign */
  leftOut: number
}

/** Signatures on paper through each organisation, in numbers alone; for the room and for whoever counts for the public. */
export async function paperThrough(tx: Tx, campaignId: string): Promise<PaperThrough[]> {
  const { rows } = await sql<PaperThrough>`
    select organisation_id as "organisationId", evidenced, unproven, waiting, left_out as "leftOut"
    from wl.campaign_paper(${campaignId}::uuid)`.execute(tx.db)
  return rows
}

/** Those of the asking member's organisation. */
export async function ownPaper(tx: Tx, campaignId: string): Promise<OnPaper> {
  const { actor } = tx
  const own = (await paperThrough(tx, campaignId)).find(
    (one) => actor.kind === 'member' && one.organisationId === actor.organisationId,
  )
  return own ?? { evidenced: 0, unproven: 0 }
}

/** Of all organisations together; undefined where there are none. A batch is one organisation's, so these may be added. */
export function paperTogether(through: readonly OnPaper[]): OnPaper | undefined {
  const together = through.reduce<OnPaper>(
    (sum, one) => ({
      evidenced: sum.evidenced + one.evidenced,
      unproven: sum.unproven + one.unproven,
    }),
    { evidenced: 0, unproven: 0 },
  )
  return together.evidenced + together.unproven > 0 ? together : undefined
}
