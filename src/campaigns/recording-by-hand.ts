import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { observes } from '#publishing/index.ts'
import { recordOptIn, welcome } from '#supporters/index.ts'
import { actionPlace, type SealedAction } from './acting.ts'
import { noticeCount } from './counting.ts'

/** Somebody who phoned or wrote to the organisation, as a member of staff heard it. */
export interface ByHand {
  campaignId: string
  kind: 'message' | 'call' | 'email' | 'signature'
  firstName: string
  lastName: string
  /** without one the act is a number, and nobody can be thanked */
  email?: string
  country?: string
  language: string
  /** what was said or sent, for the case team */
  note: string
  /** day on which it happened, YYYY-MM-DD */
  on: string
  /** "She asked on the phone to be told how it goes on", in the words of whoever heard it; absent: she did not */
  agreedToMail?: string
  /** a signature that may stand by its name on the list that is handed over; absent: it is counted */
  listed?: { identity: 'full' | 'first-name'; wording: string }
}

/**
 * Enters by hand what reached the organisation otherwise. Shown apart as "recorded by staff", never in the number of
 * people; thanked like the rest.
 * @throws NotFound, Refused ('coalition.observers-read')
 */
export async function recordByHand(tx: Tx, entry: ByHand): Promise<string> {
  mustBeAllowed(tx, 'action.record-by-hand')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { accountId, organisationId } = tx.actor
  const campaign = await tx.db
    .selectFrom('campaigns')
    .select(['id', 'case_id'])
    .where('id', '=', entry.campaignId)
    .executeTakeFirst()
  if (!campaign) throw new NotFound()
  // what staff recorded stands in the public number
  if (await observes(tx, campaign.case_id, organisationId)) throw new Refused('coalition.observers-read')
  const supporter = entry.email
    ? (await welcome(tx, organisationId, [{ ...entry, email: entry.email }]))[0]
    : undefined
  const key = await tx.keys.organisation(organisationId)
  const id = newId(tx.now.getTime())
  const listed = entry.kind === 'signature' && supporter ? entry.listed : undefined
  const sealed: SealedAction = {
    ...(entry.kind === 'message' ? { text: entry.note } : { note: entry.note }),
    ...(listed ? { listed: { wording: listed.wording, version: 'by-hand' } } : {}),
  }
  await tx.db
    .insertInto('actions')
    .values({
      id,
      campaign_id: campaign.id,
      case_id: campaign.case_id,
      organisation_id: organisationId,
      kind: entry.kind,
      supporter_id: supporter?.supporterId ?? null,
      state: 'confirmed',
      recorded_by: accountId,
      identity: listed?.identity ?? null,
      country: entry.country ?? null,
      language: entry.language,
      sealed: key.sealJson(actionPlace(id), sealed),
      acted_at: new Date(`${entry.on}T12:00:00Z`),
      confirmed_at: tx.now,
    })
    .execute()
  if (entry.kind === 'message')
    await tx.db
      .insertInto('support_messages')
      .values({ action_id: id, organisation_id: organisationId })
      .execute()
  if (supporter && entry.agreedToMail)
    await recordOptIn(tx, {
      organisationId,
      supporterId: supporter.supporterId,
      caseId: campaign.case_id,
      wording: entry.agreedToMail,
      language: entry.language,
    })
  await record(tx, 'action.recorded-by-hand', {
    caseId: campaign.case_id,
    organisationId,
    subject: id,
    data: { kind: entry.kind },
  })
  await noticeCount(tx, campaign.id)
  return id
}
