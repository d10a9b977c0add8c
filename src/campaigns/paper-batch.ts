/** Signatures on paper: a number at once, with the sheets as evidence. They stand apart from everybody who acted online. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { observes } from '#publishing/index.ts'
import { getCampaign } from './campaign.ts'
import { noticeCount } from './counting.ts'
import { keepScans, listEvidence, type Evidence, type Scan } from './paper-evidence.ts'
import type { PaperChangeTable, PaperKind } from './tables.ts'

export interface PaperBatchInput {
  campaignId: string
  signatures: number
  /** YYYY-MM-DD */
  on: string
  kind: PaperKind
  where: string
  /** the version of the letter that stood on the sheets */
  letterId: string
  scans: readonly Scan[]
  /** why there are none, in the words of whoever records it */
  withoutEvidence?: string
}

export interface PaperBatch {
  id: string
  campaignId: string
  caseId: string
  letterId: string
  signatures: number
  on: string
  kind: PaperKind
  where: string
  evidenced: boolean
  withoutEvidence?: string
  version: number
  recordedAt: Date
  recordedBy: string
  withdrawnAt?: Date
}

export interface PaperChange {
  kind: PaperChangeTable['kind']
  was: number
  becomes: number
  why: string
  at: Date
  by: string
}

interface SealedBatch {
  where: string
  withoutEvidence?: string
}

const place = (id: string): Place => ({ table: 'paper_batches', column: 'sealed', row: id })
const changePlace = (id: string, version: number): Place => ({
  ...{ table: 'paper_changes', column: 'sealed' },
  row: `${id} ${version}`,
})

/**
 * Records a batch of the own organisation. Safety: nothing is "with evidence" that has none; without it, the reason is kept.
 * @throws NotFound, Refused ('coalition.observers-read'), Invalid ({evidence})
 */
export async function recordPaper(tx: Tx, input: PaperBatchInput): Promise<string> {
  mustBeAllowed(tx, 'paper.record')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { accountId, organisationId } = tx.actor
  const { id: campaignId, caseId } = await getCampaign(tx, input.campaignId)
  if (await observes(tx, caseId, organisationId)) throw new Refused('coalition.observers-read')
  const evidenced = input.scans.length > 0
  if (!evidenced && !input.withoutEvidence) throw new Invalid({ evidence: 'paper.error.evidence' })
  await mustBeVersion(tx, campaignId, input.letterId)
  const id = newId(tx.now.getTime())
  const sealed: SealedBatch = {
    where: input.where,
    ...(evidenced ? {} : { withoutEvidence: input.withoutEvidence }),
  }
  const key = await tx.keys.organisation(organisationId)
  await tx.db
    .insertInto('paper_batches')
    .values({
      ...{ id, campaign_id: campaignId, case_id: caseId, organisation_id: organisationId },
      ...{ letter_id: input.letterId, signatures: input.signatures, collected_on: input.on },
      ...{ kind: input.kind, evidenced, sealed: key.sealJson(place(id), sealed) },
      ...{ recorded_at: tx.now, recorded_by: accountId },
    })
    .execute()
  await keepScans(tx, { batchId: id, campaignId, caseId, scans: input.scans })
  const data = { signatures: input.signatures, evidenced }
  await record(tx, 'paper.recorded', { caseId, subject: id, data })
  await noticeCount(tx, campaignId)
  return id
}

async function mustBeVersion(tx: Tx, campaignId: string, letterId: string): Promise<void> {
  const known = await tx.db
    .selectFrom('signed_letters')
    .select('id')
    .where('id', '=', letterId)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst()
  if (!known) throw new Invalid({ letterId: 'error.field.choose' })
}

/** The own organisation's batches of a campaign, the newest first. */
export async function listPaper(tx: Tx, campaignId: string): Promise<PaperBatch[]> {
  mustBeAllowed(tx, 'paper.read')
  const rows = await tx.db
    .selectFrom('paper_batches')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
  return await Promise.all(rows.map((row) => opened(tx, row)))
}

/** One batch with its scans and what became of it. @throws NotFound for any other organisation, too */
export async function getPaper(
  tx: Tx,
  batchId: string,
): Promise<PaperBatch & { evidence: Evidence[]; changes: PaperChange[] }> {
  mustBeAllowed(tx, 'paper.read')
  const row = await tx.db.selectFrom('paper_batches').selectAll().where('id', '=', batchId).executeTakeFirst()
  if (!row) throw new NotFound()
  const key = await tx.keys.organisation(row.organisation_id)
  const changes = await tx.db
    .selectFrom('paper_changes')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('version')
    .execute()
  return {
    ...(await opened(tx, row)),
    evidence: await listEvidence(tx, batchId),
    changes: changes.map(({ kind, was, becomes, version, sealed, ...one }) => ({
      ...{ kind, was, becomes, at: one.changed_at, by: one.changed_by },
      why: sealed.length === 0 ? '' : key.open(changePlace(batchId, version), sealed),
    })),
  }
}

type Row = Awaited<ReturnType<typeof rowOf>>

async function opened(tx: Tx, row: Row): Promise<PaperBatch> {
  const key = await tx.keys.organisation(row.organisation_id)
  const { where, withoutEvidence } =
    row.sealed.length === 0 ? { where: '' } : key.openJson<SealedBatch>(place(row.id), row.sealed)
  return {
    ...{ id: row.id, campaignId: row.campaign_id, caseId: row.case_id, letterId: row.letter_id },
    ...{ signatures: row.signatures, on: row.collected_on, kind: row.kind, where },
    ...{ evidenced: row.evidenced, version: row.version },
    ...{ recordedAt: row.recorded_at, recordedBy: row.recorded_by },
    ...(withoutEvidence && !row.evidenced ? { withoutEvidence } : {}),
    ...(row.withdrawn_at ? { withdrawnAt: row.withdrawn_at } : {}),
  }
}

async function rowOf(tx: Tx, batchId: string) {
  const row = await tx.db
    .selectFrom('paper_batches')
    .selectAll()
    .where('id', '=', batchId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** Mends the number; what it was stays written down. @throws NotFound, Conflict ('paper.error.changed', 'paper.error.withdrawn') */
export async function correctPaper(
  tx: Tx,
  input: { batchId: string; version: number; signatures: number; why: string },
): Promise<void> {
  mustBeAllowed(tx, 'paper.record')
  const row = await heldForChange(tx, input)
  const { signatures } = input
  if (signatures === row.signatures) throw new Invalid({ signatures: 'paper.error.same' })
  await keepChange(tx, row, { kind: 'corrected', becomes: signatures, why: input.why })
  await tx.db
    .updateTable('paper_batches')
    .set({ signatures, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  const data = { was: row.signatures, becomes: signatures }
  await record(tx, 'paper.corrected', { caseId: row.case_id, subject: row.id, data })
  await noticeCount(tx, row.campaign_id)
}

/** Adds scans to a batch; one that had none is "with evidence" from then on, a large one once a second person saw them. @throws as `correctPaper` */
export async function addEvidence(
  tx: Tx,
  input: { batchId: string; version: number; scans: readonly Scan[] },
): Promise<void> {
  mustBeAllowed(tx, 'paper.record')
  const row = await heldForChange(tx, input)
  if (input.scans.length === 0) throw new Invalid({ evidence: 'error.file.empty' })
  await keepScans(tx, {
    ...{ batchId: row.id, campaignId: row.campaign_id, caseId: row.case_id },
    scans: input.scans,
  })
  await keepChange(tx, row, { kind: 'evidence', becomes: row.signatures, why: '' })
  await tx.db
    .updateTable('paper_batches')
    .set({ evidenced: true, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  await noticeCount(tx, row.campaign_id)
}

/** Takes a batch out of every number; it stays to be read. There is no way back but to record it anew. @throws as `correctPaper` */
export async function withdrawPaper(
  tx: Tx,
  input: { batchId: string; version: number; why: string },
): Promise<void> {
  mustBeAllowed(tx, 'paper.record')
  const row = await heldForChange(tx, input)
  await keepChange(tx, row, { kind: 'withdrawn', becomes: 0, why: input.why })
  await tx.db
    .updateTable('paper_batches')
    .set({ withdrawn_at: tx.now, withdrawn_by: row.by, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  const data = { signatures: row.signatures }
  await record(tx, 'paper.withdrawn', { caseId: row.case_id, subject: row.id, data })
  await noticeCount(tx, row.campaign_id)
}

async function heldForChange(
  tx: Tx,
  { batchId, version }: { batchId: string; version: number },
): Promise<Row & { by: string }> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const row = await rowOf(tx, batchId)
  if (await observes(tx, row.case_id, row.organisation_id)) throw new Refused('coalition.observers-read')
  if (row.withdrawn_at) throw new Conflict('paper.error.withdrawn')
  if (row.version !== version) throw new Conflict('paper.error.changed')
  return { ...row, by: tx.actor.accountId }
}

async function keepChange(
  tx: Tx,
  row: Row & { by: string },
  { kind, becomes, why }: { kind: PaperChange['kind']; becomes: number; why: string },
): Promise<void> {
  const key = await tx.keys.organisation(row.organisation_id)
  const version = row.version + 1
  await tx.db
    .insertInto('paper_changes')
    .values({
      ...{ batch_id: row.id, version, case_id: row.case_id, organisation_id: row.organisation_id },
      ...{ kind, was: row.signatures, becomes, sealed: key.seal(changePlace(row.id, version), why) },
      ...{ changed_at: tx.now, changed_by: row.by },
    })
    .execute()
}
