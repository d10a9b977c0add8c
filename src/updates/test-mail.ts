import { mayWriteIn } from '#cases/index.ts'
import { findAccount } from '#organisations/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { declareMail, queueMail } from '#delivery/index.ts'
import { sampleMail } from './preview.ts'
import { readUpdateSource } from './update-document.ts'

/** Sends the mail of an update to oneself and nobody else, as it stands in the drafts. */
export async function sendTestMail(tx: Tx, input: { updateId: string; language: string }): Promise<void> {
  mustBeAllowed(tx, 'update.test-mail')
  if (tx.actor.kind !== 'member') throw new Refused()
  const source = await readUpdateSource(tx, input.updateId)
  if (!(await mayWriteIn(tx, source.update.caseId))) throw new Refused('coalition.observers-read')
  if (!source.texts.some(({ language }) => language === input.language)) throw new NotFound()
  const account = await findAccount(tx, { id: tx.actor.accountId })
  if (!account) throw new NotFound()
  await queueMail(tx, {
    organisationId: tx.actor.organisationId,
    kind: 'update-test',
    urgency: 3,
    to: { address: account.address, name: account.name },
    language: input.language,
    template: 'update-test',
    values: { updateId: input.updateId, name: account.name },
  })
  await record(tx, 'update.tested', { caseId: source.update.caseId, subject: source.update.id })
}

declareMail('update-test', async (tx, mail, services) => {
  const source = await readUpdateSource(tx, String(mail.values.updateId))
  const text = source.texts.find(({ language }) => language === mail.language)
  return text && (await sampleMail(tx, source, text, { ...services, name: String(mail.values.name) }))
})
