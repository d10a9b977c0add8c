/**
 * What the public process seals into the intake, and the drain opens: the only way from a visitor to us.
 * The public process has checked the shape; the verbs check again, because it is not trusted.
 */
export type VisitorSubmission =
  | ActSubmission
  | FollowSubmission
  | ConfirmSubmission
  | LeaveSubmission
  | UndoSubmission

export interface FromVisitor {
  /** ISO instant at which the form was sent */
  at: string
  /** language of the page */
  language: string
  /** base64url, 16 random bytes: the steps of one visit belong together */
  journey?: string
  /** base64url keyed tag of the network prefix, salt of 24 hours */
  network?: string
}

/** Who; absent on the second and further steps of a journey, and on calls without a name. */
export interface WhoActs {
  firstName: string
  lastName: string
  email: string
  country: string
}

/** The answer to a question of ours, with the exact words that stood beside it. */
export interface Answer {
  yes: boolean
  wording: string
  version: string
}

/** Lane 3. */
export interface ActSubmission extends FromVisitor {
  type: 'act'
  campaignId: string
  /** the organisation on whose page it was done */
  organisationId: string
  kind: 'message' | 'email' | 'call' | 'signature'
  who?: WhoActs
  keepPosted?: Answer
  newsletter?: Answer
  /** email: all officials that were chosen; call: one */
  officials?: string[]
  /** email */
  letter?: { variant: string; subject: string; body: string; edited: boolean }
  /** email: what the official sees; signature: how she stands on the list that is handed over */
  identity?: 'full' | 'first-name' | 'country'
  /** signature: the question and her answer to it, as they stood on the page */
  listed?: Omit<Answer, 'yes'>
  replyTo?: boolean
  copy?: boolean
  /** own mail program: opened, never counted as sent */
  ownProgram?: boolean
  /** call */
  outcome?: 'reached' | 'left-message' | 'busy' | 'refused' | 'wrong-number' | 'skipped'
  note?: string
  /** message of support */
  text?: string
  /** signature: base64url of `letterHash` of what stood on the form */
  signedLetter?: string
}

/** Lane 3: follow a case by mail without acting. */
export interface FollowSubmission extends FromVisitor {
  type: 'follow'
  campaignId?: string
  caseKey: string
  organisationId: string
  who: Pick<WhoActs, 'email'> & Partial<WhoActs>
  /** without it the newsletter alone was asked for, on the page of another organisation */
  keepPosted?: Answer
  newsletter?: Answer
}

/** Lane 2. The token is an Ed25519 link of purpose 'confirm' (subject: organisation, inbox and campaign or case). */
export interface ConfirmSubmission extends FromVisitor {
  type: 'confirm'
  token: string
  choice: 'keep-posted' | 'only' | 'not-me'
}

/** Lane 1. Opaque tokens from broadcasts, or a preference link. */
export interface LeaveSubmission extends FromVisitor {
  type: 'unsubscribe' | 'preference'
  token: string
  /** preference page: for every organisation of this server that knows the address, not for this one alone */
  everywhere?: boolean
  /** preference page */
  command?: 'send-what-you-hold' | 'stop-case' | 'stop-all' | 'take-back-actions' | 'erase' | 'change'
  /** for 'change' */
  correction?: Correction
}

/** What is to stand from now on; what is absent stays as it is. */
export interface Correction {
  firstName?: string
  lastName?: string
  country?: string
  /** of her mails; the submission's own is that of the page */
  mailLanguage?: string
  /** her name as it is held, where several people read one inbox */
  former?: string
  /** the new name also stands under what she signed before */
  signatures?: boolean
}

/** Lane 1. The token is an Ed25519 link of purpose 'undo' (organisation, change). */
export interface UndoSubmission extends FromVisitor {
  type: 'undo'
  token: string
  /** the change stays */
  keep?: true
  /** from now on nobody changes anything by a link in mails to this inbox */
  lock?: true
}
