/** The code word that says in custody that it is she who speaks: kept as a keyed hash, and checked a few times a day. */
import { mustBeOnTeam, mustBeInFile } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { hashPassphrase, isPassphrase } from '#platform/sign-in/passphrase.ts'
import { Invalid } from '#platform/web/errors.ts'
import { spoken } from '../consent-links/link.ts'

/** Wrong ones in a row, within a day: a guess is a caller's, and a caller has few. */
export const codeWordAttempts = 5
const day = 24 * 3_600_000
const shortest = 4

/** 'spent': nobody knows, and it is not worked out; 'none': she left no code word */
export type CodeWordAnswer = 'right' | 'wrong' | 'spent' | 'none'

/** Slow: never in a transaction. @throws Invalid for one that is too short, as `saveDirection` refuses strangers */
export async function hashCodeWord(
  db: Database,
  member: Member,
  at: { caseId: string; personId: string; codeWord: string },
): Promise<string> {
  const word = spoken(at.codeWord)
  const key = await db.reading(member, (tx) => keyOfPerson(tx, at))
  if (word.length < shortest) throw new Invalid({ codeWord: 'direction.error.short' })
  return await hashPassphrase(key, word)
}

async function keyOfPerson(tx: Tx, at: { caseId: string; personId: string }): Promise<Sealer> {
  mustBeAllowed(tx, 'direction.write')
  await mustBeOnTeam(tx, at.caseId)
  await mustBeInFile(tx, at)
  return await tx.keys.case(at.caseId)
}

/** Whether somebody said her code word. For writers on the team; each try is an event, and few are left in a day. */
export async function checkCodeWord(
  db: Database,
  member: Member,
  at: { caseId: string; personId: string; said: string },
): Promise<CodeWordAnswer> {
  const taken = await db.transaction(member, (tx) => takeAttempt(tx, at))
  if (typeof taken === 'string') return taken
  const right = await isPassphrase(taken.key, spoken(at.said), taken.hash)
  await db.transaction(member, (tx) => noteAnswer(tx, { ...at, id: taken.id, right }))
  return right ? 'right' : 'wrong'
}

/** Safety: an attempt is spent before it is worked out; a hundred at once are still five. */
async function takeAttempt(
  tx: Tx,
  { caseId, personId }: { caseId: string; personId: string },
): Promise<{ id: string; key: Sealer; hash: string } | 'spent' | 'none'> {
  mustBeAllowed(tx, 'direction.write')
  await mustBeOnTeam(tx, caseId)
  const row = await tx.db
    .selectFrom('directions')
    .select(['id', 'code_word', 'wrong', 'wrong_since'])
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.code_word) return 'none'
  const counts = row.wrong_since !== null && row.wrong_since.getTime() > tx.now.getTime() - day
  if (counts && row.wrong >= codeWordAttempts) return 'spent'
  await tx.db
    .updateTable('directions')
    .set({ wrong: counts ? row.wrong + 1 : 1, wrong_since: counts ? row.wrong_since : tx.now })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'direction.code-word-tried', { caseId, subject: row.id })
  return { id: row.id, key: await tx.keys.case(caseId), hash: row.code_word }
}

async function noteAnswer(
  tx: Tx,
  { caseId, id, right }: { caseId: string; id: string; right: boolean },
): Promise<void> {
  mustBeAllowed(tx, 'direction.write')
  if (right)
    await tx.db
      .updateTable('directions')
      .set({ wrong: 0, wrong_since: null })
      .where('id', '=', id)
      .where('case_id', '=', caseId)
      .execute()
  await record(tx, right ? 'direction.code-word-right' : 'direction.code-word-wrong', {
    ...{ caseId, subject: id },
  })
}
