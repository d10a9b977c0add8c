/** Officials as every organisation of a campaign knows them: a copy under the case's key beside the campaign. */
import type { Selectable } from 'kysely'
import { inEachOrganisation } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import type { Place } from '#platform/keys/seal.ts'
import type { Job } from '#platform/module.ts'
import type { CampaignTargetTable, TargetTable } from './tables.ts'
import { openTarget, targetPlace, type Target, type TargetText } from './target-sealed.ts'

const sharedPlace = (campaignId: string, targetId: string): Place => ({
  table: 'campaign_targets',
  column: 'sealed',
  row: `${campaignId} ${targetId}`,
})

type SharedRow = Pick<
  Selectable<CampaignTargetTable>,
  'campaign_id' | 'case_id' | 'target_id' | 'sealed' | keyof ReturnType<typeof plainOf>
>

/** What needs no key: whom the office may be written to, and when. */
const plainOf = (row: Selectable<TargetTable>) => ({
  country: row.country,
  language: row.language,
  time_zone: row.time_zone,
  office_opens: row.office_opens,
  office_closes: row.office_closes,
  office_days: row.office_days,
  ceiling_per_hour: row.ceiling_per_hour,
  manner: row.manner,
  email_verified_on: row.email_verified_on,
  phone_verified_on: row.phone_verified_on,
  retired_at: row.retired_at,
})

/** The columns of a campaign's row that tell what its organisation knows of the official. */
export async function sharedColumns(
  tx: Tx,
  row: Selectable<TargetTable>,
  of: { campaignId: string; caseId: string },
): Promise<ReturnType<typeof plainOf> & { sealed: Buffer }> {
  const own = await tx.keys.organisation(row.organisation_id)
  const text = own.openJson<TargetText>(targetPlace(row.id), row.sealed)
  const key = await tx.keys.case(of.caseId)
  return { ...plainOf(row), sealed: key.sealJson(sharedPlace(of.campaignId, row.id), text) }
}

/** Writes what changed of an official into every campaign that asks for it, also where it was taken out. */
export async function shareOfficial(tx: Tx, targetId: string): Promise<void> {
  const row = await tx.db
    .selectFrom('targets')
    .selectAll()
    .where('id', '=', targetId)
    .executeTakeFirstOrThrow()
  const campaigns = await tx.db
    .selectFrom('campaign_targets')
    .select(['campaign_id', 'case_id'])
    .where('target_id', '=', targetId)
    .orderBy('campaign_id')
    .execute()
  for (const { campaign_id: campaignId, case_id: caseId } of campaigns)
    await tx.db
      .updateTable('campaign_targets')
      .set(await sharedColumns(tx, row, { campaignId, caseId }))
      .where('campaign_id', '=', campaignId)
      .where('target_id', '=', targetId)
      .execute()
}

/**
 * An official of a campaign, opened with the case's key. Until the copy is written, after an upgrade, the organisation whose
 * official it is reads its own row, so that nothing it publishes in between lacks one; for others there is none yet.
 */
export async function openShared(tx: Tx, row: SharedRow): Promise<Target | undefined> {
  if (!row.sealed) return await findOwn(tx, row.target_id)
  const key = await tx.keys.case(row.case_id)
  const known = {
    ...(row as WrittenRow),
    id: row.target_id,
    // whose official it is alone hears of them, and edits
    wrong_reports: 0,
    version: 0,
  }
  return openTarget(key, known, sharedPlace(row.campaign_id, row.target_id))
}

async function findOwn(tx: Tx, targetId: string): Promise<Target | undefined> {
  const own = await tx.db.selectFrom('targets').selectAll().where('id', '=', targetId).executeTakeFirst()
  return own && openTarget(await tx.keys.organisation(own.organisation_id), own)
}

/** Whoever writes the copy writes all of it. */
type WrittenRow = { [column in keyof SharedRow]: NonNullable<SharedRow[column]> } & Pick<
  ReturnType<typeof plainOf>,
  'retired_at' | 'email_verified_on' | 'phone_verified_on'
>

/** The official to whom a letter of this campaign goes, for whichever organisation sends it. */
export async function findShared(
  tx: Tx,
  { campaignId, targetId }: { campaignId?: string; targetId: string },
): Promise<Target | undefined> {
  const row = await tx.db
    .selectFrom('campaign_targets')
    .selectAll()
    .where('target_id', '=', targetId)
    .where('sealed', 'is not', null)
    .$if(campaignId !== undefined, (query) => query.where('campaign_id', '=', campaignId!))
    .limit(1)
    .executeTakeFirst()
  return row && (await openShared(tx, row))
}

/** What these officials are called, for the words of a mail about one case. */
export async function officialNames(
  tx: Tx,
  caseId: string,
  targetIds: readonly string[],
): Promise<Map<string, string>> {
  const ids = [...new Set(targetIds)]
  if (ids.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('campaign_targets')
    .selectAll()
    .distinctOn('target_id')
    .where('case_id', '=', caseId)
    .where('target_id', 'in', ids)
    .where('sealed', 'is not', null)
    .orderBy('target_id')
    .execute()
  const names = new Map<string, string>()
  for (const row of rows) names.set(row.target_id, (await openShared(tx, row))!.name)
  return names
}

/** Officials who stood in campaigns before there were copies of them: written once after an upgrade. */
export const shareOfficials: Job = {
  name: 'share-officials',
  everySeconds: 600,
  run: (services) =>
    inEachOrganisation(services, async (tx) => {
      const rows = await tx.db
        .selectFrom('campaign_targets as t')
        .innerJoin('targets as o', 'o.id', 't.target_id')
        .select('t.target_id')
        .distinct()
        .where('t.sealed', 'is', null)
        .orderBy('t.target_id')
        .execute()
      for (const { target_id: targetId } of rows) await shareOfficial(tx, targetId)
    }),
}
