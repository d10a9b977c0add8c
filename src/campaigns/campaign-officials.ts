import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import type { BurstSign } from './burst.ts'
import { burst } from './burst-size.ts'
import { lockCampaign } from './campaign.ts'
import { stopLettersOfOthers } from './official-emails.ts'
import type { CampaignTargetTable } from './tables.ts'
import { openShared, sharedColumns } from './shared-officials.ts'
import { getTarget, targetRow } from './target.ts'
import type { Target } from './target-sealed.ts'

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
    .selectFrom('campaign_targets')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('target_id')
    .execute()
  const officials: CampaignOfficial[] = []
  for (const row of rows) {
    const official = await openShared(tx, row)
    if (!official) continue
    officials.push({
      ...official,
      channels: row.channels.filter((one): one is Channel => one === 'email' || one === 'call'),
      ...(row.stopped_at ? { stoppedAt: row.stopped_at } : {}),
      ...(row.burst_sign ? { burst: { sign: row.burst_sign, letters: row.burst_letters! } } : {}),
    })
  }
  return officials
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
  const row = await targetRow(tx, input.targetId)
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
  const known = await sharedColumns(tx, row, { campaignId: campaign.id, caseId: campaign.case_id })
  const shown = { ...known, channels: [...input.channels], removed_at: null }
  await tx.db
    .insertInto('campaign_targets')
    .values({
      campaign_id: campaign.id,
      case_id: campaign.case_id,
      organisation_id: campaign.organisation_id,
      target_id: target.id,
      position: all.length + 1,
      ...shown,
    })
    .onConflict((conflict) => conflict.columns(['campaign_id', 'target_id']).doUpdateSet(shown))
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
    .updateTable('campaign_targets')
    .set({ removed_at: tx.now, ...goesOn })
    .where('campaign_id', '=', campaign.id)
    .where('target_id', '=', input.targetId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (Number(gone.numUpdatedRows) === 0) throw new NotFound()
  const stopped = await tx.db
    .updateTable('official_emails')
    .set({ state: 'stopped', settled_at: tx.now })
    .where('campaign_id', '=', campaign.id)
    .where('target_id', '=', input.targetId)
    .where('state', 'in', ['waiting', 'held', 'queued'])
    .executeTakeFirst()
  const others = await stopLettersOfOthers(tx, { campaignId: campaign.id, targetId: input.targetId })
  const count = Number(stopped.numUpdatedRows) + others
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
  else await setStopped(tx, input, undefined, await holdBurstOfOthers(tx, input))
}

/** @returns how many letters of other organisations wait for their staff now */
async function holdBurstOfOthers(
  tx: Tx,
  { campaignId, targetId }: { campaignId: string; targetId: string },
): Promise<number> {
  const { rows } = await sql<{ held: number }>`
    select wl.hold_burst_of_others(${campaignId}::uuid, ${targetId}::uuid, ${burst.fromOneNetwork}) as held`.execute(
    tx.db,
  )
  return rows[0]!.held
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

/** A queue that nothing holds back. */
const goesOn = {
  ...{ stopped_at: null, stop_reason: null, stopped_by: null },
  ...{ burst_sign: null, burst_letters: null },
}

type Stop = Pick<Selectable<CampaignTargetTable>, 'stop_reason'> &
  Partial<Pick<Selectable<CampaignTargetTable>, 'stopped_by' | 'burst_sign' | 'burst_letters'>>

async function setStopped(
  tx: Tx,
  input: { campaignId: string; targetId: string },
  stop: Stop | undefined,
  held = 0,
): Promise<void> {
  const campaign = await lockCampaign(tx, input.campaignId)
  const done = await tx.db
    .updateTable('campaign_targets')
    .set({ ...goesOn, ...(stop ? { stopped_at: tx.now, ...stop } : { resumed_at: tx.now }) })
    .where('campaign_id', '=', campaign.id)
    .where('target_id', '=', input.targetId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) throw new NotFound()
  await record(tx, stop ? 'campaign.official-stopped' : 'campaign.official-resumed', {
    caseId: campaign.case_id,
    // what a member of the room did stands in its own organisation's history, and in the case's
    ...(tx.actor.kind === 'member' ? {} : { organisationId: campaign.organisation_id }),
    subject: campaign.id,
    data: {
      target: input.targetId,
      ...(held > 0 ? { held } : {}),
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
    .selectAll('t')
    .select('c.code_name')
    .where('t.stop_reason', '=', 'burst')
    .where('c.state', '!=', 'ended')
    .orderBy('t.stopped_at')
    .orderBy('t.target_id')
    .execute()
  const bursts = []
  for (const row of rows) {
    const target = await openShared(tx, row)
    if (!target) continue
    bursts.push({
      campaignId: row.campaign_id,
      codeName: row.code_name,
      target,
      at: row.stopped_at!,
      sign: row.burst_sign!,
      letters: row.burst_letters!,
    })
  }
  return bursts
}
