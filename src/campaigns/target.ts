import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { amendOfficials } from './campaign-amending.ts'
import { stopLettersOfOthers } from './official-emails.ts'
import { shareOfficial } from './shared-officials.ts'
import type { TargetTable } from './tables.ts'
import {
  isTimeZone,
  openTarget,
  targetPlace,
  type Target,
  type TargetInput,
  type TargetText,
} from './target-sealed.ts'
import { latestDay } from '#cases/index.ts'
import './campaign-access.ts'

/** @throws NotFound, also for another organisation's */
export async function getTarget(tx: Tx, targetId: string): Promise<Target> {
  const row = await targetRow(tx, targetId)
  return openTarget(await tx.keys.organisation(row.organisation_id), row)
}

/** The same as it lies in the table. @throws NotFound */
export async function targetRow(tx: Tx, targetId: string): Promise<Selectable<TargetTable>> {
  const row = await tx.db.selectFrom('targets').selectAll().where('id', '=', targetId).executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

function textOf(input: TargetInput): TargetText {
  const { name, title, institution, salutation, email, emailSource, phone, phoneSource } = input
  return {
    name,
    title,
    institution,
    salutation,
    ...(email ? { email, emailSource: emailSource ?? '' } : {}),
    ...(phone ? { phone, phoneSource: phoneSource ?? '' } : {}),
  }
}

function columnsOf(input: TargetInput) {
  return {
    country: input.country,
    language: input.language,
    time_zone: input.timeZone,
    office_opens: input.officeOpens,
    office_closes: input.officeCloses,
    office_days: [...new Set(input.officeDays)].toSorted((a, b) => a - b),
    ceiling_per_hour: input.ceilingPerHour,
    manner: input.manner,
    email_verified_on: input.email ? (input.emailVerifiedOn ?? null) : null,
    phone_verified_on: input.phone ? (input.phoneVerifiedOn ?? null) : null,
  }
}

/** @throws Invalid: hours that end before they begin, an unknown zone, no way to reach the office, a day to come */
function mustMakeSense(tx: Tx, input: TargetInput): void {
  const fields: Record<string, string> = {}
  if (!isTimeZone(input.timeZone)) fields['timeZone'] = 'official.error.zone'
  if (input.officeCloses <= input.officeOpens) fields['officeCloses'] = 'official.error.hours'
  if (input.officeDays.length === 0) fields['officeDays'] = 'error.field.choose'
  if (!input.email && !input.phone) fields['email'] = 'official.error.channel'
  const latest = latestDay(tx.now)
  if ((input.emailVerifiedOn ?? '') > latest) fields['emailVerifiedOn'] = 'official.error.future'
  if ((input.phoneVerifiedOn ?? '') > latest) fields['phoneVerifiedOn'] = 'official.error.future'
  if (Object.keys(fields).length > 0) throw new Invalid(fields)
}

/** Adds an official. For writers. @throws Invalid */
export async function addTarget(tx: Tx, input: TargetInput): Promise<string> {
  mustBeAllowed(tx, 'target.edit')
  if (tx.actor.kind !== 'member') throw new Refused()
  mustMakeSense(tx, input)
  const { organisationId, accountId } = tx.actor
  const id = newId(tx.now.getTime())
  const key = await tx.keys.organisation(organisationId)
  await tx.db
    .insertInto('targets')
    .values({
      id,
      organisation_id: organisationId,
      ...columnsOf(input),
      sealed: key.sealJson(targetPlace(id), textOf(input)),
      created_at: tx.now,
      created_by: accountId,
    })
    .execute()
  await record(tx, 'target.added', { subject: id })
  return id
}

/**
 * Corrects an official, at once also on the pages of live campaigns (which asks for a recent step-up).
 * @throws Conflict ('official.changed') when somebody else saved in between, Invalid, NotFound
 */
export async function editTarget(
  tx: Tx,
  input: TargetInput & { targetId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'target.edit')
  mustMakeSense(tx, input)
  const row = await lockTarget(tx, input.targetId)
  if (row.version !== input.version) throw new Conflict('official.changed')
  const key = await tx.keys.organisation(row.organisation_id)
  const before = key.openJson<TargetText>(targetPlace(row.id), row.sealed)
  await tx.db
    .updateTable('targets')
    .set({
      ...columnsOf(input),
      sealed: key.sealJson(targetPlace(row.id), textOf(input)),
      version: row.version + 1,
      // reports were about the number that is gone
      ...(before.phone === input.phone ? {} : { wrong_reports: 0 }),
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'target.edited', { subject: row.id })
  await shareOfficial(tx, row.id)
  await amendOfficials(tx, row.id)
}

/** Notes that address or number was checked today; a number's reports begin anew. */
export async function verifyTarget(
  tx: Tx,
  input: { targetId: string; channel: 'email' | 'phone'; on: string },
): Promise<void> {
  mustBeAllowed(tx, 'target.edit')
  const row = await lockTarget(tx, input.targetId)
  await tx.db
    .updateTable('targets')
    .set(
      input.channel === 'email'
        ? { email_verified_on: input.on }
        : { phone_verified_on: input.on, wrong_reports: 0 },
    )
    .where('id', '=', row.id)
    .execute()
  await shareOfficial(tx, row.id)
  await record(tx, 'target.verified', { subject: row.id, data: { channel: input.channel } })
}

/**
 * Takes an official out of use: off the pages of live campaigns, and what waits for this office is stopped.
 * @returns how many letters were stopped
 * @throws Conflict ('official.retired') when it is so already, NotFound
 */
export async function retireTarget(tx: Tx, input: { targetId: string }): Promise<number> {
  mustBeAllowed(tx, 'target.edit')
  if (tx.actor.kind !== 'member') throw new Refused()
  const row = await lockTarget(tx, input.targetId)
  if (row.retired_at) throw new Conflict('official.retired')
  await tx.db
    .updateTable('targets')
    .set({ retired_at: tx.now, retired_by: tx.actor.accountId, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  // Safety: a wrong or changed office must get nothing more, also not what supporters have already confirmed
  const stopped = await tx.db
    .updateTable('official_emails')
    .set({ state: 'stopped', settled_at: tx.now })
    .where('target_id', '=', row.id)
    // what is in hand at this moment is looked at again just before it goes
    .where('state', 'in', ['waiting', 'held', 'queued', 'claimed'])
    .executeTakeFirst()
  const campaigns = await campaignsOf(tx, row.id)
  let count = Number(stopped.numUpdatedRows)
  for (const { id } of campaigns) count += await stopLettersOfOthers(tx, { campaignId: id, targetId: row.id })
  await record(tx, 'target.retired', { subject: row.id, data: { stopped: count } })
  await shareOfficial(tx, row.id)
  await amendOfficials(tx, row.id)
  return count
}

/** What retiring would stop, for the words before the button. */
export async function whatRetiringStops(
  tx: Tx,
  targetId: string,
): Promise<{ letters: number; campaigns: string[] }> {
  mustBeAllowed(tx, 'target.read')
  const letters = await tx.db
    .selectFrom('official_emails')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('target_id', '=', targetId)
    .where('state', 'in', ['waiting', 'held', 'queued'])
    .executeTakeFirstOrThrow()
  const campaigns = await campaignsOf(tx, targetId)
  return {
    letters: Number(letters.count),
    campaigns: campaigns.filter(({ state }) => state !== 'ended').map((one) => one.code_name),
  }
}

/** Campaigns that ask for this official, by code name. */
const campaignsOf = (tx: Tx, targetId: string) =>
  tx.db
    .selectFrom('campaign_targets as t')
    .innerJoin('campaigns as c', 'c.id', 't.campaign_id')
    .select(['c.id', 'c.code_name', 'c.state'])
    .where('t.target_id', '=', targetId)
    .where('t.removed_at', 'is', null)
    .orderBy('c.code_name')
    .execute()

/** A caller says that the number is wrong, whichever organisation's page she called from. For the drain. */
export async function reportWrongNumber(
  tx: Tx,
  { campaignId, targetId }: { campaignId: string; targetId: string },
): Promise<void> {
  mustBeAllowed(tx, 'action.take')
  await sql`select wl.report_wrong_number(${campaignId}::uuid, ${targetId}::uuid)`.execute(tx.db)
}

async function lockTarget(tx: Tx, targetId: string) {
  const row = await tx.db
    .selectFrom('targets')
    .selectAll()
    .where('id', '=', targetId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}
