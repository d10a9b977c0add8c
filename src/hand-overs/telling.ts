/** Those who signed a letter from outside and asked to hear what becomes of it are told that it was handed over. */
import { sql } from 'kysely'
import { i18nFor } from '#campaigns/index.ts'
import { declareMail, letterHandedOverMail, queueMails, type OpenedMail } from '#delivery/index.ts'
import { readHearing } from '#joint-letters/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { untilNothingIsDue } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import type { Job } from '#platform/module.ts'
import type { HandOverDocument, UpdateDocument } from '#updates/index.ts'

interface Due {
  handOverId: string
  updateId: string
  signatoryId: string
  language: string
  inbox: number
}

/**
 * Queues one mail for each hand-over of a letter and each organisation from outside that stood under it when the update about
 * it came out, where somebody asked to hear. By the worker of the letter's organisation, which alone has those contacts.
 * @returns how many were queued, 200 at most
 */
export async function tellOfHandOvers(tx: Tx, organisationId: string): Promise<number> {
  mustBeAllowed(tx, 'hand-over.tell')
  const { rows } = await sql<Due>`
    select h.id as "handOverId", u.id as "updateId", s.id as "signatoryId", s.language, c.inbox
    from hand_overs h
      join joint_letters l on l.id = h.letter_id and l.organisation_id = ${organisationId} and l.state in ('published', 'closed')
      join updates u on u.id = h.update_id
      join publications p on p.subject_kind = 'update' and p.subject_id = u.id
      join joint_letter_signatories s on s.letter_id = l.id and s.state = 'listed' and s.listed_at <= u.published_at
      join joint_letter_contacts c on c.signatory_id = s.id and c.hear and c.inbox is not null
    where not exists (select 1 from mails m where m.organisation_id = ${organisationId}
      and m.once_key = 'handed-over ' || h.id || ' ' || s.id)
    order by s.id limit 200`.execute(tx.db)
  return await queueMails(
    tx,
    rows.map(({ handOverId, updateId, signatoryId, language, inbox }) => ({
      ...{ organisationId, kind: 'handed-over', urgency: 5, inbox, language },
      ...{ template: 'handed-over', values: { signatoryId, updateId }, about: updateId },
      onceKey: `handed-over ${handOverId} ${signatoryId}`,
    })),
  )
}

export const tellSignatories: Job = {
  name: 'tell-of-hand-overs',
  everySeconds: 60,
  run: (services) => untilNothingIsDue(services, tellOfHandOvers),
}

// Safety: asked again just before it leaves, and said in the words of what visitors read then: none of a visitor's stand in it.
declareMail('handed-over', async (tx, mail, services) => {
  const hearing = await readHearing(tx, mail, services)
  const told = hearing && (await readTold(tx, mail, hearing.letterId))
  if (!hearing || !told) return undefined
  const i18n = i18nFor(services, mail.language)
  const { letter, withdrawUrl } = hearing
  return letterHandedOverMail(i18n, {
    ...{
      letter: letter.title,
      how: told.handOver.how,
      to: told.handOver.to,
      withdrawUrl,
      sender: mail.sender,
    },
    on: i18n.date(told.handOver.on, { zone: letter.zone }),
    updateUrl: `${services.publicUrl}/${i18n.lang}/c/${told.caseKey}/updates/${told.id}`,
  })
})

/** The update as visitors read it now, if it still tells of this letter: in the reader's language where it has that. */
async function readTold(
  tx: Tx,
  { values, language }: OpenedMail,
  letterId: string,
): Promise<(UpdateDocument & { handOver: HandOverDocument }) | undefined> {
  const { rows } = await sql<{ body: UpdateDocument & { handOver: HandOverDocument } }>`
    select d.body from published.documents d
      join publications p on p.id = d.publication_id and p.subject_kind = 'update'
    where p.subject_id = ${String(values['updateId'])} and d.body #>> '{handOver,letterId}' = ${letterId}
    order by (d.language = ${language}) desc, d.language limit 1`.execute(tx.db)
  return rows[0]?.body
}
