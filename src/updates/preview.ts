import type { CampaignDocument } from '#campaigns/index.ts'
import type { Tx } from '#platform/database.ts'
import { createI18n, type Catalogue, type Language } from '#platform/i18n.ts'
import { getOrganisation } from '#organisations/index.ts'
import { reasonLine, thanksLine, updateMail, type MailText, type SharedText } from '#delivery/index.ts'
import { openCampaigns, shareText } from './broadcast-writer.ts'
import type { UpdateDocument } from './document.ts'
import type { UpdateText } from './text.ts'
import { buildUpdateDocument, type ShownCase, type UpdateSource } from './update-document.ts'

/** The update as it would stand if it were signed off now. `text` stands for what is being typed. */
export function draftDocument(source: UpdateSource, text: UpdateText, now: Date): UpdateDocument {
  const { update, image } = source
  const correcting = update.state === 'published' && text.correctionNote !== ''
  const document = buildUpdateDocument(source, text, {
    languages: source.texts.map(({ language }) => language),
    keys: new Map(image?.renditions.map(({ width }) => [width, String(width)])),
    correction: correcting,
  })
  return {
    ...document,
    publishedAt: (update.publishedAt ?? now).toISOString(),
    ...(correcting ? { correctedAt: now.toISOString() } : {}),
  }
}

/** Before the case is public its code name stands for her. */
const unshown = (source: UpdateSource, language: string): ShownCase => ({
  gate: { personId: '', item: 'story' },
  items: [],
  others: [],
  names: new Map([[language, source.codeName]]),
  slugs: new Map(),
  zone: 'UTC',
})

/** What the mail of this draft shares between its readers, in the text's own language. */
export async function draftMail(
  tx: Tx,
  source: UpdateSource,
  text: UpdateText,
  room: { catalogue: Catalogue; publicUrl: string },
): Promise<{ shared: SharedText; zone: string }> {
  const shown = source.shown ?? unshown(source, text.language)
  const campaigns: CampaignDocument[] = await openCampaigns(tx, source.update.caseId)
  const pages = {
    update: new Map([[text.language, draftDocument(source, text, tx.now)]]),
    first: text.language,
    campaigns,
    shown,
  }
  return { shared: shareText(pages, text.language as Language, room), zone: shown.zone }
}

/** The mail as somebody who signed would get it; its personal links lead to the first page. */
export async function sampleMail(
  tx: Tx,
  source: UpdateSource,
  text: UpdateText,
  options: { catalogue: Catalogue; publicUrl: string; name: string },
): Promise<MailText> {
  const { shared, zone } = await draftMail(tx, source, text, options)
  const i18n = createI18n(text.language as Language, options.catalogue)
  const { name, postalAddress } = await getOrganisation(tx, source.update.organisationId)
  return updateMail(i18n, {
    ...shared,
    name: options.name,
    thanks: thanksLine(i18n, 'signature'),
    reason: reasonLine(i18n, { kind: 'signature', at: tx.now }, zone),
    unsubscribeUrl: `${options.publicUrl}/`,
    choicesUrl: `${options.publicUrl}/`,
    sender: { name, postalAddress },
  })
}
