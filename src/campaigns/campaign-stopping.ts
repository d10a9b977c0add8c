import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { newShortId } from '#platform/ids.ts'
import {
  addressNow,
  holdGate,
  isNamed,
  onAddressMoved,
  onTakenDown,
  openReturnDoor,
  takeDown,
} from '#publishing/index.ts'
import { readSource } from './campaign-document.ts'
import { getCampaign, lockCampaign, mayEnd } from './campaign.ts'
import { writeTally } from './counting.ts'
import { stopLettersOfOthers, stopOfficialEmails } from './official-emails.ts'

/** Codes: text of a case is never stored plain. */
export const pauseReasons = ['asked', 'danger', 'wrong-facts', 'negotiation', 'other'] as const
export type PauseReason = (typeof pauseReasons)[number]
export const campaignOutcomes = [
  'demands-met',
  'partly-met',
  'no-longer-useful',
  'at-request',
  'replaced',
] as const
export type CampaignOutcome = (typeof campaignOutcomes)[number]

/**
 * Stop action: takes the page down at once and holds back every letter that has not left. Any writer of any
 * organisation in the room may, without a second person and without a step-up.
 * @throws Conflict ('campaigns.error.not-live')
 */
export async function pauseCampaign(
  tx: Tx,
  input: { campaignId: string; reason: PauseReason },
): Promise<void> {
  mustBeAllowed(tx, 'campaign.pause')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId } = await getCampaign(tx, input.campaignId)
  await holdGate(tx, caseId)
  const row = await lockCampaign(tx, input.campaignId)
  if (row.state !== 'live') throw new Conflict('campaigns.error.not-live')
  await tx.db
    .updateTable('campaigns')
    .set({
      state: 'paused',
      paused_at: tx.now,
      paused_by: tx.actor.accountId,
      pause_reason: input.reason,
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'campaign.paused', { caseId, subject: row.id, data: { reason: input.reason } })
  await takeDown(tx, { subjectKind: 'campaign', subjectId: row.id, quiet: true })
}

/**
 * Closes a campaign for good. Letters that have not left are stopped; what was done stays counted. For the organisation that
 * runs it, and for the lead where that one has left.
 * @returns how many letters were stopped
 * @throws Refused ('campaigns.error.another-runs')
 */
export async function endCampaign(
  tx: Tx,
  input: { campaignId: string; outcome: CampaignOutcome },
): Promise<number> {
  mustBeAllowed(tx, 'campaign.end')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId } = await getCampaign(tx, input.campaignId)
  await holdGate(tx, caseId)
  const row = await lockCampaign(tx, input.campaignId)
  if (!(await mayEnd(tx, { caseId, organisationId: row.organisation_id })))
    throw new Refused('campaigns.error.another-runs')
  if (row.state === 'ended') throw new Conflict('campaigns.error.ended')
  await tx.db
    .updateTable('campaigns')
    .set({
      state: 'ended',
      ended_at: tx.now,
      ended_by: tx.actor.accountId,
      outcome: input.outcome,
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
  const own = await stopOfficialEmails(tx, { campaignId: row.id }, false)
  const count = own + (await stopLettersOfOthers(tx, { campaignId: row.id }))
  await record(tx, 'campaign.ended', {
    caseId,
    subject: row.id,
    data: { outcome: input.outcome, stopped: count },
  })
  await takeDown(tx, { subjectKind: 'campaign', subjectId: row.id, quiet: true })
  return count
}

// What went quiet with its case comes back with it, unless somebody ended it meanwhile or its last day is over.
export async function mayReturn(
  tx: Tx,
  campaignId: string,
  { beganAt }: { beganAt: Date },
): Promise<boolean> {
  const { state, pause_reason, paused_at } = await tx.db
    .selectFrom('campaigns')
    .select(['state', 'pause_reason', 'paused_at'])
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow()
  const byThis =
    ['quiet', 'withdrawn'].includes(pause_reason ?? '') && paused_at?.getTime() === beganAt.getTime()
  if (state !== 'paused' || !byThis) return false
  const campaign = await getCampaign(tx, campaignId)
  // Safety: who took its name back while it was quiet asks nobody for an address
  if (!(await isNamed(tx, campaign.caseId, campaign.organisationId))) return false
  const { closesAt } = await readSource(tx, campaign)
  return !closesAt || closesAt > tx.now
}

openReturnDoor('campaign', {
  mayReturn,
  async returned(tx, subjectId) {
    const row = await lockCampaign(tx, subjectId)
    const shortId = await addressNow(tx, subjectId)
    await tx.db
      .updateTable('campaigns')
      .set({
        state: 'live',
        short_id: shortId,
        paused_at: null,
        paused_by: null,
        pause_reason: null,
        version: row.version + 1,
      })
      .where('id', '=', subjectId)
      .execute()
    await record(tx, 'campaign.resumed', { caseId: row.case_id, subject: subjectId })
    await writeTally(tx, { id: subjectId, shortId })
  },
})

// Safety: her case has another address, without her name; an old link to a campaign must not lead to it either.
onAddressMoved(async (tx, caseId) => {
  const down = await tx.db
    .selectFrom('campaigns')
    .select('id')
    .where('case_id', '=', caseId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('publications as p').select('p.id').whereRef('p.subject_id', '=', 'campaigns.id')),
      ),
    )
    .execute()
  for (const { id } of down)
    await tx.db.updateTable('campaigns').set({ short_id: newShortId() }).where('id', '=', id).execute()
})

// Safety: a page that a withdrawn consent took down must not leave its letters running.
onTakenDown(async (tx, what) => {
  if (what.subjectKind !== 'campaign' || what.reason === 'taken-down') return
  const paused = await tx.db
    .updateTable('campaigns')
    .set((row) => ({
      state: 'paused',
      paused_at: tx.now,
      paused_by: tx.actor.kind === 'member' ? tx.actor.accountId : null,
      pause_reason: what.reason,
      version: row('version', '+', 1),
    }))
    .where('id', '=', what.subjectId)
    .where('state', '=', 'live')
    .returning('id')
    .execute()
  if (paused.length > 0)
    await record(tx, 'campaign.paused', {
      caseId: what.caseId,
      subject: what.subjectId,
      data: { reason: what.reason },
    })
})
