/** Scans of sheets with signatures: sealed under the key of the organisation that collected them, only ever downloaded. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { ImageRefused, reencodeImage } from '#platform/sandbox/run.ts'
import { sniffImage } from '#platform/sandbox/sniff.ts'
import type { Upload } from '#platform/web/body.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'

/** Of one file, and of one form. */
export const largestScan = 10 * 1024 * 1024
export const mostBytes = 50 * 1024 * 1024
/** Of one batch; the database says so too. */
export const mostScans = 20
/** Of one organisation in one campaign; the database says so too. */
export const mostKept = 500 * 1024 * 1024

/** An A4 page at 200 dots to the inch is 1654 pixels wide: what is written by hand stays readable. */
const scanWidth = 2000

export interface Scan {
  name: string
  type: 'image/jpeg' | 'application/pdf'
  bytes: Buffer
}

export interface Evidence {
  id: string
  name: string
  type: Scan['type']
  size: number
  addedAt: Date
}

const place = (id: string, column: 'sealed' | 'name_sealed'): Place => ({
  ...{ table: 'paper_evidence', column },
  row: id,
})

/** A name without path, control signs or direction marks, at most 120 characters, ending as the file really is. */
function plainName(name: string, ending: 'jpg' | 'pdf'): string {
  const plain = name
    .replaceAll(/^.*[/\\]/g, '')
    .replaceAll(/[\p{Cc}\p{Cf}"]/gu, '')
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .slice(0, 116)
  return `${plain || 'scan'}.${ending}`
}

/** Whose pictures are being drawn now. Safety: nobody makes this machine draw for one form beside another. */
const drawing = new Set<string>()

/**
 * Draws pictures anew in the sandbox. Safety: without what a camera wrote into them, which would say where a stand was and
 * whose telephone it is. A PDF is opened by nobody here: it is kept as it came. Slow: never inside a transaction.
 * @param accountId who sends them, one form at a time
 * @throws Invalid ({evidence}), Overloaded, Conflict ('paper.error.busy')
 */
export async function prepareScans(uploads: readonly Upload[], accountId: string): Promise<Scan[]> {
  if (uploads.length > mostScans) throw new Invalid({ evidence: 'paper.error.files' })
  if (uploads.some(({ bytes }) => bytes.length > largestScan))
    throw new Invalid({ evidence: 'paper.error.large' })
  if (uploads.reduce((sum, { bytes }) => sum + bytes.length, 0) > mostBytes)
    throw new Invalid({ evidence: 'paper.error.together' })
  if (drawing.has(accountId)) throw new Conflict('paper.error.busy')
  drawing.add(accountId)
  try {
    const scans: Scan[] = []
    for (const upload of uploads) scans.push(await prepareScan(upload))
    return scans
  } finally {
    drawing.delete(accountId)
  }
}

/** @throws Invalid ({evidence: 'paper.error.quota'}) where that many bytes more are too many for the own organisation's scans */
export async function mustHoldMore(tx: Tx, campaignId: string, bytes: number): Promise<void> {
  mustBeAllowed(tx, 'paper.record')
  const { kept } = await tx.db
    .selectFrom('paper_evidence as e')
    .innerJoin('paper_batches as b', 'b.id', 'e.batch_id')
    .where('b.campaign_id', '=', campaignId)
    .select(({ fn }) => fn.coalesce(fn.sum('e.size'), sql`0`).as('kept'))
    .executeTakeFirstOrThrow()
  if (bytes > 0 && Number(kept) + bytes > mostKept) throw new Invalid({ evidence: 'paper.error.quota' })
}

async function prepareScan({ name, bytes }: Upload): Promise<Scan> {
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-')
    return { name: plainName(name, 'pdf'), type: 'application/pdf', bytes: Buffer.from(bytes) }
  const kind = sniffImage(bytes)
  if (kind !== 'jpeg' && kind !== 'png') throw new Invalid({ evidence: 'paper.error.kind' })
  try {
    const picture = await reencodeImage(bytes, {
      maxWidth: scanWidth,
      maxPixels: 100_000_000,
      format: 'jpeg',
    })
    return { name: plainName(name, 'jpg'), type: 'image/jpeg', bytes: picture.bytes }
  } catch (error) {
    if (error instanceof ImageRefused) throw new Invalid({ evidence: error.code })
    throw error
  }
}

/** Seals scans beside those that a batch has. @throws Invalid ({evidence}) beyond twenty, or 500 MB in a campaign */
export async function keepScans(
  tx: Tx,
  input: { batchId: string; campaignId: string; caseId: string; scans: readonly Scan[] },
): Promise<void> {
  const { batchId, campaignId, caseId, scans } = input
  mustBeAllowed(tx, 'paper.record')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId, accountId } = tx.actor
  const kept = await listEvidence(tx, batchId)
  if (kept.length + scans.length > mostScans) throw new Invalid({ evidence: 'paper.error.files' })
  await mustHoldMore(
    tx,
    campaignId,
    scans.reduce((sum, { bytes }) => sum + bytes.length, 0),
  )
  const key = await tx.keys.organisation(organisationId)
  for (const [n, { name, type, bytes }] of scans.entries()) {
    const id = newId(tx.now.getTime())
    await tx.db
      .insertInto('paper_evidence')
      .values({
        ...{ id, batch_id: batchId, case_id: caseId, organisation_id: organisationId },
        ...{ position: kept.length + n + 1, content_type: type, size: bytes.length },
        name_sealed: key.seal(place(id, 'name_sealed'), name),
        sealed: key.sealBytes(place(id, 'sealed'), bytes),
        ...{ added_at: tx.now, added_by: accountId },
      })
      .execute()
  }
  if (scans.length > 0)
    await record(tx, 'paper.evidence-kept', { caseId, subject: batchId, data: { files: scans.length } })
}

/** In the order in which they came; nothing for any other organisation. */
export async function listEvidence(tx: Tx, batchId: string): Promise<Evidence[]> {
  mustBeAllowed(tx, 'paper.read')
  const rows = await tx.db
    .selectFrom('paper_evidence')
    .select(['id', 'organisation_id', 'content_type', 'size', 'name_sealed', 'added_at'])
    .where('batch_id', '=', batchId)
    .orderBy('position')
    .execute()
  return await Promise.all(
    rows.map(async ({ id, ...row }) => ({
      ...{ id, type: row.content_type, size: row.size, addedAt: row.added_at },
      name: (await tx.keys.organisation(row.organisation_id)).open(place(id, 'name_sealed'), row.name_sealed),
    })),
  )
}

/** Opens one for a download, with a step-up; the log keeps that it was opened. @throws NotFound, Refused ('access.step-up') */
export async function openEvidence(
  tx: Tx,
  input: { batchId: string; evidenceId: string },
): Promise<{ name: string; type: Scan['type']; bytes: Buffer }> {
  mustBeAllowed(tx, 'paper.open-evidence')
  const row = await tx.db
    .selectFrom('paper_evidence')
    .select(['case_id', 'organisation_id', 'content_type', 'name_sealed', 'sealed'])
    .where('id', '=', input.evidenceId)
    .where('batch_id', '=', input.batchId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  await record(tx, 'paper.evidence-opened', { caseId: row.case_id, subject: input.batchId })
  const key = await tx.keys.organisation(row.organisation_id)
  return {
    name: key.open(place(input.evidenceId, 'name_sealed'), row.name_sealed),
    type: row.content_type,
    bytes: key.openBytes(place(input.evidenceId, 'sealed'), row.sealed),
  }
}
