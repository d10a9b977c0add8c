import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { embedCode } from '#organisations/index.ts'
import { getCampaign } from './campaign.ts'
import { campaignPage } from './console-campaign-page.tsx'
import { idOf, reading } from './console-parts.tsx'

export const campaignEmbedRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/embed', verb: 'campaign.read', handle: embedPage },
]

/** The HTML with which the forms of a campaign, or its number of people, stand on a site of one's own. */
async function embedPage(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const campaign = await reading(c, (tx) => getCampaign(tx, idOf(c, 'id')))
  const page = (language: string): string => `/${language}/act/${campaign.shortId}`
  // acts belong to the organisation of the form: a partner has none of its own here
  const isOurs = campaign.organisationId === c.get('member').organisationId
  const code = await embedCode(c, {
    choices: [
      ...(isOurs ? [{ what: 'act' as const, id: campaign.shortId, page }] : []),
      { what: 'count', id: campaign.shortId, page },
    ],
    language: campaign.defaultLanguage,
    steps: campaign.kinds.map((value) => ({ value, label: i18n.t(`campaigns.kind.${value}`) })),
    stands: campaign.state === 'live',
  })
  return campaignPage(c, campaign, 'embed', code)
}
