/** A partner's page goes out by signature, stands on a live campaign, and goes with it, with the case, and with its organisation. */
import { onMemberGone, onNamingChanged } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { renderMarkdown } from '#platform/text/markdown.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import {
  askForSignature,
  givenConsents,
  holdGate,
  onTakenDown,
  openReturnDoor,
  openSignDoor,
  pageMatter,
  plainOf,
  removeAll,
  takeDown,
  type AskInput,
  type Asked,
  type Part,
  type PublishInput,
  type ShownItem,
} from '#publishing/index.ts'
import { mayReturn as campaignMayReturn } from './campaign-stopping.ts'
import { readSource, type CampaignSource } from './campaign-document.ts'
import { getCampaign } from './campaign.ts'
import type { PartnerPageDocument } from './document.ts'
import { getPartnerPage, lockOwnPage, type PartnerPage } from './partner-page.ts'

export interface PublishPartnerPage extends Pick<AskInput, 'correcting' | 'review' | 'note'> {
  pageId: string
  /** of the row that the form was filled from: what was read is what is signed */
  version: number
  /** what its own words use of the person, beside what the case page stands on */
  items: readonly string[]
  languages: readonly string[]
}

/**
 * Signs the own organisation's page: public when a second person has signed it. For writers with a recent step-up.
 * @throws Conflict ('campaigns.error.changed', 'partner-page.campaign-first', 'partner-page.unnamed',
 * 'partner-page.error.closed'), Refused ('partner-page.incomplete', 'publishing.no-consent')
 */
export async function publishPartnerPage(tx: Tx, input: PublishPartnerPage): Promise<Asked> {
  mustBeAllowed(tx, 'partner-page.publish')
  const { pageId, version, items, languages, ...asking } = input
  const seen = await getPartnerPage(tx, pageId)
  await holdGate(tx, seen.caseId)
  const page = await lockOwnPage(tx, pageId)
  if (page.version !== version) throw new Conflict('campaigns.error.changed')
  const choice: Choice = { items: [...new Set(items)], languages: [...new Set(languages)] }
  return await askForSignature(tx, { ...asking, kind: 'partner-page', subjectId: pageId, choice })
}

type Choice = Pick<PublishPartnerPage, 'items' | 'languages'>

openSignDoor({
  kind: 'partner-page',
  async make(tx, { subjectId, choice, forReading }) {
    const page = await getPartnerPage(tx, subjectId)
    // what is only looked at takes no locks
    if (!forReading) await holdGate(tx, page.caseId)
    await mustBeNamed(tx, page)
    return pageMatter(await buildPartnerPage(tx, page, choice as Choice), async (inner) =>
      record(inner, 'campaign.page-published', {
        caseId: page.caseId,
        subject: page.id,
        data: { languages: [...(choice as Choice).languages] },
      }),
    )
  },
  read: readPartnerPage,
  href: ({ subjectId }) => `/partner-pages/${subjectId}`,
})

/** Safety: the page says who answers for it, so only who may be named has one. The database asks again. */
async function mustBeNamed(tx: Tx, page: PartnerPage): Promise<void> {
  if (!(await isNamed(tx, page))) throw new Conflict('partner-page.unnamed')
}

async function isNamed(tx: Tx, page: Pick<PartnerPage, 'caseId' | 'organisationId'>): Promise<boolean> {
  const row = await tx.db
    .selectFrom('coalition_members')
    .select('role')
    .where('case_id', '=', page.caseId)
    .where('organisation_id', '=', page.organisationId)
    .where('left_at', 'is', null)
    .where('named_in_public', '=', true)
    .where('role', '<>', 'observer')
    .executeTakeFirst()
  return row !== undefined
}

async function buildPartnerPage(
  tx: Tx,
  page: PartnerPage,
  { items, languages }: Choice,
): Promise<PublishInput> {
  if (page.state === 'closed') throw new Conflict('partner-page.error.closed')
  const source = await readSource(tx, await getCampaign(tx, page.campaignId))
  const { campaign, shown } = source
  const published = await publishedLanguages(tx, campaign.shortId)
  if (!shown || campaign.state !== 'live' || published.length === 0)
    throw new Conflict('partner-page.campaign-first')
  const whole = languages.every((one) => published.includes(one) && page.intro[one]?.trim())
  if (languages.length === 0 || !whole) throw new Refused('partner-page.incomplete')
  return {
    caseId: page.caseId,
    subjectKind: 'partner-page',
    subjectId: page.id,
    key: page.shortId,
    items: await tickedItems(tx, source, items),
    gate: shown.gate,
    documents: languages.map((language) => ({
      language,
      body: documentOf(page, source, language, [...languages]),
    })),
    text: { intro: languages.map((language) => page.intro[language]), address: page.address },
  }
}

/** In which languages visitors can read the campaign now: its partners' pages stand on it. */
export async function publishedLanguages(tx: Tx, campaignKey: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('published.documents')
    .select('language')
    .where('kind', '=', 'campaign')
    .where('key', '=', campaignKey)
    .orderBy('language')
    .execute()
  return rows.map((row) => row.language)
}

/** The database writes beside it: `sharing`, as the charter says at every moment, and `formerly`. */
function documentOf(
  page: PartnerPage,
  { campaign }: CampaignSource,
  language: string,
  languages: string[],
): Omit<PartnerPageDocument, 'sharing' | 'formerly'> {
  return {
    id: page.shortId,
    campaignKey: campaign.shortId,
    caseKey: campaign.caseShortId,
    organisationId: page.organisationId,
    address: page.address,
    lang: language,
    languages,
    introHtml: renderMarkdown(page.intro[language] ?? '', { language }).html,
    accent: page.accent,
    showsDonate: page.showsDonate,
    showsSocial: page.showsSocial,
  }
}

async function tickedItems(tx: Tx, source: CampaignSource, ticked: readonly string[]): Promise<ShownItem[]> {
  const { personId } = source.shown!.gate
  const consents = await givenConsents(tx, source.campaign.caseId)
  return ticked.map((item) => {
    const consent = consents.find((one) => one.personId === personId && one.item === item)
    if (!consent) throw new Refused('publishing.no-consent')
    return { personId, item: consent.item }
  })
}

function readPartnerPage(body: object): Part[] {
  const { introHtml, address } = body as PartnerPageDocument
  return [
    { label: 'partner-page.intro', text: plainOf(introHtml), html: introHtml },
    { label: 'partner-page.address', text: address },
  ]
}

/**
 * Takes the own organisation's page off, at once; it may be signed anew. For writers.
 * @throws Conflict ('partner-page.not-live')
 */
export async function pausePartnerPage(tx: Tx, input: { pageId: string }): Promise<void> {
  mustBeAllowed(tx, 'partner-page.stop')
  const seen = await getPartnerPage(tx, input.pageId)
  await holdGate(tx, seen.caseId)
  const page = await lockOwnPage(tx, input.pageId)
  if (page.state !== 'live') throw new Conflict('partner-page.not-live')
  await record(tx, 'campaign.page-paused', { caseId: page.caseId, subject: page.id })
  await takeDownPage(tx, page.id)
}

/** Ends the own organisation's page for good: no signature brings it back. What was done through it stays counted. For writers. */
export async function closePartnerPage(tx: Tx, input: { pageId: string }): Promise<void> {
  mustBeAllowed(tx, 'partner-page.stop')
  const seen = await getPartnerPage(tx, input.pageId)
  await holdGate(tx, seen.caseId)
  const page = await lockOwnPage(tx, input.pageId)
  if (page.state === 'closed') return
  await takeDownPage(tx, page.id)
  await tx.db
    .updateTable('partner_pages')
    .set({ state: 'closed', version: page.version + 1 })
    .where('id', '=', page.id)
    .execute()
  await record(tx, 'campaign.page-closed', { caseId: page.caseId, subject: page.id })
}

// every unknown address behind a public campaign answers with the neutral text, so nothing is left of this one
const takeDownPage = (tx: Tx, subjectId: string): Promise<boolean> =>
  takeDown(tx, { subjectKind: 'partner-page', subjectId, quiet: false })

// Safety: a campaign that is paused, ended or withdrawn leaves no page of a partner open.
onTakenDown(async (tx, what) => {
  if (what.subjectKind !== 'campaign') return
  const pages = await tx.db
    .selectFrom('partner_pages')
    .select('id')
    .where('campaign_id', '=', what.subjectId)
    .orderBy('id')
    .execute()
  await removeAll(tx, what.caseId, pages.map(asSubject), false, what.reason)
})

const asSubject = ({ id }: { id: string }) => ({ subjectKind: 'partner-page', subjectId: id }) as const

openReturnDoor('partner-page', {
  async mayReturn(tx, subjectId, gone) {
    const page = await getPartnerPage(tx, subjectId)
    // Safety: one that its organisation has begun anew since, after it left and came back, is signed anew
    if (page.state !== 'paused' || !(await isNamed(tx, page))) return false
    return await campaignMayReturn(tx, page.campaignId, gone)
  },
  // Safety: a campaign that may come back and lacks a consent stays down, and its partners' pages with it
  standsOn: async (tx, subjectId) => (await getPartnerPage(tx, subjectId)).campaignId,
  async returned(tx, subjectId) {
    const { caseId, id } = await getPartnerPage(tx, subjectId)
    await record(tx, 'campaign.page-published', { caseId, subject: id })
  },
})

// An organisation that leaves, or takes its name back, is off the public in the same transaction; the database does so
// again, and closes the page of who left.
const takeOff = async (tx: Tx, caseId: string, organisationId: string): Promise<void> => {
  const pages = await tx.db
    .selectFrom('partner_pages')
    .select('id')
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .orderBy('id')
    .execute()
  await removeAll(tx, caseId, pages.map(asSubject), false, 'taken-down')
}
onNamingChanged(async (tx, { caseId, without }) => {
  if (without) await takeOff(tx, caseId, without)
})
onMemberGone((tx, { caseId, organisationId }) => takeOff(tx, caseId, organisationId))
