/** A supporter sets right what is held on her. It is found without showing anything, told to her inbox, and can be undone. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { foldName } from '#platform/text/name.ts'
import {
  changePlace,
  type ChangedPart,
  type Details,
  type SealedChange,
  type SupporterChange,
} from './change.ts'
import { fullName, openName, supporterPlace, type SupporterName } from './sealed.ts'
import { stopsAllMail } from './suppression.ts'

/** What is to stand from now on; what is absent stays. */
export interface NewDetails {
  firstName?: string
  lastName?: string
  country?: string
  language?: string
}

/**
 * Why nothing was changed: several people read the inbox, the name is another's, too much in a day, nothing new, its reader wants
 * no changes by a link, no mail goes there.
 */
export type Unchanged = 'which' | 'taken' | 'often' | 'same' | 'locked' | 'no-mail'

const mostInADay = 5

/**
 * Which supporter behind an inbox is meant: whom the name of before says, else whom the link was for, else the only one.
 * Safety: nobody is told which names there are; and a link that was for one reader, who is gone, speaks for no other.
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
    : meant.supporterId !== undefined
      ? rows.find((row) => row.id === meant.supporterId)
      : rows.length === 1
        ? rows[0]
        : undefined
  return found && { id: found.id, ...openName(key, found) }
}

/**
 * Writes the new details over the old ones, moves the index by which the name is found, and keeps what it was.
 * @param beside does what follows from it elsewhere, and says what undoing that needs
 */
export async function changeDetails(
  tx: Tx,
  input: {
    organisationId: string
    supporterId: string
    details: NewDetails
    beside?: (change: Omit<SupporterChange, 'beside'>) => Promise<unknown>
  },
): Promise<{ change: SupporterChange } | { unchanged: Unchanged }> {
  mustBeAllowed(tx, 'supporter.change')
  const { organisationId, supporterId } = input
  const key = await tx.keys.organisation(organisationId)
  const row = await heldRow(tx, organisationId, supporterId)
  if (!row) return { unchanged: 'which' }
  const shut = await isShut(tx, organisationId, row.inbox)
  if (shut) return { unchanged: shut }
  const before = detailsOf(key, row)
  const after: Details = { ...before, ...defined(input.details) }
  const what = differences(before, after)
  if (what.length === 0) return { unchanged: 'same' }
  if (await changedOften(tx, supporterId)) return { unchanged: 'often' }
  if (await otherOfName(tx, key, row, after)) return { unchanged: 'taken' }
  await write(tx, key, row, after)
  const id = newId(tx.now.getTime())
  const made = { id, supporterId, inbox: row.inbox, what, before, after, at: tx.now }
  const beside = await input.beside?.(made)
  const sealed: SealedChange = { before, after, ...(beside === undefined ? {} : { beside }) }
  await tx.db
    .insertInto('supporter_changes')
    .values({
      ...{ id, organisation_id: organisationId, supporter_id: supporterId, what, asked_at: tx.now },
      sealed: key.sealJson(changePlace(id), sealed),
    })
    .execute()
  await record(tx, 'supporter.changed', { organisationId, subject: supporterId, data: { what } })
  return { change: { ...made, ...sealed } }
}

export interface HeldRow {
  id: string
  inbox: number
  name_index: Buffer
  sealed: Buffer
  country: string | null
  language: string
}

export const heldRow = async (
  tx: Tx,
  organisationId: string,
  supporterId: string,
): Promise<HeldRow | undefined> =>
  await tx.db
    .selectFrom('supporters')
    .select(['id', 'inbox', 'name_index', 'sealed', 'country', 'language'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', supporterId)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

const pick = (country: string | undefined): { country?: string } => (country ? { country } : {})

export const detailsOf = (key: Sealer, row: HeldRow): Details => ({
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

/** Safety: what her inbox cannot be told of is not changed, nor what she has shut. */
async function isShut(tx: Tx, organisationId: string, inbox: number): Promise<Unchanged | undefined> {
  const row = await tx.db
    .selectFrom('inboxes')
    .select(['suppressed_reason', 'details_locked_at'])
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .executeTakeFirst()
  if (!row || stopsAllMail(row.suppressed_reason)) return 'no-mail'
  return row.details_locked_at ? 'locked' : undefined
}

/** Another reader of the inbox who goes by that name already. */
export async function otherOfName(
  tx: Tx,
  key: Sealer,
  row: HeldRow,
  name: SupporterName,
): Promise<string | undefined> {
  const other = await tx.db
    .selectFrom('supporters as other')
    .innerJoin('supporters as own', (join) =>
      join.onRef('own.organisation_id', '=', 'other.organisation_id').onRef('own.inbox', '=', 'other.inbox'),
    )
    .select('other.id')
    .where('own.id', '=', row.id)
    .where('other.id', '<>', row.id)
    .where('other.name_index', '=', key.index('name', foldName(fullName(name))))
    .executeTakeFirst()
  return other?.id
}

/** Only where nobody else of the inbox goes by that name. */
export async function write(tx: Tx, key: Sealer, row: HeldRow, details: Details): Promise<void> {
  const { firstName, lastName, country = null, language } = details
  await tx.db
    .updateTable('supporters')
    .set({
      ...{ name_index: key.index('name', foldName(fullName(details))), country, language },
      sealed: key.sealJson(supporterPlace(row.id), { firstName, lastName }),
    })
    .where('id', '=', row.id)
    .execute()
}
