/** What a person said beforehand: who speaks for her, what counts as her word in custody, what she allows then. */
import { mustBeOnTeam, latestDay, mustBeInFile } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import type { ConsentPurpose } from '../matrix.ts'
import type { ConsentItem } from '../tables.ts'
import type { ConfirmedWay } from './tables.ts'

/** Somebody who speaks for her; the first who can be reached does. */
export interface Speaker {
  name: string
  /** lawyer, sister … as she would say it */
  relation: string
  /** safe channels and hours */
  reach: string
}

/** Sealed whole. */
export interface DirectionText {
  /** in her order */
  speakers: Speaker[]
  /** whether what her lawyer says is her word */
  lawyer: boolean
  /** what else counts, in her words */
  words: string
  /** what she allows from the day of an arrest on, said beforehand */
  items: ConsentItem[]
  purposes: ConsentPurpose[]
}

export interface Direction extends DirectionText {
  id: string
  personId: string
  /** day, YYYY-MM-DD */
  confirmedOn: string
  confirmedHow: ConfirmedWay
  hasCodeWord: boolean
  version: number
  changedAt: Date
  changedBy: string
}

export interface DirectionInput extends DirectionText {
  caseId: string
  personId: string
  /** 0 for the first */
  version: number
  confirmedOn: string
  confirmedHow: ConfirmedWay
  /** a new one; null takes it away; without it the one before stays */
  codeWord?: string | null | undefined
}

/**
 * Writes down what she said, or that she confirmed it; how it read before is kept. For writers on the team.
 * @param input.codeWord as `hashCodeWord` gives it
 * @throws Invalid, Conflict ('case.changed'), NotFound, Refused ('case.team-only')
 */
export async function saveDirection(tx: Tx, input: DirectionInput): Promise<string> {
  mustBeAllowed(tx, 'direction.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  await mustBeInFile(tx, input)
  const { caseId, personId } = input
  const known = await tx.db
    .selectFrom('directions')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if ((known?.version ?? 0) !== input.version) throw new Conflict('case.changed')
  const key = await tx.keys.case(caseId)
  const id = known?.id ?? newId(tx.now.getTime())
  const row = {
    ...{ confirmed_on: input.confirmedOn, confirmed_how: input.confirmedHow },
    ...(input.codeWord === undefined ? {} : { code_word: input.codeWord, wrong: 0, wrong_since: null }),
    ...{ sealed: key.sealJson(place(id), textOf(input)), version: input.version + 1 },
    ...{ changed_at: tx.now, changed_by: tx.actor.accountId },
  }
  if (known) {
    const past = {
      ...key.openJson<DirectionText>(place(id), known.sealed),
      ...{ confirmedOn: known.confirmed_on, confirmedHow: known.confirmed_how },
      hadCodeWord: known.code_word !== null,
    }
    await tx.db
      .insertInto('direction_versions')
      .values({
        ...{ direction_id: id, version: known.version, case_id: caseId },
        sealed: key.sealJson(pastPlace(id, known.version), past),
        ...{ written_at: known.changed_at, written_by: known.changed_by },
      })
      .execute()
    await tx.db.updateTable('directions').set(row).where('id', '=', id).execute()
  } else
    await tx.db
      .insertInto('directions')
      .values({ code_word: null, wrong_since: null, ...row, id, case_id: caseId, person_id: personId })
      .execute()
  await record(tx, known ? 'direction.changed' : 'direction.set', {
    ...{ caseId, subject: id },
    data: { person: personId, codeWord: input.codeWord !== undefined },
  })
  return id
}

function mustHold(now: Date, input: DirectionInput): void {
  const wrong: Record<string, string> = {}
  if (input.confirmedOn > latestDay(now)) wrong['confirmedOn'] = 'consent.error.future'
  input.speakers.forEach(({ name, relation, reach }, i) => {
    // Safety: somebody without a name is nobody that a colleague could check a caller against
    if (name === '' && (relation !== '' || reach !== '')) wrong[`name${i + 1}`] = 'error.field.empty'
  })
  if (input.items.length > 0 && input.purposes.length === 0) wrong['purposes'] = 'error.field.choose'
  if (input.purposes.length > 0 && input.items.length === 0) wrong['items'] = 'error.field.choose'
  const says = input.speakers.some(({ name }) => name !== '') || input.lawyer || input.words !== ''
  if (!says && !input.codeWord && input.items.length === 0) wrong['name1'] = 'direction.error.nothing'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

const textOf = (input: DirectionInput): DirectionText => ({
  speakers: input.speakers.filter(({ name }) => name !== ''),
  ...{ lawyer: input.lawyer, words: input.words, items: [...input.items], purposes: [...input.purposes] },
})

const place = (id: string) => ({ table: 'directions', column: 'sealed', row: id })
const pastPlace = (id: string, version: number) => ({
  ...{ table: 'direction_versions', column: 'sealed', row: `${id} ${version}` },
})

/** All directions of a case, for the team. Their words are opened here: ask only where this session has opened the file. */
export async function listDirections(tx: Tx, caseId: string): Promise<Direction[]> {
  mustBeAllowed(tx, 'direction.read')
  await mustBeOnTeam(tx, caseId)
  const rows = await tx.db
    .selectFrom('directions')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key: Sealer = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<DirectionText>(place(row.id), row.sealed),
    ...{ id: row.id, personId: row.person_id, version: row.version, hasCodeWord: row.code_word !== null },
    ...{ confirmedOn: row.confirmed_on, confirmedHow: row.confirmed_how },
    ...{ changedAt: row.changed_at, changedBy: row.changed_by },
  }))
}

/** Whose direction is written down, without opening one. Empty for who is not on the team. */
export async function personsWithDirection(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('directions')
    .select('person_id')
    .where('case_id', '=', caseId)
    .execute()
  return rows.map((row) => row.person_id)
}

export type PastDirection = DirectionText & {
  confirmedOn: string
  confirmedHow: ConfirmedWay
  hadCodeWord: boolean
  version: number
  writtenAt: Date
  writtenBy: string
}

/** How a direction read before, newest first; for the team, with the file open. */
export async function listPastDirections(
  tx: Tx,
  caseId: string,
  directionId: string,
): Promise<PastDirection[]> {
  mustBeAllowed(tx, 'direction.read')
  await mustBeOnTeam(tx, caseId)
  const rows = await tx.db
    .selectFrom('direction_versions')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('direction_id', '=', directionId)
    .orderBy('version', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<Omit<PastDirection, 'version' | 'writtenAt' | 'writtenBy'>>(
      pastPlace(directionId, row.version),
      row.sealed,
    ),
    ...{ version: row.version, writtenAt: row.written_at, writtenBy: row.written_by },
  }))
}
