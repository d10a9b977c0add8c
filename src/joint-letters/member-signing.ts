/** An organisation of the coalition signs a letter by its own word, and takes it back by its own word. */
import { maySpeakFor, myPart } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { holdGate } from '#publishing/index.ts'
import { getLetter, isOver } from './letter.ts'
import { showSignatories } from './shown.ts'
import { signatoryPlace, type SignatoryText } from './signatory.ts'

/**
 * Signs for the own organisation, at once and in public where it may be named. For whoever speaks for it, with a recent
 * step-up; not for observers.
 * @param input.textHash of the letter that was read, base64url
 * @throws Conflict ('joint-letters.error.not-open', 'joint-letters.error.changed', 'joint-letters.error.signed-already'), Refused
 * ('coalition.may-not-speak', 'joint-letters.error.observer')
 */
export async function signLetter(tx: Tx, input: { letterId: string; textHash: string }): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.sign')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId, accountId } = tx.actor
  const { caseId } = await getLetter(tx, input.letterId)
  await holdGate(tx, caseId)
  const mine = await myPart(tx, caseId)
  if (mine.role === 'observer') throw new Refused('joint-letters.error.observer')
  if (!(await maySpeakFor(tx, caseId))) throw new Refused('coalition.may-not-speak')
  // held, so that its words cannot change beside this
  await tx.db.selectFrom('joint_letters').select('id').where('id', '=', input.letterId).forShare().execute()
  const letter = await getLetter(tx, input.letterId)
  if (letter.state !== 'published' || isOver(letter, tx.now))
    throw new Conflict('joint-letters.error.not-open')
  if (letter.textHash?.toString('base64url') !== input.textHash)
    throw new Conflict('joint-letters.error.changed')
  if (await findOwn(tx, letter.id)) throw new Conflict('joint-letters.error.signed-already')
  const id = newId(tx.now.getTime())
  const text: SignatoryText = { name: mine.name, website: '' }
  await tx.db
    .insertInto('joint_letter_signatories')
    .values({
      ...{ id, letter_id: letter.id, case_id: caseId, member_organisation_id: organisationId },
      ...{ text_hash: letter.textHash, state: 'listed', language: letter.defaultLanguage },
      country: await countryOf(tx, organisationId),
      sealed: (await tx.keys.case(caseId)).sealJson(signatoryPlace(id), text),
      ...{ domain_tag: null, signed_at: tx.now, listed_at: tx.now, listed_by: accountId },
    })
    .execute()
  await showSignatories(tx, letter.id)
  await record(tx, 'joint-letter.member-signed', { caseId, subject: id, data: { letter: letter.id } })
}

/** Takes the own signature back; it is gone from the public at once. For writers. @throws Conflict ('joint-letters.error.not-signed') */
export async function takeSignatureBack(tx: Tx, letterId: string): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.unsign')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId } = await getLetter(tx, letterId)
  await holdGate(tx, caseId)
  const own = await findOwn(tx, letterId)
  if (!own) throw new Conflict('joint-letters.error.not-signed')
  await tx.db
    .updateTable('joint_letter_signatories')
    .set({ state: 'withdrawn', withdrawn_at: tx.now, withdrawn_by: tx.actor.accountId })
    .where('id', '=', own.id)
    .execute()
  await record(tx, 'joint-letter.member-unsigned', { caseId, subject: own.id, data: { letter: letterId } })
}

/** The own organisation's signature under a letter, while it stands. */
export async function findOwn(tx: Tx, letterId: string): Promise<{ id: string; signedAt: Date } | undefined> {
  if (tx.actor.kind !== 'member') return undefined
  return await tx.db
    .selectFrom('joint_letter_signatories')
    .select(['id', 'signed_at as signedAt'])
    .where('letter_id', '=', letterId)
    .where('member_organisation_id', '=', tx.actor.organisationId)
    .where('state', '=', 'listed')
    .executeTakeFirst()
}

async function countryOf(tx: Tx, organisationId: string): Promise<string> {
  const { country } = await tx.db
    .selectFrom('organisations')
    .select('country')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return country
}
