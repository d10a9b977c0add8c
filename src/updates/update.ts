import type { Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId, newShortId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { getCase, mustDraft } from '#cases/index.ts'
import type { StoredUpdateKind, UpdateState, UpdateTable } from './tables.ts'

export interface Update {
  id: string
  caseId: string
  organisationId: string
  campaignId?: string
  shortId: string
  kind: StoredUpdateKind
  state: UpdateState
  defaultLanguage: string
  /** YYYY-MM-DD, of no zone: the day that it tells of */
  datedOn: string
  /** whose text it is, where that is another member */
  sourceOrganisationId?: string
  imageId?: string
  imageShows: boolean
  items: string[]
  /** ids of her points, in the order in which they stand */
  points: string[]
  createdAt: Date
  publishedAt?: Date
  correctedAt?: Date
  withdrawnAt?: Date
  version: number
}

export interface UpdateFacts {
  kind: StoredUpdateKind
  datedOn: string
  defaultLanguage: string
  /** whose thanks and asks it carries; none: the whole case's */
  campaignId?: string
}

/**
 * Begins an update on a case. For writers who see the case, of an organisation that drafts by its charter.
 * @throws NotFound for a case behind the wall, Refused ('case.drafts-by-charter')
 */
export async function draftUpdate(tx: Tx, input: UpdateFacts & { caseId: string }): Promise<string> {
  mustBeAllowed(tx, 'update.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await getCase(tx, input.caseId)
  await mustDraft(tx, input.caseId)
  await mustBeOfCase(tx, input)
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('updates')
    .values({
      id,
      case_id: input.caseId,
      organisation_id: tx.actor.organisationId,
      campaign_id: input.campaignId ?? null,
      short_id: newShortId(),
      kind: input.kind,
      default_language: input.defaultLanguage,
      dated_on: input.datedOn,
      created_by: tx.actor.accountId,
      created_at: tx.now,
    })
    .execute()
  await record(tx, 'update.drafted', { caseId: input.caseId, subject: id, data: { kind: input.kind } })
  return id
}

/** Changes what is no text: what is public stays as it was signed off. @throws Conflict ('updates.error.changed') */
export async function editUpdate(
  tx: Tx,
  input: UpdateFacts & { updateId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const row = await lockDraft(tx, input.updateId, input.version)
  await mustBeOfCase(tx, { caseId: row.caseId, campaignId: input.campaignId })
  await touch(tx, row, {
    kind: input.kind,
    dated_on: input.datedOn,
    default_language: input.defaultLanguage,
    campaign_id: input.campaignId ?? null,
  })
  await record(tx, 'update.edited', { caseId: row.caseId, subject: row.id })
}

async function mustBeOfCase(
  tx: Tx,
  input: { caseId: string; campaignId?: string | undefined },
): Promise<void> {
  if (input.campaignId === undefined) return
  const seen = await tx.db
    .selectFrom('campaigns')
    .select('id')
    .where('id', '=', input.campaignId)
    .where('case_id', '=', input.caseId)
    .executeTakeFirst()
  if (!seen) throw new Invalid({ campaign: 'error.field.choose' })
}

/**
 * One's own organisation's update, to bring it out, take it back or send it; held until the transaction ends.
 * @throws NotFound, Refused (another organisation's), Conflict ('updates.error.changed') when `version` is older
 */
export async function lockUpdate(tx: Tx, updateId: string, version?: number): Promise<Update> {
  const update = await lock(tx, updateId)
  if (tx.actor.kind === 'member' && update.organisationId !== tx.actor.organisationId) throw new Refused()
  return unchanged(update, version)
}

/**
 * An update of the coalition, to write in it, whichever organisation began it; held until the transaction ends.
 * @throws NotFound, Refused ('case.drafts-by-charter'), Conflict ('updates.error.changed') when `version` is older
 */
export async function lockDraft(tx: Tx, updateId: string, version?: number): Promise<Update> {
  const update = await lock(tx, updateId)
  await mustDraft(tx, update.caseId)
  return unchanged(update, version)
}

function unchanged(update: Update, version: number | undefined): Update {
  if (version !== undefined && update.version !== version) throw new Conflict('updates.error.changed')
  return update
}

async function lock(tx: Tx, updateId: string): Promise<Update> {
  const row = isId(updateId)
    ? await tx.db.selectFrom('updates').selectAll().where('id', '=', updateId).forUpdate().executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  return asUpdate(row)
}

/**
 * What an update tells of was changed beside it: whoever read it before signs nothing now. The own organisation's.
 * @throws NotFound, Refused
 */
export async function raiseUpdate(tx: Tx, updateId: string): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const row = await lockUpdate(tx, updateId)
  await touch(tx, row, {})
  await record(tx, 'update.edited', { caseId: row.caseId, subject: row.id })
}

type Changes = Partial<Omit<Selectable<UpdateTable>, 'id' | 'case_id' | 'version'>>

/** Every change raises the version, so that nobody signs what she has not read. */
export async function touch(tx: Tx, update: Update, changes: Changes): Promise<void> {
  await tx.db
    .updateTable('updates')
    .set({ ...changes, version: update.version + 1 })
    .where('id', '=', update.id)
    .execute()
}

/** @throws NotFound, also for one behind the wall */
export async function getUpdate(tx: Tx, updateId: string): Promise<Update> {
  mustBeAllowed(tx, 'update.read')
  const row = isId(updateId)
    ? await tx.db.selectFrom('updates').selectAll().where('id', '=', updateId).executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  return asUpdate(row)
}

export const asUpdate = (row: Selectable<UpdateTable>): Update => ({
  id: row.id,
  caseId: row.case_id,
  organisationId: row.organisation_id,
  ...(row.campaign_id ? { campaignId: row.campaign_id } : {}),
  shortId: row.short_id,
  kind: row.kind,
  state: row.state,
  defaultLanguage: row.default_language,
  datedOn: row.dated_on,
  ...(row.source_organisation_id ? { sourceOrganisationId: row.source_organisation_id } : {}),
  ...(row.image_id ? { imageId: row.image_id } : {}),
  imageShows: row.image_shows,
  items: row.items,
  points: row.points,
  createdAt: row.created_at,
  ...(row.published_at ? { publishedAt: row.published_at } : {}),
  ...(row.corrected_at ? { correctedAt: row.corrected_at } : {}),
  ...(row.withdrawn_at ? { withdrawnAt: row.withdrawn_at } : {}),
  version: row.version,
})
