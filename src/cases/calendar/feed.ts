import { mustBeAllowed } from '#platform/access.ts'
import type { Member, Role } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { isToken, newToken, tokenHash } from '#platform/sign-in/token.ts'
import { Refused } from '#platform/web/errors.ts'

/** Makes one's own private calendar and gives its secret once; a former one ends with it. */
export async function makeFeed(tx: Tx): Promise<string> {
  mustBeAllowed(tx, 'calendar.make')
  if (tx.actor.kind !== 'member') throw new Refused()
  await end(tx)
  const id = newId(tx.now.getTime())
  const { token, hash } = newToken()
  await tx.db
    .insertInto('calendar_feeds')
    .values({
      ...{ id, organisation_id: tx.actor.organisationId, account_id: tx.actor.accountId },
      ...{ token_hash: hash, created_at: tx.now },
    })
    .execute()
  await record(tx, 'calendar.made', { subject: id })
  return token
}

/** Its address answers no more. Without one, nothing changes. */
export async function endFeed(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'calendar.end')
  const id = await end(tx)
  if (id) await record(tx, 'calendar.ended', { subject: id })
}

/** Since when one's own calendar has been out; undefined where there is none. */
export async function findFeed(tx: Tx): Promise<{ createdAt: Date } | undefined> {
  mustBeAllowed(tx, 'calendar.see')
  if (tx.actor.kind !== 'member') return undefined
  return await tx.db
    .selectFrom('calendar_feeds')
    .select('created_at as createdAt')
    .where('account_id', '=', tx.actor.accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
}

/** Whose calendar an address is; undefined once it was ended, or the membership was. */
export async function ownerOfFeed(
  { pool }: Pick<Database, 'pool'>,
  token: string,
): Promise<Member | undefined> {
  if (!isToken(token)) return undefined
  const { rows } = await pool.query<{
    organisation_id: string
    account_id: string
    member_id: string
    role: Role
  }>('select * from wl.find_calendar_feed($1)', [tokenHash(token)])
  const row = rows[0]
  if (!row) return undefined
  // Safety: no step-up comes with it, so an address alone can read dates and nothing that asks for more
  return {
    kind: 'member',
    ...{ organisationId: row.organisation_id, accountId: row.account_id },
    ...{ memberId: row.member_id, role: row.role },
  }
}

async function end(tx: Tx): Promise<string | undefined> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const gone = await tx.db
    .updateTable('calendar_feeds')
    .set({ revoked_at: tx.now })
    .where('account_id', '=', tx.actor.accountId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return gone?.id
}
