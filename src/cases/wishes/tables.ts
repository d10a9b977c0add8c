import type { Generated } from 'kysely'
import type { WayGiven, WishKind } from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    wishes: WishTable
    wish_versions: WishVersionTable
  }
}

export interface WishTable {
  id: string
  case_id: string
  kind: WishKind
  /** days, YYYY-MM-DD */
  since: string
  until: string | null
  given: WayGiven
  sealed: Buffer
  version: Generated<number>
  created_at: Date
  created_by: string
  changed_at: Date
  changed_by: string
  revoked_at: Date | null
  revoked_by: string | null
}

export interface WishVersionTable {
  wish_id: string
  version: number
  case_id: string
  sealed: Buffer
  written_at: Date
  written_by: string
}
