import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { TypedValues } from '#platform/web/forms.ts'
import { TooLarge } from '#platform/web/errors.ts'
import { accountOf } from './session.ts'
import { organisationIdOf } from './member.ts'

export interface Draft {
  values: TypedValues
  savedAt: Date
}

const largest = 300_000
const place = (accountId: string, form: string) => ({
  table: 'drafts',
  column: 'sealed',
  row: `${accountId}|${form}`,
})

/** Keeps what somebody is typing, for her alone. `form` is the form's address, e.g. `/updates/<id>/en`. @throws TooLarge */
export async function saveDraft(
  tx: Tx,
  { form, values }: { form: string; values: TypedValues },
): Promise<void> {
  mustBeAllowed(tx, 'draft.save')
  const [accountId, organisationId] = [accountOf(tx), organisationIdOf(tx)]
  const key = await tx.keys.organisation(organisationId)
  const sealed = key.sealJson(place(accountId, form), values)
  if (sealed.length > largest) throw new TooLarge()
  await tx.db
    .insertInto('drafts')
    .values({ account_id: accountId, organisation_id: organisationId, form, sealed, saved_at: tx.now })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'organisation_id', 'form']).doUpdateSet({ sealed, saved_at: tx.now }),
    )
    .execute()
}

/** One's own draft of this form, if there is one. */
export async function readDraft(tx: Tx, form: string): Promise<Draft | undefined> {
  const accountId = accountOf(tx)
  const row = await tx.db
    .selectFrom('drafts')
    .select(['sealed', 'saved_at'])
    .where('account_id', '=', accountId)
    .where('form', '=', form)
    .executeTakeFirst()
  if (!row) return undefined
  const key = await tx.keys.organisation(organisationIdOf(tx))
  return { values: key.openJson<TypedValues>(place(accountId, form), row.sealed), savedAt: row.saved_at }
}

/** To be called by the verb that takes the form, in its transaction: what was sent is a draft no more. */
export async function dropDraft(tx: Tx, form: string): Promise<void> {
  await tx.db.deleteFrom('drafts').where('account_id', '=', accountOf(tx)).where('form', '=', form).execute()
}
