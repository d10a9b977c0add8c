import { sql } from 'kysely'
import {
  choicesSignature,
  choicesToken,
  officialNames,
  unsubscribeToken,
  type CampaignDocument,
  type PartnerPageDocument,
} from '#campaigns/index.ts'

import type { Tx } from '#platform/database.ts'
import {
  createI18n,
  directionOf,
  languages,
  type Catalogue,
  type I18n,
  type Language,
} from '#platform/i18n.ts'
import { declareBroadcastWriter, type BroadcastAbout, type Deed, type SharedText } from '#delivery/index.ts'
import type { UpdateDocument } from './document.ts'
import { kindKey } from './kinds.ts'
import { readShownCase, type ShownCase } from './update-document.ts'
import { authorNames } from './views/author-names.ts'
import { quoteLines } from './views/quote-lines.ts'

/** What is public beside the update, by language. */
interface PublicPages {
  update: ReadonlyMap<string, UpdateDocument>
  first: string
  /** live campaigns of the case, newest first */
  campaigns: readonly CampaignDocument[]
  /** where the organisation that writes shows them on pages of its own, by the campaign's id in the address */
  own?: ReadonlyMap<string, PartnerPageDocument>
  shown: ShownCase
}

declareBroadcastWriter({
  // Safety: only what is public now is sent; a text that was changed and not signed off stays where it is
  async write(tx, about, room) {
    const pages = await readPages(tx, about)
    if (!pages) return undefined
    const texts = languages.map((language) => [language, shareText(pages, language, room)] as const)
    return { texts: Object.fromEntries(texts), zone: pages.shown.zone }
  },
  deeds,
  unsubscribeToken,
  choicesSignature,
  choicesToken,
})

async function readPages(
  tx: Tx,
  { caseId, updateId, organisationId }: BroadcastAbout,
): Promise<PublicPages | undefined> {
  const shown = await readShownCase(tx, caseId)
  const { rows } = await sql<{ body: UpdateDocument; default_language: string }>`
    select d.body, u.default_language from published.documents d join updates u on u.short_id = d.key
    where d.kind = 'update' and u.id = ${updateId} order by d.language`.execute(tx.db)
  const first = rows[0]
  if (!shown || !first) return undefined
  const update = new Map(rows.map(({ body }) => [body.lang, body]))
  return {
    update,
    first: update.has(first.default_language) ? first.default_language : first.body.lang,
    campaigns: await openCampaigns(tx, caseId),
    own: await ownPages(tx, caseId, organisationId),
    shown,
  }
}

/** Safety: who trusted this organisation alone with her address is not led to the form of another one. */
async function ownPages(
  tx: Tx,
  caseId: string,
  organisationId: string,
): Promise<ReadonlyMap<string, PartnerPageDocument>> {
  const { rows } = await sql<{ body: PartnerPageDocument }>`
    select distinct on (key) body from published.documents
    where kind = 'partner-page' and case_id = ${caseId} and body ->> 'organisationId' = ${organisationId}
    order by key, language`.execute(tx.db)
  return new Map(rows.map(({ body }) => [body.campaignKey, body]))
}

/** The form of a campaign: on the writing organisation's own page where it has one, in the reader's language if it can be. */
function formPath(
  campaign: CampaignDocument,
  own: PartnerPageDocument | undefined,
  language: Language,
): string {
  if (!own) return `${language}/act/${campaign.id}`
  const lang = own.languages.includes(language) ? language : own.languages[0]!
  return `${lang}/act/${campaign.id}/${own.address}`
}

/** What visitors are asked to do now, newest campaign first. */
export async function openCampaigns(tx: Tx, caseId: string): Promise<CampaignDocument[]> {
  const { rows } = await sql<{ body: CampaignDocument }>`
    select d.body from published.documents d join publications p on p.id = d.publication_id
    where d.kind = 'campaign' and d.case_id = ${caseId} order by p.published_at desc, d.language`.execute(
    tx.db,
  )
  return rows.map(({ body }) => body).filter((body) => isOpen(body, tx.now))
}

const isOpen = ({ closesAt }: CampaignDocument, now: Date): boolean => !closesAt || new Date(closesAt) > now

/** The mail's words in one language of the interface; the text itself may be in another one, which the page says too. */
export function shareText(
  { update, first, campaigns, own, shown }: PublicPages,
  language: Language,
  room: { catalogue: Catalogue; publicUrl: string },
): SharedText {
  const i18n = createI18n(language, room.catalogue)
  const document = update.get(language) ?? update.get(first)!
  const caseName = shown.names.get(language) ?? shown.names.get(first) ?? [...shown.names.values()][0] ?? ''
  const campaign = campaigns.find((one) => one.lang === language) ?? campaigns[0]
  const kind = campaign?.kinds[0]
  return {
    caseName,
    kindLabel: i18n.t(`update.kind.${kindKey(document.kind)}`),
    headline: document.headline,
    dateline: dateline(i18n, document, shown.zone),
    ...body(i18n, document),
    bodyLang: document.lang,
    bodyDir: directionOf(document.lang),
    ...(campaign && kind
      ? {
          ask: {
            label: campaign.title,
            url: `${room.publicUrl}/${formPath(campaign, own?.get(campaign.id), language)}/${kind}`,
          },
        }
      : {}),
    updateUrl: `${room.publicUrl}/${language}/c/${document.caseKey}/updates/${document.id}`,
  }
}

export function dateline(i18n: I18n, document: UpdateDocument, zone: string): string {
  const when = [document.place, i18n.date(document.datedOn, { zone })].filter(Boolean).join(', ')
  const authors = authorNames(document.authors, i18n.t('update.author.withheld'))
  const by = authors.length > 0 ? i18n.t('update.by', { authors: i18n.list(authors) }) : ''
  return `${when}. ${by}`.trim()
}

/** The text with what was wrong above it, and what is asked and expected below. */
function body(i18n: I18n, document: UpdateDocument): { bodyHtml: string; bodyText: string } {
  const { correctionNote: note, ask, nextExpected: next } = document
  const quotes = quoteLines(i18n, document.quotes)
  const above = note ? [`${i18n.t('update.corrected')}: ${note}`] : []
  const below = [...(ask ? [ask] : []), ...(next ? [`${i18n.t('update.next')} ${next}`] : [])]
  const paragraph = (text: string) => `<p>${escape(text).replaceAll('\n', '<br>')}</p>`
  return {
    bodyHtml: [...above.map(paragraph), document.html, ...[...quotes, ...below].map(paragraph)].join('\n'),
    bodyText: [...above, document.text ?? document.excerpt, ...quotes, ...below].join('\n\n'),
  }
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The newest thing that each did in this case; who only follows comes last. */
async function deeds(
  tx: Tx,
  about: BroadcastAbout,
  supporterIds: readonly string[],
): Promise<Map<string, Deed>> {
  const { rows } = await sql<{
    supporter_id: string
    kind: Deed['kind']
    target_id: string | null
    acted_at: Date
  }>`
    select distinct on (supporter_id) supporter_id, kind, target_id, acted_at from actions
    where organisation_id = ${about.organisationId} and case_id = ${about.caseId} and state = 'confirmed'
      and supporter_id = any (${supporterIds}::uuid[])
    order by supporter_id, (kind = 'follow'), acted_at desc`.execute(tx.db)
  const names = await officialNames(
    tx,
    about.caseId,
    rows.flatMap((row) => row.target_id ?? []),
  )
  return new Map(
    rows.map((row) => {
      const official = row.target_id ? names.get(row.target_id) : undefined
      return [row.supporter_id, { kind: row.kind, at: row.acted_at, ...(official ? { official } : {}) }]
    }),
  )
}
