import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { exactAddress, mailboxOf } from '#platform/text/address.ts'
import { foldName } from '#platform/text/name.ts'
import { addressPlace, fullName, supporterPlace } from './sealed.ts'
import type { SuppressionReason } from './tables.ts'

/** Somebody as read from a form: name and address are already in their normal form (`parseName`, `parseAddress`). */
export interface Somebody {
  firstName: string
  lastName: string
  email: string
  country?: string
  language: string
}

export interface Welcomed {
  supporterId: string
  inbox: number
  suppressed: SuppressionReason | null
}

/**
 * Finds or welcomes supporters of an organisation, in the order given: one inbox per exact address, one supporter per
 * inbox and folded name. A handful of statements for a whole batch. The organisation's row of numbers is locked, so
 * two batches never give out the same number.
 */
export async function welcome(
  tx: Tx,
  organisationId: string,
  people: readonly Somebody[],
): Promise<Welcomed[]> {
  mustBeAllowed(tx, 'supporter.welcome')
  if (people.length === 0) return []
  const key = await tx.keys.organisation(organisationId)
  const wanted = people.map((person) => ({
    person,
    address: key.index('address', exactAddress(person.email)).toString('hex'),
    name: key.index('name', foldName(fullName(person))).toString('hex'),
  }))
  const numbers = await lockNumbers(tx, organisationId)
  const inboxes = await findInboxes(tx, organisationId, wanted)
  await openInboxes(tx, organisationId, key, numbers, wanted, inboxes)
  const known = await findSupporters(tx, organisationId, [...inboxes.values()])
  await addSupporters(tx, organisationId, key, numbers, wanted, inboxes, known)
  await tx.db
    .updateTable('supporter_numbers')
    .set({ last_inbox: numbers.inbox, last_supporter: numbers.supporter })
    .where('organisation_id', '=', organisationId)
    .execute()
  return wanted.map(({ address, name }) => {
    const inbox = inboxes.get(address)!
    return {
      supporterId: known.get(`${inbox.number} ${name}`)!,
      inbox: inbox.number,
      suppressed: inbox.suppressed,
    }
  })
}

interface Wanted {
  person: Somebody
  address: string
  name: string
}

export interface Inbox {
  number: number
  suppressed: SuppressionReason | null
}

interface Numbers {
  inbox: number
  supporter: number
}

export async function lockNumbers(tx: Tx, organisationId: string): Promise<Numbers> {
  await tx.db
    .insertInto('supporter_numbers')
    .values({ organisation_id: organisationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx.db
    .selectFrom('supporter_numbers')
    .select(['last_inbox', 'last_supporter'])
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { inbox: row.last_inbox, supporter: row.last_supporter }
}

export async function findInboxes(
  tx: Tx,
  organisationId: string,
  wanted: readonly Pick<Wanted, 'address'>[],
): Promise<Map<string, Inbox>> {
  const indexes = [...new Set(wanted.map((one) => one.address))].map((hex) => Buffer.from(hex, 'hex'))
  const rows = await tx.db
    .selectFrom('inboxes')
    .select(['number', 'address_index', 'suppressed_reason'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`address_index = any (${indexes}::bytea[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.address_index.toString('hex'),
      { number: row.number, suppressed: row.suppressed_reason },
    ]),
  )
}

export async function openInboxes(
  tx: Tx,
  organisationId: string,
  key: Sealer,
  numbers: Numbers,
  wanted: readonly { person: Pick<Somebody, 'email'>; address: string }[],
  inboxes: Map<string, Inbox>,
): Promise<void> {
  const rows = []
  for (const { person, address } of wanted) {
    if (inboxes.has(address)) continue
    const number = ++numbers.inbox
    inboxes.set(address, { number, suppressed: null })
    const exact = exactAddress(person.email)
    rows.push({
      organisation_id: organisationId,
      number,
      address_index: Buffer.from(address, 'hex'),
      address_sealed: key.seal(addressPlace(number), exact),
      mailbox_index: key.index('mailbox', mailboxOf(exact)),
      domain_tag: key.index('mail-domain', exact.slice(exact.lastIndexOf('@') + 1)),
      created_at: tx.now,
    })
  }
  if (rows.length > 0) await tx.db.insertInto('inboxes').values(rows).execute()
}

async function findSupporters(
  tx: Tx,
  organisationId: string,
  inboxes: readonly Inbox[],
): Promise<Map<string, string>> {
  const rows = await tx.db
    .selectFrom('supporters')
    .select(['id', 'inbox', 'name_index'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`inbox = any (${inboxes.map((inbox) => inbox.number)}::int[])`)
    .execute()
  return new Map(rows.map((row) => [`${row.inbox} ${row.name_index.toString('hex')}`, row.id]))
}

async function addSupporters(
  tx: Tx,
  organisationId: string,
  key: Sealer,
  numbers: Numbers,
  wanted: readonly Wanted[],
  inboxes: ReadonlyMap<string, Inbox>,
  known: Map<string, string>,
): Promise<void> {
  const rows = []
  for (const { person, address, name } of wanted) {
    const inbox = inboxes.get(address)!.number
    if (known.has(`${inbox} ${name}`)) continue
    const id = newId(tx.now.getTime())
    known.set(`${inbox} ${name}`, id)
    rows.push({
      id,
      organisation_id: organisationId,
      number: ++numbers.supporter,
      inbox,
      name_index: Buffer.from(name, 'hex'),
      sealed: key.sealJson(supporterPlace(id), { firstName: person.firstName, lastName: person.lastName }),
      country: person.country ?? null,
      language: person.language,
      created_at: tx.now,
    })
  }
  if (rows.length === 0) return
  await tx.db.insertInto('supporters').values(rows).execute()
  await recordAll(
    tx,
    'supporter.welcomed',
    rows.map((row) => ({ organisationId, subject: row.id })),
  )
}
