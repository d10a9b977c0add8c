import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { sliceBySlice } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import type { Place } from '#platform/keys/seal.ts'
import type { Job } from '#platform/module.ts'
import type { Act, ActionRow } from './acting.ts'
import { composeLetter } from './letter.ts'
import { wordingIn } from './open-campaign.ts'
import type { ShownIdentity } from './tables.ts'

/** What lies sealed in `official_emails.sealed`; the supporter's name and address are put in when it leaves. */
export interface SealedOfficialEmail {
  subject: string
  /** `{salutation}` and `{name}` still stand in it */
  letter: string
  language: string
  identity: ShownIdentity
  salutation: string
  campaignTitle: string
  /** answers may go to the supporter */
  replyTo: boolean
  /** she asked for a copy */
  copy: boolean
}

export const officialEmailPlace = (id: string): Place => ({
  table: 'official_emails',
  column: 'sealed',
  row: id,
})

/** Writes the letters that wait for their writer's confirmation: one per official. */
export async function writeOfficialEmails(
  tx: Tx,
  key: Sealer,
  taken: readonly { act: Act; row: ActionRow }[],
): Promise<void> {
  const rows = taken.flatMap(({ act, row }) => {
    const person = act.person
    if (act.kind !== 'email' || act.ownProgram || !person || row.target_id === null) return []
    const wording = wordingIn(act.campaign, act.language)
    // taken down, or the official retired, between the form and here: the action counts, no letter leaves
    if (!wording || !act.campaign.writable.has(row.target_id)) return []
    const letter = composeLetter(wording, act.letter ?? { variant: '', subject: '', body: '' })
    const official = wording.officials.find((one) => one.id === row.target_id)
    const id = newId(tx.now.getTime())
    const inside = person.country === act.campaign.caseCountry
    const sealed: SealedOfficialEmail = {
      subject: letter.subject,
      letter: letter.text,
      // where the page's language has no letter, that of the campaign stands in
      language: wording.letters.find((one) => one.id === act.letter?.variant)?.lang ?? wording.lang,
      identity: act.identity,
      salutation: official?.salutation ?? '',
      campaignTitle: wording.title,
      // Safety: inside the country of risk no address is handed to its officials, whatever the form said
      replyTo: act.replyTo && !inside,
      copy: act.copy,
    }
    return [
      {
        id,
        action_id: row.id,
        campaign_id: row.campaign_id,
        case_id: row.case_id,
        organisation_id: row.organisation_id,
        target_id: row.target_id,
        person_number: person.number,
        state: 'waiting' as const,
        sealed: key.sealJson(officialEmailPlace(id), sealed),
        edited: letter.edited,
      },
    ]
  })
  if (rows.length === 0) return
  await tx.db
    .insertInto('official_emails')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Stops what other organisations still have for an office, or for the whole campaign, where it ends for all.
 * @returns how many
 */
export async function stopLettersOfOthers(
  tx: Tx,
  { campaignId, targetId }: { campaignId: string; targetId?: string },
): Promise<number> {
  const { rows } = await sql<{ stopped: number }>`
    select wl.stop_letters_of_others(${campaignId}::uuid, ${targetId ?? null}::uuid) as stopped`.execute(
    tx.db,
  )
  return rows[0]!.stopped
}

/**
 * Their writers have confirmed: untouched letters may leave, edited ones are held until staff have seen them. Where the
 * writer has one under way to the same office through another organisation, hers waits until that one has left, and is
 * stopped then; when it comes to nothing, hers goes.
 * Safety: a threat sent in our name would harm the person.
 */
export async function releaseOfficialEmails(tx: Tx, actionIds: readonly string[]): Promise<void> {
  if (actionIds.length === 0) return
  const { rows: before } = await sql<{ action_id: string; has_left: boolean }>`
    select action_id, has_left from wl.letters_before(${actionIds}::uuid[])`.execute(tx.db)
  const left = before.filter((one) => one.has_left).map((one) => one.action_id)
  if (left.length > 0) await stopOfficialEmails(tx, { actionIds: left }, false)
  await keepBehind(
    tx,
    before.filter((one) => !one.has_left).map((one) => one.action_id),
  )
  const named = new Set(before.map((one) => one.action_id))
  const free = actionIds.filter((id) => !named.has(id))
  const rows = await tx.db
    .updateTable('official_emails')
    .set({
      state: sql`case when edited then 'held' else 'queued' end`,
      not_before: tx.now,
      behind_since: null,
    })
    .where(sql<boolean>`action_id = any (${free}::uuid[])`)
    .where('state', '=', 'waiting')
    .returning(['id', 'case_id', 'organisation_id', 'state'])
    .execute()
  await recordAll(
    tx,
    'official-email.released',
    rows.map((row) => ({
      caseId: row.case_id,
      organisationId: row.organisation_id,
      subject: row.id,
      data: { state: row.state },
    })),
  )
}

async function keepBehind(tx: Tx, actionIds: readonly string[]): Promise<void> {
  if (actionIds.length === 0) return
  const rows = await tx.db
    .updateTable('official_emails')
    .set({ behind_since: tx.now })
    .where(sql<boolean>`action_id = any (${actionIds}::uuid[])`)
    .where('state', '=', 'waiting')
    .where('behind_since', 'is', null)
    .returning(['id', 'case_id', 'organisation_id'])
    .execute()
  await recordAll(
    tx,
    'official-email.behind',
    rows.map((row) => ({ caseId: row.case_id, organisationId: row.organisation_id, subject: row.id })),
  )
}

const atOnce = 500

/** Looks again at the letters of one organisation that wait behind others: some may go by now, some are one too many. */
async function lookBehind(tx: Tx, after: string): Promise<string | undefined> {
  mustBeAllowed(tx, 'official-email.send')
  const rows = await tx.db
    .selectFrom('official_emails')
    .select(['id', 'action_id'])
    .where('state', '=', 'waiting')
    .where('behind_since', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(atOnce)
    .execute()
  await releaseOfficialEmails(
    tx,
    rows.map((row) => row.action_id),
  )
  return rows.length === atOnce ? rows.at(-1)!.id : undefined
}

export const letBehindGo: Job = {
  name: 'letters-behind',
  everySeconds: 30,
  run: (services) => sliceBySlice(services, lookBehind),
}

/**
 * Stops what has not left yet. What is in hand at this moment is looked at again just before it goes.
 * @returns how many were stopped
 */
export async function stopOfficialEmails(
  tx: Tx,
  which: { actionIds: readonly string[] } | { campaignId: string },
  wipe: boolean,
): Promise<number> {
  const rows = await tx.db
    .updateTable('official_emails')
    .set({ state: 'stopped', settled_at: tx.now, ...(wipe ? { sealed: Buffer.alloc(0) } : {}) })
    .where((where) =>
      'campaignId' in which
        ? where('campaign_id', '=', which.campaignId)
        : sql<boolean>`action_id = any (${which.actionIds}::uuid[])`,
    )
    .where('state', 'in', ['waiting', 'held', 'queued', 'claimed'])
    .returning(['id', 'case_id', 'organisation_id'])
    .execute()
  await recordAll(
    tx,
    'official-email.stopped',
    rows.map((row) => ({ caseId: row.case_id, organisationId: row.organisation_id, subject: row.id })),
  )
  return rows.length
}
