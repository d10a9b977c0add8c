import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { caseBarOf, getCase } from '#cases/index.ts'
import { page } from '#organisations/index.ts'
import { listCoalition } from '#coalitions/index.ts'
import { runs, type Campaign } from './campaign.ts'
import { CampaignState, CampaignTabs, type CampaignTab } from './views/console-campaign-frame.tsx'

/** A page of one campaign: the bar of its case, its state, and its tabs. */
export async function campaignPage(
  c: ConsoleContext,
  campaign: Campaign,
  tab: CampaignTab,
  parts: {
    body: Child
    status?: 200 | 403 | 409 | 422
    islands?: readonly string[]
    flash?: Parameters<typeof page>[1]['flash']
  },
): Promise<Response> {
  const i18n = c.get('i18n')
  const { body, islands, flash } = parts
  const row = await c.get('office').db.reading(c.get('member'), (tx) => getCase(tx, campaign.caseId))
  return await page(c, {
    title: campaign.codeName,
    heading: <bdi>{campaign.codeName}</bdi>,
    section: 'campaigns',
    trail: [{ href: '/campaigns', label: i18n.t('ui.console.campaigns') }],
    caseBar: await caseBarOf(c, row),
    actions: <CampaignState i18n={i18n} campaign={campaign} />,
    status: parts.status ?? 200,
    ...(islands ? { islands } : {}),
    ...(flash ? { flash } : {}),
    body: (
      <>
        <CampaignTabs
          i18n={i18n}
          campaign={campaign}
          current={tab}
          can={(verb) => can(c.get('member'), verb)}
        />
        {body}
      </>
    ),
  })
}

/** The name of the organisation that runs a campaign; undefined where it is the acting member's own. */
export async function runByAnother(tx: Tx, campaign: Campaign): Promise<string | undefined> {
  if (runs(tx, campaign)) return undefined
  const all = await listCoalition(tx, campaign.caseId, { gone: true })
  return all.find((one) => one.organisationId === campaign.organisationId)?.name ?? ''
}
