/** Who signed a letter: rows of one organisation each, and whom one reaches there. */
import type { Selectable, SqlBool } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { record } from '#platform/events.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { Reason, SignatoryState, SignatoryTable } from './tables.ts'

/** As it was typed, or as a member was called when it signed. Sealed under the case's key. */
export interface SignatoryText {
  name: string
  /** https address; empty where there is none */
  website: string
  /** of the mailbox that was asked; absent for a member */
  mailHost?: string
}

export interface Signatory extends SignatoryText {
  id: string
  letterId: string
  caseId: string
  /** a member of the coalition; absent for one from outside */
  memberOrganisationId?: string
  state: SignatoryState
  /** its mail was answered at its own domain */
  atDomain: boolean
  /** how a person checked it where it was not */
  checkedHow?: string
  language: string
  country: string
  /** the form was sent, or the member gave its word */
  signedAt: Date
  verifiedAt?: Date
  listedAt?: Date
  settledAt?: Date
  reason?: Reason
  /** a mail about what was decided is still to leave */
  toTell: boolean
  /** one that was drawn: what came with a form is drawn only when its mail was answered */
  hasLogo: boolean
  /** one that is still to be drawn: nobody has seen it */
  logoToCome: boolean
}

/** Under the key of the letter's organisation. */
export interface Contact {
  name: string
  role: string
  email: string
}

export const signatoryPlace = (id: string, column: 'sealed' | 'checked_how' = 'sealed'): Place => ({
  table: 'joint_letter_signatories',
  column,
  row: id,
})
export const contactPlace = (signatoryId: string): Place => ({
  ...{ table: 'joint_letter_contacts', column: 'sealed', row: signatoryId },
})
export const logoPlace = (signatoryId: string, column: 'original' | 'rendition'): Place => ({
  table: 'joint_letter_logos',
  column,
  row: signatoryId,
})

const columns = (tx: Tx) =>
  tx.db
    .selectFrom('joint_letter_signatories as s')
    .leftJoin('joint_letter_logos as l', 'l.signatory_id', 's.id')
    .selectAll('s')
    .select(({ and, eb }) => [
      eb('l.rendition', 'is not', null).as('has_logo'),
      and([eb('l.signatory_id', 'is not', null), eb('l.rendition', 'is', null)]).as('logo_to_come'),
    ])

type Row = Selectable<SignatoryTable> & { has_logo: SqlBool; logo_to_come: SqlBool }

/** All of one letter in these states, in the order in which they signed. For the room. */
export async function readSignatories(
  tx: Tx,
  letter: { id: string; caseId: string },
  states: readonly SignatoryState[],
): Promise<Signatory[]> {
  mustBeAllowed(tx, 'joint-letter.read')
  const rows = await columns(tx)
    .where('s.letter_id', '=', letter.id)
    .where('s.state', 'in', [...states])
    .orderBy('s.signed_at')
    .orderBy('s.id')
    .execute()
  return await openRows(tx, letter.caseId, rows)
}

/** @throws NotFound, also for one of another letter or behind the wall */
export async function getSignatory(tx: Tx, signatoryId: string, letterId?: string): Promise<Signatory> {
  mustBeAllowed(tx, 'joint-letter.read')
  const row = isId(signatoryId)
    ? await columns(tx).where('s.id', '=', signatoryId).executeTakeFirst()
    : undefined
  if (!row || (letterId !== undefined && row.letter_id !== letterId)) throw new NotFound()
  return (await openRows(tx, row.case_id, [row]))[0]!
}

async function openRows(tx: Tx, caseId: string, rows: readonly Row[]): Promise<Signatory[]> {
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => {
    const settledAt = row.declined_at ?? row.removed_at ?? row.withdrawn_at
    return {
      ...key.openJson<SignatoryText>(signatoryPlace(row.id), row.sealed),
      ...{ id: row.id, letterId: row.letter_id, caseId: row.case_id, state: row.state },
      ...(row.member_organisation_id ? { memberOrganisationId: row.member_organisation_id } : {}),
      atDomain: row.at_domain,
      ...{ language: row.language, country: row.country },
      ...(row.checked_how
        ? { checkedHow: key.open(signatoryPlace(row.id, 'checked_how'), row.checked_how) }
        : {}),
      signedAt: row.signed_at,
      ...(row.verified_at ? { verifiedAt: row.verified_at } : {}),
      ...(row.listed_at ? { listedAt: row.listed_at } : {}),
      ...(settledAt ? { settledAt } : {}),
      ...(row.reason ? { reason: row.reason } : {}),
      ...{ toTell: row.to_tell !== null, hasLogo: !!row.has_logo, logoToCome: !!row.logo_to_come },
    }
  })
}

/** How many there are in each state. For the room. */
export async function countSignatories(tx: Tx, letterId: string): Promise<Record<SignatoryState, number>> {
  mustBeAllowed(tx, 'joint-letter.read')
  const rows = await tx.db
    .selectFrom('joint_letter_signatories')
    .select((row) => ['state', row.fn.countAll<number>().as('n')])
    .where('letter_id', '=', letterId)
    .groupBy('state')
    .execute()
  const none = { pending: 0, waiting: 0, listed: 0, declined: 0, removed: 0, withdrawn: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) }
}

/**
 * Whom one reaches at these signatories, by id, and whether they want to hear; leaves one event.
 * Safety: the wall gives the letter's organisation its own rows alone, and nobody else holds the key.
 */
export async function openContacts(
  tx: Tx,
  letter: { id: string; caseId: string; organisationId: string },
  signatoryIds: readonly string[],
): Promise<Map<string, Contact & { hear: boolean }>> {
  mustBeAllowed(tx, 'joint-letter.moderate')
  if (signatoryIds.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('joint_letter_contacts')
    .select(['signatory_id', 'sealed', 'hear'])
    .where('signatory_id', 'in', [...signatoryIds])
    .execute()
  if (rows.length === 0) return new Map()
  const key = await tx.keys.organisation(letter.organisationId)
  await record(tx, 'joint-letter.contacts-read', {
    caseId: letter.caseId,
    subject: letter.id,
    data: { count: rows.length },
  })
  return new Map(
    rows.map((row) => [
      row.signatory_id,
      { ...key.openJson<Contact>(contactPlace(row.signatory_id), row.sealed), hear: row.hear },
    ]),
  )
}

/** The logo as it would stand, drawn anew. @throws NotFound */
export async function readLogo(
  tx: Tx,
  signatory: Pick<Signatory, 'id' | 'caseId'>,
): Promise<{ bytes: Buffer; contentType: string; width: number; height: number }> {
  mustBeAllowed(tx, 'joint-letter.read')
  const row = await tx.db
    .selectFrom('joint_letter_logos')
    .select(['rendition', 'content_type', 'width', 'height'])
    .where('signatory_id', '=', signatory.id)
    .where('rendition', 'is not', null)
    .$narrowType<{ rendition: Buffer; content_type: string; width: number; height: number }>()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  const key = await tx.keys.case(signatory.caseId)
  return {
    bytes: key.openBytes(logoPlace(signatory.id, 'rendition'), row.rendition),
    ...{ contentType: row.content_type, width: row.width, height: row.height },
  }
}
