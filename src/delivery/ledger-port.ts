import type { MailAddress } from './encoding.ts'
import type { MailOutcome } from './outcome.ts'

/** A frozen part of a broadcast's audience that this worker holds. */
export interface ClaimedChunk {
  broadcast: string
  number: number
  /** Supporter numbers in it that have no recorded outcome yet. */
  supporters: number[]
}

export interface ChunkRef {
  broadcast: string
  number: number
}

/** A mail ready to leave. */
export interface OutgoingMail {
  /** The supporter's number in the organisation. */
  number: number
  /** Envelope sender: opaque, for bounces. */
  envelopeFrom: string
  to: MailAddress
  /** The mail as a one-byte string, dot-stuffed, ending in CRLF (`CompiledMail.render`). */
  render(): string
}

export interface PreparedMails {
  mails: OutgoingMail[]
  /** Asked for but not to be mailed: unsubscribed, suppressed or erased since the freeze. Recorded as such. */
  suppressed: number[]
}

export interface RecordedOutcome extends Omit<MailOutcome, 'outcome'> {
  broadcast: string
  supporter: number
  outcome: MailOutcome['outcome'] | 'suppressed'
  at: Date
}

/** Whether the relay takes our mail; shown as "mail server away since …". */
export interface RelayState {
  awaySince: Date | null
  /** In the server's or the network's words, without addresses. */
  reason: string
}

/**
 * What the sender needs from the ledger. All of it may reject when the database is away: the sender waits and asks
 * again; outcomes it could not record are in the journal.
 */
export interface LedgerPort {
  /**
   * Takes the next open chunk for this worker, with host and boot id, for running broadcasts only; null when there is
   * none. Lane 1 of the intake (unsubscribe) is drained before.
   */
  claim(): Promise<ClaimedChunk | null>
  /**
   * Opens the mails of some supporters of a held chunk. Suppression and "already delivered" are checked here, at most
   * about two seconds before the mail leaves. A number that is in neither list already has its outcome.
   */
  prepare(chunk: ClaimedChunk, supporters: number[]): Promise<PreparedMails>
  /** Records outcomes and closes chunks in one transaction. A supporter who has an outcome keeps it. */
  record(outcomes: RecordedOutcome[], closed: ChunkRef[]): Promise<void>
  /** Gives held chunks back: what has no outcome is free again (or stays unsent, when cancelled). */
  release(chunks: ChunkRef[]): Promise<void>
  /**
   * Called once at start with what the journal held: records it, then frees the rest of this worker's chunks. Chunks
   * that it claimed on another host or boot are not freed: their unrecorded rest is `unknown` (the journal may be gone).
   * Where several senders share a ledger, their life has done all that before they begin.
   */
  recover(outcomes: RecordedOutcome[]): Promise<void>
  /** Whether a broadcast is paused or cancelled. Asked before every mail, so it must answer from memory. */
  isStopped(broadcast: string): boolean
  /** Told when the relay goes and comes back. */
  relayChanged?(state: RelayState): void | Promise<void>
}
