import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { givenConsents, holdGate, publish, type ShownItem } from '#publishing/index.ts'
import { documentOf, missingFor, readSource, type CampaignSource } from './campaign-document.ts'
import { getCampaign, lockCampaign } from './campaign.ts'
import { writeTally } from './counting.ts'

export interface PublishCampaign {
  campaignId: string
  /** of the row that the form was filled from: what was read is what is signed */
  version: number
  /** ticked by hand; the item that the case page stands on is always among them */
  items: readonly string[]
  languages: readonly string[]
}

/**
 * Signs the campaign off and makes it public, or replaces what is public by what stands in the texts now.
 * For writers with a recent step-up.
 * @throws Conflict ('campaigns.publish.case-first' while the case page is not public, 'campaigns.error.changed',
 * 'campaigns.error.ended'), Refused ('campaigns.publish.incomplete', 'publishing.no-consent')
 */
export async function publishCampaign(tx: Tx, input: PublishCampaign): Promise<void> {
  mustBeAllowed(tx, 'campaign.publish')
  await bringOut(tx, input, ['draft', 'review', 'approved', 'live'], 'campaign.published')
}

/** Lets a paused campaign go on, signed off anew: what waited for the officials goes on too. */
export async function resumeCampaign(tx: Tx, input: PublishCampaign): Promise<void> {
  mustBeAllowed(tx, 'campaign.resume')
  await bringOut(tx, input, ['paused'], 'campaign.resumed')
}

async function bringOut(
  tx: Tx,
  input: PublishCampaign,
  from: readonly string[],
  event: string,
): Promise<void> {
  const seen = await getCampaign(tx, input.campaignId)
  await holdGate(tx, seen.caseId)
  const row = await lockCampaign(tx, input.campaignId)
  if (row.state === 'ended') throw new Conflict('campaigns.error.ended')
  if (row.version !== input.version || !from.includes(row.state))
    throw new Conflict('campaigns.error.changed')
  const source = await readSource(tx, await getCampaign(tx, input.campaignId))
  const { shown, campaign } = source
  if (!shown) throw new Conflict('campaigns.publish.case-first')
  if (source.closesAt && source.closesAt <= tx.now) throw new Conflict('campaigns.publish.too-late')
  mustBeComplete(source, input.languages)
  const languages = [...input.languages]
  const documents = languages.map((language) => ({
    language,
    body: documentOf(source, language, languages),
    ...(source.closesAt ? { freshUntil: source.closesAt } : {}),
  }))
  await publish(tx, {
    caseId: campaign.caseId,
    subjectKind: 'campaign',
    subjectId: campaign.id,
    key: campaign.shortId,
    items: await tickedItems(tx, source, input.items),
    gate: shown.gate,
    documents,
    text: {
      texts: source.texts.filter((text) => languages.includes(text.language)),
      demands: source.demands,
    },
  })
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
    .where('id', '=', campaign.id)
    .execute()
  await record(tx, event, { caseId: campaign.caseId, subject: campaign.id, data: { languages } })
  await writeTally(tx, campaign)
}

function mustBeComplete(source: CampaignSource, languages: readonly string[]): void {
  if (languages.length === 0 || source.campaign.kinds.length === 0)
    throw new Refused('campaigns.publish.incomplete')
  for (const language of languages) {
    const known = source.texts.some((text) => text.language === language)
    if (!known || missingFor(source, language).length > 0) throw new Refused('campaigns.publish.incomplete')
  }
}

/** Ticks as items of the person whom the case page shows; a tick without a consent is refused by the gate. */
async function tickedItems(tx: Tx, source: CampaignSource, ticked: readonly string[]): Promise<ShownItem[]> {
  const personId = source.shown!.gate.personId
  const consents = await givenConsents(tx, source.campaign.caseId)
  return [...new Set(ticked)].map((item) => {
    const consent = consents.find((one) => one.personId === personId && one.item === item)
    if (!consent) throw new Refused('publishing.no-consent')
    return { personId, item: consent.item }
  })
}
