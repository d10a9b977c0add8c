/**
 * The audit chain at work: events are linked, the chain is looked through, and each organisation that gave an address
 * gets the signed head of the week. It knows no case.
 */
import { auditHeadMail, declareMail, queueMail } from '#delivery/index.ts'
import { findAuditAddress, getOrganisation } from '#organisations/index.ts'
import { workerOf } from '#platform/actor.ts'
import { printHead, verifyKeyText, type Head } from '#platform/audit/head.ts'
import { checkChainJob, makeWeeklyHead } from '#platform/audit/keeping-watch.ts'
import { linkEventsTask } from '#platform/audit/linking.ts'
import type { Tx } from '#platform/database.ts'
import { createI18n, isLanguage } from '#platform/i18n.ts'
import type { Job, Module, WorkerServices } from '#platform/module.ts'

const template = 'audit-head'

declareMail(template, async (_tx, mail, services) => {
  const i18n = createI18n(isLanguage(mail.language) ? mail.language : 'en', services.catalogue)
  const { head, verifyKey, at, zone } = mail.values as Record<'head' | 'verifyKey' | 'at' | 'zone', string>
  return auditHeadMail(i18n, { head, verifyKey, at: new Date(at), zone, sender: mail.sender })
})

/** Signs a head when a week is over, and mails the newest to every address that has not got it: a new one gets it at once. */
export async function mailHeads(
  services: Pick<WorkerServices, 'db' | 'keys' | 'auditDir' | 'organisations'>,
): Promise<void> {
  const head = await makeWeeklyHead(services)
  if (!head) return
  const verifyKey = verifyKeyText(services.keys.auditPrivate)
  for (const id of await services.organisations())
    await services.db.transaction(workerOf(id), (tx) => mailHead(tx, id, head, verifyKey))
}

async function mailHead(tx: Tx, organisationId: string, head: Head, verifyKey: string): Promise<void> {
  const found = await findAuditAddress(tx, organisationId)
  // Safety: an address that nobody has confirmed gets the question, and no head
  if (!found?.confirmedAt) return
  const { address } = found
  const { name, defaultLanguage: language, timeZone: zone } = await getOrganisation(tx, organisationId)
  const at = head.madeAt.toISOString()
  const whose = (await tx.keys.organisation(organisationId)).index('audit-address', address).toString('hex')
  await queueMail(tx, {
    organisationId,
    kind: template,
    urgency: 5,
    to: { name, address },
    language,
    template,
    values: { head: printHead(head), verifyKey, at, zone },
    onceKey: `${template} ${at} ${whose}`,
  })
}

const mailHeadsJob: Job = { name: 'mail-audit-heads', everySeconds: 600, run: mailHeads }

export const auditModule: Module = {
  name: 'audit',
  tasks: [linkEventsTask],
  jobs: [checkChainJob, mailHeadsJob],
}
