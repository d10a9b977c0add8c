import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { lockCampaignDraft } from './campaign.ts'
import { listCampaignTexts, saveCampaignText } from './campaign-texts.ts'

export const demandStates = ['open', 'partly', 'met'] as const
export type DemandState = (typeof demandStates)[number]

export interface Demand {
  id: string
  position: number
  state: DemandState
  stateChangedAt?: Date
}

/** What is asked for, in the order in which it is shown. Their words stand in the texts, per language. */
export async function listDemands(tx: Tx, campaignId: string): Promise<Demand[]> {
  mustBeAllowed(tx, 'campaign.read')
  const rows = await tx.db
    .selectFrom('demands')
    .select(['id', 'position', 'state', 'state_changed_at'])
    .where('campaign_id', '=', campaignId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    position: row.position,
    state: row.state,
    ...(row.state_changed_at ? { stateChangedAt: row.state_changed_at } : {}),
  }))
}

/** Adds a demand at the end, with its words in the campaign's own language. For writers. */
export async function addDemand(tx: Tx, input: { campaignId: string; text: string }): Promise<string> {
  mustBeAllowed(tx, 'campaign.edit')
  const campaign = await lockCampaignDraft(tx, input.campaignId)
  const all = await listDemands(tx, input.campaignId)
  if (all.length >= 20) throw new Conflict('campaigns.error.demands')
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('demands')
    .values({
      id,
      campaign_id: campaign.id,
      case_id: campaign.case_id,
      position: (all.at(-1)?.position ?? 0) + 1,
    })
    .execute()
  const texts = await listCampaignTexts(tx, campaign.id)
  const own = texts.find((text) => text.language === campaign.default_language)
  await saveCampaignText(tx, {
    campaignId: campaign.id,
    language: campaign.default_language,
    version: own?.version ?? 0,
    text: { demands: { ...own?.demands, [id]: input.text } },
  })
  await record(tx, 'demand.added', { caseId: campaign.case_id, subject: campaign.id, data: { demand: id } })
  return id
}

/** Says how far a demand is met: by whom and when is kept. Visitors see it with the next publication. */
export async function setDemandState(
  tx: Tx,
  input: { campaignId: string; demandId: string; state: DemandState },
): Promise<void> {
  mustBeAllowed(tx, 'campaign.edit')
  if (tx.actor.kind !== 'member') throw new Refused()
  const campaign = await lockCampaignDraft(tx, input.campaignId)
  const done = await tx.db
    .updateTable('demands')
    .set({ state: input.state, state_changed_at: tx.now, state_changed_by: tx.actor.accountId })
    .where('id', '=', input.demandId)
    .where('campaign_id', '=', campaign.id)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) throw new NotFound()
  await record(tx, 'demand.state-changed', {
    caseId: campaign.case_id,
    subject: campaign.id,
    data: { demand: input.demandId, state: input.state },
  })
}

/** Changes places with the one before or after; at the end of the list nothing happens. */
export async function moveDemand(
  tx: Tx,
  input: { campaignId: string; demandId: string; to: 'up' | 'down' },
): Promise<void> {
  mustBeAllowed(tx, 'campaign.edit')
  const campaign = await lockCampaignDraft(tx, input.campaignId)
  const all = await listDemands(tx, campaign.id)
  const from = all.findIndex((one) => one.id === input.demandId)
  if (from < 0) throw new NotFound()
  const order = [...all]
  const to = from + (input.to === 'up' ? -1 : 1)
  const other = order[to]
  if (!other) return
  order[to] = all[from]!
  order[from] = other
  for (const [index, one] of order.entries())
    await tx.db
      .updateTable('demands')
      .set({ position: index + 1 })
      .where('id', '=', one.id)
      .execute()
  await record(tx, 'demand.moved', {
    caseId: campaign.case_id,
    subject: campaign.id,
    data: { demand: input.demandId },
  })
}

/**
 * Takes a demand out of the list, and its words out of every language, each in a new version: the room reads what went. What
 * was published with it stays in its sign-off.
 */
export async function removeDemand(tx: Tx, input: { campaignId: string; demandId: string }): Promise<void> {
  mustBeAllowed(tx, 'campaign.edit')
  const campaign = await lockCampaignDraft(tx, input.campaignId)
  const gone = await tx.db
    .deleteFrom('demands')
    .where('id', '=', input.demandId)
    .where('campaign_id', '=', campaign.id)
    .executeTakeFirst()
  if (Number(gone.numDeletedRows) === 0) throw new NotFound()
  for (const { language, version, demands } of await listCampaignTexts(tx, campaign.id)) {
    const { [input.demandId]: words, ...others } = demands
    if (words === undefined) continue
    await saveCampaignText(tx, { campaignId: campaign.id, language, version, text: { demands: others } })
  }
  await record(tx, 'demand.removed', {
    caseId: campaign.case_id,
    subject: campaign.id,
    data: { demand: input.demandId },
  })
}
