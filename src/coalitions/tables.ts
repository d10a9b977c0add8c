import type { Generated } from 'kysely'
import type {
  Answer,
  DecisionKind,
  DecisionState,
  PersonFunction,
  SettledHow,
  TaskState,
  TaskStep,
} from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    coalition_invitations: InvitationTable
    coalition_people: PersonTable
    membership_wishes: WishTable
    coalition_decisions: DecisionTable
    coalition_votes: VoteTable
    coalition_charters: CharterTable
    coalition_tasks: TaskTable
    coalition_task_acts: TaskActTable
    text_versions: TextVersionTable
    text_comments: TextCommentTable
  }
}

export interface InvitationTable {
  id: string
  case_id: string
  /** who invites */
  organisation_id: string
  /** who is invited; null until a new organisation came in by the link */
  invited_id: string | null
  link_id: string | null
  role: 'partner' | 'observer'
  sealed: Buffer
  state: Generated<'open' | 'accepted' | 'declined' | 'revoked'>
  created_at: Date
  created_by: string
  expires_at: Date
  answered_at: Date | null
  answered_by: string | null
  confirmed_by: string | null
  confirmed_at: Date | null
  /** said by the database: a link brought it in, and nobody beside whoever invited it has stood for it */
  unproven: Generated<boolean>
  /** said by the database: the inviting organisation has nobody else who could look at it */
  alone: Generated<boolean>
}

export interface PersonTable {
  case_id: string
  organisation_id: string
  account_id: string
  functions: PersonFunction[]
  languages: string[]
  sealed: Buffer
  added_at: Date
  added_by: string
}

/** What an administrator wants done in a case that the organisation's people cannot reach. */
export interface WishTable {
  id: string
  case_id: string
  organisation_id: string
  what: 'leave' | 'unname'
  asked_at: Date
  asked_by: string
  settled_at: Generated<Date | null>
  settled_how: Generated<'done' | 'not-now' | 'leads' | null>
}

export interface DecisionTable {
  id: string
  case_id: string
  organisation_id: string
  kind: DecisionKind
  concerns_id: string | null
  /** the charter that is proposed, as JSON */
  terms: unknown
  state: Generated<DecisionState>
  /** counted by the database when it is asked */
  quorum: Generated<number>
  silence_at: Date | null
  /** said by the database: a membership ends no earlier */
  notice_until: Generated<Date | null>
  asked_at: Date
  asked_by: string
  settled_at: Date | null
  settled_how: SettledHow | null
  sealed: Buffer
}

export interface VoteTable {
  decision_id: string
  case_id: string
  organisation_id: string
  answer: Answer
  voted_at: Date
  account_id: string
  sealed: Buffer
}

export interface CharterTable {
  case_id: string
  version: number
  terms: unknown
  agreed_at: Date
  decision_id: string
}

/** What the room asks of one organisation. */
export interface TaskTable {
  id: string
  case_id: string
  /** who set it */
  organisation_id: string
  set_by: string
  set_at: Date
  /** whose it is; null: nobody's */
  for_organisation_id: string | null
  owner_account: string | null
  owner_sealed: Buffer | null
  /** day, YYYY-MM-DD, by the clock of `due_zone` */
  due_on: string | null
  due_zone: string | null
  /** when that day ends */
  due_at: Date | null
  state: Generated<TaskState>
  settled_at: Generated<Date | null>
  settled_by: Generated<string | null>
  sealed: Buffer
}

export interface TaskActTable {
  id: string
  task_id: string
  case_id: string
  organisation_id: string
  /** null where an organisation left: nobody did that to the task */
  account_id: string | null
  act: TaskStep
  at: Date
  sealed: Buffer | null
}

/** What one language of a text read, once; of the case page where it is of no other text. */
export interface TextVersionTable {
  case_id: string
  update_id: string | null
  campaign_id: string | null
  letter_id: string | null
  language: string
  version: number
  sealed: Buffer
  written_at: Date
  written_by: string
}

export interface TextCommentTable {
  id: string
  case_id: string
  update_id: string | null
  campaign_id: string | null
  letter_id: string | null
  organisation_id: string
  account_id: string
  language: string
  /** of the text that it is said to */
  version: number
  sealed: Buffer
  written_at: Date
  resolved_at: Generated<Date | null>
  resolved_by: Generated<string | null>
}
