import type { Selectable } from 'kysely'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import type { Place } from '#platform/keys/seal.ts'
import type { WorkerServices } from '#platform/module.ts'
import { officialLetterMail, type SingleMail } from '#delivery/index.ts'
import { fullName, openAddress, type SupporterName } from '#supporters/index.ts'
import { i18nFor } from './confirm-mail.ts'
import { fillLetter } from './letter.ts'
import { officialEmailPlace, type SealedOfficialEmail } from './official-emails.ts'
import type { OfficialEmailTable, ShownIdentity } from './tables.ts'
import { signedName } from './signed-name.ts'
import { findShared } from './shared-officials.ts'
import type { TargetText } from './target-sealed.ts'

/** Sealed under the case's key. */
const testAddressPlace = (campaignId: string): Place => ({
  table: 'campaigns',
  column: 'test_address_sealed',
  row: campaignId,
})

/** What the official reads as the writer: as much as she chose, and no more. */
export function shownIdentity(
  identity: ShownIdentity,
  name: SupporterName,
  country: string | null,
  i18n: Pick<I18n, 'country'>,
): string {
  const place = country ? i18n.country(country.trim()) : ''
  const shown = identity === 'full' ? fullName(name) : identity === 'first-name' ? name.firstName : ''
  return [shown, place].filter(Boolean).join(', ')
}

/**
 * Opens one letter and makes the message of it; undefined when there is nobody left to speak for, or no address to send
 * to. Sets `row.test` when it goes to the campaigner alone.
 */
export async function writeOfficialMail(
  tx: Tx,
  row: Selectable<OfficialEmailTable>,
  services: WorkerServices,
): Promise<SingleMail | undefined> {
  if (row.sealed.length === 0) return undefined
  const key = await tx.keys.organisation(row.organisation_id)
  const letter = key.openJson<SealedOfficialEmail>(officialEmailPlace(row.id), row.sealed)
  const writer = await tx.db
    .selectFrom('actions')
    .innerJoin('supporters', 'supporters.id', 'actions.supporter_id')
    .innerJoin('inboxes', (join) =>
      join
        .onRef('inboxes.number', '=', 'supporters.inbox')
        .onRef('inboxes.organisation_id', '=', 'supporters.organisation_id'),
    )
    .select([
      'supporters.id',
      'supporters.sealed',
      'actions.country',
      'actions.name_sealed',
      'inboxes.number',
      'inboxes.address_sealed',
    ])
    .where('actions.id', '=', row.action_id)
    .where('actions.state', '=', 'confirmed')
    .where('supporters.erased_at', 'is', null)
    .executeTakeFirst()
  const official = await findShared(tx, { campaignId: row.campaign_id, targetId: row.target_id })
  if (!writer || !official) return undefined
  const { to, test } = await recipient(tx, row, official)
  if (!to) return undefined
  row.test = test
  const organisation = await tx.db
    .selectFrom('organisations')
    .select(['name', 'campaign_address', 'website'])
    .where('id', '=', row.organisation_id)
    .executeTakeFirstOrThrow()
  const name = signedName(key, { id: row.action_id, name_sealed: writer.name_sealed }, writer)
  const i18n = i18nFor(services, letter.language)
  const identity = shownIdentity(letter.identity, name, writer.country, i18n) || organisation.name
  const salutation = official.salutation[letter.language] || letter.salutation
  const { fromName, subject, text } = officialLetterMail({
    identity,
    campaignTitle: letter.campaignTitle,
    subject: letter.subject,
    letter: fillLetter(letter.letter, salutation, identity),
    sentBy: i18n.t('letter.sent-by', {
      organisation: organisation.name,
      website: organisation.website || services.publicUrl,
    }),
  })
  const address = openAddress(key, writer)
  const domain = organisation.campaign_address.split('@')[1]
  return {
    from: { name: fromName, address: organisation.campaign_address },
    to: { address: to },
    envelopeFrom: organisation.campaign_address,
    ...(letter.replyTo && address && !test ? { replyTo: { name: identity, address } } : {}),
    subject: test ? `[TEST] ${subject}` : subject,
    text: test ? `${i18n.t('letter.test')}\n\n${text}` : text,
    language: letter.language,
    messageId: `${row.id}@${domain}`,
    date: tx.now,
  }
}

/** Safety: in test mode nothing can reach an official, whatever else is set. */
async function recipient(
  tx: Tx,
  row: Selectable<OfficialEmailTable>,
  official: TargetText,
): Promise<{ to: string | undefined; test: boolean }> {
  const campaign = await tx.db
    .selectFrom('campaigns')
    .select(['test_mode', 'test_address_sealed'])
    .where('id', '=', row.campaign_id)
    .executeTakeFirstOrThrow()
  if (!campaign.test_mode) return { to: official.email, test: false }
  if (!campaign.test_address_sealed) return { to: undefined, test: true }
  const key = await tx.keys.case(row.case_id)
  return { to: key.open(testAddressPlace(row.campaign_id), campaign.test_address_sealed), test: true }
}
