import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { KeyGone } from '#platform/keys/keyring.ts'
import { SealBroken } from '#platform/keys/seal.ts'
import type { TypedValues } from '#platform/web/forms.ts'
import { NotFound, TooLarge } from '#platform/web/errors.ts'
import { accountOf } from './session.ts'
import { organisationIdOf } from './member.ts'

export interface Draft {
  values: TypedValues
  savedAt: Date
}

const largest = 300_000
/** Safety: whose draft it is, of which form and which case; moved to another row it does not open. */
const place = (accountId: string, form: string, caseId: string | null | undefined) => ({
  table: 'drafts',
  column: 'sealed',
  row: [accountId, form, ...(caseId ? [caseId] : [])].join('|'),
})

type FindCase = (tx: Tx, id: string) => Promise<string | undefined>

const rooms: { path: string; find: FindCase }[] = []

/**
 * Says that forms below `/<path>/<id>/` hold text of a case, and which one: their drafts are sealed under its key, go
 * with it, and open only for who sees it. `find` looks as the actor, so that a case behind the wall is not found.
 */
export function declareDraftRoom(path: string, find: FindCase): void {
  rooms.push({ path, find })
}

/** The case that a form writes for; undefined for a form of no case. @throws NotFound when it lies behind the wall */
async function caseOf(tx: Tx, form: string): Promise<string | undefined> {
  const [, path, id = ''] = form.split('/')
  const room = rooms.find((one) => one.path === path)
  if (!room || !isId(id)) return undefined
  const caseId = await room.find(tx, id)
  // Safety: never fall back to a key that more people hold
  if (!caseId) throw new NotFound()
  return caseId
}

/** Keeps what somebody is typing, for her alone. `form` is the form's address, e.g. `/updates/<id>/en`. @throws TooLarge, NotFound */
export async function saveDraft(
  tx: Tx,
  { form, values }: { form: string; values: TypedValues },
): Promise<void> {
  mustBeAllowed(tx, 'draft.save')
  const [accountId, organisationId] = [accountOf(tx), organisationIdOf(tx)]
  const caseId = await caseOf(tx, form)
  const key = caseId ? await tx.keys.case(caseId) : await tx.keys.organisation(organisationId)
  const sealed = key.sealJson(place(accountId, form, caseId), values)
  if (sealed.length > largest) throw new TooLarge()
  const kept = { sealed, saved_at: tx.now, case_id: caseId ?? null }
  await tx.db
    .insertInto('drafts')
    .values({ account_id: accountId, organisation_id: organisationId, form, ...kept })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'organisation_id', 'form']).doUpdateSet({ ...kept }),
    )
    .execute()
}

/** One's own draft of this form; undefined when there is none, or none that can be opened any more. */
export async function readDraft(tx: Tx, form: string): Promise<Draft | undefined> {
  const accountId = accountOf(tx)
  const row = await tx.db
    .selectFrom('drafts')
    .select(['sealed', 'saved_at', 'case_id'])
    .where('account_id', '=', accountId)
    .where('form', '=', form)
    .executeTakeFirst()
  if (!row) return undefined
  try {
    const key = await (row.case_id ? tx.keys.case(row.case_id) : tx.keys.organisation(organisationIdOf(tx)))
    const values = key.openJson<TypedValues>(place(accountId, form, row.case_id), row.sealed)
    return { values, savedAt: row.saved_at }
  } catch (error) {
    // a page is not kept from anybody by a draft of hers that no key fits any more
    if (error instanceof KeyGone || error instanceof SealBroken) return undefined
    throw error
  }
}

/** To be called by the verb that takes the form, in its transaction: what was sent is a draft no more. */
export async function dropDraft(tx: Tx, form: string): Promise<void> {
  await tx.db.deleteFrom('drafts').where('account_id', '=', accountOf(tx)).where('form', '=', form).execute()
}
