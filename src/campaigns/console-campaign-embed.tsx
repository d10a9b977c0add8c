import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { embedCode, type EmbedChoice } from '#organisations/index.ts'
import { getCampaign } from './campaign.ts'
import { campaignPage } from './console-campaign-page.tsx'
import { idOf, reading } from './console-parts.tsx'
import { listPartnerPages } from './partner-page.ts'

export const campaignEmbedRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/embed', verb: 'campaign.read', handle: embedPage },
]

/** The HTML with which the forms of a campaign, or its number of people, stand on a site of one's own. */
async function embedPage(c: ConsoleContext): Promise<Response> {
  const [i18n, { organisationId }] = [c.get('i18n'), c.get('member')]
  const { campaign, own } = await reading(c, async (tx) => {
    const found = await getCampaign(tx, idOf(c, 'id'))
    const pages = await listPartnerPages(tx, found.id)
    return { campaign: found, own: pages.find((page) => page.organisationId === organisationId) }
  })
  const { shortId, state } = campaign
  const isOurs = campaign.organisationId === organisationId
  const by = isOurs ? undefined : own?.address
  const page = (language: string): string => `/${language}/act/${shortId}${by ? `/${by}` : ''}`
  // acts belong to the organisation of the form: without a page of its own, a partner has none to show
  const form: EmbedChoice[] = isOurs || by ? [{ what: 'act', id: shortId, page, by }] : []
  const code = await embedCode(c, {
    choices: [...form, { what: 'count', id: shortId, page }],
    language: campaign.defaultLanguage,
    steps: campaign.kinds.map((value) => ({ value, label: i18n.t(`campaigns.kind.${value}`) })),
    stands: state === 'live' && (isOurs || own?.state === 'live'),
  })
  return campaignPage(c, campaign, 'embed', code)
}
