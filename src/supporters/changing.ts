/** A supporter sets right what is held on her. It is found without showing anything, told to her inbox, and can be undone. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import type { Place } from '#platform/keys/seal.ts'
import { foldName } from '#platform/text/name.ts'
import { fullName, openName, supporterPlace, type SupporterName } from './sealed.ts'

/** What is to stand from now on; what is absent stays. */
export interface NewDetails {
  firstName?: string
  lastName?: string
  country?: string
  language?: string
}

export interface Details extends SupporterName {
  country?: string
  language: string
}

export type ChangedPart = 'name' | 'country' | 'language'

/** What lies sealed of a change. */
export interface SealedChange {
  before: Details
  after: Details
  /** what another module needs to undo its part */
  beside?: unknown
}

export interface SupporterChange extends SealedChange {
  id: string
  supporterId: string
  inbox: number
  what: ChangedPart[]
  at: Date
  undoneAt?: Date
}

/** Why nothing was changed: several people read the inbox, the name is another's, too much in a day, nothing new. */
export type Unchanged = 'which' | 'taken' | 'often' | 'same'

const changePlace = (id: string): Place => ({ table: 'supporter_changes', column: 'sealed', row: id })
const mostInADay = 5

/**
 * Which supporter behind an inbox is meant: whom the name of before says, else whom the link was for, else the only one.
 * Safety: nobody is told which names there are.
 */
export async function findMeant(
  tx: Tx,
  meant: { organisationId: string; inbox: number; former?: string; supporterId?: string },
): Promise<(SupporterName & { id: string }) | undefined> {
  mustBeAllowed(tx, 'supporter.change')
  const { organisationId, former } = meant
  const key = await tx.keys.organisation(organisationId)
  const rows = await tx.db
    .selectFrom('supporters')
    .select(['id', 'name_index', 'sealed'])
    .where('organisation_id', '=', organisationId)
    .where('inbox', '=', meant.inbox)
    .where('erased_at', 'is', null)
    .execute()
  const index = former === undefined ? undefined : key.index('name', foldName(former))
  const found = index
    ? rows.find((row) => row.name_index.equals(index))
    : (rows.find((row) => row.id === meant.supporterId) ?? (rows.length === 1 ? rows[0] : undefined))
  return found && { id: found.id, ...openName(key, found) }
}

/**
 * Writes the new details over the old ones, moves the index by which the name is found, and keeps what it was.
 * @param beside what another module keeps with it, to undo its part
 */
export async function changeDetails(
  tx: Tx,
  input: { organisationId: string; supporterId: string; details: NewDetails; beside?: unknown },
): Promise<{ change: SupporterChange } | { unchanged: Unchanged }> {
  mustBeAllowed(tx, 'supporter.change')
  const { organisationId, supporterId } = input
  const key = await tx.keys.organisation(organisationId)
  const row = await heldRow(tx, organisationId, supporterId)
  if (!row) return { unchanged: 'which' }
  const before = detailsOf(key, row)
  const after: Details = { ...before, ...defined(input.details) }
  const what = differences(before, after)
  if (what.length === 0) return { unchanged: 'same' }
  if (await changedOften(tx, supporterId)) return { unchanged: 'often' }
  if (!(await write(tx, key, row, after))) return { unchanged: 'taken' }
  const id = newId(tx.now.getTime())
  const sealed: SealedChange = { before, after, ...(input.beside ? { beside: input.beside } : {}) }
  await tx.db
    .insertInto('supporter_changes')
    .values({
      ...{ id, organisation_id: organisationId, supporter_id: supporterId, what, asked_at: tx.now },
      sealed: key.sealJson(changePlace(id), sealed),
    })
    .execute()
  await record(tx, 'supporter.changed', { organisationId, subject: supporterId, data: { what } })
  return { change: { ...sealed, id, supporterId, inbox: row.inbox, what, at: tx.now } }
}

/**
 * Puts back what a change changed, whatever came after it; a second time it does nothing. Where somebody else goes by the
 * former name meanwhile, the name stays as it is.
 */
export async function undoChange(
  tx: Tx,
  input: { organisationId: string; changeId: string },
): Promise<SupporterChange | undefined> {
  mustBeAllowed(tx, 'supporter.change')
  const { organisationId } = input
  const change = await findChange(tx, input)
  if (!change || change.undoneAt) return undefined
  const row = await heldRow(tx, organisationId, change.supporterId)
  if (!row) return undefined
  const { before, what } = change
  const { numUpdatedRows } = await tx.db
    .updateTable('supporter_changes')
    .set({ undone_at: tx.now })
    .where('id', '=', change.id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return undefined
  const key = await tx.keys.organisation(organisationId)
  const now = detailsOf(key, row)
  const rest: Details = {
    ...{ firstName: now.firstName, lastName: now.lastName },
    language: what.includes('language') ? before.language : now.language,
    ...pick(what.includes('country') ? before.country : now.country),
  }
  const { firstName, lastName } = before
  const whole = what.includes('name') ? { ...rest, firstName, lastName } : rest
  if (!(await write(tx, key, row, whole))) await write(tx, key, row, rest)
  await record(tx, 'supporter.change-undone', { organisationId, subject: change.supporterId, data: { what } })
  return change
}

/** One change, opened; undefined once she is erased. */
export async function findChange(
  tx: Tx,
  { organisationId, changeId }: { organisationId: string; changeId: string },
): Promise<SupporterChange | undefined> {
  const row = await tx.db
    .selectFrom('supporter_changes as c')
    .innerJoin('supporters as s', (join) =>
      join.onRef('s.organisation_id', '=', 'c.organisation_id').onRef('s.id', '=', 'c.supporter_id'),
    )
    .select(['c.supporter_id', 'c.what', 'c.sealed', 'c.asked_at', 'c.undone_at', 's.inbox'])
    .where('c.organisation_id', '=', organisationId)
    .where('c.id', '=', changeId)
    .where('s.erased_at', 'is', null)
    .executeTakeFirst()
  if (!row || row.sealed.length === 0) return undefined
  const key = await tx.keys.organisation(organisationId)
  return {
    ...openChange(key, { id: changeId, sealed: row.sealed }),
    ...{ id: changeId, supporterId: row.supporter_id, inbox: row.inbox, what: row.what, at: row.asked_at },
    ...(row.undone_at ? { undoneAt: row.undone_at } : {}),
  }
}

export const openChange = (key: Sealer, row: { id: string; sealed: Buffer }): SealedChange =>
  key.openJson<SealedChange>(changePlace(row.id), row.sealed)

const partOf = (part: ChangedPart, { country, language, ...name }: Details): string =>
  part === 'name' ? fullName(name) : part === 'country' ? (country ?? '–') : language

/** "Ruth Okafor → Ruth Adeyemi": the parts that a change changed, before and after, in data's own words. */
export const sayChange = ({
  what,
  before,
  after,
}: Pick<SupporterChange, 'what' | 'before' | 'after'>): string =>
  what.map((part) => `${partOf(part, before)} → ${partOf(part, after)}`).join(', ')

interface HeldRow {
  id: string
  inbox: number
  name_index: Buffer
  sealed: Buffer
  country: string | null
  language: string
}

const heldRow = async (tx: Tx, organisationId: string, supporterId: string): Promise<HeldRow | undefined> =>
  await tx.db
    .selectFrom('supporters')
    .select(['id', 'inbox', 'name_index', 'sealed', 'country', 'language'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', supporterId)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

const pick = (country: string | undefined): { country?: string } => (country ? { country } : {})

const detailsOf = (key: Sealer, row: HeldRow): Details => ({
  ...openName(key, row),
  ...{ language: row.language, ...pick(row.country?.trim()) },
})

const defined = (details: NewDetails): NewDetails =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined && value !== ''))

const differences = (before: Details, after: Details): ChangedPart[] => [
  ...(before.firstName !== after.firstName || before.lastName !== after.lastName ? (['name'] as const) : []),
  ...(before.country !== after.country ? (['country'] as const) : []),
  ...(before.language !== after.language ? (['language'] as const) : []),
]

async function changedOften(tx: Tx, supporterId: string): Promise<boolean> {
  const { n } = await tx.db
    .selectFrom('supporter_changes')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('supporter_id', '=', supporterId)
    .where('asked_at', '>', new Date(tx.now.getTime() - 86_400_000))
    .executeTakeFirstOrThrow()
  return Number(n) >= mostInADay
}

/** @returns false where another reader of the inbox goes by that name */
async function write(tx: Tx, key: Sealer, row: HeldRow, details: Details): Promise<boolean> {
  const { firstName, lastName, country = null, language } = details
  const index = key.index('name', foldName(fullName(details)))
  if (!index.equals(row.name_index)) {
    const other = await tx.db
      .selectFrom('supporters as other')
      .innerJoin('supporters as own', (join) =>
        join
          .onRef('own.organisation_id', '=', 'other.organisation_id')
          .onRef('own.inbox', '=', 'other.inbox'),
      )
      .select('other.id')
      .where('own.id', '=', row.id)
      .where('other.name_index', '=', index)
      .executeTakeFirst()
    if (other) return false
  }
  await tx.db
    .updateTable('supporters')
    .set({
      ...{ name_index: index, country, language },
      sealed: key.sealJson(supporterPlace(row.id), { firstName, lastName }),
    })
    .where('id', '=', row.id)
    .execute()
  return true
}
