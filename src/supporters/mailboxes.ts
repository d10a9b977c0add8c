/** Whose mailbox an opt-in leads to, within one case: so that one person gets an update once, through whichever list. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { sliceBySlice } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { KeyGone, type Sealer } from '#platform/keys/keyring.ts'
import { SealBroken } from '#platform/keys/seal.ts'
import type { Job } from '#platform/module.ts'
import { canonicalAddress } from '#platform/text/address.ts'
import { openAddress } from './sealed.ts'

interface OfCase {
  organisationId: string
  supporterId: string
  caseId?: string
}

/**
 * The blind index of each one's mailbox under the key of the case, in the order given; null where it is of no case, or the
 * organisation has that key no more.
 * Safety: an index under the organisation's key could not be compared, and one under a common key would join the lists of
 * all cases.
 */
export async function mailboxIndexes(tx: Tx, asked: readonly OfCase[]): Promise<(Buffer | null)[]> {
  if (asked.length === 0) return []
  const rows = await tx.db
    .selectFrom('supporters as s')
    .innerJoin('inboxes as i', (join) =>
      join.onRef('i.organisation_id', '=', 's.organisation_id').onRef('i.number', '=', 's.inbox'),
    )
    .select(['s.id', 'i.number', 'i.address_sealed'])
    .where(sql<boolean>`s.id = any (${asked.map((one) => one.supporterId)}::uuid[])`)
    .execute()
  const inboxes = new Map(rows.map((row) => [row.id, row]))
  return await Promise.all(
    asked.map(async ({ organisationId, supporterId, caseId }) => {
      const ofCase = caseId ? await keyOf(tx, caseId) : undefined
      if (!ofCase) return null
      const inbox = inboxes.get(supporterId)
      const address = inbox && addressIn(await tx.keys.organisation(organisationId), inbox)
      // nobody is written to there, so it is nobody else's
      return address ? ofCase.index('mailbox', canonicalAddress(address)) : randomBytes(16)
    }),
  )
}

async function keyOf(tx: Tx, caseId: string): Promise<Sealer | undefined> {
  try {
    return await tx.keys.case(caseId)
  } catch (error) {
    if (error instanceof KeyGone) return undefined
    throw error
  }
}

function addressIn(key: Sealer, inbox: Parameters<typeof openAddress>[1]): string | undefined {
  try {
    return openAddress(key, inbox)
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

const atOnce = 1000

/** @returns where to go on; undefined at the end */
async function indexSome(tx: Tx, after: string): Promise<string | undefined> {
  mustBeAllowed(tx, 'supporter.opt-in')
  const { rows } = await sql<OfCase & { id: string }>`
    select id, organisation_id as "organisationId", supporter_id as "supporterId", case_id as "caseId" from opt_ins
    where scope = 'case' and mailbox_index is null and length(sealed) > 0 and id > ${after}
      and case_id = any ((select wl.room_cases())::uuid[])
    order by id limit ${sql.lit(atOnce)}`.execute(tx.db)
  const indexes = await mailboxIndexes(tx, rows)
  await sql`update opt_ins o set mailbox_index = n.mailbox_index
    from unnest(${rows.map((row) => row.id)}::uuid[], ${indexes}::bytea[]) as n (id, mailbox_index)
    where o.id = n.id and length(o.sealed) > 0`.execute(tx.db)
  return rows.length === atOnce ? rows.at(-1)!.id : undefined
}

/**
 * Opt-ins of before mailboxes were kept, and of organisations that came back, get theirs. Until then
 * the database lets nothing be sent together in their cases.
 */
export const indexMailboxes: Job = {
  name: 'index-mailboxes',
  everySeconds: 60,
  run: (services) => sliceBySlice(services, indexSome),
}
