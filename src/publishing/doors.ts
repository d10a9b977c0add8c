import type { PublicityLevel } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import type { MessageKey } from '#platform/i18n.ts'
import { withoutNames } from './naming.ts'
import { ruleOfPage } from './rule.ts'
import { bringOut, shownBy, withGate, type PublishInput } from './publication.ts'
import type { ConsentItem, SignedKind, SignRule, SubjectKind } from './tables.ts'

/** In whose name something becomes public: the author's. */
export interface SignedBy {
  signOffId: string
  accountId: string
  organisationId: string
}

/** One thing to be signed, built from what stands at this moment. */
export interface Matter {
  caseId: string
  kind: SignedKind
  subjectId: string
  /** `person:item`, in one order */
  items: readonly string[]
  /** all that the signature is for; goes into the hash */
  shown: unknown
  /** the same with the organisations on it, as it was hashed before they were kept apart */
  shownWithNames?: () => unknown
  /** the page that it will be, where it is one */
  page?: PublishInput
  /** what stands beside the page in public and is no part of what is signed, for whoever signs */
  beside?: readonly Part[]
  /** what comes back after quiet, and what stays down */
  returning?: readonly Returning[]
  /** where it is a level of publicity that rises */
  raising?: { from: PublicityLevel; level: PublicityLevel }
  /** consents that hold again */
  regained?: readonly { personId: string; item: ConsentItem; purposes?: readonly string[] | undefined }[]
  /** @throws Refused ('publishing.correction-adds') */
  rule(tx: Tx, correcting: boolean): Promise<SignRule>
  /** what the signatures bring about */
  perform(tx: Tx, by: SignedBy): Promise<void>
}

/** One page that stood before a case went quiet. */
export interface Returning {
  kind: SubjectKind
  subjectId: string
  languages: string[]
  /** items without a consent now */
  missing: ConsentItem[]
  back: boolean
  /** it stays down and is kept, until another withdrawal in doubt is decided */
  waits?: true
}

export interface Making {
  subjectId: string
  /** what the author ticked; its form is the door's own */
  choice: unknown
  /** says what the author read; the door refuses where that is no longer what stands */
  seen?: string | undefined
  /** the organisations that were on the page when it was signed; absent while it is not */
  named?: readonly string[] | undefined
  /** keys of files, the same each time it is built for one sign-off */
  fileKey: (name: string) => string
  /** whether it is built to be signed, or only to be looked at */
  forReading?: boolean
}

/** One part of a page in the order in which it is read. */
export interface Part {
  label: MessageKey
  /** plain words; with `html` only for comparing */
  text: string
  /** rendered from our Markdown */
  html?: string
}

/** How a module lets its own things be signed. */
export interface SignDoor {
  kind: SignedKind
  /** Builds it anew. @throws Conflict, Invalid, Refused with what the author has to mend */
  make(tx: Tx, making: Making): Promise<Matter>
  /** the parts of one language of a page, for whoever signs */
  read?(body: object): Part[]
  /** where in the console it is edited */
  href(matter: Pick<Matter, 'caseId' | 'subjectId'>): string
}

const doors = new Map<SignedKind, SignDoor>()

/** Called once for each kind, when its module is loaded. */
export function openSignDoor(door: SignDoor): void {
  doors.set(door.kind, door)
}

export function doorOf(kind: SignedKind): SignDoor {
  const door = doors.get(kind)
  if (!door) throw new Error(`nothing of kind "${kind}" can be signed here`)
  return door
}

/** A page as something to sign. @param after what changes beside it in the same transaction: states, events */
export function pageMatter(
  input: PublishInput,
  after: (tx: Tx, by: SignedBy) => Promise<void> = async () => {},
): Matter & { kind: SubjectKind; page: PublishInput } {
  const items = withGate(input)
  return {
    caseId: input.caseId,
    kind: input.subjectKind,
    subjectId: input.subjectId,
    items: items.map(({ personId, item }) => `${personId}:${item}`),
    shown: shownBy(withoutNames(input), items),
    shownWithNames: () => shownBy(input, items),
    page: input,
    rule: (tx, correcting) => ruleOfPage(tx, input, items, correcting),
    async perform(tx, by) {
      await bringOut(tx, input, by)
      await after(tx, by)
    },
  }
}
