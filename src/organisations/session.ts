import { sql } from 'kysely'
import type { Member } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isLanguage, type Language } from '#platform/i18n.ts'
import { newId } from '#platform/ids.ts'
import { newToken, tokenHash } from '#platform/sign-in/token.ts'
import { Refused } from '#platform/web/errors.ts'
import { openAccountName } from './account.ts'

const idleFor = 30 * 60_000
export const sessionLasts = 12 * 60 * 60_000
/** How stale "last seen" may be: not every request writes a row. */
const seenEvery = 60_000

export type FoundSession =
  | { state: 'live'; id: string; member: Member; name: string; language: Language }
  /** it once was this account's: what was typed may be kept for them, nothing may be shown */
  | { state: 'ended'; accountId: string }

/**
 * Whose session this is. Runs as `signIn`, in a writing transaction (it notes that the session is in use).
 * Safety: membership and role are read each time, so a removed member is out with the next request.
 */
export async function findSession(tx: Tx, token: string): Promise<FoundSession | undefined> {
  const row = await tx.db
    .selectFrom('sessions as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .leftJoin('members as m', (join) =>
      join
        .onRef('m.account_id', '=', 's.account_id')
        .onRef('m.organisation_id', '=', 's.organisation_id')
        .on('m.removed_at', 'is', null),
    )
    .select([
      's.id',
      's.account_id',
      's.organisation_id',
      's.created_at',
      's.last_seen_at',
      's.stepped_up_at',
      's.ended_at',
      'a.name_sealed',
      'a.language',
      'a.disabled_at',
      'm.id as member_id',
      'm.role',
    ])
    .where('s.token_hash', '=', tokenHash(token))
    .executeTakeFirst()
  if (!row) return undefined
  const now = tx.now.getTime()
  const over =
    row.ended_at !== null ||
    row.disabled_at !== null ||
    now - row.created_at.getTime() >= sessionLasts ||
    now - row.last_seen_at.getTime() >= idleFor
  if (over || !row.member_id || !row.role || !row.organisation_id) {
    return { state: 'ended', accountId: row.account_id }
  }
  if (now - row.last_seen_at.getTime() >= seenEvery) {
    await tx.db.updateTable('sessions').set({ last_seen_at: tx.now }).where('id', '=', row.id).execute()
  }
  return {
    state: 'live',
    id: row.id,
    name: openAccountName(tx.keys.instance, row.account_id, row.name_sealed),
    language: isLanguage(row.language) ? row.language : 'en',
    member: {
      kind: 'member',
      organisationId: row.organisation_id,
      accountId: row.account_id,
      memberId: row.member_id,
      role: row.role,
      ...(row.stepped_up_at ? { steppedUpAt: row.stepped_up_at } : {}),
    },
  }
}

/**
 * Opens a session for an account whose credential was just proved; `how` goes to the log. Runs as `signIn`.
 * @throws Refused ('organisations.sign-in.failed') when the account serves in no organisation or is disabled
 */
export async function startSession(
  tx: Tx,
  { accountId, organisationId, how }: { accountId: string; organisationId?: string; how: string },
): Promise<{ token: string; sessionId: string; organisationId: string }> {
  const serving = await tx.db
    .selectFrom('members as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select('m.organisation_id')
    .where('m.account_id', '=', accountId)
    .where('m.removed_at', 'is', null)
    .where('a.disabled_at', 'is', null)
    .$if(organisationId !== undefined, (query) => query.where('m.organisation_id', '=', organisationId!))
    .orderBy('m.created_at')
    .executeTakeFirst()
  if (!serving) throw new Refused('organisations.sign-in.failed')
  const { token, hash } = newToken()
  const sessionId = newId(tx.now.getTime())
  await tx.db
    .insertInto('sessions')
    .values({
      id: sessionId,
      account_id: accountId,
      organisation_id: serving.organisation_id,
      token_hash: hash,
      created_at: tx.now,
      last_seen_at: tx.now,
      stepped_up_at: tx.now,
    })
    .execute()
  await record(tx, 'session.started', {
    organisationId: serving.organisation_id,
    subject: sessionId,
    data: { accountId, how },
  })
  return { token, sessionId, organisationId: serving.organisation_id }
}

/** Ends one session of one's own; false when there was none. */
export async function endSession(tx: Tx, { sessionId }: { sessionId: string }): Promise<boolean> {
  const ended = await tx.db
    .updateTable('sessions')
    .set({ ended_at: tx.now, ended_reason: 'signed-out' })
    .where('id', '=', sessionId)
    .where('account_id', '=', accountOf(tx))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!ended.numUpdatedRows) return false
  await record(tx, 'session.ended', { subject: sessionId, data: { reason: 'signed-out' } })
  return true
}

/** Ends all sessions of an account but one: a credential changed. */
export async function endOtherSessions(
  tx: Tx,
  { accountId, keep, reason }: { accountId: string; keep?: string; reason: string },
): Promise<void> {
  await tx.db
    .updateTable('sessions')
    .set({ ended_at: tx.now, ended_reason: reason })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .$if(keep !== undefined, (query) => query.where('id', '!=', keep!))
    .execute()
}

/** Ends the sessions of a colleague, whose own rows an administrator cannot see: a role changed. */
export async function endSessionsOfColleague(tx: Tx, accountId: string, reason: string): Promise<void> {
  await sql`select wl.end_sessions(${accountId}, ${tx.now}, ${reason})`.execute(tx.db)
}

export interface OwnSession {
  id: string
  startedAt: Date
  lastSeenAt: Date
}

/** The sessions of one's own that are live now, newest first. */
export async function listOwnSessions(tx: Tx): Promise<OwnSession[]> {
  const rows = await tx.db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'last_seen_at'])
    .where('account_id', '=', accountOf(tx))
    .where('ended_at', 'is', null)
    .where('created_at', '>', new Date(tx.now.getTime() - sessionLasts))
    .where('last_seen_at', '>', new Date(tx.now.getTime() - idleFor))
    .orderBy('last_seen_at', 'desc')
    .execute()
  return rows.map((row) => ({ id: row.id, startedAt: row.created_at, lastSeenAt: row.last_seen_at }))
}

export function accountOf(tx: Tx): string {
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  return tx.actor.accountId
}
