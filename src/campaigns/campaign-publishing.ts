import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import {
  askForSignature,
  holdGate,
  isNamed,
  openSignDoor,
  pageMatter,
  readTicks,
  type AskInput,
  type Asked,
  type PublishInput,
} from '#publishing/index.ts'
import { documentOf, missingFor, readSource, type CampaignSource } from './campaign-document.ts'
import { readCampaign } from './campaign-parts.ts'
import { getCampaign, lockCampaign, lockOwnCampaign, type Campaign } from './campaign.ts'
import { writeTally } from './counting.ts'
import { stopOutdatedLetters } from './outdated-letters.ts'

export interface PublishCampaign extends Pick<
  AskInput,
  'correcting' | 'review' | 'note' | 'condition' | 'publishAt'
> {
  campaignId: string
  /** of the row that the form was filled from: what was read is what is signed */
  version: number
  /** ticked by hand; the item that the case page stands on is always among them */
  items: readonly string[]
  languages: readonly string[]
}

/**
 * Signs the campaign: public at once where one person may, else when a second one has signed what stands in the texts now.
 * For writers with a recent step-up, of the organisation that runs it; anybody who may sign signs second.
 * @throws Refused ('campaigns.error.another-runs'), Conflict ('campaigns.publish.case-first' while the case page is not public, 'campaigns.error.changed',
 * 'campaigns.error.ended'), Refused ('campaigns.publish.incomplete', 'publishing.no-consent')
 */
export async function publishCampaign(tx: Tx, input: PublishCampaign): Promise<Asked> {
  mustBeAllowed(tx, 'campaign.publish')
  return await askFor(tx, input, ['draft', 'review', 'approved', 'live'])
}

/** Lets a paused campaign go on, signed off anew: what waited for the officials goes on too. */
export async function resumeCampaign(tx: Tx, input: PublishCampaign): Promise<Asked> {
  mustBeAllowed(tx, 'campaign.resume')
  return await askFor(tx, input, ['paused'])
}

async function askFor(tx: Tx, input: PublishCampaign, from: readonly string[]): Promise<Asked> {
  const { campaignId, version, items, languages, ...asking } = input
  const seen = await getCampaign(tx, campaignId)
  await holdGate(tx, seen.caseId)
  const row = await lockOwnCampaign(tx, campaignId)
  if (row.state === 'ended') throw new Conflict('campaigns.error.ended')
  if (row.version !== version || !from.includes(row.state)) throw new Conflict('campaigns.error.changed')
  const choice: Choice = { items: [...new Set(items)], languages: [...new Set(languages)] }
  return await askForSignature(tx, { ...asking, kind: 'campaign', subjectId: campaignId, choice })
}

type Choice = Pick<PublishCampaign, 'items' | 'languages'>

openSignDoor({
  kind: 'campaign',
  async make(tx, { subjectId, choice, forReading }) {
    const campaign = await getCampaign(tx, subjectId)
    // what is only looked at takes no locks
    if (!forReading) await holdGate(tx, campaign.caseId)
    const { items, languages } = choice as Choice
    const page = await buildCampaignPage(tx, campaign, items, languages)
    return pageMatter(page, (inner) => goLive(inner, subjectId, languages))
  },
  read: readCampaign,
  href: ({ subjectId }) => `/campaigns/${subjectId}/publish`,
})

async function buildCampaignPage(
  tx: Tx,
  seen: Campaign,
  items: readonly string[],
  chosen: readonly string[],
): Promise<PublishInput> {
  if (seen.state === 'ended') throw new Conflict('campaigns.error.ended')
  // Safety: who gives a name and an address reads who keeps them
  if (!(await isNamed(tx, seen.caseId, seen.organisationId))) throw new Refused('campaigns.publish.unnamed')
  const source = await readSource(tx, seen)
  const { shown, campaign } = source
  if (!shown) throw new Conflict('campaigns.publish.case-first')
  if (source.closesAt && source.closesAt <= tx.now) throw new Conflict('campaigns.publish.too-late')
  mustBeComplete(source, chosen)
  const languages = [...chosen]
  return {
    caseId: campaign.caseId,
    subjectKind: 'campaign',
    subjectId: campaign.id,
    key: campaign.shortId,
    items: readTicks(items, shown.gate.personId),
    gate: shown.gate,
    documents: languages.map((language) => ({
      language,
      body: documentOf(source, language, languages),
      ...(source.closesAt ? { freshUntil: source.closesAt } : {}),
    })),
    text: {
      texts: source.texts.filter((text) => languages.includes(text.language)),
      demands: source.demands,
    },
  }
}

/** The page is out: forms open, and what waited for the officials goes on, unless it tells more than she allows by now. */
async function goLive(tx: Tx, campaignId: string, languages: readonly string[]): Promise<void> {
  const row = await lockCampaign(tx, campaignId)
  const event = row.state === 'paused' ? 'campaign.resumed' : 'campaign.published'
  await tx.db
    .updateTable('campaigns')
    .set({
      state: 'live',
      live_at: row.live_at ?? tx.now,
      paused_at: null,
      paused_by: null,
      pause_reason: null,
      version: row.version + 1,
    })
    .where('id', '=', campaignId)
    .execute()
  const stopped = await stopOutdatedLetters(tx, campaignId)
  await record(tx, event, {
    caseId: row.case_id,
    subject: campaignId,
    data: { languages: [...languages], ...(stopped > 0 ? { stopped } : {}) },
  })
  await writeTally(tx, { id: campaignId, shortId: row.short_id })
}

function mustBeComplete(source: CampaignSource, languages: readonly string[]): void {
  if (languages.length === 0 || source.campaign.kinds.length === 0)
    throw new Refused('campaigns.publish.incomplete')
  for (const language of languages) {
    const known = source.texts.some((text) => text.language === language)
    if (!known || missingFor(source, language).length > 0) throw new Refused('campaigns.publish.incomplete')
  }
}
