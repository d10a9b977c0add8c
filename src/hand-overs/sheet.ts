/** One organisation's own signers' sheet: made in one press, printed or saved, and kept only as numbers and a sum. */
import { createHash } from 'node:crypto'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Language } from '#platform/i18n.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { getCampaign, listCampaignTexts, listSignedLetters, type SignedLetter } from '#campaigns/index.ts'
import { myPart } from '#coalitions/index.ts'
import { canonicalJson } from '#publishing/index.ts'
import { getHandOver, inLanguage, mustNotBeQuiet } from './hand-over.ts'
import { readSigners, type SignersCount, type SignersOfLetter } from './signers.ts'

export interface SignersSheet {
  /** of the campaign, as it is called in public */
  title: { text: string; language: string }
  /** through which they signed */
  organisation: string
  /** who takes it, where, on which day (YYYY-MM-DD) */
  to: string
  place: string
  onDay: string
  letters: (SignersOfLetter & { letter?: SignedLetter })[]
  counts: SignersCount
  asOf: Date
  /** base64url SHA-256 of all of it, by which a paper is known again */
  sum: string
}

const place = (id: string): Place => ({ table: 'hand_over_sheets', column: 'sealed', row: id })

/**
 * Makes the sheet of one's own organisation: nobody else's signers can be on it. For writers of a member that does not only
 * observe, with a recent step-up, while the hand-over is still to come.
 * @throws Refused ('hand-over.error.observes'), Conflict ('hand-over.error.recorded', 'hand-over.error.dropped',
 * 'hand-over.error.quiet', 'hand-over.error.nobody'), NotFound for a joint letter, which has its own list
 */
export async function makeSheet(
  tx: Tx,
  input: { handOverId: string; language: Language },
): Promise<SignersSheet> {
  mustBeAllowed(tx, 'hand-over.sheet')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId, accountId } = tx.actor
  const handOver = await getHandOver(tx, input.handOverId)
  if (!handOver.campaignId) throw new NotFound()
  const { name: organisation, role } = await myPart(tx, handOver.caseId)
  if (role === 'observer') throw new Refused('hand-over.error.observes')
  if (handOver.recordedAt) throw new Conflict('hand-over.error.recorded')
  if (handOver.droppedAt) throw new Conflict('hand-over.error.dropped')
  await mustNotBeQuiet(tx, handOver.caseId)
  const campaign = await getCampaign(tx, handOver.campaignId)
  const { letters, counts } = await readSigners(tx, {
    ...{
      organisationId,
      campaignId: campaign.id,
      caseCountry: campaign.caseCountry,
      language: input.language,
    },
  })
  if (letters.length === 0) throw new Conflict('hand-over.error.nobody')
  const texts = await listCampaignTexts(tx, campaign.id)
  const text = texts.find(({ language }) => language === input.language) ?? texts[0]
  const { letters: signed } = await listSignedLetters(tx, campaign)
  const sheet = {
    title: { text: text?.title ?? '', language: text?.language ?? input.language },
    organisation,
    to: inLanguage(handOver.to, input.language),
    place: inLanguage(handOver.place, input.language),
    onDay: handOver.onDay,
    letters: letters
      .map((one) => ({ ...one, ...withLetter(signed, one.letterId) }))
      .toSorted((a, b) => sizeOf(b) - sizeOf(a)),
    counts,
    asOf: tx.now,
  }
  const sum = createHash('sha256').update(canonicalJson(sheet)).digest('base64url')
  const id = newId(tx.now.getTime())
  const key = await tx.keys.organisation(organisationId)
  await tx.db
    .insertInto('hand_over_sheets')
    .values({
      id,
      hand_over_id: handOver.id,
      campaign_id: campaign.id,
      case_id: handOver.caseId,
      organisation_id: organisationId,
      full_names: counts.full,
      first_names: counts.first,
      unnamed: counts.unnamed,
      recorded: counts.recorded,
      // Safety: from the sum of a short list its names could be guessed
      sealed: key.seal(place(id), sum),
      as_of: tx.now,
      made_by: accountId,
    })
    .execute()
  await record(tx, 'hand-over.sheet-made', {
    caseId: handOver.caseId,
    organisationId,
    subject: handOver.id,
    data: { names: counts.full + counts.first, unnamed: counts.unnamed },
  })
  return { ...sheet, sum }
}

const withLetter = (signed: readonly SignedLetter[], id: string | undefined): { letter?: SignedLetter } => {
  const letter = signed.find((one) => one.id === id)
  return letter ? { letter } : {}
}

const sizeOf = ({ named, unnamed }: SignersOfLetter): number => named.length + unnamed
