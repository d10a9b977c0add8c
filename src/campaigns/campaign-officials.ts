import type { Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import type { BurstSign } from './burst.ts'
import { lockCampaign } from './campaign.ts'
import type { CampaignTargetTable } from './tables.ts'
import { getTarget } from './target.ts'
import { openTarget, type Target } from './target-sealed.ts'

export type Channel = 'email' | 'call'

/** An official of a campaign, with the ways in which supporters may reach the office. */
export interface CampaignOfficial extends Target {
  channels: Channel[]
  stoppedAt?: Date
  /** not staff but a burst stopped the queue */
  burst?: { sign: BurstSign; letters: number }
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
    .select(['t.channels', 't.stopped_at', 't.burst_sign', 't.burst_letters', 't.position'])
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
    ...(row.burst_sign ? { burst: { sign: row.burst_sign, letters: row.burst_letters! } } : {}),
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
  if (tx.actor.kind !== 'member') throw new Refused()
  if (input.stop) await setStopped(tx, input, { stop_reason: 'staff', stopped_by: tx.actor.accountId })
  else await setStopped(tx, input, undefined)
}

/** Stops a queue because of a burst; only staff let it go on. For the drain. */
export async function stopForBurst(
  tx: Tx,
  input: { campaignId: string; targetId: string; sign: BurstSign; letters: number },
): Promise<void> {
  mustBeAllowed(tx, 'official-email.stop-burst')
  await setStopped(tx, input, {
    stop_reason: 'burst',
    burst_sign: input.sign,
    burst_letters: input.letters,
  })
}

type Stop = Pick<Selectable<CampaignTargetTable>, 'stop_reason'> &
  Partial<Pick<Selectable<CampaignTargetTable>, 'stopped_by' | 'burst_sign' | 'burst_letters'>>

async function setStopped(
  tx: Tx,
  input: { campaignId: string; targetId: string },
  stop: Stop | undefined,
): Promise<void> {
  const campaign = await lockCampaign(tx, input.campaignId)
  const done = await tx.db
    .updateTable('campaign_targets')
    .set({
      ...{ stop_reason: null, stopped_by: null, burst_sign: null, burst_letters: null },
      ...(stop ? { stopped_at: tx.now, ...stop } : { stopped_at: null, resumed_at: tx.now }),
    })
    .where('campaign_id', '=', campaign.id)
    .where('target_id', '=', input.targetId)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) throw new NotFound()
  await record(tx, stop ? 'campaign.official-stopped' : 'campaign.official-resumed', {
    caseId: campaign.case_id,
    organisationId: campaign.organisation_id,
    subject: campaign.id,
    data: {
      target: input.targetId,
      ...(stop?.stop_reason ? { reason: stop.stop_reason } : {}),
      ...(stop?.burst_sign ? { sign: stop.burst_sign, letters: stop.burst_letters ?? 0 } : {}),
    },
  })
}

/** A queue that a burst stopped, for Today: all that this member sees, the oldest first. */
export async function listBursts(
  tx: Tx,
): Promise<
  { campaignId: string; codeName: string; target: Target; at: Date; sign: BurstSign; letters: number }[]
> {
  mustBeAllowed(tx, 'official-email.review')
  const rows = await tx.db
    .selectFrom('campaign_targets as t')
    .innerJoin('campaigns as c', 'c.id', 't.campaign_id')
    .innerJoin('targets as o', (join) =>
      join.onRef('o.id', '=', 't.target_id').onRef('o.organisation_id', '=', 't.organisation_id'),
    )
    .selectAll('o')
    .select(['t.campaign_id', 'c.code_name', 't.stopped_at', 't.burst_sign', 't.burst_letters'])
    .where('t.stop_reason', '=', 'burst')
    .where('c.state', '!=', 'ended')
    .orderBy('t.stopped_at')
    .orderBy('o.id')
    .execute()
  return await Promise.all(
    rows.map(async (row) => ({
      campaignId: row.campaign_id,
      codeName: row.code_name,
      target: openTarget(await tx.keys.organisation(row.organisation_id), row),
      at: row.stopped_at!,
      sign: row.burst_sign!,
      letters: row.burst_letters!,
    })),
  )
}
