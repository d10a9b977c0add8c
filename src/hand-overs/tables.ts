import type { Generated } from 'kysely'

/** How it was taken: by whom it was meant for, or not; or left where nobody would take it. */
export const hows = ['received', 'refused', 'left-there'] as const
export type How = (typeof hows)[number]

export interface HandOverTable {
  id: string
  case_id: string
  /** of a petition */
  campaign_id: string | null
  /** of a joint letter */
  letter_id: string | null
  /** prepares it and answers for it */
  organisation_id: string
  /** YYYY-MM-DD, of no zone: planned, then the day on which it was */
  on_day: string
  sealed: Buffer
  how: How | null
  /** frozen when it is recorded: an `OverNumbers` */
  numbers: object | null
  prepared_at: Date
  prepared_by: string
  recorded_at: Date | null
  recorded_by: string | null
  dropped_at: Date | null
  dropped_by: string | null
  update_id: string | null
  version: Generated<number>
}

/** What one organisation printed of its own signers, in numbers; the sum of the sheet is sealed under its key. */
export interface SheetTable {
  id: string
  hand_over_id: string
  campaign_id: string
  case_id: string
  organisation_id: string
  full_names: number
  first_names: number
  unnamed: number
  /** of all of them, entered by staff */
  recorded: number
  sealed: Buffer
  /** who signed, and had not taken it back, by then */
  as_of: Date
  made_by: string
}

declare module '#platform/tables.ts' {
  interface Tables {
    hand_overs: HandOverTable
    hand_over_sheets: SheetTable
  }
}
