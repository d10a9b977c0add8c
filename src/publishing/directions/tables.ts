import type { Generated } from 'kysely'

declare module '#platform/tables.ts' {
  interface Tables {
    directions: DirectionTable
    direction_versions: DirectionVersionTable
  }
}

/** How she said it. */
export const confirmedWays = ['written', 'audio', 'oral-witness', 'lawyer'] as const
export type ConfirmedWay = (typeof confirmedWays)[number]

export interface DirectionTable {
  id: string
  case_id: string
  person_id: string
  /** day, YYYY-MM-DD */
  confirmed_on: string
  confirmed_how: ConfirmedWay
  code_word: string | null
  /** wrong code words in a row, since the moment beside it */
  wrong: Generated<number>
  wrong_since: Date | null
  sealed: Buffer
  version: Generated<number>
  changed_at: Date
  changed_by: string
}

export interface DirectionVersionTable {
  direction_id: string
  version: number
  case_id: string
  sealed: Buffer
  written_at: Date
  written_by: string
}
