import { sql, type Selectable } from 'kysely'
import { findAccount } from '#organisations/index.ts'
import { can, mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import type { OrganisationRelayTable } from '../tables.ts'
import { isSamePlace, mustBePlace, relayPlace, testPlace, type RelaySettings } from './settings.ts'

/** A mail server of the organisation's own, in use or proposed, as its members see it. */
export interface OwnRelay {
  id: string
  inUseSince?: Date
  /** somebody took it into use without a test mail, and none has passed since */
  untested: boolean
  /** a test mail is on its way since then */
  tryingSince?: Date
  tested?: { at: Date; passed: boolean; answer: string }
  away?: { since: Date; reason: string }
  /** Safety: where it is, for those who may change it; never the password */
  place?: Omit<RelaySettings, 'password'>
}

export interface OwnRelays {
  inUse?: OwnRelay
  proposed?: OwnRelay
}

/** Who a test mail goes to: whoever asked for it. */
export interface TestMail {
  to: { address: string; name: string }
  language: string
}

type Row = Pick<
  Selectable<OrganisationRelayTable>,
  'id' | 'sealed' | 'untested' | 'asked_at' | 'test_sealed' | 'tested_at' | 'passed' | 'passed_at' | 'answer'
> &
  Pick<Selectable<OrganisationRelayTable>, 'used_since' | 'away_since' | 'away_reason'>

/** Those of the acting member's organisation that have not ended. */
export async function findOwnRelays(tx: Tx): Promise<OwnRelays> {
  mustBeAllowed(tx, 'relay.see')
  const { organisationId } = memberOf(tx)
  const rows = await standing(tx).execute()
  const opens = can(memberOf(tx), 'relay.change') && rows.length > 0
  const key = opens ? await tx.keys.organisation(organisationId) : undefined
  const read = (row: Row | undefined): OwnRelay | undefined => {
    if (!row) return undefined
    const { password: _, ...place } = key ? key.openJson<RelaySettings>(relayPlace(row.id), row.sealed) : none
    return { ...tell(row), ...(key ? { place } : {}) }
  }
  const inUse = read(rows.find((row) => row.used_since !== null))
  const proposed = read(rows.find((row) => row.used_since === null))
  return { ...(inUse ? { inUse } : {}), ...(proposed ? { proposed } : {}) }
}

const none: RelaySettings = { host: '', port: 0, security: 'tls', user: '', password: '' }

function tell(row: Row): OwnRelay {
  const { id, tested_at: at } = row
  return {
    id,
    untested: row.untested && row.passed_at === null,
    ...(row.used_since ? { inUseSince: row.used_since } : {}),
    ...(row.test_sealed && row.asked_at ? { tryingSince: row.asked_at } : {}),
    ...(at ? { tested: { at, passed: row.passed === true, answer: row.answer } } : {}),
    ...(row.away_since ? { away: { since: row.away_since, reason: row.away_reason } } : {}),
  }
}

const standing = (tx: Tx) =>
  tx.db
    .selectFrom('organisation_relays')
    .select(['id', 'sealed', 'untested', 'asked_at', 'test_sealed', 'tested_at', 'passed', 'passed_at'])
    .select(['answer', 'used_since', 'away_since', 'away_reason'])
    .where('ended_at', 'is', null)

/**
 * Names a mail server of one's own. Tried first, it is in use once it took a test mail to whoever asks; `untested`, it is in
 * use at once. An empty password means the one that is stored for the same place and user name.
 * @throws Invalid
 */
export async function nameRelay(
  tx: Tx,
  typed: RelaySettings,
  { untested, allow }: { untested: boolean; allow: readonly string[] },
): Promise<void> {
  mustBeAllowed(tx, 'relay.change')
  const { organisationId, accountId } = memberOf(tx)
  mustBePlace(typed, allow)
  await inTurn(tx, organisationId)
  if (await triedOften(tx)) throw new Invalid({ host: 'delivery.relay.error.often' })
  const before = await standing(tx).execute()
  const key = await tx.keys.organisation(organisationId)
  const known = before.map((row) => key.openJson<RelaySettings>(relayPlace(row.id), row.sealed))
  const settings = { ...typed, password: passwordFor(typed, known) }
  const gone = before.filter((row) => untested || row.used_since === null).map(({ id }) => id)
  await end(tx, gone)
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('organisation_relays')
    .values({
      ...{ id, organisation_id: organisationId, sealed: key.sealJson(relayPlace(id), settings) },
      ...{ made_at: tx.now, made_by: accountId, untested, used_since: untested ? tx.now : null },
      ...(untested ? {} : await question(tx, id)),
    })
    .execute()
  if (untested) await record(tx, 'relay.in-use', { subject: id, data: { untested } })
  else await record(tx, 'relay.proposed', { subject: id })
}

/**
 * Safety: whoever guesses passwords at somebody's mail server does it from the instance's address, and gets that blocked for
 * alarms too. To be asked `inTurn`.
 */
async function triedOften(tx: Tx): Promise<boolean> {
  const trials = await tx.db
    .selectFrom('events')
    .select('id')
    .where('organisation_id', '=', memberOf(tx).organisationId)
    .where('actor_kind', '=', 'member')
    .where('type', 'in', ['relay.proposed', 'relay.asked', 'relay.in-use'])
    .where('at', '>', new Date(tx.now.getTime() - 3_600_000))
    .limit(trialsInAnHour)
    .execute()
  return trials.length >= trialsInAnHour
}
const trialsInAnHour = 6

/** Safety: the stored password is never sent to another host, port or user name: whoever changes those types it again. */
function passwordFor(typed: RelaySettings, known: readonly RelaySettings[]): string {
  if (typed.user === '') {
    if (typed.password !== '') throw new Invalid({ user: 'delivery.relay.error.user' })
    return ''
  }
  if (typed.password !== '') return typed.password
  const same = known.find((one) => isSamePlace(one, typed))
  if (same && same.password !== '') return same.password
  throw new Invalid({
    password: known.length > 0 ? 'delivery.relay.error.password-again' : 'error.field.empty',
  })
}

/** Asks for one more test mail by the server in use, to oneself. @throws Conflict */
export async function askRelayTest(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'relay.test')
  await inTurn(tx, memberOf(tx).organisationId)
  const row = await standing(tx).where('used_since', 'is not', null).forUpdate().executeTakeFirst()
  if (!row) throw new Conflict('delivery.relay.error.gone')
  if (row.test_sealed) throw new Conflict('delivery.relay.error.trying')
  if (await triedOften(tx)) throw new Conflict('delivery.relay.error.often')
  await tx.db
    .updateTable('organisation_relays')
    .set(await question(tx, row.id))
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'relay.asked', { subject: row.id })
}

/** Mail leaves by the instance's server again, from the next one on. @throws Conflict */
export async function turnOffRelay(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'relay.change')
  const id = await endThose(tx, (row) => row.used_since !== null)
  await record(tx, 'relay.turned-off', { subject: id })
}

/** Lets go of a server that was named and never took a test mail. @throws Conflict */
export async function dropProposal(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'relay.change')
  const id = await endThose(tx, (row) => row.used_since === null)
  await record(tx, 'relay.dropped', { subject: id })
}

async function endThose(tx: Tx, which: (row: Row) => boolean): Promise<string> {
  await inTurn(tx, memberOf(tx).organisationId)
  const row = (await standing(tx).execute()).find(which)
  if (!row) throw new Conflict('delivery.relay.error.gone')
  await end(tx, [row.id])
  return row.id
}

async function end(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db
    .updateTable('organisation_relays')
    .set({ ended_at: tx.now, ended_by: memberOf(tx).accountId, ...emptied })
    .where('id', 'in', ids)
    .execute()
}

/** Safety: a password is not kept beyond its use. */
export const emptied = { sealed: Buffer.alloc(0), test_sealed: null }

async function question(tx: Tx, id: string) {
  const { organisationId, accountId } = memberOf(tx)
  const account = await findAccount(tx, { id: accountId })
  if (!account) throw new NotFound()
  const test: TestMail = {
    to: { address: account.address, name: account.name },
    language: account.language,
  }
  const key = await tx.keys.organisation(organisationId)
  return { asked_at: tx.now, asked_by: accountId, test_sealed: key.sealJson(testPlace(id), test) }
}

/**
 * Who comes at once waits here, and then sees what the other has done: also a test that takes one into use while somebody
 * turns it off.
 */
export async function inTurn(tx: Tx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`relays ${organisationId}`}, 0))`.execute(tx.db)
}

function memberOf(tx: Tx) {
  if (tx.actor.kind !== 'member') throw new Refused()
  return tx.actor
}
