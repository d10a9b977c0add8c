import type { Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import type { Place } from '#platform/keys/seal.ts'
import { keepAnswers, type GivenAnswer } from '#supporters/index.ts'
import { checkAct, Unusable, type CheckedAct } from './checking.ts'
import { askToConfirm } from './confirm-mail.ts'
import { noticeCount } from './counting.ts'
import { identify, keepVisits, type Identified } from './identifying.ts'
import { writeOfficialEmails } from './official-emails.ts'
import { loadCampaigns, tookActionsAt, type OpenCampaign } from './open-campaign.ts'
import { findLetters } from './signed-letter.ts'
import type { ActionTable } from './tables.ts'
import { reportWrongNumber } from './target.ts'

/** One checked act with its campaign and, where it has one, its person. */
export interface Act extends CheckedAct {
  campaign: OpenCampaign
  person?: Identified
  /** the version of the letter that was signed */
  letterId?: string
}

/** What lies sealed in `actions.sealed`; what a kind does not need is not there. */
export interface SealedAction {
  text?: string
  note?: string
  subject?: string
  variant?: string
  /** signature: the words in which she said how she may stand on the list that is handed over */
  listed?: { wording: string; version: string }
}

export const actionPlace = (id: string): Place => ({ table: 'actions', column: 'sealed', row: id })

const confirmWithin = 7 * 24 * 3_600_000

/**
 * Takes what visitors did, a batch at a time: a dozen statements whatever the number of rows. What is sent twice is one
 * action and says nothing of it. What cannot be used leaves an event with the reason, and nothing else.
 */
export async function takeActions(tx: Tx, organisationId: string, batch: readonly Received[]): Promise<void> {
  mustBeAllowed(tx, 'action.take')
  const acts = await readActs(tx, organisationId, batch)
  await identify(tx, organisationId, acts)
  const usable: Act[] = []
  for (const act of acts) {
    // only a call may be nobody's; the first step of this visit was dropped or never came
    if (act.person || act.kind === 'call') usable.push(act)
    else await dropSubmission(tx, 'act', 'no-person')
  }
  const key = await tx.keys.organisation(organisationId)
  const rows = usable.flatMap((act) => actionRows(tx, act, organisationId).map((row) => ({ act, row })))
  if (rows.length > 0) {
    const written = await tx.db
      .insertInto('actions')
      .values(
        rows.map(({ act, row }) => ({ ...row, sealed: key.sealJson(actionPlace(row.id), sealedOf(act)) })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    const ids = new Set(written.map((row) => row.id))
    const taken = rows.filter(({ row }) => ids.has(row.id))
    const repeated = rows.filter(({ row }) => !ids.has(row.id))
    await keepNetworkTags(tx, taken)
    await writeOfficialEmails(tx, key, taken)
    await keepVisits(tx, organisationId, new Set(repeated.map(({ act }) => act)))
    await renewCallOutcomes(
      tx,
      repeated.filter(({ row }) => row.kind === 'call'),
    )
    await recordAll(
      tx,
      'action.taken',
      taken.map(({ row }) => ({
        caseId: row.case_id,
        organisationId,
        subject: row.id,
        data: { kind: row.kind },
      })),
    )
    for (const { row } of taken)
      if (row.outcome === 'wrong-number' && row.target_id)
        await reportWrongNumber(tx, { campaignId: row.campaign_id, targetId: row.target_id })
    const counted = taken.flatMap(({ act, row }) => (row.state === 'confirmed' ? [act.campaign] : []))
    for (const { id } of new Set(counted)) await noticeCount(tx, id)
  }
  await keepAnswers(tx, usable.flatMap(answersOf(organisationId)))
  await askToConfirm(
    tx,
    organisationId,
    usable
      .filter((act) => act.person !== undefined)
      .map((act) => ({
        inbox: act.person!.inbox,
        campaignId: act.campaign.id,
        caseId: act.campaign.caseId,
        language: act.language,
      })),
  )
}

async function readActs(tx: Tx, organisationId: string, batch: readonly Received[]): Promise<Act[]> {
  const checked: CheckedAct[] = []
  for (const { submission } of batch) {
    try {
      checked.push(checkAct(submission, tx.now))
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      await dropSubmission(tx, 'act', error.message)
    }
  }
  const campaigns = await loadCampaigns(tx, [...new Set(checked.map((act) => act.campaignId))])
  const letterOf = await findLetters(
    tx,
    checked.flatMap(({ campaignId, signedLetter: hash }) => (hash ? [{ campaignId, hash }] : [])),
  )
  const acts: Act[] = []
  for (const act of checked) {
    const campaign = campaigns.get(act.campaignId)
    const channel = act.kind === 'call' ? 'call' : 'email'
    const officials = act.officials.filter((id) => campaign?.officials.get(id)?.includes(channel))
    const needsOfficial = act.kind === 'call' || act.kind === 'email'
    const letterId = act.signedLetter && letterOf(act.campaignId, act.signedLetter)
    if (!campaign || !tookActionsAt(campaign, act.at)) await dropSubmission(tx, 'act', 'closed')
    // Safety: whoever she was told would keep her address is not here to take it, so nobody is given it
    else if ((act.organisationId ?? campaign.organisationId) !== organisationId)
      await dropSubmission(tx, 'act', 'organisation')
    else if (!campaign.kinds.includes(act.kind)) await dropSubmission(tx, 'act', 'kind')
    else if (needsOfficial && officials.length === 0) await dropSubmission(tx, 'act', 'officials')
    // Safety: nobody is made to have signed what was never public
    else if (act.signedLetter && !letterId) await dropSubmission(tx, 'act', 'letter')
    else acts.push({ ...act, officials, campaign, ...(letterId ? { letterId } : {}) })
  }
  return acts
}

export type ActionRow = Omit<
  Selectable<ActionTable>,
  'sealed' | 'name_sealed' | 'recorded_by' | 'ended_at' | 'index_ends'
>

/** One row per official for emails, else one. */
function actionRows(tx: Tx, act: Act, organisationId: string): ActionRow[] {
  const selfReported = act.kind === 'call' || act.ownProgram
  const targets = act.officials.length > 0 ? act.officials : [null]
  return targets.map((target) => ({
    id: newId(tx.now.getTime()),
    campaign_id: act.campaign.id,
    case_id: act.campaign.caseId,
    organisation_id: organisationId,
    kind: act.kind,
    target_id: target,
    supporter_id: act.person?.supporterId ?? null,
    person_number: act.person?.number ?? null,
    // calls and one's own mail program cannot be confirmed by mail; they are counted apart from what was
    state: selfReported ? 'confirmed' : 'pending',
    self_reported: selfReported,
    handed_over: act.ownProgram,
    outcome: act.outcome ?? null,
    identity: act.kind === 'email' || act.kind === 'signature' ? act.identity : null,
    country: act.person?.country ?? null,
    language: act.language,
    journey: act.journey ?? null,
    letter_id: act.letterId ?? null,
    acted_at: act.at,
    confirmed_at: selfReported ? tx.now : null,
    expires_at: selfReported ? null : new Date(tx.now.getTime() + confirmWithin),
  }))
}

function sealedOf(act: Act): SealedAction {
  if (act.kind === 'message') return { text: act.text }
  if (act.kind === 'call') return act.note ? { note: act.note } : {}
  if (act.kind === 'email') return { subject: act.letter?.subject ?? '', variant: act.letter?.variant ?? '' }
  return act.listed ? { listed: act.listed } : {}
}

/** A busy line that is reached at the second try: the last outcome counts. */
async function renewCallOutcomes(tx: Tx, doubled: readonly { act: Act; row: ActionRow }[]): Promise<void> {
  for (const { row } of doubled)
    await tx.db
      .updateTable('actions')
      .set({ outcome: row.outcome, acted_at: row.acted_at })
      .where('campaign_id', '=', row.campaign_id)
      .where('kind', '=', 'call')
      .where('target_id', '=', row.target_id)
      .where('acted_at', '<=', row.acted_at)
      .where('state', '=', 'confirmed')
      .$if(row.person_number !== null, (query) => query.where('person_number', '=', row.person_number))
      .$if(row.person_number === null, (query) =>
        query.where('person_number', 'is', null).where('journey', '=', row.journey),
      )
      .execute()
}

/** Kept apart from the action for seven days, to find a burst from one network; never an address. */
async function keepNetworkTags(tx: Tx, taken: readonly { act: Act; row: ActionRow }[]): Promise<void> {
  const tags = taken.flatMap(({ act, row }) =>
    act.network
      ? [
          {
            action_id: row.id,
            organisation_id: row.organisation_id,
            tag: act.network,
            day: tx.now.toISOString().slice(0, 10),
          },
        ]
      : [],
  )
  if (tags.length > 0) await tx.db.insertInto('network_tags').values(tags).execute()
}

const answersOf =
  (organisationId: string) =>
  (act: Act): GivenAnswer[] => {
    if (!act.person) return []
    const about = {
      organisationId,
      supporterId: act.person.supporterId,
      language: act.language,
      at: act.at,
    }
    return [
      ...(act.keepPosted
        ? [{ ...about, ...act.keepPosted, scope: 'case' as const, caseId: act.campaign.caseId }]
        : []),
      ...(act.newsletter ? [{ ...about, ...act.newsletter, scope: 'newsletter' as const }] : []),
    ]
  }
