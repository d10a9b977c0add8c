import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { actionPlace, type SealedAction } from './acting.ts'
import { burst } from './burst-size.ts'
import { composeLetter } from './letter.ts'
import { officialEmailPlace, type SealedOfficialEmail } from './official-emails.ts'
import { loadCampaigns, wordingIn } from './open-campaign.ts'

/** A letter that stands in a queue which a burst stopped. */
export interface BurstLetter {
  id: string
  confirmedAt: Date
  country?: string
  /** the largest group that came from one network has number 1; undefined: alone, or older than seven days */
  network?: number
  /** it is of a group that is a burst, together with what came through other organisations */
  ofBurst: boolean
  /** what the published letter does not say; undefined: nothing */
  ownWords?: string
}

const mostShown = 100

/**
 * What waits for an office, letters from one network together and the largest such group first.
 * Safety: neither name nor address of a writer is shown, nor the tag of the network.
 */
export async function listBurstLetters(
  tx: Tx,
  input: { campaignId: string; targetId: string },
): Promise<{ letters: BurstLetter[]; total: number }> {
  mustBeAllowed(tx, 'official-email.review')
  const { rows } = await sql<{
    id: string
    action_id: string
    organisation_id: string
    edited: boolean
    sealed: Buffer
    action_sealed: Buffer | null
    confirmed_at: Date
    country: string | null
    tag: Buffer | null
    alike: number
    total: number
  }>`
    select e.id, e.action_id, e.organisation_id, e.edited, e.sealed, a.sealed as action_sealed, a.confirmed_at, a.country,
      n.tag, coalesce(w.alike, 1) as alike,
      (count(*) over ())::int as total
    from official_emails e join campaigns c on c.id = e.campaign_id
      join actions a on a.id = e.action_id left join network_tags n on n.action_id = e.action_id
      left join wl.letters_alike(${input.campaignId}::uuid, ${input.targetId}::uuid) w on w.action_id = e.action_id
    where e.campaign_id = ${input.campaignId} and e.target_id = ${input.targetId} and e.state in ('queued', 'held')
      and length(e.sealed) > 0
    order by alike desc, n.tag, a.confirmed_at, e.id limit ${mostShown}`.execute(tx.db)
  const [first] = rows
  if (!first) return { letters: [], total: 0 }
  const key = await tx.keys.organisation(first.organisation_id)
  const campaign = (await loadCampaigns(tx, [input.campaignId])).get(input.campaignId)
  const networks = new Map<string, number>()
  const letters = rows.map((row): BurstLetter => {
    const tag = row.tag && row.alike > 1 ? row.tag.toString('hex') : undefined
    if (tag && !networks.has(tag)) networks.set(tag, networks.size + 1)
    const email = key.openJson<SealedOfficialEmail>(officialEmailPlace(row.id), row.sealed)
    const { variant = '' } = row.action_sealed?.length
      ? key.openJson<SealedAction>(actionPlace(row.action_id), row.action_sealed)
      : ({} as SealedAction)
    const wording = campaign && wordingIn(campaign, email.language)
    const published = wording && composeLetter(wording, { variant, subject: '', body: '' })
    return {
      id: row.id,
      confirmedAt: row.confirmed_at,
      ...(row.country ? { country: row.country.trim() } : {}),
      ...(tag ? { network: networks.get(tag)! } : {}),
      ofBurst: row.alike >= burst.fromOneNetwork,
      ...(row.edited
        ? { ownWords: ownWords(email, published && `${published.subject}\n${published.text}`) }
        : {}),
    }
  })
  return { letters, total: first.total }
}

/** The sentences that the published letter does not have; the whole of it stands among the held ones. */
function ownWords({ subject, letter }: SealedOfficialEmail, published = ''): string {
  const sentences = `${subject}\n${letter}`.split(/(?<=[.!?؟。])\s+|\n+/)
  const own = sentences.map((one) => one.trim()).filter((one) => one && !published.includes(one))
  return own.join(' ')
}
