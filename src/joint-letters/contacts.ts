import type { Tx } from '#platform/database.ts'
import { declareHolding, forgetInbox } from '#supporters/index.ts'

/** The mailbox of whom one reaches at a signatory, where somebody is. */
export async function inboxAt(tx: Tx, signatoryId: string): Promise<number | undefined> {
  const row = await tx.db
    .selectFrom('joint_letter_contacts')
    .select('inbox')
    .where('signatory_id', '=', signatoryId)
    .executeTakeFirst()
  return row?.inbox ?? undefined
}

/** Erases whom one reaches at these signatories, and each mailbox that nothing else needs. */
export async function forgetContacts(
  tx: Tx,
  organisationId: string,
  signatoryIds: readonly string[],
): Promise<void> {
  if (signatoryIds.length === 0) return
  const gone = await tx.db
    .deleteFrom('joint_letter_contacts')
    .where('organisation_id', '=', organisationId)
    .where('signatory_id', 'in', [...signatoryIds])
    .returning('inbox')
    .execute()
  for (const inbox of new Set(gone.flatMap(({ inbox: number }) => number ?? [])))
    await forgetInbox(tx, organisationId, inbox)
}

const ofSupporter = (tx: Tx, supporterId: string) =>
  tx.db
    .selectFrom('joint_letter_contacts as c')
    .innerJoin('supporters as p', (join) =>
      join.onRef('p.organisation_id', '=', 'c.organisation_id').onRef('p.inbox', '=', 'c.inbox'),
    )
    // its organisation may have left the room, where it no longer sees who signed
    .leftJoin('joint_letter_signatories as s', 's.id', 'c.signatory_id')
    .where('p.id', '=', supporterId)

// Safety: a person who wants to be forgotten is forgotten here too; what her organisation signed stands
declareHolding({
  name: 'signatory-contacts',
  async list(tx, supporterId) {
    const rows = await ofSupporter(tx, supporterId).select('s.signed_at').execute()
    return rows.map(({ signed_at: at }) => ({
      ...{ label: 'sign-on.held', staffLabel: 'sign-on.held.staff' },
      ...(at ? { at } : {}),
    }))
  },
  async forget(tx, supporterId) {
    const rows = await ofSupporter(tx, supporterId).select('c.signatory_id').execute()
    if (rows.length === 0) return
    await tx.db
      .deleteFrom('joint_letter_contacts')
      .where(
        'signatory_id',
        'in',
        rows.map((row) => row.signatory_id),
      )
      .execute()
  },
  byMailbox: {
    async writesTo(tx, organisationId, inbox) {
      const one = await tx.db
        .selectFrom('joint_letter_contacts')
        .select('signatory_id')
        .where('organisation_id', '=', organisationId)
        .where('inbox', '=', inbox)
        .limit(1)
        .executeTakeFirst()
      return one !== undefined
    },
  },
})
