import type { Sealer } from '#platform/keys/keyring.ts'
import type { Place } from '#platform/keys/seal.ts'

/** What is sealed of a supporter. */
export interface SupporterName {
  firstName: string
  lastName: string
}

export const supporterPlace = (id: string): Place => ({ table: 'supporters', column: 'sealed', row: id })
export const addressPlace = (inbox: number): Place => ({
  table: 'inboxes',
  column: 'address_sealed',
  row: String(inbox),
})

export const optInPlace = (id: string): Place => ({ table: 'opt_ins', column: 'sealed', row: id })

/** The exact words that stood beside an answer; empty once the supporter is erased. */
export const openWording = (key: Sealer, row: { id: string; sealed: Buffer }): string =>
  row.sealed.length === 0 ? '' : key.open(optInPlace(row.id), row.sealed)

export const openName = (key: Sealer, row: { id: string; sealed: Buffer }): SupporterName =>
  row.sealed.length === 0
    ? { firstName: '', lastName: '' }
    : key.openJson<SupporterName>(supporterPlace(row.id), row.sealed)

/** The address of an inbox; undefined once it is erased. */
export const openAddress = (
  key: Sealer,
  row: { number: number; address_sealed: Buffer },
): string | undefined =>
  row.address_sealed.length === 0 ? undefined : key.open(addressPlace(row.number), row.address_sealed)

export const fullName = ({ firstName, lastName }: SupporterName): string =>
  [firstName, lastName].filter(Boolean).join(' ')
