/** A campaign among the texts that the coalition writes together: comments, and two versions side by side. */
import { textRoomRoutes, type TextField } from '#coalitions/index.ts'
import { getCampaign } from './campaign.ts'
import { listCampaignTexts, type CampaignText } from './campaign-texts.ts'
import { asksOf } from './asks-in-the-room.tsx'
import { campaignPage } from './console-campaign-page.tsx'
import { idOf, reading } from './console-parts.tsx'
import { DraftedAsks } from './views/asks-in-the-room.tsx'

const parts = [
  ...['title', 'summary', 'whatHappened', 'whyItMatters', 'dos', 'donts', 'script'],
  ...['messagePrompt', 'signatureText'],
] as const satisfies readonly (keyof CampaignText)[]

const fields: readonly TextField<CampaignText>[] = [
  ...parts.map((name) => ({
    label: `campaigns.text.${name}` as const,
    of: (text: CampaignText) => text[name],
  })),
  { label: 'campaigns.tab.demands', of: ({ demands }) => Object.values(demands).join('\n') },
  {
    label: 'campaigns.tab.letters',
    of: ({ letters }) =>
      letters
        .map(({ subject, opening, body, closing }) => [subject, opening, body, closing].join('\n\n'))
        .join('\n\n'),
  },
]

export const campaignTextRoom = textRoomRoutes<CampaignText>('/campaigns/:id', 'campaign.read', async (c) => {
  const { campaign, texts, asks } = await reading(c, async (tx) => {
    const found = await getCampaign(tx, idOf(c, 'id'))
    return { campaign: found, texts: await listCampaignTexts(tx, found.id), asks: await asksOf(tx, found) }
  })
  return {
    about: { kind: 'campaign', id: campaign.id, caseId: campaign.caseId },
    ...{ texts, language: campaign.defaultLanguage, fields },
    beside: <DraftedAsks i18n={c.get('i18n')} asks={asks} />,
    hrefOf: (path) => `/campaigns/${campaign.id}${path}`,
    page: (shown) =>
      campaignPage(c, campaign, 'discussion', { body: shown.body, status: shown.status ?? 200 }),
  }
})
