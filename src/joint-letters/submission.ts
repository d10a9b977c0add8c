/**
 * What the public process seals into the intake when an organisation signs a joint letter. The public process has checked
 * the shape; the verbs check again, because it is not trusted.
 */
import type { Answer, FromVisitor } from '#campaigns/index.ts'

/** Lane 3. */
export interface SignOnSubmission extends FromVisitor {
  type: 'sign-on'
  letterId: string
  /** of the letter that stood beside the form */
  textHash: string
  organisation: string
  country: string
  /** https address or host, as it was typed */
  website: string
  contact: { name: string; role: string; email: string }
  /** "I may sign for this organisation, and its name, country, website and logo may stand in public under this letter" */
  authority: Answer
  /** to hear by mail what becomes of the letter: required, nothing preset */
  hear: Answer
  /** at most 96 kB before it is encoded */
  logo?: { contentType: string; base64: string }
}

/** By what a link of a mail says which words it was filled from. @param textHash base64url */
export const wordsOf = (textHash: string): string => textHash.slice(0, 16)

/**
 * Lane 2; lane 1 to withdraw. The token is an Ed25519 link: of purpose 'sign-on' from the mail that asks to confirm, or of
 * purpose 'signatory' from the one that says it is listed.
 */
export interface SignOnAnswer extends FromVisitor {
  type: 'sign-on-answer'
  token: string
  /** to confirm: of the letter that stood above the button, where its words had changed since the form */
  textHash?: string
  choice: 'confirm' | 'not-us' | 'withdraw'
}
