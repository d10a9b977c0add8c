/** What people of ours decide about those who signed from outside: nobody stands in public before somebody has looked. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { isId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { holdGate, type GateItem } from '#publishing/index.ts'
import { findPage, herNameIn, type HerName } from './her-name.ts'
import { getLetter, type JointLetter } from './letter.ts'
import { showSignatories } from './shown.ts'
import { readSignatories, signatoryPlace, type Signatory } from './signatory.ts'
import type { Reason, SignatoryState } from './tables.ts'

/** Why one is not listed; with 'asked-by-them' only one that was. */
export const refusals = [
  'not-known',
  'not-checked',
  'twice',
  'not-fitting',
  'other',
] as const satisfies Reason[]
export const removals = ['asked-by-them', ...refusals] as const satisfies Reason[]

/** Whether this member decides who stands under a letter: a writer of its organisation, or of the lead. */
export async function mayModerate(
  tx: Tx,
  letter: Pick<JointLetter, 'caseId' | 'organisationId'>,
): Promise<boolean> {
  if (tx.actor.kind !== 'member') return false
  const { organisationId } = tx.actor
  if (letter.organisationId === organisationId) return true
  const lead = await tx.db
    .selectFrom('coalition_members')
    .select('role')
    .where('case_id', '=', letter.caseId)
    .where('organisation_id', '=', organisationId)
    .where('role', '=', 'lead')
    .where('left_at', 'is', null)
    .executeTakeFirst()
  return lead !== undefined
}

/**
 * Lists one that waits, that was declined before, or that was taken off without having asked for it: it stands under the
 * letter at once, and gets a mail. For whoever moderates; while she is not public by name for the case team alone.
 * @param input.checkedHow how a person checked it; asked for where its mail is not at its own domain
 * @throws Invalid ({checkedHow}), Conflict ('joint-letters.error.settled', 'joint-letters.error.twice',
 * 'joint-letters.error.not-public', 'joint-letters.error.logo-unseen', 'joint-letters.error.other-words',
 * 'joint-letters.error.team-lists')
 */
export async function listSignatory(
  tx: Tx,
  input: { signatoryId: string; checkedHow?: string },
): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.moderate')
  const row = await lock(tx, input.signatoryId, ['waiting', 'declined', 'removed'])
  // Safety: nobody stands there again who asked not to
  if (!mayBeListed(row)) throw new Conflict('joint-letters.error.settled')
  await enlist(tx, row, input.checkedHow)
  await showSignatories(tx, row.letter_id)
}

/** Safety: what is listed by a tick is what stands beside it, its logo too, and nothing in which she may be read. */
export const mayBeTicked = (one: Signatory, her: HerName): boolean =>
  her.mayList && one.atDomain && !one.logoToCome && !her.tellsIn(one)

/**
 * Lists those of one letter that wait and whose mail was answered at their own domain; what somebody settled meanwhile, and
 * what may tell of somebody who is not public by name, is passed over. For whoever moderates; while she is not public by name
 * for the case team alone. @returns how many @throws Conflict ('joint-letters.error.team-lists')
 */
export async function listTicked(
  tx: Tx,
  input: { letterId: string; signatoryIds: readonly string[] },
): Promise<number> {
  mustBeAllowed(tx, 'joint-letter.moderate')
  const letter = await getLetter(tx, input.letterId)
  const waiting = await readSignatories(tx, letter, ['waiting'])
  const her = await herNameIn(tx, letter)
  if (!her.mayList) throw new Conflict('joint-letters.error.team-lists')
  const chosen = waiting.filter((one) => mayBeTicked(one, her) && input.signatoryIds.includes(one.id))
  let listed = 0
  for (const { id } of chosen) if (await enlistStill(tx, id)) listed++
  if (listed > 0) await showSignatories(tx, letter.id)
  return listed
}

/** Passes over what was settled meanwhile, or may not be listed now: nothing is written before that is known. */
async function enlistStill(tx: Tx, signatoryId: string): Promise<boolean> {
  try {
    await enlist(tx, await lock(tx, signatoryId, ['waiting']))
    return true
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}

/** Whether one may be listed, for the first time or again. */
export const mayBeListed = ({ state, reason }: { state: SignatoryState; reason?: Reason | null }): boolean =>
  state === 'waiting' || state === 'declined' || (state === 'removed' && reason !== 'asked-by-them')

type Locked = Awaited<ReturnType<typeof lock>>

async function enlist(tx: Tx, row: Locked, checkedHow?: string): Promise<void> {
  if (!row.at_domain && !row.checked_how && !checkedHow)
    throw new Invalid({ checkedHow: 'joint-letters.error.check' })
  await mustBeSeen(tx, row.id)
  // one that was declined before the words were mended
  const { textHash } = await getLetter(tx, row.letter_id)
  if (!textHash?.equals(row.text_hash)) throw new Conflict('joint-letters.error.other-words')
  const under = await gateOf(tx, row.letter_id)
  // Safety: who does not know how she is called cannot see that a name tells of her, and is not told by a machine
  if (!(await herNameIn(tx, { id: row.letter_id, caseId: row.case_id })).mayList)
    throw new Conflict('joint-letters.error.team-lists')
  await mustBeOnce(tx, row)
  const checked = checkedHow
    ? (await tx.keys.case(row.case_id)).seal(signatoryPlace(row.id, 'checked_how'), checkedHow)
    : row.checked_how
  await tx.db
    .updateTable('joint_letter_signatories')
    .set({
      ...{ state: 'listed', listed_at: tx.now, listed_by: row.by, checked_how: checked },
      listed_under: under,
      ...{ declined_at: null, declined_by: null, removed_at: null, removed_by: null },
      ...{ reason: null, to_tell: 'listed' },
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'joint-letter.signatory-listed', aboutOf(row))
}

/**
 * By which item of hers visitors read the letter. @throws Conflict ('joint-letters.error.not-public')
 * Safety: nobody knows under which name a letter comes back, so what its list may be called is judged while it is public.
 */
async function gateOf(tx: Tx, letterId: string): Promise<GateItem> {
  const page = await findPage(tx, letterId)
  if (!page) throw new Conflict('joint-letters.error.not-public')
  return page.item
}

/** Safety: no logo is public that no person has looked at. @throws Conflict ('joint-letters.error.logo-unseen') */
async function mustBeSeen(tx: Tx, signatoryId: string): Promise<void> {
  const unseen = await tx.db
    .selectFrom('joint_letter_logos')
    .select('signatory_id')
    .where('signatory_id', '=', signatoryId)
    .where('rendition', 'is', null)
    .executeTakeFirst()
  if (unseen) throw new Conflict('joint-letters.error.logo-unseen')
}

/**
 * Part of publishing. Safety: an organisation that was listed while she was public by name may be called after her; where a
 * letter comes out without it, that organisation waits for a person again.
 */
export async function lookAgain(tx: Tx, letter: Pick<JointLetter, 'id' | 'caseId'>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from wl.look_again(${letter.id}) as id`.execute(tx.db)
  await recordAll(
    tx,
    'joint-letter.signatory-waits-again',
    rows.map(({ id }) => aboutOf({ id, case_id: letter.caseId, letter_id: letter.id })),
  )
}

/** Says no to one that waits; the mail gives the reason from a list, and no word of anybody. @throws as `listSignatory` */
export async function declineSignatory(
  tx: Tx,
  input: { signatoryId: string; reason: (typeof refusals)[number] },
): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.moderate')
  const row = await lock(tx, input.signatoryId, ['waiting'])
  await tx.db
    .updateTable('joint_letter_signatories')
    .set({
      ...{ state: 'declined', declined_at: tx.now, declined_by: row.by },
      ...{ reason: input.reason, to_tell: 'declined' },
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'joint-letter.signatory-declined', aboutOf(row, { reason: input.reason }))
}

/** Takes one from outside off the letter at once. A member takes its signature back itself. @throws as `listSignatory` */
export async function removeSignatory(
  tx: Tx,
  input: { signatoryId: string; reason: (typeof removals)[number] },
): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.moderate')
  const row = await lock(tx, input.signatoryId, ['listed'])
  // the database takes it from the public in the same step (`wl.signatory_hides`)
  await tx.db
    .updateTable('joint_letter_signatories')
    .set({
      ...{ state: 'removed', removed_at: tx.now, removed_by: row.by },
      ...{ reason: input.reason, to_tell: 'removed' },
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'joint-letter.signatory-removed', aboutOf(row, { reason: input.reason }))
}

async function lock(tx: Tx, signatoryId: string, from: readonly SignatoryState[]) {
  if (tx.actor.kind !== 'member') throw new Refused()
  const by = tx.actor.accountId
  const seen = isId(signatoryId)
    ? await tx.db
        .selectFrom('joint_letter_signatories')
        .select(['letter_id', 'case_id'])
        .where('id', '=', signatoryId)
        .executeTakeFirst()
    : undefined
  if (!seen) throw new NotFound()
  await holdGate(tx, seen.case_id)
  if (!(await mayModerate(tx, await getLetter(tx, seen.letter_id)))) throw new Refused()
  const row = await tx.db
    .selectFrom('joint_letter_signatories')
    .selectAll()
    .where('id', '=', signatoryId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.member_organisation_id || !from.includes(row.state))
    throw new Conflict('joint-letters.error.settled')
  return { ...row, by }
}

/** One organisation stands under a letter once; the index refuses it too. */
async function mustBeOnce(
  tx: Tx,
  row: { id: string; letter_id: string; domain_tag: Buffer | null },
): Promise<void> {
  const other = await tx.db
    .selectFrom('joint_letter_signatories')
    .select('id')
    .where('letter_id', '=', row.letter_id)
    .where('domain_tag', '=', row.domain_tag)
    .where('state', 'in', ['waiting', 'listed'])
    .where('id', '<>', row.id)
    .executeTakeFirst()
  if (other) throw new Conflict('joint-letters.error.twice')
}

const aboutOf = (
  row: { id: string; case_id: string; letter_id: string },
  data: Record<string, string> = {},
) => ({
  ...{ caseId: row.case_id, subject: row.id },
  data: { letter: row.letter_id, ...data },
})
