import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { keepAnswers, welcome } from '#supporters/index.ts'
import { asOrganisation, checkAnswer, checkVisit, Unusable } from './checking.ts'
import { askToConfirm } from './confirm-mail.ts'
import type { FollowSubmission } from './submission.ts'

/** Whose page it was, and which case stands behind the address. Ids only. */
export async function findCase(
  pool: {
    query(
      text: string,
      values: unknown[],
    ): Promise<{ rows: { case_id: string | null; organisation_id: string | null }[] }>
  },
  caseKey: string,
): Promise<{ caseId: string; organisationId: string } | undefined> {
  const { rows } = await pool.query('select case_id, organisation_id from wl.case_of_key($1)', [caseKey])
  const row = rows[0]
  return row?.case_id && row.organisation_id
    ? { caseId: row.case_id, organisationId: row.organisation_id }
    : undefined
}

/** Takes "tell me what happens to her" from people who have not acted: an opt-in that waits for the mail to be answered. */
export async function takeFollowers(
  tx: Tx,
  organisationId: string,
  batch: readonly Received[],
): Promise<void> {
  mustBeAllowed(tx, 'action.take')
  for (const { submission } of batch) {
    try {
      await follow(tx, organisationId, submission as unknown as FollowSubmission)
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      await dropSubmission(tx, 'follow', error.message)
    }
  }
}

async function follow(tx: Tx, organisationId: string, submission: FollowSubmission): Promise<void> {
  const { at, language } = checkVisit({ ...submission }, tx.now)
  const answer = checkAnswer(submission.keepPosted)
  const newsletter = checkAnswer(submission.newsletter)
  const caseRow = await tx.db
    .selectFrom('cases')
    .select('id')
    .where('short_id', '=', String(submission.caseKey))
    .executeTakeFirst()
  const email = parseAddress(String(submission.who?.email ?? ''))
  if (!caseRow) throw new Unusable('case')
  if (!email.ok) throw new Unusable('email')
  if (!answer?.yes && !newsletter?.yes) throw new Unusable('answer')
  // Safety: she was told a name; whoever leads now is not given what she wrote to another
  if ((asOrganisation(submission.organisationId) ?? organisationId) !== organisationId)
    throw new Unusable('organisation')
  const firstName = parseName(submission.who.firstName ?? '')
  const lastName = parseName(submission.who.lastName ?? '')
  const country = parseCountry(submission.who.country ?? '')
  const [person] = await welcome(tx, organisationId, [
    {
      firstName: firstName.ok ? firstName.value : '',
      lastName: lastName.ok ? lastName.value : '',
      email: email.value,
      ...(country.ok ? { country: country.value } : {}),
      language,
    },
  ])
  await keepAnswers(tx, [
    ...(answer?.yes
      ? [
          {
            organisationId,
            supporterId: person!.supporterId,
            scope: 'case' as const,
            caseId: caseRow.id,
            ...answer,
            language,
            at,
          },
        ]
      : []),
    ...(newsletter?.yes
      ? [
          {
            organisationId,
            supporterId: person!.supporterId,
            scope: 'newsletter' as const,
            ...newsletter,
            language,
            at,
          },
        ]
      : []),
  ])
  await askToConfirm(tx, organisationId, [
    { inbox: person!.inbox, caseId: caseRow.id, language, ...(answer?.yes ? {} : { newsletter: true }) },
  ])
}
