import type { Generated } from 'kysely'
import type { Trend } from './risk/lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    cases: CaseTable
    coalition_members: CoalitionMemberTable
    case_team: CaseTeamTable
    case_decisions: DecisionTable
    persons: PersonTable
    case_texts: CaseTextTable
    risk_assessments: RiskAssessmentTable
    case_images: CaseImageTable
    case_image_renditions: CaseImageRenditionTable
  }
}

export type CaseState =
  | 'received'
  | 'verifying'
  | 'open'
  | 'monitoring'
  | 'referred'
  | 'declined'
  | 'closed'
  | 'archived'
  | 'erased'

/** 0 sealed, 1 case team, 2 coalition, 3 private advocacy, 4 public without identity, 5 public by name */
export type PublicityLevel = 0 | 1 | 2 | 3 | 4 | 5

export interface CaseTable {
  id: string
  short_id: string
  /** written by a trigger: where the case was last public by name */
  named_short_id: Generated<string | null>
  code_name: string
  lead_organisation_id: string
  state: Generated<CaseState>
  publicity_level: Generated<PublicityLevel>
  country: string
  opening_reason: string
  closing_reason: string | null
  default_language: Generated<string>
  languages: Generated<string[]>
  opened_by: string
  opened_at: Date
  closed_at: Date | null
  closed_by: string | null
  version: Generated<number>
  /** who looks after it; there is always one while the file is open */
  caseworker_id: string | null
  outcome: string | null
  /** day, YYYY-MM-DD */
  retention_until: string | null
}

export interface CoalitionMemberTable {
  case_id: string
  organisation_id: string
  role: 'lead' | 'partner' | 'observer'
  named_in_public: Generated<boolean>
  joined_at: Generated<Date>
  left_at: Date | null
}

export const teamRoles = [
  'lead-coordinator',
  'duty-officer',
  'caseworker',
  'legal',
  'comms',
  'observer',
] as const
export type TeamRole = (typeof teamRoles)[number]

export interface CaseTeamTable {
  case_id: string
  account_id: string
  organisation_id: string
  role: TeamRole
  added_at: Generated<Date>
  added_by: string
  removed_at: Date | null
  removed_by: string | null
}

export const personRoles = ['at-risk', 'co-accused', 'family', 'colleague', 'lawyer', 'witness'] as const
/** What somebody is in the case. */
export type PersonRole = (typeof personRoles)[number]

export interface PersonTable {
  id: string
  case_id: string
  role: Generated<PersonRole>
  sealed: Buffer
  created_at: Generated<Date>
  created_by: string
  version: Generated<number>
  removed_at: Date | null
  removed_by: string | null
}

/** Where a language version comes from. A machine's is unreviewed until a person who reads it has said so. */
export type TranslationState = 'original' | 'machine' | 'reviewed'

export interface CaseTextTable {
  case_id: string
  language: string
  sealed: Buffer
  translation: Generated<TranslationState>
  version: Generated<number>
  updated_at: Generated<Date>
  updated_by: string
}

export const riskLevels = ['low', 'moderate', 'high', 'critical', 'unknown'] as const
export type RiskLevel = (typeof riskLevels)[number]

export interface RiskAssessmentTable {
  id: string
  case_id: string
  harm: Generated<string>
  level: Generated<RiskLevel>
  trend: Generated<Trend>
  /** days, YYYY-MM-DD, of no zone */
  assessed_on: string
  next_review_on: string | null
  valid_until: string
  sealed: Buffer
  assessed_by: string
  created_at: Generated<Date>
}

export interface CaseImageTable {
  id: string
  case_id: string
  kind: 'portrait' | 'update'
  original_sealed: Buffer
  about_sealed: Buffer
  created_at: Generated<Date>
  created_by: string
  removed_at: Date | null
}

export interface CaseImageRenditionTable {
  image_id: string
  case_id: string
  width: number
  height: number
  content_type: string
  sealed: Buffer
}

export interface DecisionTable {
  id: string
  case_id: string
  kind: 'close' | 'erase'
  sealed: Buffer
  reason: string | null
  outcome: string | null
  /** day, YYYY-MM-DD */
  retention_until: string | null
  asked_by: string
  asked_at: Date
  answer: 'agreed' | 'refused' | 'taken-back' | null
  answered_by: string | null
  answered_at: Date | null
  alone: Generated<boolean>
}
