import { listCoalition } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId, newShortId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustDraft, type PublicityLevel } from '#cases/index.ts'
import type { ActionKind } from './document.ts'
import type { CampaignState } from './tables.ts'
import { isTimeZone } from './target-sealed.ts'
import './access.ts'
import './campaign-access.ts'

/** In the order in which they are offered: what reaches those who decide comes first. */
export const campaignKinds = [
  'email',
  'call',
  'signature',
  'message',
] as const satisfies readonly ActionKind[]
export const letterModes = ['locked', 'editable', 'free'] as const
export type LetterMode = (typeof letterModes)[number]

export interface Campaign {
  id: string
  caseId: string
  /** what staff call the case, and how public it is */
  caseCodeName: string
  caseShortId: string
  caseCountry: string
  publicityLevel: PublicityLevel
  organisationId: string
  shortId: string
  codeName: string
  state: CampaignState
  kinds: ActionKind[]
  /** last day for acting, YYYY-MM-DD in `zone` */
  actBy?: string
  zone: string
  letterMode: LetterMode
  testMode: boolean
  testAddress?: string
  defaultLanguage: string
  goalMinimum: number
  version: number
  liveAt?: Date
  pausedAt?: Date
  pauseReason?: string
  endedAt?: Date
  outcome?: string
}

export interface NewCampaign {
  caseId: string
  /** says nothing of the person; it stands in lists */
  codeName: string
  kinds: readonly ActionKind[]
  language: string
}

const testPlace = (id: string): Place => ({ table: 'campaigns', column: 'test_address_sealed', row: id })

/** Begins a campaign of a case, in test mode: until that is ended, letters go to `testAddress` alone. For writers. */
export async function draftCampaign(
  tx: Tx,
  input: NewCampaign & { testAddress: string; zone: string },
): Promise<string> {
  mustBeAllowed(tx, 'campaign.edit')
  const { actor } = tx
  if (actor.kind !== 'member') throw new Refused()
  const seen = await tx.db
    .selectFrom('cases')
    .select(['id', 'state'])
    .where('id', '=', input.caseId)
    .executeTakeFirst()
  if (!seen) throw new NotFound()
  await mustDraft(tx, input.caseId)
  if (!['open', 'monitoring'].includes(seen.state)) throw new Conflict('campaigns.error.case-closed')
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(input.caseId)
  await tx.db
    .insertInto('campaigns')
    .values({
      id,
      case_id: input.caseId,
      organisation_id: actor.organisationId,
      short_id: newShortId(),
      code_name: input.codeName,
      kinds: [...input.kinds],
      time_zone: input.zone,
      default_language: input.language,
      test_address_sealed: key.seal(testPlace(id), input.testAddress),
      created_by: actor.accountId,
      created_at: tx.now,
    })
    .execute()
  await record(tx, 'campaign.drafted', {
    caseId: input.caseId,
    subject: id,
    data: { kinds: [...input.kinds] },
  })
  return id
}

export interface CampaignEdit {
  campaignId: string
  /** of the row that the form was filled from */
  version: number
  codeName: string
  kinds: readonly ActionKind[]
  actBy?: string
  zone: string
  letterMode: LetterMode
  goalMinimum: number
  defaultLanguage: string
  testAddress: string
}

/**
 * Changes what is not text. What visitors see changes with the next publication. For the organisation that runs it.
 * @throws Refused ('campaigns.error.another-runs'), Conflict ('campaigns.error.changed') when somebody else saved in between,
 * Invalid for an unknown zone
 */
export async function editCampaign(tx: Tx, edit: CampaignEdit): Promise<void> {
  mustBeAllowed(tx, 'campaign.edit')
  if (!isTimeZone(edit.zone)) throw new Invalid({ zone: 'official.error.zone' })
  if (edit.kinds.length === 0) throw new Invalid({ kinds: 'error.field.choose' })
  const row = await lockOwnCampaign(tx, edit.campaignId)
  if (row.version !== edit.version) throw new Conflict('campaigns.error.changed')
  if (row.state === 'ended') throw new Conflict('campaigns.error.ended')
  const key = await tx.keys.case(row.case_id)
  await tx.db
    .updateTable('campaigns')
    .set({
      code_name: edit.codeName,
      kinds: [...edit.kinds],
      act_by: edit.actBy ?? null,
      time_zone: edit.zone,
      letter_mode: edit.letterMode,
      goal_minimum: edit.goalMinimum,
      default_language: edit.defaultLanguage,
      test_address_sealed: key.seal(testPlace(row.id), edit.testAddress),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'campaign.edited', { caseId: row.case_id, subject: row.id })
}

/**
 * From now on letters really go to the officials. Letters of the test stay where they went. For the organisation that runs it.
 * @throws Refused ('campaigns.error.another-runs'), Conflict when it is over already
 */
export async function endTestMode(tx: Tx, input: { campaignId: string; version: number }): Promise<void> {
  mustBeAllowed(tx, 'campaign.end-test')
  const row = await lockOwnCampaign(tx, input.campaignId)
  if (row.version !== input.version || !row.test_mode) throw new Conflict('campaigns.error.changed')
  await tx.db
    .updateTable('campaigns')
    .set({ test_mode: false, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'campaign.test-ended', { caseId: row.case_id, subject: row.id })
}

/** The row, locked. @throws NotFound, also behind the wall */
export async function lockCampaign(tx: Tx, campaignId: string) {
  const row = await tx.db
    .selectFrom('campaigns')
    .selectAll()
    .where('id', '=', campaignId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** Whether the acting member's organisation began this campaign and so runs it, whoever leads. */
export const runs = (
  { actor }: Pick<Tx, 'actor'>,
  { organisationId }: Pick<Campaign, 'organisationId'>,
): boolean => actor.kind === 'member' && actor.organisationId === organisationId

/**
 * Whether the acting member may close it for good: whoever runs it, and where that organisation has left the case, the lead.
 */
export async function mayEnd(
  tx: Tx,
  campaign: Pick<Campaign, 'caseId' | 'organisationId'>,
): Promise<boolean> {
  if (runs(tx, campaign)) return true
  const { actor } = tx
  if (actor.kind !== 'member') return false
  const all = await listCoalition(tx, campaign.caseId)
  return (
    all.some(({ organisationId, role }) => organisationId === actor.organisationId && role === 'lead') &&
    !all.some(({ organisationId }) => organisationId === campaign.organisationId)
  )
}

/** The same, to run it; the database asks again. @throws NotFound, Refused ('campaigns.error.another-runs') */
export async function lockOwnCampaign(tx: Tx, campaignId: string) {
  const row = await lockCampaign(tx, campaignId)
  if (!runs(tx, { organisationId: row.organisation_id })) throw new Refused('campaigns.error.another-runs')
  return row
}

/** The same, to write in it, whichever organisation began it. @throws NotFound, Refused ('case.drafts-by-charter') */
export async function lockCampaignDraft(tx: Tx, campaignId: string) {
  const row = await lockCampaign(tx, campaignId)
  await mustDraft(tx, row.case_id)
  return row
}

/** @throws NotFound, also behind the wall */
export async function getCampaign(tx: Tx, campaignId: string): Promise<Campaign> {
  mustBeAllowed(tx, 'campaign.read')
  const [campaign] = await read(tx, campaignId)
  if (!campaign) throw new NotFound()
  return campaign
}

/** Every campaign of the cases that this actor may see, newest first. */
export async function listCampaigns(tx: Tx): Promise<Campaign[]> {
  mustBeAllowed(tx, 'campaign.read')
  return await read(tx)
}

async function read(tx: Tx, campaignId?: string): Promise<Campaign[]> {
  let query = tx.db
    .selectFrom('campaigns as c')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .selectAll('c')
    .select(['k.code_name as case_code_name', 'k.short_id as case_short_id'])
    .select(['k.country as case_country', 'k.publicity_level'])
    .orderBy('c.created_at', 'desc')
  if (campaignId) query = query.where('c.id', '=', campaignId)
  const rows = await query.execute()
  return await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      caseId: row.case_id,
      caseCodeName: row.case_code_name,
      caseShortId: row.case_short_id,
      caseCountry: row.case_country.trim(),
      publicityLevel: row.publicity_level,
      organisationId: row.organisation_id,
      shortId: row.short_id,
      codeName: row.code_name,
      state: row.state,
      kinds: campaignKinds.filter((kind) => row.kinds.includes(kind)),
      zone: row.time_zone,
      letterMode: row.letter_mode,
      testMode: row.test_mode,
      defaultLanguage: row.default_language,
      goalMinimum: row.goal_minimum,
      version: row.version,
      ...(row.act_by ? { actBy: row.act_by } : {}),
      ...(campaignId && row.test_address_sealed
        ? { testAddress: (await tx.keys.case(row.case_id)).open(testPlace(row.id), row.test_address_sealed) }
        : {}),
      ...(row.live_at ? { liveAt: row.live_at } : {}),
      ...(row.paused_at ? { pausedAt: row.paused_at } : {}),
      ...(row.pause_reason ? { pauseReason: row.pause_reason } : {}),
      ...(row.ended_at ? { endedAt: row.ended_at } : {}),
      ...(row.outcome ? { outcome: row.outcome } : {}),
    })),
  )
}
