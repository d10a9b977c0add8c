import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Invalid, Refused } from '#platform/web/errors.ts'
import { askForPage, holdGate, type PublishInput } from '#publishing/index.ts'
import { languageOf, officialDocuments } from './campaign-document.ts'
import { officialsOf } from './campaign-officials.ts'
import { writeTally } from './counting.ts'
import type { CampaignDocument } from './document.ts'

/**
 * Puts a corrected official, or a page without a retired one, in the place of what live campaigns show. Only the officials
 * change: words that were drafted since, and officials that were added since, stay unseen until they are signed off.
 * @throws Invalid when the office is another one now, Refused ('access.step-up') when a live campaign shows this official and no credential was proved lately
 */
export async function amendOfficials(tx: Tx, targetId: string): Promise<void> {
  const campaigns = await tx.db
    .selectFrom('campaigns as c')
    .innerJoin('campaign_targets as t', 't.campaign_id', 'c.id')
    .select(['c.id', 'c.short_id', 'c.case_id'])
    .where('t.target_id', '=', targetId)
    .where('t.removed_at', 'is', null)
    .where('c.state', '=', 'live')
    .orderBy('c.id')
    .execute()
  for (const campaign of campaigns) {
    await holdGate(tx, campaign.case_id)
    const rows = await tx.db
      .selectFrom('published.documents')
      .select(['language', 'body', 'fresh_until', 'person_id', 'item', 'publication_id'])
      .where('kind', '=', 'campaign')
      .where('key', '=', campaign.short_id)
      .orderBy('language')
      .execute()
    const first = rows[0]
    if (!first) continue
    const items = await tx.db
      .selectFrom('publication_items')
      .select(['person_id', 'item'])
      .where('publication_id', '=', first.publication_id)
      .execute()
    const officials = await officialsOf(tx, campaign.id)
    const shownIn = ({ officials: shown }: CampaignDocument) =>
      officials.filter(({ id }) => shown.some((one) => one.id === id))
    const documents = rows.map((row) => {
      const body = row.body as CampaignDocument
      const language = languageOf(body.letters) ?? row.language
      return {
        language: row.language,
        body: { ...body, officials: officialDocuments(shownIn(body), language, body.kinds) },
        ...(row.fresh_until ? { freshUntil: row.fresh_until } : {}),
      }
    })
    const page: PublishInput = {
      caseId: campaign.case_id,
      subjectKind: 'campaign',
      subjectId: campaign.id,
      key: campaign.short_id,
      items: items.map((row) => ({ personId: row.person_id, item: row.item })),
      gate: { personId: first.person_id, item: first.item },
      documents,
      text: { officials: documents.map(({ body }) => body.officials) },
    }
    await askForPage(tx, page, { rule: 'official' }).catch(asField)
    await record(tx, 'campaign.official-amended', {
      caseId: campaign.case_id,
      subject: campaign.id,
      data: { target: targetId },
    })
    await writeTally(tx, { id: campaign.id, shortId: campaign.short_id })
  }
}

/** Safety: under the name of a correction nobody alone puts another text on a public page. */
function asField(error: unknown): never {
  if (error instanceof Refused && error.code === 'publishing.correction-adds')
    throw new Invalid({ name: 'official.error.another' })
  throw error
}
