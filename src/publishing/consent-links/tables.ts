import type { PointVisibility } from '#cases/index.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    consent_phrases: ConsentPhraseTable
    consent_links: ConsentLinkTable
    consent_link_acts: ConsentLinkActTable
  }
}

export const herActs = ['confirm', 'approve', 'narrow', 'withdraw'] as const
export type HerAct = (typeof herActs)[number]

export interface ConsentPhraseTable {
  person_id: string
  case_id: string
  phrase: string
  duress: string | null
  set_at: Date
  set_by: string
}

export interface ConsentLinkTable {
  id: string
  case_id: string
  organisation_id: string
  person_id: string
  link_hash: Buffer
  language: string
  made_at: Date
  made_by: string
  expires_at: Date
  attempts_left: number
  duress_at: Date | null
  ended_at: Date | null
  ended_how: 'revoked' | 'replaced' | 'phrase' | 'attempts' | null
  seen_at: Date | null
}

export interface ConsentLinkActTable {
  id: string
  case_id: string
  link_id: string
  at: Date
  act: HerAct
  /** one of the two: a consent, or a point of hers */
  consent_id: string | null
  /** what is left of them, where it was narrowed */
  purposes: string[] | null
  point_id: string | null
  /** for whom she approved the point */
  circle: PointVisibility | null
  /** language and SHA-256 of each text that she approved; none in doubt */
  texts: string[] | null
  in_doubt: boolean
  seen_at: Date | null
  seen_by: string | null
}
