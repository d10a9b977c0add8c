import { randomBytes } from 'node:crypto'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { NotFound } from '#platform/web/errors.ts'
import { forgetHoldings, isWrittenTo } from './holdings.ts'
import { endOptIns } from './opt-ins.ts'

const nothing = Buffer.alloc(0)

/**
 * Erases a supporter: name, address, answers and whatever other modules hold are destroyed; what she did stays as a
 * number. Where nobody else shares the inbox, the inbox is emptied too. There is no way back.
 * @throws NotFound
 */
export async function eraseSupporter(tx: Tx, organisationId: string, supporterId: string): Promise<void> {
  mustBeAllowed(tx, 'supporter.erase')
  await erase(tx, organisationId, supporterId, false)
}

/**
 * Erases somebody who never answered from the mailbox that was typed: what others left under that address stays.
 * @throws NotFound
 */
export async function eraseStranger(tx: Tx, organisationId: string, supporterId: string): Promise<void> {
  mustBeAllowed(tx, 'supporter.erase')
  await erase(tx, organisationId, supporterId, true)
}

async function erase(tx: Tx, organisationId: string, supporterId: string, stranger: boolean): Promise<void> {
  const supporter = await tx.db
    .selectFrom('supporters')
    .select(['inbox', 'erased_at'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', supporterId)
    .forUpdate()
    .executeTakeFirst()
  if (!supporter) throw new NotFound()
  if (supporter.erased_at) return
  await forgetHoldings(tx, supporterId, stranger)
  await endOptIns(tx, organisationId, [supporterId], 'erased')
  await tx.db
    .updateTable('opt_ins')
    .set({ sealed: nothing, mailbox_index: null })
    .where('organisation_id', '=', organisationId)
    .where('supporter_id', '=', supporterId)
    .execute()
  await tx.db
    .updateTable('supporter_changes')
    .set({ sealed: nothing })
    .where('organisation_id', '=', organisationId)
    .where('supporter_id', '=', supporterId)
    .execute()
  await tx.db
    .updateTable('supporters')
    // a random index: the same person, should she ever come back, is welcomed as somebody new
    .set({ sealed: nothing, name_index: randomBytes(16), erased_at: tx.now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', supporterId)
    .execute()
  await emptyInbox(tx, organisationId, supporter.inbox)
  await record(tx, 'supporter.erased', { organisationId, subject: supporterId })
}

/** Erases everybody behind an inbox, as its reader asked by the link in her mail. */
export async function eraseInbox(tx: Tx, organisationId: string, inbox: number): Promise<void> {
  mustBeAllowed(tx, 'supporter.erase')
  const supporters = await tx.db
    .selectFrom('supporters')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('inbox', '=', inbox)
    .where('erased_at', 'is', null)
    .execute()
  for (const { id } of supporters) await eraseSupporter(tx, organisationId, id)
}

/**
 * Empties an inbox behind which nobody is, no supporter and nobody else to whom we write; what was said against our mails
 * stays known. @returns whether it did
 */
export async function emptyInbox(tx: Tx, organisationId: string, inbox: number): Promise<boolean> {
  const other = await tx.db
    .selectFrom('supporters')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('inbox', '=', inbox)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (other || (await isWrittenTo(tx, organisationId, inbox))) return false
  const { reason } = await tx.db
    .selectFrom('inboxes')
    .select('suppressed_reason as reason')
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .executeTakeFirstOrThrow()
  // Safety: whoever said "this was not me" must stay recognisable, or the next troll's form would mail her again
  const stays = reason === 'not-me' || reason === 'complaint'
  await tx.db
    .updateTable('inboxes')
    .set({
      address_sealed: nothing,
      ...(stays
        ? {}
        : {
            address_index: randomBytes(16),
            mailbox_index: randomBytes(16),
            domain_tag: randomBytes(16),
            suppressed_at: tx.now,
            suppressed_reason: 'erased' as const,
          }),
    })
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .execute()
  return true
}
