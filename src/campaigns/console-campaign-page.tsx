import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { caseBarOf, getCase } from '#cases/index.ts'
import { page } from '#organisations/index.ts'
import { listCoalition } from '#coalitions/index.ts'
import { runs, type Campaign } from './campaign.ts'
import {
  AnotherRuns,
  CampaignState,
  CampaignTabs,
  type CampaignTab,
} from './views/console-campaign-frame.tsx'

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
  const { row, runBy } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    row: await getCase(tx, campaign.caseId),
    runBy: runs(tx, campaign) || !ownTabs.has(tab) ? undefined : await nameOf(tx, campaign),
  }))
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
        {runBy === undefined ? body : <AnotherRuns i18n={i18n} organisation={runBy} />}
      </>
    ),
  })
}

/** What the organisation that runs a campaign does with it, and no other. */
const ownTabs: ReadonlySet<CampaignTab> = new Set(['settings', 'publish'])

async function nameOf(tx: Tx, { caseId, organisationId }: Campaign): Promise<string> {
  const all = await listCoalition(tx, caseId, { gone: true })
  return all.find((one) => one.organisationId === organisationId)?.name ?? ''
}
