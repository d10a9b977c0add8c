/** Whom one turns to in an organisation of the coalition, who speaks for it, and who votes for it. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { getCase, listColleagues } from '#cases/index.ts'
import { onVoiceEnded } from '#organisations/index.ts'
import { charterInForce } from './charter.ts'
import { listCoalition, myPart, type CoalitionMember } from './coalition.ts'
import { speakingFunctions, type PersonFunction } from './lists.ts'

interface PersonText {
  name: string
  /** how to reach them, as they want it */
  reach: string
  /** E.164; of who speaks to the press */
  phone?: string
  /** when the press may call, in words */
  hours?: string
}

export interface CoalitionPerson extends PersonText {
  accountId: string
  organisationId: string
  functions: PersonFunction[]
  /** BCP 47 */
  languages: string[]
}

/** The people of all organisations, by name. For the room. */
export async function listPeople(tx: Tx, caseId: string): Promise<CoalitionPerson[]> {
  mustBeAllowed(tx, 'coalition.see')
  const rows = await tx.db.selectFrom('coalition_people').selectAll().where('case_id', '=', caseId).execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows
    .map((row) => ({
      ...key.openJson<PersonText>(place(row.account_id, row.organisation_id), row.sealed),
      ...{ accountId: row.account_id, organisationId: row.organisation_id },
      ...{ functions: row.functions, languages: row.languages },
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/**
 * Says what a colleague is for the coalition, in place of what was said before; without a function they are for it no
 * longer. For admins and caseworkers, of their own organisation alone.
 * @throws Invalid when the account does not serve here, or reads only, and for who speaks to the press where the charter
 * leaves that to others
 */
export async function namePerson(
  tx: Tx,
  input: {
    caseId: string
    accountId: string
    functions: readonly PersonFunction[]
    languages: readonly string[]
    reach: string
    phone?: string | undefined
    hours?: string | undefined
  },
): Promise<void> {
  mustBeAllowed(tx, 'coalition.people')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, accountId } = input
  await getCase(tx, caseId)
  const mine = await myPart(tx, caseId)
  if (input.functions.some(isSpeaking) && !(await giveSpeakers(tx, caseId))(mine))
    throw new Invalid({ functions: 'coalition.error.speaks' })
  const { organisationId } = tx.actor
  const colleague = (await listColleagues(tx)).find((one) => one.accountId === accountId)
  if (!colleague || colleague.role === 'viewer') throw new Invalid({ accountId: 'error.field.choose' })
  const own = tx.db
    .deleteFrom('coalition_people')
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .where('organisation_id', '=', organisationId)
  const before = await own.executeTakeFirst()
  if (input.functions.length > 0) {
    const text: PersonText = {
      ...{ name: colleague.name, reach: input.reach },
      ...(input.phone ? { phone: input.phone } : {}),
      ...(input.hours ? { hours: input.hours } : {}),
    }
    await tx.db
      .insertInto('coalition_people')
      .values({
        ...{ case_id: caseId, organisation_id: organisationId, account_id: accountId },
        ...{ functions: [...input.functions], languages: [...input.languages] },
        sealed: (await tx.keys.case(caseId)).sealJson(place(accountId, organisationId), text),
        ...{ added_at: tx.now, added_by: tx.actor.accountId },
      })
      .execute()
  } else if (!before.numDeletedRows) throw new NotFound()
  await record(tx, 'coalition.person-named', {
    caseId,
    subject: accountId,
    data: { functions: [...input.functions] },
  })
}

const isSpeaking = (name: PersonFunction): boolean => speakingFunctions.some((one) => one === name)

/** Whether an organisation names people to the press, by the charter in force: the lead alone, or all but observers. */
async function giveSpeakers(tx: Tx, caseId: string): Promise<(of: Pick<CoalitionMember, 'role'>) => boolean> {
  const { speaks } = (await charterInForce(tx, caseId)).terms
  return ({ role }) => role === 'lead' || (role === 'partner' && speaks !== 'lead')
}

/** Whether the own organisation does. */
export const givesSpeakers = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await giveSpeakers(tx, caseId))(await myPart(tx, caseId))

/**
 * Whom the press is given: spokespeople and press contacts, of the organisations that speak by the charter of this moment;
 * who was named under another one is left out. For the room.
 */
export async function listSpeakers(tx: Tx, caseId: string): Promise<CoalitionPerson[]> {
  const gives = await giveSpeakers(tx, caseId)
  const speaking = new Set(
    (await listCoalition(tx, caseId)).filter(gives).map(({ organisationId }) => organisationId),
  )
  return (await listPeople(tx, caseId)).filter(
    ({ functions, organisationId }) => speaking.has(organisationId) && functions.some(isSpeaking),
  )
}

// Safety: the number of somebody who is gone is given to no journalist, and an organisation is not left without a voice
onVoiceEnded(async (tx, { accountId }) => {
  const { rows } = await sql<{
    of_case: string
  }>`select of_case from wl.end_voice(${accountId}::uuid)`.execute(tx.db)
  await recordAll(
    tx,
    'coalition.person-named',
    rows.map((row) => ({ caseId: row.of_case, subject: accountId, data: { functions: [] } })),
  )
})

/**
 * Whether this member may vote for their organisation: where it named who signs, they and their deputies do; else every
 * writer does. Observers do not vote.
 */
export async function maySpeakFor(tx: Tx, caseId: string): Promise<boolean> {
  if (tx.actor.kind !== 'member') return false
  const { organisationId, accountId } = tx.actor
  if ((await myPart(tx, caseId)).role === 'observer') return false
  const signing = (await listPeople(tx, caseId)).filter(
    (one) =>
      one.organisationId === organisationId &&
      (one.functions.includes('signs') || one.functions.includes('deputy')),
  )
  const named = signing.some(({ functions }) => functions.includes('signs'))
  return !named || signing.some((one) => one.accountId === accountId)
}

/** The names that stand beside a word for as long as it is kept, whoever serves where later. */
export async function whoSpeaks(tx: Tx, caseId: string): Promise<{ person: string; organisation: string }> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { accountId } = tx.actor
  const colleague = (await listColleagues(tx)).find((one) => one.accountId === accountId)
  return { person: colleague?.name ?? '', organisation: (await myPart(tx, caseId)).name }
}

const place = (accountId: string, organisationId: string) => ({
  ...{ table: 'coalition_people', column: 'sealed' },
  row: `${accountId} ${organisationId}`,
})
