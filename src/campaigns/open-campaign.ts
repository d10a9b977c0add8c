import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import type { CampaignDocument } from './document.ts'
import type { CampaignState } from './tables.ts'

/** What the verbs behind visitors' submissions need to know of a campaign. */
export interface OpenCampaign {
  id: string
  shortId: string
  caseId: string
  organisationId: string
  state: CampaignState
  kinds: string[]
  caseCountry: string
  letterMode: 'locked' | 'editable' | 'free'
  defaultLanguage: string
  liveAt: Date | null
  pausedAt: Date | null
  endedAt: Date | null
  /** end of the act-by day in the campaign's zone */
  closesAt: Date | null
  /** officials whom visitors could choose, with their channels: those of the campaign, and those whom its pages show */
  officials: ReadonlyMap<string, readonly string[]>
  /** of them, those who get letters; a queue that is stopped keeps them */
  writable: ReadonlySet<string>
  /** what visitors saw, by language; empty while it is not public */
  documents: ReadonlyMap<string, CampaignDocument>
}

export async function loadCampaigns(tx: Tx, ids: readonly string[]): Promise<Map<string, OpenCampaign>> {
  const { rows } = await sql<{
    id: string
    short_id: string
    case_id: string
    organisation_id: string
    state: CampaignState
    kinds: string[]
    country: string
    letter_mode: OpenCampaign['letterMode']
    default_language: string
    live_at: Date | null
    paused_at: Date | null
    ended_at: Date | null
    closes_at: Date | null
    officials: Record<string, string[]> | null
    writable: string[] | null
    documents: Record<string, CampaignDocument> | null
  }>`
    select c.id, c.short_id, c.case_id, c.organisation_id, c.state, c.kinds, k.country, c.letter_mode, c.default_language,
      c.live_at, c.paused_at, c.ended_at, ((c.act_by + 1)::timestamp at time zone c.time_zone) as closes_at,
      (select jsonb_object_agg(t.target_id, t.channels) from campaign_targets t
        where t.campaign_id = c.id and t.removed_at is null) as officials,
      (select jsonb_agg(t.target_id) from campaign_targets t
        where t.campaign_id = c.id and t.removed_at is null and t.retired_at is null
          and 'email' = any (t.channels)) as writable,
      (select jsonb_object_agg(d.language, d.body) from published.documents d
        where d.kind = 'campaign' and d.key = c.short_id) as documents
    from campaigns c join cases k on k.id = c.case_id
    where c.id = any (${ids}::uuid[])`.execute(tx.db)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        shortId: row.short_id,
        caseId: row.case_id,
        organisationId: row.organisation_id,
        state: row.state,
        ...asShown(row),
        caseCountry: row.country.trim(),
        letterMode: row.letter_mode,
        defaultLanguage: row.default_language,
        liveAt: row.live_at,
        pausedAt: row.paused_at,
        endedAt: row.ended_at,
        officials: chooseable(row),
        writable: new Set(row.writable),
        documents: new Map(Object.entries(row.documents ?? {})),
      },
    ]),
  )
}

/**
 * Whom visitors could choose. Whoever was shown counts: an official who was retired, or taken out, between the form and
 * its drain must not drop what its writer was thanked for.
 */
function chooseable(row: {
  officials: Record<string, string[]> | null
  documents: Record<string, CampaignDocument> | null
}): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>(Object.entries(row.officials ?? {}))
  for (const { officials } of Object.values(row.documents ?? {}))
    for (const { id, channels } of officials) all.set(id, [...new Set([...(all.get(id) ?? []), ...channels])])
  return all
}

/**
 * What can be done, and until when: as visitors see it, where it is public. What staff changed since, but did not sign off,
 * must not drop what a visitor was thanked for.
 */
function asShown(row: {
  kinds: string[]
  closes_at: Date | null
  documents: Record<string, CampaignDocument> | null
}): Pick<OpenCampaign, 'kinds' | 'closesAt'> {
  const shown = Object.values(row.documents ?? {})
  if (shown.length === 0) return { kinds: row.kinds, closesAt: row.closes_at }
  const ends = shown.map(({ actBy, closesAt }) =>
    closesAt ? new Date(closesAt) : actBy ? row.closes_at : null,
  )
  const last = ends.includes(null) ? null : new Date(Math.max(...ends.map(Number)))
  return { kinds: [...new Set(shown.flatMap(({ kinds }) => kinds))], closesAt: last }
}

/**
 * Whether a form sent at this moment was sent in time. What was accepted in time counts, also when it is drained after
 * the campaign was paused, has ended, or the act-by day is over.
 */
export function tookActionsAt(campaign: OpenCampaign, at: Date): boolean {
  if (!campaign.liveAt) return false
  if (campaign.closesAt && at >= campaign.closesAt) return false
  if (campaign.state === 'live') return true
  if (campaign.state === 'paused') return campaign.pausedAt !== null && at < campaign.pausedAt
  return campaign.state === 'ended' && campaign.endedAt !== null && at < campaign.endedAt
}

/** The published wording in a language, or in the campaign's own where that one is missing. */
export const wordingIn = (campaign: OpenCampaign, language: string): CampaignDocument | undefined =>
  campaign.documents.get(language) ??
  campaign.documents.get(campaign.defaultLanguage) ??
  campaign.documents.values().next().value

type Pool = {
  query(text: string, values: unknown[]): Promise<{ rows: { organisation_id: string | null }[] }>
}

/** Whose campaign it is. Campaigns never change hands, so it is remembered. */
const owners = new Map<string, string>()
export async function ownerOfCampaign(pool: Pool, campaignId: string): Promise<string | undefined> {
  const known = owners.get(campaignId)
  if (known) return known
  const { rows } = await pool.query('select organisation_id from wl.campaign_owner($1)', [campaignId])
  const owner = rows[0]?.organisation_id ?? undefined
  if (owners.size > 10_000) owners.clear()
  if (owner) owners.set(campaignId, owner)
  return owner
}

/** So long an organisation that has a page is taken to have one: asking for each act would cost the drain a round trip. */
const knownFor = 5_000
const partners = new Map<string, number>()

/**
 * For whom an act is: the organisation on whose page it was done, where that one may take it, else the campaign's own, which
 * finds that it is not its own and drops it (`takeActions`). Safety: an act is never given to an organisation that the page
 * did not name.
 */
export async function organisationOfAct(
  pool: Pool,
  act: { campaignId: string; organisationId: string | undefined },
  now: Date,
): Promise<string | undefined> {
  const { campaignId, organisationId } = act
  const owner = await ownerOfCampaign(pool, campaignId)
  if (!owner || !organisationId || organisationId === owner) return owner
  const name = `${campaignId} ${organisationId}`
  if ((partners.get(name) ?? 0) > now.getTime()) return organisationId
  const { rows } = await pool.query('select wl.act_organisation($1, $2) as organisation_id', [
    campaignId,
    organisationId,
  ])
  if (!rows[0]?.organisation_id) return owner
  if (partners.size > 10_000) partners.clear()
  partners.set(name, now.getTime() + knownFor)
  return organisationId
}
