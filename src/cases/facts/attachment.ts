/** Evidence as it came. It is sealed untouched, because its metadata is evidence, and leaves only as a download. */
import { createHmac } from 'node:crypto'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { sniffImage } from '#platform/sandbox/sniff.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { AttachmentType } from './tables.ts'

export const largestAttachment = 25 * 1024 * 1024

export interface AttachmentAbout {
  fileName: string
  note?: string
}

export interface Attachment extends AttachmentAbout {
  id: string
  factId?: string
  contentType: AttachmentType
  size: number
  createdAt: Date
  createdBy: string
}

/** What the first bytes say, never what the name or the browser says. */
export function sniffAttachment(bytes: Uint8Array): AttachmentType | undefined {
  const image = sniffImage(bytes)
  if (image) return `image/${image}`
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (head.startsWith('%PDF-')) return 'application/pdf'
  if (head.startsWith('OggS')) return 'audio/ogg'
  if (head.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(head)) return 'audio/mpeg'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return 'audio/wav'
  if (head.slice(4, 8) === 'ftyp' && /^(?:M4A |M4B |mp4[12]|isom)/.test(head.slice(8, 12))) return 'audio/mp4'
  return undefined
}

/**
 * Seals a file into the case. For writers on the team.
 * @throws Invalid ({file}) for a kind that we do not take
 */
export async function attach(
  tx: Tx,
  input: AttachmentAbout & { caseId: string; factId?: string | undefined; bytes: Uint8Array },
): Promise<string> {
  mustBeAllowed(tx, 'fact.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const contentType = sniffAttachment(input.bytes)
  if (!contentType) throw new Invalid({ file: 'fact.error.file-kind' })
  if (input.bytes.length > largestAttachment) throw new Invalid({ file: 'error.file.large' })
  if (input.factId) await mustBeOfCase(tx, input.caseId, input.factId)
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(input.caseId)
  const about: AttachmentAbout = { fileName: input.fileName, note: input.note || undefined }
  const bytes = Buffer.from(input.bytes)
  await tx.db
    .insertInto('attachments')
    .values({
      ...{ id, case_id: input.caseId, fact_id: input.factId ?? null, content_type: contentType },
      size: bytes.length,
      digest: createHmac('sha256', key.derive('attachment-digest')).update(bytes).digest(),
      about_sealed: key.sealJson(place(id, 'about_sealed'), about),
      sealed: key.sealBytes(place(id, 'sealed'), bytes),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'attachment.kept', { caseId: input.caseId, subject: id, data: { size: bytes.length } })
  return id
}

/** Opens one for a download; the log keeps that it was opened. For the team. @throws NotFound */
export async function openAttachment(
  tx: Tx,
  input: { caseId: string; attachmentId: string },
): Promise<{ fileName: string; contentType: AttachmentType; bytes: Buffer }> {
  mustBeAllowed(tx, 'fact.open-attachment')
  await mustBeOnTeam(tx, input.caseId)
  const row = await tx.db
    .selectFrom('attachments')
    .select(['content_type', 'about_sealed', 'sealed'])
    .where('id', '=', input.attachmentId)
    .where('case_id', '=', input.caseId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  const key = await tx.keys.case(input.caseId)
  await record(tx, 'attachment.opened', { caseId: input.caseId, subject: input.attachmentId })
  const about = key.openJson<AttachmentAbout>(place(input.attachmentId, 'about_sealed'), row.about_sealed)
  const bytes = key.openBytes(place(input.attachmentId, 'sealed'), row.sealed)
  return { fileName: about.fileName, contentType: row.content_type, bytes }
}

/** Newest first; empty for who is not on the team. */
export async function listAttachments(tx: Tx, caseId: string): Promise<Attachment[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await tx.db
    .selectFrom('attachments')
    .select(['id', 'fact_id', 'content_type', 'size', 'about_sealed', 'created_at', 'created_by'])
    .where('case_id', '=', caseId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<AttachmentAbout>(place(row.id, 'about_sealed'), row.about_sealed),
    ...{ id: row.id, factId: row.fact_id ?? undefined, contentType: row.content_type, size: row.size },
    ...{ createdAt: row.created_at, createdBy: row.created_by },
  }))
}

async function mustBeOfCase(tx: Tx, caseId: string, factId: string): Promise<void> {
  const row = await tx.db
    .selectFrom('facts')
    .select('id')
    .where('id', '=', factId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
}

const place = (id: string, column: 'sealed' | 'about_sealed') => ({ table: 'attachments', column, row: id })
