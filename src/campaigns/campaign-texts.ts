import { keepVersion } from '#coalitions/index.ts'
import { declareDraftRoom } from '#organisations/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { lockCampaignDraft } from './campaign.ts'
import type { LetterVariant } from './document.ts'

/** What a campaign says in one language; sealed under the case's key until it is signed off. */
export interface CampaignText {
  title: string
  /** at most 300 characters */
  summary: string
  /** Markdown */
  whatHappened: string
  whyItMatters: string
  /** by the demand's id */
  demands: Record<string, string>
  letters: LetterVariant[]
  script: string
  dos: string
  donts: string
  messagePrompt: string
  signatureText: string
}

export type Translation = 'original' | 'machine' | 'reviewed'
export const translations = ['original', 'machine', 'reviewed'] as const

export interface CampaignTextVersion extends CampaignText {
  language: string
  translation: Translation
  version: number
  updatedAt: Date
  updatedBy: string
}

export const emptyText: CampaignText = {
  title: '',
  summary: '',
  whatHappened: '',
  whyItMatters: '',
  demands: {},
  letters: [],
  script: '',
  dos: '',
  donts: '',
  messagePrompt: '',
  signatureText: '',
}

const place = (campaignId: string, language: string): Place => ({
  table: 'campaign_texts',
  column: 'sealed',
  row: `${campaignId} ${language}`,
})

export interface CampaignTextInput {
  campaignId: string
  language: string
  /** of the text that the form was filled from; 0 for a language that has none yet */
  version: number
  translation?: Translation
  /** what is not named stays as it is */
  text: Partial<CampaignText>
}

/**
 * Saves what a campaign says in one language. Visitors see it with the next publication. For writers of every
 * organisation that drafts by the charter.
 * @throws Refused ('case.drafts-by-charter'), Conflict ('campaigns.error.changed') when somebody else saved in between; then nothing is overwritten
 */
export async function saveCampaignText(tx: Tx, input: CampaignTextInput): Promise<number> {
  mustBeAllowed(tx, 'campaign.edit')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { campaignId, language } = input
  const campaign = await lockCampaignDraft(tx, campaignId)
  if (campaign.state === 'ended') throw new Conflict('campaigns.error.ended')
  const before = await tx.db
    .selectFrom('campaign_texts')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('language', '=', language)
    .executeTakeFirst()
  if ((before?.version ?? 0) !== input.version) throw new Conflict('campaigns.error.changed')
  const key = await tx.keys.case(campaign.case_id)
  const known = before ? key.openJson<CampaignText>(place(campaignId, language), before.sealed) : emptyText
  const translation =
    input.translation ??
    before?.translation ??
    (language === campaign.default_language ? 'original' : 'reviewed')
  const words: CampaignText = { ...emptyText, ...known, ...input.text }
  const row = {
    sealed: key.sealJson(place(campaignId, language), words),
    translation,
    version: input.version + 1,
    updated_at: tx.now,
    updated_by: tx.actor.accountId,
  }
  await tx.db
    .insertInto('campaign_texts')
    .values({ campaign_id: campaignId, case_id: campaign.case_id, language, ...row })
    .onConflict((conflict) => conflict.columns(['campaign_id', 'language']).doUpdateSet(row))
    .execute()
  const about = { kind: 'campaign', id: campaignId, caseId: campaign.case_id } as const
  await keepVersion(tx, about, { language, version: row.version, words })
  await record(tx, 'campaign.text-saved', {
    caseId: campaign.case_id,
    subject: campaignId,
    data: { language, translation },
  })
  return input.version + 1
}

/** Every language that the campaign has a text in, its own first. */
export async function listCampaignTexts(tx: Tx, campaignId: string): Promise<CampaignTextVersion[]> {
  mustBeAllowed(tx, 'campaign.read')
  const rows = await tx.db
    .selectFrom('campaign_texts as t')
    .innerJoin('campaigns as c', 'c.id', 't.campaign_id')
    .selectAll('t')
    .select('c.default_language')
    .where('t.campaign_id', '=', campaignId)
    .orderBy('t.language')
    .execute()
  const first = rows[0]
  if (!first) return []
  const key = await tx.keys.case(first.case_id)
  return rows
    .toSorted((a, b) => Number(b.language === b.default_language) - Number(a.language === a.default_language))
    .map((row) => ({
      ...emptyText,
      ...key.openJson<CampaignText>(place(campaignId, row.language), row.sealed),
      language: row.language,
      translation: row.translation,
      version: row.version,
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
    }))
}

// Safety: what somebody is typing of a case is sealed like what she saves
declareDraftRoom('campaigns', async (tx, id) => {
  const row = await tx.db.selectFrom('campaigns').select('case_id').where('id', '=', id).executeTakeFirst()
  return row?.case_id
})
