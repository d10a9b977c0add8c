import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import type { Task, WorkerServices } from '#platform/module.ts'
import { setTally } from '#publishing/index.ts'
import { isId } from '#platform/ids.ts'
import type { CampaignTally } from './document.ts'
import { ownerOfCampaign } from './open-campaign.ts'
import { paperThrough, paperTogether } from './paper-numbers.ts'

/**
 * The numbers of a campaign over all its organisations. People: confirmed, each once, however many organisations know her.
 * Kinds apart; what is self-reported, what staff entered by hand, and what stands on paper, apart from both.
 * Safety: people in the case's own country are counted, but their country is not: a single one there would be a trace.
 */
export async function countActions(tx: Tx, campaignId: string): Promise<CampaignTally> {
  mustBeAllowed(tx, 'action.count')
  const { rows } = await sql<{
    people: number
    countries: number
    kinds: Record<string, { confirmed: number; self: number }> | null
    staff: number
  }>`select people, countries, kinds, staff from wl.campaign_tally(${campaignId}::uuid)`.execute(tx.db)
  const { people, countries, kinds, staff } = rows[0]!
  const tally: CampaignTally = { people, countries, byKind: {}, selfReported: {}, recordedByStaff: staff }
  const onPaper = paperTogether(await paperThrough(tx, campaignId))
  if (onPaper) tally.onPaper = onPaper
  for (const [kind, { confirmed, self }] of Object.entries(kinds ?? {})) {
    if (confirmed > 0) tally.byKind[kind as keyof CampaignTally['byKind']] = confirmed
    if (self > 0) tally.selfReported[kind as keyof CampaignTally['byKind']] = self
  }
  return tally
}

/** Counts anew and rewrites the public numbers, where the campaign is public. Called after every publication, too. */
export async function writeTally(tx: Tx, campaign: { id: string; shortId: string }): Promise<CampaignTally> {
  const tally = await countActions(tx, campaign.id)
  await setTally(tx, { subjectId: campaign.id, key: campaign.shortId, body: tally })
  return tally
}

const channel = 'campaign_count'

/** Says, when this transaction commits, that a campaign's numbers have changed. Cheap: once per transaction and campaign. */
export async function noticeCount(tx: Tx, campaignId: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${campaignId})`.execute(tx.db)
}

const apart = 500

/**
 * Keeps the public numbers true: recounts what was said to have changed, at most twice a second and never more than a
 * twentieth of the time, and everything that is live after a start or a lost connection, when notices may be missing.
 */
export const keepTallies: Task = {
  name: 'tallies',
  async run(services, signal) {
    const changed = new Set<string>()
    const written = new Map<string, string>()
    const client = new pg.Client({ connectionString: services.db.pool.options.connectionString! })
    const broken = new AbortController()
    client.on('error', () => broken.abort())
    client.on('end', () => broken.abort())
    let all = true
    client.on('notification', ({ channel: from, payload = '' }) => {
      // a new publication takes the old numbers down with it
      if (from === 'published') all ||= payload === 'documents'
      if (from !== channel) return
      if (isId(payload)) changed.add(payload)
    })
    await client.connect()
    try {
      await client.query(`listen ${channel}; listen published`)
      while (!signal.aborted && !broken.signal.aborted) {
        const started = performance.now()
        if (all) {
          all = false
          written.clear()
          for (const campaign of await liveCampaigns(services)) changed.add(campaign)
        }
        for (const campaignId of [...changed]) {
          changed.delete(campaignId)
          await recount(services, campaignId, written)
        }
        const pause = Math.max(apart, (performance.now() - started) * 20)
        await sleep(pause, undefined, { signal: AbortSignal.any([signal, broken.signal]) }).catch(() => {})
      }
    } finally {
      await client.end().catch(() => {})
    }
    if (broken.signal.aborted && !signal.aborted)
      throw new Error('the connection that listens for counts was lost')
  },
}

/** Counted by the campaign's own organisation: through whom the act came may have left since. */
async function recount(
  services: WorkerServices,
  campaignId: string,
  written: Map<string, string>,
): Promise<void> {
  const organisationId = await ownerOfCampaign(services.db.pool, campaignId)
  if (!organisationId) return
  await services.db.transaction(workerOf(organisationId), async (tx) => {
    const tally = await countActions(tx, campaignId)
    const text = JSON.stringify(tally)
    if (written.get(campaignId) === text) return
    const campaign = await tx.db
      .selectFrom('campaigns')
      .select(['id', 'short_id'])
      .where('id', '=', campaignId)
      .executeTakeFirst()
    const shown =
      campaign && (await setTally(tx, { subjectId: campaign.id, key: campaign.short_id, body: tally }))
    // a campaign that is not public yet is written as soon as it is
    if (shown) written.set(campaignId, text)
    else written.delete(campaignId)
  })
}

async function liveCampaigns(services: WorkerServices): Promise<string[]> {
  const found: string[] = []
  for (const organisationId of await services.organisations())
    await services.db.reading(workerOf(organisationId), async (tx) => {
      const rows = await tx.db
        .selectFrom('campaigns')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .where('state', '=', 'live')
        .execute()
      for (const { id } of rows) found.push(id)
    })
  return found
}
