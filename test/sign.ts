/** Two people sign: the second one of a test is whoever else of the organisation may. */
import type { Member, Role } from '../src/platform/actor.ts'
import type { Database, Tx } from '../src/platform/database.ts'
import { askForPage, sign, signPage, type Asked, type PublishInput } from '../src/publishing/index.ts'
import type { Browser } from './office.ts'

/** Another one of the same organisation who may sign, as an actor whose session was proved just now. */
export async function secondOf(db: Database, member: Member): Promise<Member> {
  const other = await db.transaction(member, (tx) =>
    tx.db
      .selectFrom('members')
      .select(['id', 'account_id', 'role'])
      .where('organisation_id', '=', member.organisationId)
      .where('account_id', '<>', member.accountId)
      .where('role', '<>', 'viewer')
      .where('removed_at', 'is', null)
      .orderBy('created_at')
      .orderBy('id')
      .executeTakeFirstOrThrow(),
  )
  const { organisationId } = member
  return {
    ...{ kind: 'member', organisationId, accountId: other.account_id, memberId: other.id },
    ...{ role: other.role as Role, steppedUpAt: db.clock.now() },
  }
}

/** All that was asked for, as the signer's page would send it. */
export const itemsOf = async (tx: Tx, signOffId: string): Promise<string[]> =>
  (await tx.db.selectFrom('sign_offs').select('items').where('id', '=', signOffId).executeTakeFirstOrThrow())
    .items

/** Gives the second signature, on all that was asked for. */
export const signBeside = (db: Database, second: Member, signOffId: string): Promise<Asked> =>
  db.transaction(second, async (tx) => sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }))

/** Runs a verb that asks for a signature, and gives the second one where it is needed. */
export async function signed(
  db: Database,
  member: Member,
  run: (tx: Tx) => Promise<Asked>,
  second?: Member,
): Promise<Asked> {
  const asked = await db.transaction(member, run)
  if (asked.state !== 'asked') return asked
  return await signBeside(db, second ?? (await secondOf(db, member)), asked.signOffId)
}

/** Brings a page out by the hands of one, or of two. */
export async function publish(
  db: Database,
  member: Member,
  page: PublishInput,
  second?: Member,
): Promise<void> {
  const asked = await db.transaction(member, (tx) => askForPage(tx, page))
  if (asked.state !== 'asked') return
  const { signOffId } = asked
  await db.transaction(second ?? (await secondOf(db, member)), async (tx) =>
    signPage(tx, { signOffId, items: await itemsOf(tx, signOffId) }, page),
  )
}

/** Signs at the console what a colleague's form led to; gives the answer of the signing page. */
export async function signThrough(
  browser: Browser,
  asked: Response,
  review: { concerns?: readonly string[]; reviewNote?: string } = {},
): Promise<Response> {
  const path = asked.headers.get('location') ?? ''
  const page = await (await browser.get(path)).text()
  const items = [...page.matchAll(/name="items" value="([^"]+)"/g)].map(([, item]) => item!)
  return await browser.post(`${path}/sign`, { items, ...review, reviewed: 'yes', confirmed: 'yes' })
}
