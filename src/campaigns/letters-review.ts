import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { Refused } from '#platform/web/errors.ts'
import { actionPlace, type SealedAction } from './acting.ts'
import { composeLetter } from './letter.ts'
import { warningsIn, type LetterWarnings } from './letters-warnings.ts'
import { officialEmailPlace, type SealedOfficialEmail } from './official-emails.ts'
import { loadCampaigns, wordingIn } from './open-campaign.ts'
import type { OfficialEmailState } from './tables.ts'

/** A letter in a supporter's own words that waits for staff, beside the text that she started from. */
export interface HeldLetter {
  id: string
  targetId: string
  language: string
  subject: string
  letter: string
  /** the published text; empty when it is no longer public */
  originalSubject: string
  original: string
  warnings: LetterWarnings
  sentAt: Date
}

/** Held letters of a campaign, the oldest first. Safety: neither name nor address of the writer is shown. */
export async function listHeldLetters(
  tx: Tx,
  campaignId: string,
  page: { limit: number; offset: number },
): Promise<HeldLetter[]> {
  mustBeAllowed(tx, 'official-email.review')
  const rows = await tx.db
    .selectFrom('official_emails as e')
    .innerJoin('actions as a', 'a.id', 'e.action_id')
    .innerJoin('campaigns as c', 'c.id', 'e.campaign_id')
    .select(['e.id', 'e.target_id', 'e.sealed', 'e.organisation_id', 'e.action_id'])
    .select(['a.sealed as action_sealed', 'a.acted_at'])
    .where('e.campaign_id', '=', campaignId)
    .where('e.state', '=', 'held')
    .orderBy('a.acted_at')
    .orderBy('e.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const first = rows[0]
  if (!first) return []
  const key = await tx.keys.organisation(first.organisation_id)
  const campaign = (await loadCampaigns(tx, [campaignId])).get(campaignId)
  return rows
    .filter((row) => row.sealed.length > 0)
    .map((row) => {
      const email = key.openJson<SealedOfficialEmail>(officialEmailPlace(row.id), row.sealed)
      const action = row.action_sealed?.length
        ? key.openJson<SealedAction>(actionPlace(row.action_id), row.action_sealed)
        : {}
      const wording = campaign && wordingIn(campaign, email.language)
      const original =
        wording && composeLetter(wording, { variant: action.variant ?? '', subject: '', body: '' })
      return {
        id: row.id,
        targetId: row.target_id,
        language: email.language,
        subject: email.subject,
        letter: email.letter.replaceAll('{salutation}', email.salutation),
        originalSubject: original?.subject ?? '',
        original: original?.text.replaceAll('{salutation}', email.salutation) ?? '',
        warnings: warningsIn(`${email.subject}\n${email.letter}`),
        sentAt: row.acted_at,
      }
    })
}

/** Notes that a member is shown the sealed words of letters: one event for a page of them, none for an empty one. */
export async function noteLettersRead(
  tx: Tx,
  campaign: { id: string; caseId: string },
  letters: readonly { id: string }[],
): Promise<void> {
  mustBeAllowed(tx, 'official-email.review')
  const ids = [...new Set(letters.map(({ id }) => id))]
  if (ids.length === 0) return
  await record(tx, 'official-email.words-read', {
    ...{ caseId: campaign.caseId, subject: campaign.id },
    data: { count: ids.length, letters: ids },
  })
}

/**
 * Lets held letters go, or stops them; stops also those that are queued for an office whose queue stands still. Others do
 * not change: a second click does nothing.
 * @returns how many changed
 */
export async function reviewLetters(
  tx: Tx,
  input: { campaignId: string; ids: readonly string[]; verdict: 'approve' | 'reject' },
): Promise<number> {
  mustBeAllowed(tx, 'official-email.review')
  if (tx.actor.kind !== 'member') throw new Refused()
  if (input.ids.length === 0) return 0
  const approve = input.verdict === 'approve'
  const rows = await tx.db
    .updateTable('official_emails')
    .set({
      state: approve ? 'queued' : 'stopped',
      reviewed_by: tx.actor.accountId,
      reviewed_at: tx.now,
      ...(approve ? { not_before: tx.now } : { settled_at: tx.now }),
    })
    .where('campaign_id', '=', input.campaignId)
    .where('campaign_id', 'in', (where) => where.selectFrom('campaigns').select('campaigns.id'))
    .where('id', 'in', [...input.ids])
    .where((where) =>
      approve
        ? where('state', '=', 'held')
        : where.or([
            where('state', '=', 'held'),
            where.and([
              where('state', '=', 'queued'),
              where.exists(
                where
                  .selectFrom('campaign_targets as t')
                  .select('t.target_id')
                  .whereRef('t.campaign_id', '=', 'official_emails.campaign_id')
                  .whereRef('t.target_id', '=', 'official_emails.target_id')
                  .where('t.stopped_at', 'is not', null),
              ),
            ]),
          ]),
    )
    .returning(['id', 'case_id', 'organisation_id'])
    .execute()
  await recordAll(
    tx,
    approve ? 'official-email.approved' : 'official-email.rejected',
    rows.map((row) => ({ caseId: row.case_id, organisationId: row.organisation_id, subject: row.id })),
  )
  return rows.length
}

export const officialEmailStates = [
  'waiting',
  'held',
  'queued',
  'claimed',
  'accepted',
  'refused',
  'bounced',
  'unknown',
  'stopped',
] as const satisfies readonly OfficialEmailState[]

/** How many letters stand in which state, per official; those of the test mode apart. */
export async function countOfficialEmails(
  tx: Tx,
  campaignId: string,
): Promise<{ targetId: string; state: OfficialEmailState; test: boolean; count: number }[]> {
  mustBeAllowed(tx, 'campaign.read')
  const rows = await tx.db
    .selectFrom('official_emails')
    .select(['target_id', 'state', 'test', ({ fn }) => fn.countAll<number>().as('count')])
    .where('campaign_id', '=', campaignId)
    .where('campaign_id', 'in', (where) => where.selectFrom('campaigns').select('campaigns.id'))
    .groupBy(['target_id', 'state', 'test'])
    .execute()
  return rows.map((row) => ({
    targetId: row.target_id,
    state: row.state,
    test: row.test,
    count: Number(row.count),
  }))
}
