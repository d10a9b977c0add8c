/** Who stands by a number on paper besides whoever wrote it; and what others of the room may do with it, in numbers alone. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { getCampaign } from './campaign.ts'
import { noticeCount } from './counting.ts'
import type { PaperKind } from './tables.ts'

/** How a batch stands that is not withdrawn. It knows neither the place nor a sheet. */
export interface PaperStanding {
  batchId: string
  organisationId: string
  version: number
  signatures: number
  /** YYYY-MM-DD */
  on: string
  kind: PaperKind
  evidenced: boolean
  state: 'counts' | 'waits' | 'left-out'
  /** told with evidence in public */
  proven: boolean
  /** what the asking member may do about it */
  may: 'confirm' | 'withdraw' | null
}

/**
 * The own organisation's batches, and those of others that it may confirm, because nobody else serves theirs, or withdraw,
 * because theirs has left.
 */
export async function paperStanding(tx: Tx, campaignId: string): Promise<PaperStanding[]> {
  mustBeAllowed(tx, 'paper.read')
  const { rows } = await sql<PaperStanding>`
    select batch_id as "batchId", organisation_id as "organisationId", version, signatures, collected_on::text as on, kind,
      evidenced, state, proven, may
    from wl.paper_standing(${campaignId}::uuid) order by collected_on, batch_id`.execute(tx.db)
  return rows
}

interface AsSeen {
  campaignId: string
  batchId: string
  /** as it was looked at: what changed meanwhile is looked at anew */
  version: number
}

async function seenStanding(tx: Tx, { campaignId, batchId, version }: AsSeen) {
  const campaign = await getCampaign(tx, campaignId)
  const standing = (await paperStanding(tx, campaign.id)).find((one) => one.batchId === batchId)
  if (!standing) throw new NotFound()
  if (standing.version !== version) throw new Conflict('paper.error.changed')
  return { standing, campaign }
}

/**
 * Stands by a number. Safety: with a step-up, and never whoever wrote it; the database asks the same. Of another organisation,
 * served by one person, the number alone is confirmed, and no evidence.
 * @throws NotFound, Conflict ('paper.error.changed'), Refused ('paper.error.own-number')
 */
export async function confirmPaper(tx: Tx, input: AsSeen): Promise<void> {
  mustBeAllowed(tx, 'paper.confirm')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { standing, campaign } = await seenStanding(tx, input)
  if (standing.may !== 'confirm') throw new Refused('paper.error.own-number')
  const { batchId, version, signatures, evidenced } = standing
  await tx.db
    .insertInto('paper_confirmations')
    .values({
      ...{ batch_id: batchId, version, case_id: campaign.caseId, signatures, evidenced },
      ...{ organisation_id: tx.actor.organisationId, confirmed_at: tx.now, confirmed_by: tx.actor.accountId },
    })
    .execute()
  const data = { signatures, evidenced }
  await record(tx, 'paper.confirmed', { caseId: campaign.caseId, subject: batchId, data })
  await noticeCount(tx, campaign.id)
}

/**
 * Takes a batch of an organisation that has left out of every number, which nobody else could. For who runs the campaign,
 * with a step-up. @throws NotFound, Conflict ('paper.error.changed'), Refused
 */
export async function withdrawPaperOfGone(tx: Tx, input: AsSeen): Promise<void> {
  mustBeAllowed(tx, 'paper.leave-out')
  const { standing, campaign } = await seenStanding(tx, input)
  if (standing.may !== 'withdraw') throw new Refused()
  const { rows } = await sql<{ signatures: number | null }>`
    select wl.withdraw_paper_of_gone(${input.batchId}::uuid, ${input.version}) as signatures`.execute(tx.db)
  const signatures = rows[0]?.signatures
  if (!signatures) throw new Conflict('paper.error.changed')
  await record(tx, 'paper.withdrawn', {
    ...{ caseId: campaign.caseId, subject: input.batchId, data: { signatures } },
  })
  await noticeCount(tx, campaign.id)
}

/** Who stood by a batch, the eldest first. */
export async function listConfirmations(
  tx: Tx,
  batchId: string,
): Promise<{ organisationId: string; signatures: number; by: string; at: Date }[]> {
  mustBeAllowed(tx, 'paper.read')
  const rows = await tx.db
    .selectFrom('paper_confirmations')
    .select(['organisation_id', 'signatures', 'confirmed_by', 'confirmed_at'])
    .where('batch_id', '=', batchId)
    .orderBy('version')
    .execute()
  return rows.map((row) => ({
    ...{ organisationId: row.organisation_id, signatures: row.signatures },
    ...{ by: row.confirmed_by, at: row.confirmed_at },
  }))
}
