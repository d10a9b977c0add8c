import type { Tx } from '#platform/database.ts'
import type { Catalogue } from '#platform/i18n.ts'
import type { Keys } from '#platform/keys/keyring.ts'
import type { Deed } from './mails/index.ts'
import type { UpdateMail } from './mails/update.ts'

/** A broadcast as its writer sees it. */
export interface BroadcastAbout {
  id: string
  organisationId: string
  caseId: string
  updateId: string
}

/** What all readers of one language get, without what is each reader's own and without the sender. */
export type SharedText = Omit<
  UpdateMail,
  'name' | 'thanks' | 'reason' | 'unsubscribeUrl' | 'choicesUrl' | 'sender'
>

export interface BroadcastText {
  /** in each of the interface's languages; where the text is missing in one, the default language's stands in it */
  texts: Record<string, SharedText>
  /** IANA zone of the case, in which dates are told */
  zone: string
}

/**
 * What a later module says of its broadcasts. Delivery stands before campaigns and updates in the order of modules, so
 * it cannot ask them: who acted, what is public, and where links lead is told here.
 */
export interface BroadcastWriter {
  /** What is public of the update now; undefined when nothing is. In the worker's own transaction. */
  write(
    tx: Tx,
    about: BroadcastAbout,
    room: { catalogue: Catalogue; publicUrl: string },
  ): Promise<BroadcastText | undefined>
  /** What each of these supporters did in the case, newest; who is absent only follows. */
  deeds(tx: Tx, about: BroadcastAbout, supporterIds: readonly string[]): Promise<ReadonlyMap<string, Deed>>
  /** the token of the one-click link; `organisation` and `supporter` are the dense numbers */
  unsubscribeToken(keys: Keys, organisation: number, supporter: number): string
  /** what the links to "your choices" of a whole broadcast share, by language: a signature for each mail would be dear */
  choicesSignature(
    keys: Keys,
    now: Date,
    link: { organisationId: string; caseId: string; language: string },
  ): string
  choicesToken(keys: Keys, signature: string, organisation: number, supporter: number): string
}

let writer: BroadcastWriter | undefined

export function declareBroadcastWriter(one: BroadcastWriter): void {
  if (writer) throw new Error('the writer of broadcasts is declared twice')
  writer = one
}

export function broadcastWriter(): BroadcastWriter {
  if (!writer) throw new Error('no module declares what broadcasts say')
  return writer
}
