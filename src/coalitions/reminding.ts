/** Whoever has been asked for its word and has said nothing is reminded, by mail to those who speak for it. */
import { sql } from 'kysely'
import { findAccount } from '#organisations/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Refused } from '#platform/web/errors.ts'
import { charterInForce } from './charter.ts'
import { tasksDue, type DueTask } from './tasks/due.ts'

/** Something that this organisation was asked for and has not answered, or that waits for its people. */
export interface Unanswered {
  /** of the decision, the text, or the hold */
  id: string
  caseId: string
  askedAt: Date
}

type Source = (tx: Tx, organisationId: string) => Promise<Unanswered[]>

const sources: Source[] = [unansweredDecisions]

/** Later modules say what else organisations are asked for. Called once, when the module is composed. */
export function alsoAsked(source: Source): void {
  sources.push(source)
}

const held: Source[] = []

/**
 * Later modules say what else waits for people of an organisation and is nobody's unanswered word: they are reminded of it
 * alike. Called once, when the module is composed.
 */
export function alsoHeld(source: Source): void {
  held.push(source)
}

/** What one organisation has not answered in a case. For the room, whose members all see who was asked. */
export async function unansweredBy(tx: Tx, organisationId: string, caseId: string): Promise<Unanswered[]> {
  mustBeAllowed(tx, 'coalition.see')
  const found: Unanswered[] = []
  for (const source of sources) found.push(...(await source(tx, organisationId)))
  return found.filter((one) => one.caseId === caseId)
}

export interface ReminderMail {
  organisationId: string
  to: { name: string; address: string }
  language: string
  /** the code name of the case, and nothing else of it */
  code: string
  /** its word is asked for, something of it is held, it is to go, or a task of it is due */
  about: 'word' | 'held' | 'going' | 'task'
  /** the same reminder is not written twice */
  onceKey: string
}

let mailer: ((tx: Tx, mail: ReminderMail) => Promise<boolean>) | undefined

/** Mail is a later module, so the composer brings it (`src/reminder-mail.ts`); `carry` says whether the mail was new. */
export function carryRemindersByMail(carry: (tx: Tx, mail: ReminderMail) => Promise<boolean>): void {
  mailer = carry
}

const hour = 3_600_000
/** Once when the charter's hours have passed, and once more when three times as many have. */
const rounds = [3, 1] as const
/** What has been asked long ago is for people to end. */
const forgotten = 30 * 24 * hour

/** Reminds one organisation's own people of what it has not answered, and of what is held. For the worker, in its context. */
export async function remindOrganisation(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'coalition.remind')
  if (tx.actor.kind !== 'worker') throw new Refused()
  const { organisationId } = tx.actor
  for (const source of sources)
    for (const asked of await source(tx, organisationId)) await remind(tx, organisationId, asked, 'word')
  for (const source of held)
    for (const waits of await source(tx, organisationId)) await remind(tx, organisationId, waits, 'held')
  for (const due of await tasksDue(tx, organisationId)) await remindOfTask(tx, organisationId, due)
  for (const going of await ownGoings(tx, organisationId)) await tell(tx, organisationId, going, 'going', 1)
}

async function remind(
  tx: Tx,
  organisationId: string,
  { id, caseId, askedAt }: Unanswered,
  about: ReminderMail['about'],
): Promise<void> {
  const { remindHours } = (await charterInForce(tx, caseId)).terms
  const waited = tx.now.getTime() - askedAt.getTime()
  const round = rounds.find((times) => waited >= times * remindHours * hour)
  if (remindHours === 0 || round === undefined || waited > forgotten) return
  await tell(tx, organisationId, { id, caseId }, about, round)
}

/** Once a day before, and once when its day has ended; whoever took it, else all who answer. Not where the charter says never. */
async function remindOfTask(tx: Tx, organisationId: string, due: DueTask): Promise<void> {
  if ((await charterInForce(tx, due.caseId)).terms.remindHours === 0) return
  const whom = due.ownerId ? [due.ownerId] : undefined
  await tell(tx, organisationId, due, 'task', due.late ? 2 : 1, whom)
}

async function tell(
  tx: Tx,
  organisationId: string,
  { id, caseId }: Pick<Unanswered, 'id' | 'caseId'>,
  about: ReminderMail['about'],
  round: number,
  whom?: readonly string[],
): Promise<void> {
  if (!mailer) return
  const { code_name: code } = await tx.db
    .selectFrom('cases')
    .select('code_name')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  let told = 0
  for (const accountId of whom ?? (await whoAnswers(tx, organisationId, caseId))) {
    const account = await findAccount(tx, { id: accountId })
    if (!account || account.disabledAt) continue
    const { name, address, language } = account
    const onceKey = `reminder ${id} ${round} ${accountId}`
    if (await mailer(tx, { organisationId, to: { name, address }, language, code, about, onceKey })) told++
  }
  if (told > 0) await record(tx, 'coalition.reminded', { caseId, subject: id, data: { people: told } })
}

/**
 * Those whom the organisation has named to sign and their deputies, else whom one turns to, else its people on the case
 * team, else its administrators, who answered the invitation. Safety: nobody who has no place in this case hears its code
 * name.
 */
async function whoAnswers(tx: Tx, organisationId: string, caseId: string): Promise<string[]> {
  const { rows } = await sql<{
    account_id: string
    functions: string[]
    on_team: boolean
    is_admin: boolean
  }>`
    select m.account_id, coalesce(p.functions, '{}') as functions, m.role = 'admin' as is_admin,
      exists (select 1 from case_team t where t.case_id = ${caseId} and t.organisation_id = m.organisation_id
        and t.account_id = m.account_id and t.removed_at is null) as on_team
    from members m left join coalition_people p on p.case_id = ${caseId} and p.organisation_id = m.organisation_id
      and p.account_id = m.account_id
    where m.organisation_id = ${organisationId} and m.removed_at is null and m.role <> 'viewer'
    order by m.account_id`.execute(tx.db)
  const named = (...names: string[]) =>
    rows.filter(({ functions }) => functions.some((one) => names.includes(one)))
  const first = [
    named('signs', 'deputy'),
    named('contact'),
    rows.filter((row) => row.on_team),
    rows.filter((row) => row.is_admin),
  ].find((some) => some.length > 0)
  return (first ?? []).map((row) => row.account_id)
}

async function unansweredDecisions(tx: Tx, organisationId: string): Promise<Unanswered[]> {
  const { rows } = await sql<Unanswered>`
    select d.id, d.case_id as "caseId", d.asked_at as "askedAt" from coalition_decisions d
      join coalition_members m on m.case_id = d.case_id and m.organisation_id = ${organisationId} and m.left_at is null
        and m.role <> 'observer'
    where d.state = 'open' and (d.kind <> 'end-membership' or d.concerns_id <> ${organisationId})
      and not exists (select 1 from coalition_votes v where v.decision_id = d.id and v.organisation_id = ${organisationId}
        and v.voted_at >= m.joined_at)
    order by d.asked_at limit 200`.execute(tx.db)
  return rows
}

/** Safety: whom the others want to go hears of it at once, whatever the charter says of reminders. */
async function ownGoings(tx: Tx, organisationId: string): Promise<Unanswered[]> {
  const { rows } = await sql<Unanswered>`
    select id, case_id as "caseId", asked_at as "askedAt" from coalition_decisions
    where state = 'open' and kind = 'end-membership' and concerns_id = ${organisationId} order by asked_at`.execute(
    tx.db,
  )
  return rows
}
