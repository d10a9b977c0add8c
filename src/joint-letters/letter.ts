import type { Selectable } from 'kysely'
import { getCase, isZone, mustDraft } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId, newShortId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import type { JointLetterTable, LetterState } from './tables.ts'

export interface JointLetter extends LetterFacts {
  id: string
  caseId: string
  /** writes it and answers for it */
  organisationId: string
  shortId: string
  state: LetterState
  items: string[]
  /** id of the letter whose words it was begun from */
  begunFrom?: string
  /** SHA-256 of what visitors read last */
  textHash?: Buffer
  createdAt: Date
  publishedAt?: Date
  closedAt?: Date
  withdrawnAt?: Date
  /** as visitors read it, whatever the draft says: organisations from outside may sign; stays when it is closed */
  publicOpen: boolean
  /** as visitors read it: from that instant on nobody signs */
  publicClosesAt?: Date
  version: number
}

export interface LetterFacts {
  defaultLanguage: string
  /** YYYY-MM-DD, as it stands on the letter */
  datedOn: string
  /** organisations from outside the coalition may sign */
  openToOthers: boolean
  /** YYYY-MM-DD: until the end of that day in `zone`; absent: it stays open */
  closesOn?: string | undefined
  /** IANA */
  zone: string
}

/**
 * Begins a joint letter in a case, in the name of the own organisation. For writers of an organisation that drafts.
 * @throws NotFound for a case behind the wall, Refused ('case.drafts-by-charter')
 */
export async function draftLetter(
  tx: Tx,
  input: LetterFacts & { caseId: string; begunFrom?: string },
): Promise<string> {
  mustBeAllowed(tx, 'joint-letter.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, begunFrom, ...facts } = input
  await getCase(tx, caseId)
  await mustDraft(tx, caseId)
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('joint_letters')
    .values({
      ...{ id, case_id: caseId, organisation_id: tx.actor.organisationId, short_id: newShortId() },
      ...asColumns(facts),
      ...{ begun_from: begunFrom ?? null, created_by: tx.actor.accountId, created_at: tx.now },
    })
    .execute()
  await record(tx, 'joint-letter.drafted', {
    caseId,
    subject: id,
    ...(begunFrom ? { data: { begunFrom } } : {}),
  })
  return id
}

/**
 * Changes who may sign it, until when, and its day; what is public changes when it is signed off again. For writers of its
 * organisation, which answers for whom it asks.
 * @throws Conflict ('joint-letters.error.changed'), ('joint-letters.error.stands' for another day while organisations have
 * signed), Invalid
 */
export async function editLetter(
  tx: Tx,
  input: LetterFacts & { letterId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.write')
  const { letterId, version, ...facts } = input
  const letter = await lockLetter(tx, letterId, version)
  if (facts.datedOn !== letter.datedOn) await mustBeUnsigned(tx, letter.id)
  await touch(tx, letter, asColumns(facts))
  await record(tx, 'joint-letter.edited', { caseId: letter.caseId, subject: letter.id })
}

function asColumns({ defaultLanguage, datedOn, openToOthers, closesOn, zone }: LetterFacts) {
  if (!isZone(zone)) throw new Invalid({ zone: 'error.field.choose' })
  return {
    ...{ default_language: defaultLanguage, dated_on: datedOn },
    ...{ open_to_others: openToOthers, closes_on: closesOn ?? null, zone },
  }
}

/**
 * Whether anybody has signed it, or waits for a person to be listed: then its words stand still. A form whose mail nobody
 * answered holds nothing.
 */
export async function isSigned(tx: Tx, letterId: string): Promise<boolean> {
  const any = await tx.db
    .selectFrom('joint_letter_signatories')
    .select('id')
    .where('letter_id', '=', letterId)
    .where('state', 'in', ['waiting', 'listed'])
    .limit(1)
    .executeTakeFirst()
  return any !== undefined
}

/** Whether its last day, as visitors read it, is over. */
export const isOver = ({ publicClosesAt }: Pick<JointLetter, 'publicClosesAt'>, now: Date): boolean =>
  publicClosesAt !== undefined && publicClosesAt <= now

/** @throws Conflict ('joint-letters.error.stands'). The database refuses it too (`wl.joint_letter_stands`). */
export async function mustBeUnsigned(tx: Tx, letterId: string): Promise<void> {
  if (await isSigned(tx, letterId)) throw new Conflict('joint-letters.error.stands')
}

/**
 * One's own organisation's letter, held until the transaction ends.
 * @throws NotFound, Refused (another organisation's), Conflict ('joint-letters.error.changed') when `version` is older
 */
export async function lockLetter(tx: Tx, letterId: string, version?: number): Promise<JointLetter> {
  const letter = await lock(tx, letterId)
  if (tx.actor.kind === 'member' && letter.organisationId !== tx.actor.organisationId) throw new Refused()
  if (version !== undefined && letter.version !== version) throw new Conflict('joint-letters.error.changed')
  return letter
}

/**
 * A letter of the coalition, to write in it, whichever organisation began it; held until the transaction ends.
 * @throws NotFound, Refused ('case.drafts-by-charter')
 */
export async function lockDraft(tx: Tx, letterId: string): Promise<JointLetter> {
  const letter = await lock(tx, letterId)
  await mustDraft(tx, letter.caseId)
  return letter
}

async function lock(tx: Tx, letterId: string): Promise<JointLetter> {
  const row = isId(letterId)
    ? await tx.db
        .selectFrom('joint_letters')
        .selectAll()
        .where('id', '=', letterId)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  return asLetter(row)
}

export type Changes = Partial<
  Omit<Selectable<JointLetterTable>, 'id' | 'case_id' | 'version' | 'text_hash' | 'public_closes_at'>
>

/** Every change raises the version, so that nobody signs off what she has not read. */
export async function touch(
  tx: Tx,
  letter: Pick<JointLetter, 'id' | 'version'>,
  changes: Changes,
): Promise<void> {
  await tx.db
    .updateTable('joint_letters')
    .set({ ...changes, version: letter.version + 1 })
    .where('id', '=', letter.id)
    .execute()
}

/** @throws NotFound, also for one behind the wall */
export async function getLetter(tx: Tx, letterId: string): Promise<JointLetter> {
  mustBeAllowed(tx, 'joint-letter.read')
  const row = isId(letterId)
    ? await tx.db.selectFrom('joint_letters').selectAll().where('id', '=', letterId).executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  return asLetter(row)
}

export const asLetter = (row: Selectable<JointLetterTable>): JointLetter => ({
  ...{ id: row.id, caseId: row.case_id, organisationId: row.organisation_id, shortId: row.short_id },
  ...{ state: row.state, defaultLanguage: row.default_language, datedOn: row.dated_on },
  ...{ openToOthers: row.open_to_others, zone: row.zone, items: row.items },
  ...{ createdAt: row.created_at, version: row.version, publicOpen: row.public_open },
  ...(row.public_closes_at ? { publicClosesAt: row.public_closes_at } : {}),
  ...(row.closes_on ? { closesOn: row.closes_on } : {}),
  ...(row.begun_from ? { begunFrom: row.begun_from } : {}),
  ...(row.text_hash ? { textHash: row.text_hash } : {}),
  ...(row.published_at ? { publishedAt: row.published_at } : {}),
  ...(row.closed_at ? { closedAt: row.closed_at } : {}),
  ...(row.withdrawn_at ? { withdrawnAt: row.withdrawn_at } : {}),
})
