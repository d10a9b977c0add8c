import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { KeyGone } from '#platform/keys/keyring.ts'
import { SealBroken } from '#platform/keys/seal.ts'
import type { Task, WorkerServices } from '#platform/module.ts'
import {
  isAway,
  openMailServers,
  relayOf,
  retryAfter,
  type MailOutcome,
  type MailServer,
  type MailServers,
  type Relay,
  type SingleMail,
} from '#delivery/index.ts'
import { isOpen, letThrough } from './office-hours.ts'
import { getCampaign } from './campaign.ts'
import { writeOfficialMail } from './official-mail.ts'
import { queueCopy } from './official-copy.ts'
import type { OfficialEmailState, OfficialEmailTable } from './tables.ts'

const pass = 1_000

/**
 * Sends letters to officials: one message per supporter and official, within office hours, spread under each office's
 * ceiling, organisations in turn. A stop is looked at when a letter is claimed and once more just before it leaves.
 */
export const sendOfficialEmails = (relay?: Relay): Task => ({
  name: 'official-emails',
  async run(services, signal) {
    const servers = openMailServers(services, relay ?? relayOf(services))
    const apart: Apart = new Map()
    try {
      for (const organisationId of await services.organisations())
        await recoverLetters(services, organisationId)
      while (!signal.aborted) {
        await passOverOffices(services, servers, apart, signal)
        await sleep(pass, undefined, { signal }).catch(() => {})
      }
    } finally {
      servers.close()
      // what is in hand has its end before the next life takes it for lost
      await Promise.allSettled([...apart.values()].map(({ sent }) => sent))
    }
  },
})

/** Letters that are on their way by an organisation's own mail server: however slow it is, nobody else's wait for it. */
type Apart = Map<string, { sent: Promise<number>; over?: true; failed?: unknown }>

/** One pass over all offices; gives how many letters left. Exported for tests and the demo. */
export async function sendDueLetters(services: WorkerServices, servers: MailServers): Promise<number> {
  const apart: Apart = new Map()
  const sent = await passOverOffices(services, servers, apart)
  const others = await Promise.all([...apart.values()].map((one) => one.sent))
  return others.reduce((sum, count) => sum + count, sent)
}

async function passOverOffices(
  services: WorkerServices,
  servers: MailServers,
  apart: Apart,
  signal?: AbortSignal,
): Promise<number> {
  await servers.look()
  for (const [organisationId, { over }] of apart) if (over) apart.delete(organisationId)
  let sent = 0
  const organisations = await services.organisations()
  // Safety: an office that several write to waits for none of those whose mail server is away or slow
  const resting = organisations.filter(
    (one) => apart.has(one) || (servers.own(one) ?? servers.instance).pause > 0,
  )
  for (const organisationId of organisations) {
    const own = servers.own(organisationId)
    const server = own ?? servers.instance
    if (resting.includes(organisationId) || server.pause > 0) continue
    const claim = (tx: Tx) => claimDue(tx, services, resting)
    const claimed = await services.db.transaction(workerOf(organisationId), claim)
    const sending = sendLetters(services, server, organisationId, claimed, signal)
    if (own) sendApart(apart, organisationId, sending)
    else sent += await sending
  }
  for (const { failed } of apart.values()) if (failed !== undefined) throw failed
  return sent
}

function sendApart(apart: Apart, organisationId: string, sent: Promise<number>): void {
  apart.set(organisationId, { sent })
  sent.then(
    () => apart.set(organisationId, { sent, over: true }),
    (failed: unknown) => apart.set(organisationId, { sent, failed }),
  )
}

async function sendLetters(
  services: WorkerServices,
  server: MailServer,
  organisationId: string,
  claimed: readonly Claimed[],
  signal?: AbortSignal,
): Promise<number> {
  let sent = 0
  for (const letter of claimed) {
    if (signal?.aborted || server.pause > 0) {
      await services.db.transaction(workerOf(organisationId), (tx) => putBack(tx, letter.row.id, tx.now))
      continue
    }
    const go = await services.db.transaction(workerOf(organisationId), (tx) => mayStillGo(tx, letter.row.id))
    if (!go) continue
    const outcome = await server.send(letter.mail)
    await services.db.transaction(workerOf(organisationId), (tx) => settle(tx, letter, outcome))
    if (outcome.outcome === 'sent') sent++
  }
  return sent
}

type Letter = Selectable<OfficialEmailTable>

interface Claimed {
  row: Letter
  mail: SingleMail
}

interface DueOffice {
  target_id: string
  time_zone: string
  office_opens: number
  office_closes: number
  office_days: number[]
  ceiling_per_hour: number
  last_hour: number
  last: Date | null
}

// letters in test mode went to the campaigner: the office never saw them; what other organisations sent it did
async function claimDue(tx: Tx, services: WorkerServices, resting: readonly string[]): Promise<Claimed[]> {
  mustBeAllowed(tx, 'official-email.send')
  const { rows: offices } = await sql<DueOffice>`
    with due as (
      select distinct on (t.target_id) t.target_id, t.time_zone, t.office_opens, t.office_closes, t.office_days,
        t.ceiling_per_hour
      from campaign_targets t
      where t.sealed is not null and t.retired_at is null and t.removed_at is null and exists (select 1 from official_emails e
        where e.campaign_id = t.campaign_id and e.target_id = t.target_id and e.state = 'queued' and e.not_before <= ${tx.now})
      order by t.target_id
    )
    select due.*, coalesce(gone.letters, 0) as last_hour, gone.last
    from due join wl.offices_in_turn(array(select target_id from due), ${tx.now}::timestamptz, ${resting}::uuid[]) using (target_id)
      left join wl.letters_to_offices(array(select target_id from due),
      ${new Date(tx.now.getTime() - 3_600_000)}::timestamptz) gone using (target_id)`.execute(tx.db)
  const claimed: Claimed[] = []
  for (const office of offices) {
    const hours = {
      zone: office.time_zone,
      opens: office.office_opens,
      closes: office.office_closes,
      days: office.office_days,
    }
    if (!isOpen(hours, tx.now)) continue
    const room = letThrough(office.ceiling_per_hour, office.last_hour, office.last, tx.now, pass)
    if (room > 0) claimed.push(...(await claimFor(tx, services, office.target_id, room)))
  }
  return claimed
}

// Safety: where the case has no page any more, nothing is written about her, whatever the campaign's own state says
async function claimFor(
  tx: Tx,
  services: WorkerServices,
  targetId: string,
  room: number,
): Promise<Claimed[]> {
  const { rows } = await sql<Letter>`
    with due as (
      select e.id from official_emails e
        join campaigns c on c.id = e.campaign_id and c.state = 'live'
        join publications p on p.subject_id = e.campaign_id
        join publications k on k.subject_kind = 'case' and k.subject_id = e.case_id
        join campaign_targets t on t.campaign_id = e.campaign_id and t.target_id = e.target_id and t.stopped_at is null
          and t.removed_at is null
      where e.target_id = ${targetId} and e.state = 'queued' and e.not_before <= ${tx.now}
        and (not c.test_mode or c.test_address_sealed is not null)
      order by e.not_before, e.id limit ${room} for update of e skip locked
    )
    update official_emails e set state = 'claimed', claimed_at = ${tx.now}, claimed_by = ${services.workerId},
      attempts = attempts + 1
    from due where e.id = due.id returning e.*`.execute(tx.db)
  const claimed: Claimed[] = []
  for (const row of rows) {
    const mail = await writeOfficialMail(tx, row, services).catch((error: unknown) => {
      // one that does not open must not keep all others from leaving; trouble with the database is nobody's fault
      if (!(error instanceof SealBroken || error instanceof KeyGone)) throw error
      return 'broken' as const
    })
    if (mail === 'broken') await settleAs(tx, row, 'refused', { code: 0, reply: 'it could not be opened' })
    else if (mail) claimed.push({ row, mail })
    else await settleAs(tx, row, 'stopped', { code: 0, reply: '' })
  }
  return claimed
}

/**
 * Safety: a letter that was stopped since it was claimed, by a pause, an end or a withdrawal, does not leave. One that may
 * go is marked first: whatever happens from here on, it may have left.
 */
async function mayStillGo(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ state: string; open: boolean }>`
    select e.state, c.state = 'live' and exists (select 1 from publications p where p.subject_id = c.id)
        and exists (select 1 from publications k where k.subject_kind = 'case' and k.subject_id = c.case_id)
        and exists (select 1 from campaign_targets t where t.campaign_id = c.id and t.target_id = e.target_id
          and t.stopped_at is null and t.removed_at is null) as open
    from official_emails e join campaigns c on c.id = e.campaign_id where e.id = ${id}`.execute(tx.db)
  const row = rows[0]
  if (row?.state !== 'claimed') return false
  if (!row.open) await putBack(tx, id, tx.now)
  else await tx.db.updateTable('official_emails').set({ handed_at: tx.now }).where('id', '=', id).execute()
  return row.open
}

/**
 * Nothing of it left: it waits in the queue again, and does not count against the office's ceiling. `tried`: the office's
 * mail server has seen it; else it was no try, or an evening without our own mail server would use all of them up.
 */
async function putBack(tx: Tx, id: string, notBefore: Date, tried = false): Promise<void> {
  await tx.db
    .updateTable('official_emails')
    .set((row) => ({
      state: 'queued',
      claimed_at: null,
      claimed_by: null,
      handed_at: null,
      not_before: notBefore,
      ...(tried ? {} : { attempts: row('attempts', '-', 1) }),
    }))
    .where('id', '=', id)
    .where('state', '=', 'claimed')
    .execute()
}

const givenUpAfterAttempts = 12

async function settle(tx: Tx, { row, mail }: Claimed, outcome: MailOutcome): Promise<void> {
  const { code, reply } = outcome
  if (outcome.outcome === 'sent') {
    await settleAs(tx, row, 'accepted', { code, reply })
    await queueCopy(tx, row, mail)
  } else if (outcome.outcome === 'hard') await settleAs(tx, row, 'refused', { code, reply })
  else if (outcome.outcome === 'unknown') await settleAs(tx, row, 'unknown', { code, reply })
  else if (row.attempts >= givenUpAfterAttempts && !isAway(outcome))
    await settleAs(tx, row, 'refused', { code, reply })
  else {
    const away = isAway(outcome)
    const wait = away ? 0 : retryAfter(row.attempts)
    await putBack(tx, row.id, new Date(tx.now.getTime() + wait), !away)
    await tx.db.updateTable('official_emails').set({ code, reply }).where('id', '=', row.id).execute()
  }
}

async function settleAs(
  tx: Tx,
  row: Letter,
  state: OfficialEmailState,
  said: { code: number; reply: string },
): Promise<void> {
  await tx.db
    .updateTable('official_emails')
    .set({ state, settled_at: tx.now, ...said, test: row.test })
    .where('id', '=', row.id)
    .execute()
  await record(tx, `official-email.${state}`, {
    caseId: row.case_id,
    organisationId: row.organisation_id,
    subject: row.id,
    data: { code: said.code, test: row.test },
  })
}

/**
 * Letters that an earlier life, or a pass that failed, had in hand. What was handed over may have left: it is `unknown`,
 * shown to staff, and never sent again by itself; an official who gets a letter twice has a reason to discount all of them.
 * What was only claimed goes back to the queue: accepted is never lost.
 */
export async function recoverLetters(services: WorkerServices, organisationId: string): Promise<void> {
  await services.db.transaction(workerOf(organisationId), async (tx) => {
    mustBeAllowed(tx, 'official-email.send')
    const rows = await tx.db
      .selectFrom('official_emails')
      .selectAll()
      .where('state', '=', 'claimed')
      .forUpdate()
      .execute()
    for (const row of rows)
      if (row.handed_at === null) await putBack(tx, row.id, tx.now)
      else await settleAs(tx, row, 'unknown', { code: 0, reply: 'the worker ended while it was under way' })
  })
}

/**
 * Test mode is over: what went to the campaigner as a test goes to the officials now, through whichever organisation it came.
 * @returns how many letters
 */
export async function requeueTests(tx: Tx, campaignId: string): Promise<number> {
  mustBeAllowed(tx, 'official-email.review')
  const rows = await tx.db
    .updateTable('official_emails')
    .set({
      state: 'queued',
      test: false,
      settled_at: null,
      claimed_at: null,
      claimed_by: null,
      handed_at: null,
      not_before: tx.now,
      attempts: 0,
    })
    .where('campaign_id', '=', campaignId)
    .where('test', '=', true)
    .where('state', '=', 'accepted')
    // Safety: what its writer took back since does not leave
    .where('action_id', 'in', (from) =>
      from.selectFrom('actions').select('id').where('state', '=', 'confirmed'),
    )
    .returning('id')
    .execute()
  const { rows: others } = await sql<{ count: number }>`
    select wl.requeue_tests_of_others(${campaignId}::uuid) as count`.execute(tx.db)
  const count = rows.length + others[0]!.count
  if (count > 0) {
    const { caseId } = await getCampaign(tx, campaignId)
    await record(tx, 'official-email.tests-requeued', { caseId, subject: campaignId, data: { count } })
  }
  return count
}
