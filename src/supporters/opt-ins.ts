import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { mailboxIndexes } from './mailboxes.ts'
import { optInPlace } from './sealed.ts'

/** One answer on a form, with the exact words that stood beside it. */
export interface GivenAnswer {
  organisationId: string
  supporterId: string
  scope: 'case' | 'newsletter'
  /** for scope 'case' */
  caseId?: string
  yes: boolean
  wording: string
  version: string
  language: string
  at: Date
}

/**
 * Keeps answers to "may we keep you posted?", in two statements for a whole batch. A yes waits for its confirmation by
 * mail; a later yes with the same scope changes nothing that stands. A no takes back an unconfirmed yes only: whoever
 * types somebody's address into a form must not be able to end what she has confirmed; the links in her mails do that.
 */
export async function keepAnswers(tx: Tx, answers: readonly GivenAnswer[]): Promise<void> {
  mustBeAllowed(tx, 'supporter.opt-in')
  const [yes, no] = [answers.filter((one) => one.yes), answers.filter((one) => !one.yes)]
  if (no.length > 0) {
    const { rows } = await sql<{ id: string; organisation_id: string }>`
      update opt_ins o set ended_at = ${tx.now}, ended_reason = 'answered-no'
      from unnest(${no.map((one) => one.organisationId)}::uuid[], ${no.map((one) => one.supporterId)}::uuid[],
        ${no.map((one) => one.scope)}::text[], ${no.map((one) => one.caseId ?? null)}::uuid[],
        ${no.map((one) => one.at)}::timestamptz[]) as n (organisation_id, supporter_id, scope, case_id, at)
      where o.organisation_id = n.organisation_id and o.supporter_id = n.supporter_id and o.scope = n.scope
        and o.case_id is not distinct from n.case_id and o.ended_at is null and o.confirmed_at is null
        and o.asked_at <= n.at
      returning o.id, o.organisation_id`.execute(tx.db)
    await recordEnded(tx, rows, 'answered-no')
  }
  const kept = await insertOptIns(tx, yes)
  await recordAll(
    tx,
    'opt-in.asked',
    kept.map((row) => ({ organisationId: row.organisation_id, subject: row.id, data: { scope: row.scope } })),
  )
}

/**
 * Writes opt-ins that do not stand already, and gives those that were new.
 * Safety: the words name the person of the case, and beside a supporter's row they tell whom she stands by; what staff
 * heard on the phone says more still. They are sealed like her name.
 */
async function insertOptIns(
  tx: Tx,
  answers: readonly (Omit<GivenAnswer, 'yes'> & { confirmedAt?: Date })[],
): Promise<{ id: string; organisation_id: string; scope: GivenAnswer['scope'] }[]> {
  if (answers.length === 0) return []
  const mailboxes = await mailboxIndexes(tx, answers)
  const rows = await Promise.all(
    answers.map(async (answer, place) => {
      const id = newId(tx.now.getTime())
      const key = await tx.keys.organisation(answer.organisationId)
      return {
        id,
        organisation_id: answer.organisationId,
        supporter_id: answer.supporterId,
        scope: answer.scope,
        case_id: answer.scope === 'case' ? answer.caseId! : null,
        mailbox_index: answer.scope === 'case' ? mailboxes[place]! : null,
        sealed: key.seal(optInPlace(id), answer.wording),
        wording_version: answer.version,
        language: answer.language,
        asked_at: answer.at,
        confirmed_at: answer.confirmedAt ?? null,
      }
    }),
  )
  return await tx.db
    .insertInto('opt_ins')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'organisation_id', 'scope'])
    .execute()
}

const recordEnded = (
  tx: Tx,
  rows: readonly { id: string; organisation_id: string }[],
  reason: string,
): Promise<void> =>
  recordAll(
    tx,
    'opt-in.ended',
    rows.map((row) => ({ organisationId: row.organisation_id, subject: row.id, data: { reason } })),
  )

/**
 * A mail was answered with "keep me posted": what these supporters asked for in this case, or the newsletter, now counts.
 * Safety: of what the mail told, and nothing that somebody else ticked with her address since.
 */
export async function confirmOptIns(
  tx: Tx,
  organisationId: string,
  supporterIds: readonly string[],
  told: { caseId?: string; newsletter?: boolean },
): Promise<number> {
  mustBeAllowed(tx, 'supporter.opt-in')
  const rows = await tx.db
    .updateTable('opt_ins')
    .set({ confirmed_at: tx.now })
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`supporter_id = any (${supporterIds}::uuid[])`)
    .where((where) =>
      where.or([
        ...(told.newsletter ? [where('scope', '=', 'newsletter')] : []),
        ...(told.caseId ? [where('case_id', '=', told.caseId)] : []),
      ]),
    )
    .where('confirmed_at', 'is', null)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  await recordAll(
    tx,
    'opt-in.confirmed',
    rows.map((row) => ({ organisationId, subject: row.id })),
  )
  return rows.length
}

/** Ends opt-ins of supporters: all of them, of one case, only those never confirmed, or only those asked by a moment. */
export async function endOptIns(
  tx: Tx,
  organisationId: string,
  supporterIds: readonly string[],
  reason: string,
  only: { caseId?: string; scope?: 'case' | 'newsletter'; unconfirmed?: boolean; askedBy?: Date } = {},
): Promise<number> {
  const rows = await tx.db
    .updateTable('opt_ins')
    .set({ ended_at: tx.now, ended_reason: reason })
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`supporter_id = any (${supporterIds}::uuid[])`)
    .where('ended_at', 'is', null)
    .$if(only.caseId !== undefined, (query) => query.where('case_id', '=', only.caseId!))
    .$if(only.scope !== undefined, (query) => query.where('scope', '=', only.scope!))
    .$if(only.unconfirmed === true, (query) => query.where('confirmed_at', 'is', null))
    .$if(only.askedBy !== undefined, (query) => query.where('asked_at', '<=', only.askedBy!))
    .returning(['id', 'organisation_id'])
    .execute()
  await recordEnded(tx, rows, reason)
  return rows.length
}

/** Says that "keep me posted" was chosen in the mail although the form had not asked or was answered with no. */
export async function optInByMail(
  tx: Tx,
  answer: Omit<GivenAnswer, 'yes' | 'scope'> & { caseId: string },
): Promise<void> {
  mustBeAllowed(tx, 'supporter.opt-in')
  const rows = await insertOptIns(tx, [{ ...answer, scope: 'case', confirmedAt: tx.now }])
  await recordAll(
    tx,
    'opt-in.confirmed',
    rows.map((row) => ({ organisationId: row.organisation_id, subject: row.id })),
  )
}

/** A member of staff writes down how somebody agreed to mail: by phone, in a letter, at a stand. It counts at once. */
export async function recordOptIn(
  tx: Tx,
  optIn: {
    organisationId: string
    supporterId: string
    caseId: string
    wording: string
    language: string
  },
): Promise<void> {
  mustBeAllowed(tx, 'supporter.record-opt-in')
  // what waited for a mail to be answered is answered by this
  const { organisationId, supporterId, caseId } = optIn
  await endOptIns(tx, organisationId, [supporterId], 'recorded-by-staff', { caseId, unconfirmed: true })
  const rows = await insertOptIns(tx, [
    { ...optIn, scope: 'case', version: 'recorded by staff', at: tx.now, confirmedAt: tx.now },
  ])
  await recordAll(
    tx,
    'opt-in.recorded',
    rows.map((row) => ({ organisationId: optIn.organisationId, subject: row.id })),
  )
}
