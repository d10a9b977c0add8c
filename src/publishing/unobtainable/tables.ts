import type { Generated } from 'kysely'

declare module '#platform/tables.ts' {
  interface Tables {
    unobtainable_spells: SpellTable
    unobtainable_answers: AnswerTable
  }
}

export const unobtainableReasons = ['custody', 'unreachable', 'disappeared', 'unsafe-to-ask', 'ill'] as const
export type UnobtainableReason = (typeof unobtainableReasons)[number]

export const reviewAnswers = ['in-interest', 'concern'] as const
export type ReviewAnswer = (typeof reviewAnswers)[number]

export interface SpellTable {
  id: string
  case_id: string
  person_id: string
  reason: UnobtainableReason
  began_at: Date
  began_by: string
  review_due_at: Date
  reviewed_at: Date | null
  alone: Generated<boolean>
  ended_at: Date | null
  ended_by: string | null
}

export interface AnswerTable {
  id: string
  case_id: string
  spell_id: string
  due_at: Date
  account_id: string
  organisation_id: string
  answer: ReviewAnswer
  sealed: Buffer | null
  at: Date
}
