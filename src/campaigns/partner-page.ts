/** An organisation's own page of a campaign: its words and its name around what is the campaign's. */
import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId, newShortId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { slugOf } from '#platform/text/slug.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { listCoalition, myPart } from '#coalitions/index.ts'
import { getCampaign, type Campaign } from './campaign.ts'
import type { Accent } from './document.ts'
import type { PartnerPageState, PartnerPageTable } from './tables.ts'

export interface PartnerPage {
  id: string
  campaignId: string
  caseId: string
  organisationId: string
  shortId: string
  /** last part of its address, after the campaign's */
  address: string
  state: PartnerPageState
  accent: Accent
  showsDonate: boolean
  showsSocial: boolean
  /** Markdown, by language */
  intro: Record<string, string>
  version: number
}

export interface PartnerPageEdit {
  pageId: string
  /** of the row that the form was filled from */
  version: number
  address: string
  accent: Accent
  showsDonate: boolean
  showsSocial: boolean
  intro: Record<string, string>
}

interface SealedPage {
  intro: Record<string, string>
}

const place = (id: string): Place => ({ table: 'partner_pages', column: 'sealed', row: id })

/** Parts of an address that mean something else after a campaign. */
export const reservedAddresses: readonly string[] = [
  'message',
  'email',
  'call',
  'signature',
  'next',
  'share',
  'inside',
]

/** Whether these words can be an organisation's part of an address. */
export const isPageAddress = (text: string): boolean =>
  /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) &&
  text.length >= 3 &&
  text.length <= 48 &&
  !reservedAddresses.includes(text)

/**
 * Begins the own organisation's page of a campaign of others; visitors see nothing of it yet. For writers.
 * @throws Conflict ('partner-page.own' for a campaign of one's own, 'partner-page.exists', 'campaigns.error.ended'), Refused
 * ('partner-page.observer')
 */
export async function draftPartnerPage(tx: Tx, input: { campaignId: string }): Promise<string> {
  mustBeAllowed(tx, 'partner-page.edit')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId, accountId } = tx.actor
  const campaign = await getCampaign(tx, input.campaignId)
  if (campaign.state === 'ended') throw new Conflict('campaigns.error.ended')
  if (campaign.organisationId === organisationId) throw new Conflict('partner-page.own')
  const mine = await myPart(tx, campaign.caseId)
  if (mine.role === 'observer') throw new Refused('partner-page.observer')
  const others = await listPartnerPages(tx, campaign.id)
  if (others.some((page) => page.organisationId === organisationId)) throw new Conflict('partner-page.exists')
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(campaign.caseId)
  const shortId = newShortId()
  const wanted = slugOf(mine.name)
  const free = isPageAddress(wanted) && (await isFree(tx, { campaignId: campaign.id, address: wanted }))
  await tx.db
    .insertInto('partner_pages')
    .values({
      ...{ id, campaign_id: campaign.id, case_id: campaign.caseId, organisation_id: organisationId },
      short_id: shortId,
      address: free ? wanted : `page-${shortId.toLowerCase()}`,
      sealed: key.sealJson(place(id), { intro: {} } satisfies SealedPage),
      ...{ created_at: tx.now, created_by: accountId },
    })
    .execute()
  await record(tx, 'campaign.page-drafted', { caseId: campaign.caseId, subject: id })
  return id
}

/**
 * Changes the page; what visitors see changes when it is signed. For writers of its organisation.
 * @throws Conflict ('campaigns.error.changed') when somebody else saved in between, Invalid for an address that is taken
 */
export async function editPartnerPage(tx: Tx, edit: PartnerPageEdit): Promise<void> {
  mustBeAllowed(tx, 'partner-page.edit')
  const page = await lockOwnPage(tx, edit.pageId)
  if (page.version !== edit.version) throw new Conflict('campaigns.error.changed')
  if (!isPageAddress(edit.address)) throw new Invalid({ address: 'partner-page.address.wrong' })
  const wanted = { campaignId: page.campaignId, address: edit.address, pageId: page.id }
  if (!(await isFree(tx, wanted))) throw new Invalid({ address: 'partner-page.address.taken' })
  const key = await tx.keys.case(page.caseId)
  await tx.db
    .updateTable('partner_pages')
    .set({
      address: edit.address,
      accent: edit.accent,
      shows_donate: edit.showsDonate,
      shows_social: edit.showsSocial,
      sealed: key.sealJson(place(page.id), { intro: edit.intro } satisfies SealedPage),
      version: page.version + 1,
    })
    .where('id', '=', page.id)
    .execute()
  await record(tx, 'campaign.page-edited', { caseId: page.caseId, subject: page.id })
}

/** Whether no other page of the campaign has this address, nor had it while it was public: that one leads there still. */
async function isFree(
  tx: Tx,
  { campaignId, address, pageId }: { campaignId: string; address: string; pageId?: string },
): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select not exists (select 1 from partner_pages p where p.campaign_id = ${campaignId} and p.address = ${address}
        and p.id is distinct from ${pageId ?? null}::uuid)
      and not exists (select 1 from partner_page_addresses a where a.campaign_id = ${campaignId} and a.address = ${address}
        and a.page_id is distinct from ${pageId ?? null}::uuid) as free`.execute(tx.db)
  return rows[0]!.free
}

/** For everybody in the coalition's room. @throws NotFound */
export async function getPartnerPage(tx: Tx, pageId: string): Promise<PartnerPage> {
  mustBeAllowed(tx, 'campaign.read')
  const row = await tx.db.selectFrom('partner_pages').selectAll().where('id', '=', pageId).executeTakeFirst()
  if (!row) throw new NotFound()
  return await opened(tx, row)
}

/** All pages of a campaign, whatever their state, in the order in which they were begun. */
export async function listPartnerPages(tx: Tx, campaignId: string): Promise<PartnerPage[]> {
  mustBeAllowed(tx, 'campaign.read')
  const rows = await tx.db
    .selectFrom('partner_pages')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('id')
    .execute()
  return await Promise.all(rows.map((row) => opened(tx, row)))
}

/** The page, locked, of the own organisation. @throws NotFound, also for the page of another one */
export async function lockOwnPage(tx: Tx, pageId: string): Promise<PartnerPage> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const row = await tx.db
    .selectFrom('partner_pages')
    .selectAll()
    .where('id', '=', pageId)
    .where('organisation_id', '=', tx.actor.organisationId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return await opened(tx, row)
}

async function opened(tx: Tx, row: Selectable<PartnerPageTable>): Promise<PartnerPage> {
  const key = await tx.keys.case(row.case_id)
  return {
    ...key.openJson<SealedPage>(place(row.id), row.sealed),
    id: row.id,
    campaignId: row.campaign_id,
    caseId: row.case_id,
    organisationId: row.organisation_id,
    shortId: row.short_id,
    address: row.address,
    state: row.state,
    accent: row.accent,
    showsDonate: row.shows_donate,
    showsSocial: row.shows_social,
    version: row.version,
  }
}

/** Pages of the own organisation that went off with their campaign, which is public again: they are to be signed anew. */
export async function listPagesToRenew(tx: Tx): Promise<{ id: string; campaign: string }[]> {
  mustBeAllowed(tx, 'partner-page.edit')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { rows } = await sql<{ id: string; campaign: string }>`
    select p.id, c.code_name as campaign from partner_pages p
      join campaigns c on c.id = p.campaign_id and c.state = 'live'
      join coalition_members m on m.case_id = p.case_id and m.organisation_id = p.organisation_id
        and m.left_at is null and m.named_in_public and m.role <> 'observer'
    where p.organisation_id = ${tx.actor.organisationId} and p.state = 'paused'
      -- whoever took it off by its own choice is not asked again
      and (select e.type from events e where e.subject = p.id and e.case_id = p.case_id
        and e.type in ('campaign.page-paused', 'campaign.page-published') order by e.id desc limit 1) = 'campaign.page-published'
    order by c.code_name, p.id`.execute(tx.db)
  return rows
}

/** Every organisation that could have a page of this campaign, with the one it has. The campaign's own is not among them. */
export async function pagesByMember(
  tx: Tx,
  campaign: Campaign,
): Promise<
  { organisationId: string; name: string; named: boolean; observes: boolean; page?: PartnerPage }[]
> {
  const pages = await listPartnerPages(tx, campaign.id)
  const members = await listCoalition(tx, campaign.caseId)
  return members
    .filter(({ organisationId }) => organisationId !== campaign.organisationId)
    .map(({ organisationId, name, namedInPublic, role }) => {
      const page = pages.find((one) => one.organisationId === organisationId)
      return {
        organisationId,
        name,
        named: namedInPublic,
        observes: role === 'observer',
        ...(page ? { page } : {}),
      }
    })
}
