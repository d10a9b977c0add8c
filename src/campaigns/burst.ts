import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { foldName } from '#platform/text/name.ts'
import { actionPlace, type SealedAction } from './acting.ts'
import { burst } from './burst-size.ts'
import { stopForBurst } from './campaign-officials.ts'
import { composeLetter } from './letter.ts'
import { officialEmailPlace, type SealedOfficialEmail } from './official-emails.ts'
import { loadCampaigns, wordingIn, type OpenCampaign } from './open-campaign.ts'

/** With how many held letters of an office a new one is compared, the newest first. */
const mostCompared = 200

export type BurstSign = 'network' | 'words'

interface Found {
  campaignId: string
  targetId: string
  sign: BurstSign
  letters: number
}

/**
 * Stops the queues to which these confirmed letters are a burst. Called before they are released, so that none of them
 * leaves in between. For the drain.
 * @param actionIds emails that were confirmed in this transaction
 */
export async function stopBursts(tx: Tx, actionIds: readonly string[]): Promise<void> {
  mustBeAllowed(tx, 'action.confirm')
  if (actionIds.length === 0) return
  const found = [...(await fromOneNetwork(tx, actionIds)), ...(await ofSameWords(tx, actionIds))]
  const once = new Map(found.toReversed().map((one) => [`${one.campaignId} ${one.targetId}`, one]))
  for (const one of once.values()) await stopForBurst(tx, one)
}

/** Over the pages of all organisations, of which this one learns a number. */
async function fromOneNetwork(tx: Tx, actionIds: readonly string[]): Promise<Found[]> {
  const since = new Date(tx.now.getTime() - burst.within)
  const { rows } = await sql<Found>`
    select campaign_id as "campaignId", target_id as "targetId", 'network' as sign, letters
    from wl.network_bursts(${actionIds}::uuid[], ${since}::timestamptz, ${burst.fromOneNetwork}) order by letters`.execute(
    tx.db,
  )
  return rows
}

interface OwnLetter {
  id: string
  action_id: string
  campaign_id: string
  target_id: string
  organisation_id: string
  resumed_at: Date | null
  sealed: Buffer
  action_sealed: Buffer | null
}

async function ofSameWords(tx: Tx, actionIds: readonly string[]): Promise<Found[]> {
  const { rows: fresh } = await sql<OwnLetter>`
    select e.id, e.action_id, e.campaign_id, e.target_id, e.organisation_id, t.resumed_at, e.sealed, a.sealed as action_sealed
    from official_emails e join actions a on a.id = e.action_id
      join campaign_targets t on t.campaign_id = e.campaign_id and t.target_id = e.target_id and t.stopped_at is null
    where e.action_id = any (${actionIds}::uuid[]) and e.edited and e.state = 'waiting'`.execute(tx.db)
  const [first] = fresh
  if (!first) return []
  const key = await tx.keys.organisation(first.organisation_id)
  const campaigns = await loadCampaigns(tx, [...new Set(fresh.map((one) => one.campaign_id))])
  const found: Found[] = []
  for (const group of Map.groupBy(fresh, (one) => `${one.campaign_id} ${one.target_id}`).values()) {
    const pairsOf = (one: OwnLetter) => ownPairs(key, one, campaigns.get(one.campaign_id))
    const ours = group.map(pairsOf)
    const all = [...ours, ...(await heldBefore(tx, group[0]!)).map(pairsOf)]
    if (all.length < burst.ofSameWords) continue
    const most = Math.max(...ours.map((one) => all.filter((other) => nearlyEqual(one, other)).length))
    if (most >= burst.ofSameWords)
      found.push({
        campaignId: group[0]!.campaign_id,
        targetId: group[0]!.target_id,
        sign: 'words',
        letters: most,
      })
  }
  return found
}

async function heldBefore(tx: Tx, office: OwnLetter): Promise<OwnLetter[]> {
  const since = Math.max(tx.now.getTime() - burst.within, office.resumed_at?.getTime() ?? 0)
  const { rows } = await sql<OwnLetter>`
    select e.id, e.action_id, e.campaign_id, e.target_id, e.organisation_id, null as resumed_at, e.sealed,
      a.sealed as action_sealed
    from official_emails e join actions a on a.id = e.action_id
    where e.campaign_id = ${office.campaign_id} and e.target_id = ${office.target_id} and e.state = 'held'
      and e.not_before > ${new Date(since)} and length(e.sealed) > 0
    order by e.not_before desc limit ${mostCompared}`.execute(tx.db)
  return rows
}

/** The pairs of neighbouring words that the published letter does not have. */
function ownPairs(key: Sealer, row: OwnLetter, campaign: OpenCampaign | undefined): Set<string> {
  const email = key.openJson<SealedOfficialEmail>(officialEmailPlace(row.id), row.sealed)
  const { variant = '' } = row.action_sealed
    ? key.openJson<SealedAction>(actionPlace(row.action_id), row.action_sealed)
    : {}
  const wording = campaign && wordingIn(campaign, email.language)
  const published = wording && composeLetter(wording, { variant, subject: '', body: '' })
  return pairsIn(`${email.subject}\n${email.letter}`).difference(
    pairsIn(published ? `${published.subject}\n${published.text}` : ''),
  )
}

// scripts that write no spaces between words give one sign at a time
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu

/** Pairs, because people who write on one matter share many words but few neighbours. */
function pairsIn(text: string): Set<string> {
  const words = foldName(text).match(word) ?? []
  return new Set(words.slice(1).map((one, i) => `${words[i]!} ${one}`))
}

/** More than half of all their pairs are in both. A letter without pairs of its own only left something out. */
export function nearlyEqual(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one.size === 0 || other.size === 0) return false
  const shared = one.intersection(other).size
  return shared * 2 > one.size + other.size - shared
}
