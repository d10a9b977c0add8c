import type { Tx } from '#platform/database.ts'

export interface Colleague {
  accountId: string
  name: string
  role: string
}

/** Who serves in the organisation now, by name, for lists and choices. */
export async function listColleagues(tx: Tx): Promise<Colleague[]> {
  const rows = await tx.db
    .selectFrom('members as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select(['a.id', 'a.name_sealed', 'm.role'])
    .where('m.removed_at', 'is', null)
    .where('m.organisation_id', '=', tx.actor.kind === 'sign-in' ? '' : tx.actor.organisationId)
    .execute()
  return rows.map((row) => ({
    accountId: row.id,
    name: tx.keys.instance.open({ table: 'accounts', column: 'name_sealed', row: row.id }, row.name_sealed),
    role: row.role,
  }))
}
