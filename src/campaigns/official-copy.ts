import type { Selectable } from 'kysely'
import { directionOf } from '#platform/i18n.ts'
import type { Tx } from '#platform/database.ts'
import { declareMail, letterReceiptMail, queueMail, type SingleMail } from '#delivery/index.ts'
import { openName } from '#supporters/index.ts'
import { i18nFor } from './confirm-mail.ts'
import { officialEmailPlace, type SealedOfficialEmail } from './official-emails.ts'
import type { OfficialEmailTable } from './tables.ts'
import { findShared } from './shared-officials.ts'

/** Queues the copy that the writer asked for, with the letter as it left. Tests are copied to nobody. */
export async function queueCopy(
  tx: Tx,
  row: Selectable<OfficialEmailTable>,
  mail: SingleMail,
): Promise<void> {
  const key = await tx.keys.organisation(row.organisation_id)
  const letter = key.openJson<SealedOfficialEmail>(officialEmailPlace(row.id), row.sealed)
  if (!letter.copy || row.test) return
  const writer = await tx.db
    .selectFrom('actions')
    .innerJoin('supporters', 'supporters.id', 'actions.supporter_id')
    .select(['supporters.inbox', 'supporters.id', 'actions.language'])
    .where('actions.id', '=', row.action_id)
    .executeTakeFirst()
  if (!writer) return
  await queueMail(tx, {
    organisationId: row.organisation_id,
    kind: 'letter-copy',
    urgency: 5,
    inbox: writer.inbox,
    language: writer.language,
    template: 'letter-copy',
    values: {
      supporterId: writer.id,
      targetId: row.target_id,
      subject: mail.subject,
      text: mail.text,
      language: mail.language,
      sentAt: tx.now.toISOString(),
    },
    onceKey: `letter-copy ${row.id}`,
    // Safety: a name that was withdrawn in between stands in no mail any more
    about: row.campaign_id,
  })
}

declareMail('letter-copy', async (tx, mail, services) => {
  const { supporterId, targetId, subject, text, language, sentAt } = mail.values as Record<string, string>
  const key = await tx.keys.organisation(mail.organisationId)
  const supporter = await tx.db
    .selectFrom('supporters')
    .select(['id', 'sealed'])
    .where('id', '=', supporterId!)
    .executeTakeFirst()
  const official = await findShared(tx, { targetId: targetId! })
  if (!supporter || !official) return undefined
  const { zone } = await tx.db
    .selectFrom('organisations')
    .select('time_zone as zone')
    .where('id', '=', mail.organisationId)
    .executeTakeFirstOrThrow()
  return letterReceiptMail(i18nFor(services, mail.language), {
    name: openName(key, supporter).firstName,
    official: official.name,
    letterSubject: subject!,
    letter: text!,
    letterLang: language!,
    letterDir: directionOf(language!),
    sentAt: new Date(sentAt!),
    zone,
    sender: mail.sender,
  })
})
