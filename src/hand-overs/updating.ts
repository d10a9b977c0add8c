/** A hand-over becomes public by an update that tells of it, and by nothing else. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { I18n, Language } from '#platform/i18n.ts'
import { Conflict } from '#platform/web/errors.ts'
import { answerWhatIsHandedOver, draftUpdate, publicNumbers, saveUpdateText } from '#updates/index.ts'
import { getHandOver, lockHandOver } from './hand-over.ts'

/**
 * Begins the update that tells of a hand-over: its day, its place and a first headline stand in it, in every language that
 * has words for who took it. For writers of the organisation that prepared it.
 * @param say the interface in one language, for the headline
 * @throws Conflict ('hand-over.error.not-recorded', 'hand-over.error.told')
 */
export async function draftUpdateAbout(
  tx: Tx,
  handOverId: string,
  say: (language: Language) => I18n,
): Promise<string> {
  mustBeAllowed(tx, 'hand-over.write')
  const one = await lockHandOver(tx, handOverId)
  if (!one.recordedAt || !one.how) throw new Conflict('hand-over.error.not-recorded')
  if (one.updateId) throw new Conflict('hand-over.error.told')
  const languages = Object.keys(one.to) as Language[]
  const updateId = await draftUpdate(tx, {
    caseId: one.caseId,
    kind: 'further-information',
    datedOn: one.onDay,
    defaultLanguage: languages[0]!,
    ...(one.campaignId ? { campaignId: one.campaignId } : {}),
  })
  for (const [n, language] of languages.entries())
    await saveUpdateText(tx, {
      ...{ updateId, language, version: 0, translation: n === 0 ? 'original' : 'reviewed' },
      words: {
        headline: say(language).t(`hand-over.headline.${one.how}`, { to: one.to[language]! }),
        place: one.place[language] ?? '',
        ...{ body: '', source: '', ask: '', nextExpected: '', correctionNote: '' },
      },
    })
  await tx.db
    .updateTable('hand_overs')
    .set({ update_id: updateId, version: one.version + 1 })
    .where('id', '=', one.id)
    .execute()
  await record(tx, 'hand-over.update-drafted', { caseId: one.caseId, subject: one.id, data: { updateId } })
  return updateId
}

answerWhatIsHandedOver(async (tx, updateId) => {
  const row = await tx.db
    .selectFrom('hand_overs')
    .leftJoin('campaigns', 'campaigns.id', 'hand_overs.campaign_id')
    .select(['hand_overs.id', 'campaigns.goal_minimum as minimum'])
    .where('hand_overs.update_id', '=', updateId)
    .executeTakeFirst()
  if (!row) return undefined
  const { campaignId, letterId, onDay, to, how, numbers } = await getHandOver(tx, row.id)
  if (!how || !numbers) return undefined
  const about = campaignId ? { campaignId } : { letterId: letterId! }
  // Safety: what the public may not read does not leave the office
  return publicNumbers({ ...about, on: onDay, to, how, ...numbers }, row.minimum ?? 0)
})
