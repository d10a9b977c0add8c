/** What is asked of officials, as the whole coalition reads it while it is drafted. */
import { listComments, offerRoomPart } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { listCampaigns, type Campaign } from './campaign.ts'
import { officialsOf } from './campaign-officials.ts'
import { listCampaignTexts } from './campaign-texts.ts'
import { listDemands, type DemandState } from './demand.ts'
import { RoomAsks } from './views/asks-in-the-room.tsx'

export interface Asks {
  campaign: Campaign
  /** in their order, in the campaign's own language */
  demands: { words: string | undefined; state: DemandState }[]
  /** whom it asks */
  officials: { name: string; title: string }[]
  /** that are open */
  comments: number
}

/** For the room, who only watches too; the editor of the asks is for writers. */
export async function asksOf(tx: Tx, campaign: Campaign): Promise<Asks> {
  mustBeAllowed(tx, 'campaign.read')
  const { id, caseId, defaultLanguage } = campaign
  const own = (await listCampaignTexts(tx, id)).find(({ language }) => language === defaultLanguage)
  const comments = await listComments(tx, { kind: 'campaign', id, caseId })
  return {
    campaign,
    demands: (await listDemands(tx, id)).map((one) => ({ words: own?.demands[one.id], state: one.state })),
    officials: (await officialsOf(tx, id)).map(({ name, title }) => ({ name, title })),
    comments: comments.filter(({ resolvedAt }) => !resolvedAt).length,
  }
}

const ended = 3

offerRoomPart(async (c, tx, caseId) => {
  const campaigns = (await listCampaigns(tx)).filter((one) => one.caseId === caseId)
  const shown = [
    ...campaigns.filter(({ state }) => state !== 'ended'),
    ...campaigns.filter(({ state }) => state === 'ended').slice(0, ended),
  ]
  if (shown.length === 0) return undefined
  const all: Asks[] = []
  for (const campaign of shown) all.push(await asksOf(tx, campaign))
  return <RoomAsks i18n={c.get('i18n')} all={all} />
})
