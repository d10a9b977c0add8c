/** The phrase that is agreed with her in a talk, and the link that opens with it. */
import { sql } from 'kysely'
import { linkHash, linkToken, mustBeOnTeam, mustBeInFile } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { hashPassphrase } from '#platform/sign-in/passphrase.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import type { ConsentLinkTable } from './tables.ts'

export const attempts = 5
export const longestHours = 72
export const shortestPhrase = 8

/** As a person says it over a bad line: without case, forms of input methods, or doubled spaces. */
export const spoken = (phrase: string): string =>
  phrase.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ')

export interface Hashed {
  phrase: string
  duress: string | undefined
}

/**
 * Slow, and keyed with the case's key: never in a transaction.
 * @throws Invalid when one is too short, or both are the same
 */
export async function hashPhrases(key: Sealer, input: { phrase: string; duress: string }): Promise<Hashed> {
  const [phrase, duress] = [spoken(input.phrase), spoken(input.duress)]
  const wrong: Record<string, string> = {}
  if (phrase.length < shortestPhrase) wrong['phrase'] = 'consent-link.error.short'
  if (duress !== '' && duress.length < shortestPhrase) wrong['duress'] = 'consent-link.error.short'
  // Safety: one phrase with two meanings would take for her word what she was forced to say
  if (duress !== '' && duress === phrase) wrong['duress'] = 'consent-link.error.same'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  return {
    phrase: await hashPassphrase(key, phrase),
    duress: duress === '' ? undefined : await hashPassphrase(key, duress),
  }
}

/** For caseworkers on the team; gives what the hashes are keyed with. @throws NotFound, Refused */
export async function keyForPhrase(tx: Tx, input: { caseId: string; personId: string }): Promise<Sealer> {
  mustBeAllowed(tx, 'consent.link')
  await mustBeOnTeam(tx, input.caseId)
  await mustBeInFile(tx, input)
  return await tx.keys.case(input.caseId)
}

/** Keeps the hashes; a link that the old phrase opened is void. For caseworkers on the team. */
export async function setPhrase(
  tx: Tx,
  input: { caseId: string; personId: string; hashed: Hashed },
): Promise<void> {
  mustBeAllowed(tx, 'consent.link')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, personId } = input
  await mustBeOnTeam(tx, caseId)
  await mustBeInFile(tx, input)
  await endLinks(tx, { caseId, personId, how: 'phrase' })
  const row = {
    ...{ phrase: input.hashed.phrase, duress: input.hashed.duress ?? null },
    ...{ set_at: tx.now, set_by: tx.actor.accountId },
  }
  await tx.db
    .insertInto('consent_phrases')
    .values({ ...row, person_id: personId, case_id: caseId })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
  await record(tx, 'consent-link.phrase-set', { caseId, subject: personId })
}

/**
 * Makes her link, in the place of the one before. For caseworkers on the team.
 * @throws Conflict ('consent-link.error.no-phrase')
 */
export async function makeLink(
  tx: Tx,
  input: { caseId: string; personId: string; hours: number; language: string },
): Promise<string> {
  mustBeAllowed(tx, 'consent.link')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, personId } = input
  await mustBeOnTeam(tx, caseId)
  await mustBeInFile(tx, input)
  const phrase = await tx.db
    .selectFrom('consent_phrases')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!phrase) throw new Conflict('consent-link.error.no-phrase')
  await endLinks(tx, { caseId, personId, how: 'replaced' })
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('consent_links')
    .values({
      ...{ id, case_id: caseId, organisation_id: tx.actor.organisationId, person_id: personId },
      link_hash: linkHash(tokenOf(await tx.keys.case(caseId), id)),
      ...{ language: input.language, made_at: tx.now, made_by: tx.actor.accountId },
      expires_at: new Date(tx.now.getTime() + Math.min(input.hours, longestHours) * 3_600_000),
      ...{ attempts_left: attempts, duress_at: null, ended_at: null, ended_how: null, seen_at: null },
    })
    .execute()
  await record(tx, 'consent-link.made', { caseId, subject: id, data: { person: personId } })
  return id
}

/** Void at once, wherever it lies. For caseworkers on the team; a second time changes nothing. */
export async function revokeLink(tx: Tx, input: { caseId: string; personId: string }): Promise<void> {
  mustBeAllowed(tx, 'consent.link')
  await mustBeOnTeam(tx, input.caseId)
  await endLinks(tx, { ...input, how: 'revoked' })
}

/** Part of a verb that has asked for permission. */
export async function endLinks(
  tx: Tx,
  { caseId, personId, how }: { caseId: string; personId: string; how: 'revoked' | 'replaced' | 'phrase' },
): Promise<void> {
  const ended = await tx.db
    .updateTable('consent_links')
    .set({ ended_at: tx.now, ended_how: how })
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of ended) await record(tx, 'consent-link.ended', { caseId, subject: id, data: { how } })
}

/** What she did is known to the team. For caseworkers on the team. */
export async function markSeen(tx: Tx, caseId: string): Promise<void> {
  mustBeAllowed(tx, 'consent.link')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, caseId)
  const acts = await tx.db
    .updateTable('consent_link_acts')
    .set({ seen_at: tx.now, seen_by: tx.actor.accountId })
    .where('case_id', '=', caseId)
    .where('seen_at', 'is', null)
    .returning('id')
    .execute()
  await tx.db
    .updateTable('consent_links')
    .set({ seen_at: tx.now })
    .where('case_id', '=', caseId)
    .where('seen_at', 'is', null)
    .where('attempts_left', '=', 0)
    .execute()
  await record(tx, 'consent-link.seen', { caseId, data: { acts: acts.length } })
}

export const tokenOf = (key: Sealer, linkId: string): string => linkToken(key, `consent ${linkId}`)

/**
 * Of a link `l`: whoever made it is not on the team any more, or their organisation left the coalition. Safety: they may
 * know both the address and the phrase, so it opens nothing, by whichever way they left.
 */
export const makerIsGone = sql<boolean>`(not exists (select 1 from case_team t
    where t.case_id = l.case_id and t.account_id = l.made_by and t.removed_at is null)
  or not exists (select 1 from coalition_members m
    where m.case_id = l.case_id and m.organisation_id = l.organisation_id and m.left_at is null))`

type Ending = Pick<ConsentLinkTable, 'id' | 'ended_at' | 'expires_at'>

/** Neither ended nor run out, and of somebody who is still there. */
export async function isOpen(tx: Tx, link: Ending): Promise<boolean> {
  if (link.ended_at !== null || link.expires_at <= tx.now) return false
  return !(await isWithoutMaker(tx, link))
}

export async function isWithoutMaker(tx: Tx, { id }: Pick<Ending, 'id'>): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`
    select ${makerIsGone} as gone from consent_links l where l.id = ${id}`.execute(tx.db)
  return rows[0]?.gone !== false
}
