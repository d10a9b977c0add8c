/** Whose numbers on paper the public does not read, at the word of who runs the campaign, with the reason for the room. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { getCampaign, runs, type Campaign } from './campaign.ts'
import { noticeCount } from './counting.ts'
import { paperThrough } from './paper-numbers.ts'

export interface LeftOut {
  id: string
  /** whose numbers */
  organisationId: string
  why: string
  at: Date
}

const place = (id: string): Place => ({ table: 'paper_left_out', column: 'sealed', row: id })

/** Those that stand now. */
export async function listLeftOut(
  tx: Tx,
  { id: campaignId, caseId }: Pick<Campaign, 'id' | 'caseId'>,
): Promise<LeftOut[]> {
  mustBeAllowed(tx, 'paper.read')
  const rows = await tx.db
    .selectFrom('paper_left_out')
    .select(['id', 'concerns_id', 'sealed', 'left_out_at'])
    .where('campaign_id', '=', campaignId)
    .where('counted_again_at', 'is', null)
    .orderBy('left_out_at')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map(({ id, sealed, ...row }) => ({
    ...{ id, organisationId: row.concerns_id, at: row.left_out_at },
    why: key.open(place(id), sealed),
  }))
}

async function ownCampaign(tx: Tx, campaignId: string) {
  mustBeAllowed(tx, 'paper.leave-out')
  if (tx.actor.kind !== 'member') throw new Refused()
  const campaign = await getCampaign(tx, campaignId)
  if (!runs(tx, campaign)) throw new Refused('campaigns.error.another-runs')
  return { campaign, ...tx.actor }
}

/**
 * Leaves another organisation's signatures on paper out of the public number; twice is once. With a step-up.
 * @throws Refused ('campaigns.error.another-runs'), NotFound where it has none
 */
export async function leaveOutPaper(
  tx: Tx,
  input: { campaignId: string; organisationId: string; why: string },
): Promise<void> {
  const { campaign, ...us } = await ownCampaign(tx, input.campaignId)
  const through = await paperThrough(tx, campaign.id)
  const concerns = through.find(({ organisationId }) => organisationId === input.organisationId)
  if (!concerns || concerns.organisationId === us.organisationId) throw new NotFound()
  if ((await listLeftOut(tx, campaign)).some((one) => one.organisationId === input.organisationId)) return
  const id = newId(tx.now.getTime())
  const { caseId } = campaign
  await tx.db
    .insertInto('paper_left_out')
    .values({
      ...{ id, campaign_id: campaign.id, case_id: caseId, organisation_id: us.organisationId },
      ...{ concerns_id: input.organisationId, left_out_at: tx.now, left_out_by: us.accountId },
      sealed: (await tx.keys.case(caseId)).seal(place(id), input.why),
    })
    .execute()
  const data = { organisationId: input.organisationId }
  await record(tx, 'paper.left-out', { caseId, subject: campaign.id, data })
  await noticeCount(tx, campaign.id)
}

/** Counts them again; what is counted stays so. @throws Refused ('campaigns.error.another-runs') */
export async function countPaperAgain(
  tx: Tx,
  input: { campaignId: string; organisationId: string },
): Promise<void> {
  const { campaign, ...us } = await ownCampaign(tx, input.campaignId)
  const left = (await listLeftOut(tx, campaign)).find((one) => one.organisationId === input.organisationId)
  if (!left) return
  await tx.db
    .updateTable('paper_left_out')
    .set({ counted_again_at: tx.now, counted_again_by: us.accountId })
    .where('id', '=', left.id)
    .execute()
  const data = { organisationId: input.organisationId }
  await record(tx, 'paper.counted-again', { caseId: campaign.caseId, subject: campaign.id, data })
  await noticeCount(tx, campaign.id)
}
