import type { Generated } from 'kysely'
import type { Visibility } from '../facts/lists.ts'
import type { Change, Confidence, Outcome, Position } from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    effects: EffectTable
    effect_versions: EffectVersionTable
    effect_positions: EffectPositionTable
  }
}

export interface EffectTable {
  id: string
  case_id: string
  change: Change
  outcome: Outcome
  /** day, YYYY-MM-DD */
  happened_on: string
  confidence: Confidence
  visibility: Generated<Visibility>
  sealed: Buffer
  version: Generated<number>
  created_at: Date
  created_by: string
}

export interface EffectVersionTable {
  effect_id: string
  version: number
  case_id: string
  sealed: Buffer
  written_at: Date
  written_by: string
}

export interface EffectPositionTable {
  effect_id: string
  organisation_id: string
  case_id: string
  position: Position
  sealed: Buffer
  stated_at: Date
  stated_by: string
}
