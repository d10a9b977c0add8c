import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Invalid, NotFound } from '#platform/web/errors.ts'
import { lockCampaign } from './campaign.ts'
import { getTarget } from './target.ts'
import { openTarget, type Target } from './target-sealed.ts'

export type Channel = 'email' | 'call'

/** An official of a campaign, with the ways in which supporters may reach the office. */
export interface CampaignOfficial extends Target {
  channels: Channel[]
  stoppedAt?: Date
}

/** In the order in which visitors see them; retired ones too. */
export async function officialsOf(tx: Tx, campaignId: string): Promise<CampaignOfficial[]> {
  mustBeAllowed(tx, 'campaign.read')
  const rows = await tx.db
    .selectFrom('campaign_targets as t')
    .innerJoin('targets as o', (join) =>
      join.onRef('o.id', '=', 't.target_id').onRef('o.organisation_id', '=', 't.organisation_id'),
    )
    .selectAll('o')
    .select(['t.channels', 't.stopped_at', 't.position'])
    .where('t.campaign_id', '=', campaignId)
    .orderBy('t.position')
    .orderBy('o.id')
    .execute()
  const first = rows[0]
  if (!first) return []
  const key = await tx.keys.organisation(first.organisation_id)
  return rows.map((row) => ({
    ...openTarget(key, row),
    channels: row.channels.filter((one): one is Channel => one === 'email' || one === 'call'),
    ...(row.stopped_at ? { stoppedAt: row.stopped_at } : {}),
  }))
}

/**
 * Says how supporters of this campaign may reach an official; adds the official where they are not in it yet.
 * @throws Invalid when the office has no such address, NotFound
 */
export async function setCampaignOfficial(
  tx: Tx,
  input: { campaignId: string; targetId: string; channels: readonly Channel[] },
): Promise<void> {
  mustBeAllowed(tx, 'campaign.edit')
  const campaign = await lockCampaign(tx, input.campaignId)
  const target = await getTarget(tx, input.targetId)
  if (target.retiredAt) throw new Conflict('official.retired')
  if (input.channels.length === 0) throw new Invalid({ channels: 'error.field.choose' })
  if (input.channels.includes('email') && !target.email)
    throw new Invalid({ channels: 'campaigns.error.no-email' })
  if (input.channels.includes('call') && !target.phone)
    throw new Invalid({ channels: 'campaigns.error.no-phone' })
  const all = await officialsOf(tx, campaign.id)
  if (all.length >= 50 && !all.some((one) => one.id === target.id))
    throw new Conflict('campaigns.error.officials')
  await tx.db
    .insertInto('campaign_targets')
    .values({
      campaign_id: campaign.id,
      case_id: campaign.case_id,
      organisation_id: campaign.organisation_id,
      target_id: target.id,
      position: all.length + 1,
      channels: [...input.channels],
    })
    .onConflict((conflict) =>
      conflict.columns(['campaign_id', 'target_id']).doUpdateSet({ channels: [...input.channels] }),
    )
    .execute()
  await record(tx, 'campaign.official-set', {
    caseId: campaign.case_id,
    subject: campaign.id,
    data: { target: target.id, channels: [...input.channels] },
  })
}

/**
 * Takes an official out of a campaign; letters that wait for this office are stopped.
 * @returns how many were stopped
 */
export async function removeCampaignOfficial(
  tx: Tx,
  input: { campaignId: string; targetId: string },
): Promise<number> {
  mustBeAllowed(tx, 'campaign.edit')
  const campaign = await lockCampaign(tx, input.campaignId)
  const gone = await tx.db
    .deleteFrom('campaign_targets')
    .where('campaign_id', '=', campaign.id)
    .where('target_id', '=', input.targetId)
    .executeTakeFirst()
  if (Number(gone.numDeletedRows) === 0) throw new NotFound()
  const stopped = await tx.db
    .updateTable('official_emails')
    .set({ state: 'stopped', settled_at: tx.now })
    .where('campaign_id', '=', campaign.id)
    .where('target_id', '=', input.targetId)
    .where('state', 'in', ['waiting', 'held', 'queued'])
    .executeTakeFirst()
  const count = Number(stopped.numUpdatedRows)
  await record(tx, 'campaign.official-removed', {
    caseId: campaign.case_id,
    subject: campaign.id,
    data: { target: input.targetId, stopped: count },
  })
  return count
}

/** Holds back, or lets go on, what this campaign sends to one office. Nothing is lost: held letters wait. */
export async function stopOfficial(
  tx: Tx,
  input: { campaignId: string; targetId: string; stop: boolean },
): Promise<void> {
  mustBeAllowed(tx, 'official-email.review')
  const campaign = await lockCampaign(tx, input.campaignId)
  const done = await tx.db
    .updateTable('campaign_targets')
    .set({ stopped_at: input.stop ? tx.now : null })
    .where('campaign_id', '=', campaign.id)
    .where('target_id', '=', input.targetId)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) throw new NotFound()
  await record(tx, input.stop ? 'campaign.official-stopped' : 'campaign.official-resumed', {
    caseId: campaign.case_id,
    subject: campaign.id,
    data: { target: input.targetId },
  })
}
