import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'

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
 * Keeps answers to "may we keep you posted?". A yes waits for its confirmation by mail; a later yes with the same
 * scope changes nothing that stands. A no takes back an unconfirmed yes only: whoever types somebody's address into a
 * form must not be able to end what she has confirmed; the links in her mails do that.
 */
export async function keepAnswers(tx: Tx, answers: readonly GivenAnswer[]): Promise<void> {
  mustBeAllowed(tx, 'supporter.opt-in')
  for (const answer of answers.filter((one) => !one.yes))
    await tx.db
      .updateTable('opt_ins')
      .set({ ended_at: tx.now, ended_reason: 'answered-no' })
      .where('organisation_id', '=', answer.organisationId)
      .where('supporter_id', '=', answer.supporterId)
      .where('scope', '=', answer.scope)
      .where('ended_at', 'is', null)
      .where('confirmed_at', 'is', null)
      .where('asked_at', '<=', answer.at)
      .$if(answer.scope === 'case', (query) => query.where('case_id', '=', answer.caseId!))
      .execute()
  const yes = answers.filter((one) => one.yes)
  if (yes.length === 0) return
  const kept = await tx.db
    .insertInto('opt_ins')
    .values(
      yes.map((answer) => ({
        id: newId(tx.now.getTime()),
        organisation_id: answer.organisationId,
        supporter_id: answer.supporterId,
        scope: answer.scope,
        case_id: answer.scope === 'case' ? answer.caseId! : null,
        wording: answer.wording,
        wording_version: answer.version,
        language: answer.language,
        asked_at: answer.at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'organisation_id', 'case_id', 'scope'])
    .execute()
  await recordAll(
    tx,
    'opt-in.asked',
    kept.map((row) => ({ organisationId: row.organisation_id, subject: row.id, data: { scope: row.scope } })),
  )
}

/** The mail was answered with "keep me posted": what these supporters asked for in this case, and the newsletter, now counts. */
export async function confirmOptIns(
  tx: Tx,
  organisationId: string,
  supporterIds: readonly string[],
  caseId: string,
): Promise<number> {
  mustBeAllowed(tx, 'supporter.opt-in')
  const rows = await tx.db
    .updateTable('opt_ins')
    .set({ confirmed_at: tx.now })
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`supporter_id = any (${supporterIds}::uuid[])`)
    .where((where) => where.or([where('case_id', '=', caseId), where('scope', '=', 'newsletter')]))
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

/** Ends opt-ins of supporters: all of them, of one case, or only those never confirmed. */
export async function endOptIns(
  tx: Tx,
  organisationId: string,
  supporterIds: readonly string[],
  reason: string,
  only: { caseId?: string; scope?: 'case' | 'newsletter'; unconfirmed?: boolean } = {},
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
    .returning('id')
    .execute()
  await recordAll(
    tx,
    'opt-in.ended',
    rows.map((row) => ({ organisationId, subject: row.id, data: { reason } })),
  )
  return rows.length
}

/** Says that "keep me posted" was chosen in the mail although the form had not asked or was answered with no. */
export async function optInByMail(
  tx: Tx,
  answer: Omit<GivenAnswer, 'yes' | 'scope'> & { caseId: string },
): Promise<void> {
  mustBeAllowed(tx, 'supporter.opt-in')
  await tx.db
    .insertInto('opt_ins')
    .values({
      id: newId(tx.now.getTime()),
      organisation_id: answer.organisationId,
      supporter_id: answer.supporterId,
      scope: 'case',
      case_id: answer.caseId,
      wording: answer.wording,
      wording_version: answer.version,
      language: answer.language,
      asked_at: answer.at,
      confirmed_at: tx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
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
  const rows = await tx.db
    .insertInto('opt_ins')
    .values({
      id: newId(tx.now.getTime()),
      organisation_id: optIn.organisationId,
      supporter_id: optIn.supporterId,
      scope: 'case',
      case_id: optIn.caseId,
      wording: optIn.wording,
      wording_version: 'recorded by staff',
      language: optIn.language,
      asked_at: tx.now,
      confirmed_at: tx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  await recordAll(
    tx,
    'opt-in.recorded',
    rows.map((row) => ({ organisationId: optIn.organisationId, subject: row.id })),
  )
}
