import type { Tx } from '#platform/database.ts'
import { newId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { exactAddress } from '#platform/text/address.ts'
import { isLanguage, type Language } from '#platform/i18n.ts'

export interface Account {
  id: string
  address: string
  name: string
  language: Language
}

const place = (column: 'address_sealed' | 'name_sealed', row: string) => ({ table: 'accounts', column, row })

/** Accounts belong to the instance, not to an organisation: one person may serve several. */
export const addressIndex = (instance: Sealer, address: string): Buffer =>
  instance.index('account-address', exactAddress(address))

/** @param address already read by `parseAddress`. Throws the database's unique violation when it has an account. */
export async function createAccount(
  tx: Tx,
  { address, name, language }: { address: string; name: string; language: Language },
): Promise<string> {
  const id = newId(tx.now.getTime())
  const { instance } = tx.keys
  await tx.db
    .insertInto('accounts')
    .values({
      id,
      address_sealed: instance.seal(place('address_sealed', id), address),
      address_index: addressIndex(instance, address),
      name_sealed: instance.seal(place('name_sealed', id), name),
      language,
      created_at: tx.now,
    })
    .execute()
  return id
}

/** Sees any account while signing in, and colleagues of one's own organisation afterwards. */
export async function findAccount(tx: Tx, by: { id: string } | { address: string }) {
  const query = tx.db.selectFrom('accounts').selectAll()
  const row = await (
    'id' in by
      ? query.where('id', '=', by.id)
      : query.where('address_index', '=', addressIndex(tx.keys.instance, by.address))
  ).executeTakeFirst()
  return row && { ...openAccount(tx.keys.instance, row), disabledAt: row.disabled_at }
}

export function openAccount(
  instance: Sealer,
  row: { id: string; address_sealed: Buffer; name_sealed: Buffer; language: string },
): Account {
  return {
    id: row.id,
    address: instance.open(place('address_sealed', row.id), row.address_sealed),
    name: instance.open(place('name_sealed', row.id), row.name_sealed),
    language: isLanguage(row.language) ? row.language : 'en',
  }
}

export const openAccountName = (instance: Sealer, id: string, sealed: Buffer): string =>
  instance.open(place('name_sealed', id), sealed)

/** Changes one's own name and language. */
export async function changeAccount(
  tx: Tx,
  { accountId, name, language }: { accountId: string; name: string; language: Language },
): Promise<void> {
  await tx.db
    .updateTable('accounts')
    .set({ name_sealed: tx.keys.instance.seal(place('name_sealed', accountId), name), language })
    .where('id', '=', accountId)
    .execute()
}
