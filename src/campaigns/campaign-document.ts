import { endOfDay, type CaseDocument } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import type { MessageKey } from '#platform/i18n.ts'
import { renderMarkdown } from '#platform/text/markdown.ts'
import type { ShownItem, GateItem } from '#publishing/index.ts'
import { officialsOf, type CampaignOfficial } from './campaign-officials.ts'
import type { Campaign } from './campaign.ts'
import { listCampaignTexts, type CampaignTextVersion } from './campaign-texts.ts'
import { listDemands, type Demand } from './demand.ts'
import type { CampaignDocument, LetterVariant, OfficialDocument } from './document.ts'

/** Everything that a page of the campaign is made of. */
export interface CampaignSource {
  campaign: Campaign
  texts: CampaignTextVersion[]
  demands: Demand[]
  officials: CampaignOfficial[]
  /** the end of the act-by day */
  closesAt?: Date
  /** the case as visitors see it now; undefined while it is not public */
  shown?: ShownCase
}

/** The public page of the case: under which name, and on which consent it stands. */
export interface ShownCase {
  gate: { personId: string; item: GateItem }
  /** what the case page shows of her */
  items: ShownItem[]
  names: Map<string, string>
  defaultName: string
}

export async function readSource(tx: Tx, campaign: Campaign): Promise<CampaignSource> {
  const [texts, demands, officials] = [
    await listCampaignTexts(tx, campaign.id),
    await listDemands(tx, campaign.id),
    await officialsOf(tx, campaign.id),
  ]
  const shown = await readShownCase(tx, campaign)
  const closesAt = campaign.actBy ? endOfDay(campaign.actBy, campaign.zone) : undefined
  return {
    campaign,
    texts,
    demands,
    officials,
    ...(closesAt ? { closesAt } : {}),
    ...(shown ? { shown } : {}),
  }
}

async function readShownCase(tx: Tx, campaign: Campaign): Promise<ShownCase | undefined> {
  const rows = await tx.db
    .selectFrom('published.documents')
    .select(['language', 'person_id', 'item', 'body', 'publication_id'])
    .where('kind', '=', 'case')
    .where('case_id', '=', campaign.caseId)
    .orderBy('language')
    .execute()
  const first = rows[0]
  if (!first) return undefined
  const items = await tx.db
    .selectFrom('publication_items')
    .select(['person_id', 'item'])
    .where('publication_id', '=', first.publication_id)
    .orderBy('item')
    .execute()
  const names = new Map(rows.map((row) => [row.language, (row.body as CaseDocument).name]))
  return {
    gate: { personId: first.person_id, item: first.item },
    items: items.map((row) => ({ personId: row.person_id, item: row.item })),
    names,
    defaultName: names.get(campaign.defaultLanguage) ?? names.values().next().value ?? '',
  }
}

/** What is still missing before the campaign can be public in a language; message keys, in the order of the tabs. */
export function missingFor(source: CampaignSource, language: string): MessageKey[] {
  const { campaign, officials } = source
  const text = source.texts.find((one) => one.language === language)
  const reachable = (channel: 'email' | 'call') =>
    officials.some((one) => !one.retiredAt && one.channels.includes(channel))
  const missing: (MessageKey | false)[] = [
    !text?.title && 'campaigns.missing.title',
    !text?.summary && 'campaigns.missing.summary',
    source.demands.some((demand) => !text?.demands[demand.id]) && 'campaigns.missing.demands',
  ]
  if (campaign.kinds.includes('email'))
    missing.push(
      !lettersFor(source, language).length && 'campaigns.missing.letters',
      !reachable('email') && 'campaigns.missing.email-official',
    )
  if (campaign.kinds.includes('call'))
    missing.push(
      !text?.script && 'campaigns.missing.script',
      !reachable('call') && 'campaigns.missing.call-official',
    )
  if (campaign.kinds.includes('signature'))
    missing.push(!text?.signatureText && 'campaigns.missing.signature')
  if (campaign.kinds.includes('message')) missing.push(!text?.messagePrompt && 'campaigns.missing.message')
  return missing.filter((key) => key !== false)
}

/** The letters of a language; where it has none, those of the campaign's own language stand in. */
function lettersFor({ campaign, texts }: CampaignSource, language: string): LetterVariant[] {
  const own = texts.find((text) => text.language === language)?.letters ?? []
  if (own.length > 0) return own
  const first = texts.find((text) => text.language === campaign.defaultLanguage)
  return (first?.letters ?? []).map((letter) => ({ ...letter, lang: campaign.defaultLanguage }))
}

/** The page of one language. @param languages all that it is published in */
export function documentOf(source: CampaignSource, language: string, languages: string[]): CampaignDocument {
  const { campaign, texts, demands, shown } = source
  const text = texts.find((one) => one.language === language)!
  const prose = (markdown: string) =>
    markdown.trim() === '' ? undefined : renderMarkdown(markdown, { language }).html
  const whatHappenedHtml = prose(text.whatHappened)
  const whyItMattersHtml = prose(text.whyItMatters)
  const has = (kind: (typeof campaign.kinds)[number]) => campaign.kinds.includes(kind)
  const letters = has('email') ? lettersFor(source, language) : []
  return {
    id: campaign.shortId,
    campaignId: campaign.id,
    caseKey: campaign.caseShortId,
    organisationId: campaign.organisationId,
    lang: language,
    languages,
    title: text.title,
    summary: text.summary,
    ...(whatHappenedHtml ? { whatHappenedHtml } : {}),
    ...(whyItMattersHtml ? { whyItMattersHtml } : {}),
    personName: shown?.names.get(language) ?? shown?.defaultName ?? '',
    caseCountry: campaign.caseCountry,
    kinds: campaign.kinds,
    demands: demands.map(({ id, state }) => ({ id, state, text: text.demands[id] ?? '' })),
    ...(campaign.actBy ? { actBy: campaign.actBy } : {}),
    ...(source.closesAt ? { closesAt: source.closesAt.toISOString() } : {}),
    zone: campaign.zone,
    letterMode: campaign.letterMode,
    letters,
    ...(text.dos ? { dos: text.dos } : {}),
    ...(text.donts ? { donts: text.donts } : {}),
    ...(has('call') ? { script: text.script } : {}),
    ...(has('message') ? { messagePrompt: text.messagePrompt } : {}),
    ...(has('signature') ? { signatureText: text.signatureText } : {}),
    // a salutation in the language of the letter that it begins
    officials: officialDocuments(source.officials, languageOf(letters) ?? language, campaign.kinds),
    goalMinimum: campaign.goalMinimum,
  }
}

/** The language that letters were borrowed from, if they were. */
export const languageOf = (letters: readonly LetterVariant[]): string | undefined => letters[0]?.lang

/** Officials as visitors see them; retired ones, and those of channels that the campaign does not use, are left out. */
export function officialDocuments(
  officials: readonly CampaignOfficial[],
  language: string,
  kinds: readonly string[],
): OfficialDocument[] {
  return officials.flatMap((one) => {
    const channels = one.channels.filter((channel) => kinds.includes(channel))
    if (one.retiredAt || channels.length === 0) return []
    return {
      id: one.id,
      name: one.name,
      title: one.title,
      institution: one.institution,
      country: one.country,
      language: one.language,
      salutation: one.salutation[language] ?? one.salutation[one.language] ?? '',
      zone: one.timeZone,
      officeOpens: one.officeOpens,
      officeCloses: one.officeCloses,
      officeDays: one.officeDays,
      channels,
      ...(channels.includes('email') && one.email ? { email: one.email } : {}),
      ...(channels.includes('call') && one.phone ? { phone: one.phone } : {}),
      manner: one.manner,
    }
  })
}
