import type { Generated } from 'kysely'
import type { Verification } from '../risk/lists.ts'
import type { FactKind, IncidentClass, Precision, Reliability, TlpMark, Visibility } from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    facts: FactTable
    attachments: AttachmentTable
  }
}

export interface FactTable {
  id: string
  case_id: string
  kind: FactKind
  class: IncidentClass | null
  /** day, YYYY-MM-DD, in `zone`; of it only what `precision` says is known */
  happened_on: string
  precision: Generated<Precision>
  zone: string
  verification: Verification
  reliability: Reliability
  source_count: number
  visibility: Generated<Visibility>
  tlp: Generated<TlpMark>
  sealed: Buffer
  version: Generated<number>
  created_at: Date
  created_by: string
  retracted_at: Date | null
  retracted_by: string | null
}

export const attachmentTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'application/pdf',
  'audio/mpeg',
  'audio/ogg',
  'audio/mp4',
  'audio/wav',
] as const
export type AttachmentType = (typeof attachmentTypes)[number]

export interface AttachmentTable {
  id: string
  case_id: string
  fact_id: string | null
  content_type: AttachmentType
  /** bytes */
  size: number
  digest: Buffer
  about_sealed: Buffer
  sealed: Buffer
  created_at: Date
  created_by: string
}
