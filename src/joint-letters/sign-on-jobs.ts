import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { inEachOrganisation, untilNothingIsDue } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import type { Job } from '#platform/module.ts'
import { forgetContacts } from './contacts.ts'
import { drawLogos } from './logos.ts'
import { tellSettled } from './sign-on-mail.ts'

const day = 86_400_000

/**
 * Erases what was not confirmed within the week. An answer that was given in time and still waits in the intake, because
 * the worker or the database was away, is waited for.
 */
export async function expireSignOns(tx: Tx, organisationId: string): Promise<number> {
  mustBeAllowed(tx, 'sign-on.answer')
  const { rows } = await sql<{ id: string; case_id: string; letter_id: string }>`
    select s.id, s.case_id, s.letter_id from joint_letter_signatories s
      join joint_letters l on l.id = s.letter_id and l.organisation_id = ${organisationId}
      left join joint_letter_contacts c on c.signatory_id = s.id
    where s.state = 'pending' and s.member_organisation_id is null and (c.signatory_id is null or c.expires_at <= ${tx.now}
      and not exists (select 1 from intake.rows r where r.lane <= 2 and r.parked_at is null and r.received_at <= c.expires_at))
    order by s.signed_at limit 500 for update of s skip locked`.execute(tx.db)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await forgetContacts(tx, organisationId, ids)
  await tx.db.deleteFrom('joint_letter_signatories').where('id', 'in', ids).execute()
  await recordAll(
    tx,
    'joint-letter.sign-on-expired',
    rows.map((row) => ({ caseId: row.case_id, subject: row.id, data: { letter: row.letter_id } })),
  )
  return rows.length
}

/**
 * Whom one reaches at organisations that do not stand under a letter is of no use after a month: it was declined or removed,
 * its letter is down with nothing kept to come back, or left the case with our organisation. Nor is a network after a week.
 */
export async function forgetOldContacts(tx: Tx, organisationId: string): Promise<void> {
  mustBeAllowed(tx, 'sign-on.answer')
  const before = new Date(tx.now.getTime() - 30 * day)
  const { rows } = await sql<{ id: string; case_id: string; letter_id: string }>`
    select s.id, s.case_id, s.letter_id from joint_letter_contacts c
      join joint_letter_signatories s on s.id = c.signatory_id
      join joint_letters l on l.id = s.letter_id
    where c.organisation_id = ${organisationId} and (
      (s.state in ('declined', 'removed') and s.to_tell is null and coalesce(s.declined_at, s.removed_at) <= ${before})
      or (s.state = 'waiting' and l.withdrawn_at <= ${before}
        and not exists (select 1 from kept_pages k where k.subject_id = l.id)))
    order by s.id limit 500`.execute(tx.db)
  await forgetContacts(
    tx,
    organisationId,
    rows.map(({ id }) => id),
  )
  await recordAll(
    tx,
    'joint-letter.contacts-erased',
    rows.map((row) => ({ caseId: row.case_id, subject: row.id, data: { letter: row.letter_id } })),
  )
  await forgetWhereWeLeft(tx, organisationId, before)
  await sql`update joint_letter_contacts c set network = null from joint_letter_signatories s
    where s.id = c.signatory_id and c.organisation_id = ${organisationId} and c.network is not null
      and s.signed_at <= ${new Date(tx.now.getTime() - 7 * day)}`.execute(tx.db)
}

/** Our organisation sees neither letters nor signatories of a case that it left, only its own contacts. */
async function forgetWhereWeLeft(tx: Tx, organisationId: string, before: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select c.signatory_id as id from joint_letter_contacts c
    where c.organisation_id = ${organisationId} and wl.out_since(c.case_id) <= ${before}
    order by c.signatory_id limit 500`.execute(tx.db)
  await forgetContacts(
    tx,
    organisationId,
    rows.map(({ id }) => id),
  )
  await recordAll(
    tx,
    'joint-letter.contacts-erased',
    rows.map(({ id }) => ({ subject: id })),
  )
}

export const signOnJobs: readonly Job[] = [
  {
    name: 'expire-sign-ons',
    everySeconds: 600,
    run: (services) => untilNothingIsDue(services, expireSignOns),
  },
  {
    name: 'forget-old-contacts',
    everySeconds: 3600,
    run: (services) => inEachOrganisation(services, forgetOldContacts),
  },
  { name: 'tell-signatories', everySeconds: 15, run: (services) => untilNothingIsDue(services, tellSettled) },
  drawLogos,
]
