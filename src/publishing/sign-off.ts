import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { newId } from '#platform/ids.ts'
import type { SubjectKind } from './tables.ts'

/** JSON with sorted keys and without what is undefined: the same content is the same text, whoever built it. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  )
}

/** Safety: salted, because a short text (a name, a sentence) could otherwise be found by trying. */
export function hashShown(salt: Buffer, shown: unknown): Buffer {
  return createHash('sha256').update(salt).update(canonicalJson(shown)).digest()
}

export interface Signed {
  caseId: string
  subjectKind: SubjectKind
  subjectId: string
  items: string[]
  /** all that is shown */
  shown: unknown
}

export async function signOff(tx: Tx, accountId: string, what: Signed): Promise<string> {
  const id = newId(tx.now.getTime())
  const salt = randomBytes(16)
  await tx.db
    .insertInto('sign_offs')
    .values({
      id,
      case_id: what.caseId,
      subject_kind: what.subjectKind,
      subject_id: what.subjectId,
      salt,
      text_hash: hashShown(salt, what.shown),
      items: what.items,
      signed_by: accountId,
      signed_at: tx.now,
      alone: await isAlone(tx),
    })
    .execute()
  return id
}

/** An organisation with one member may sign by itself; the row says so. */
async function isAlone(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct account_id)::int as n from members
    where organisation_id = (select wl.organisation()) and removed_at is null and role <> 'viewer'`.execute(
    tx.db,
  )
  return (rows[0]?.n ?? 0) <= 1
}
