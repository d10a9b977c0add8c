import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { I18n } from '#platform/i18n.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { isFileOpen } from '../file.ts'
import { isHeld } from '../liberty/lists.ts'
import { listLiberty } from '../liberty/status.ts'
import { listPersons } from '../persons/person.ts'
import { getCase } from '../reads.ts'
import { kindsThatHold } from '../wishes/wish.ts'
import { listWordings } from '../wording.ts'
import { whatIsAgreed } from './agreed.ts'
import { audiences, partNeeds, sheetParts, type AudienceName, type SheetPart } from './audiences.ts'
import { readers } from './parts.ts'
import type { Entry, SheetRoom } from './room.ts'
import { Sieve } from './sieve.ts'

export interface CaseSheet {
  audience: AudienceName
  madeAt: Date
  sections: { part: SheetPart; entries: Entry[] }[]
  /** something was not agreed to for this purpose; the sheet says so, and not what */
  leftOut: boolean
}

/**
 * Reads out of the file what one audience may have on paper: the parts that are meant for it, and of these only what the
 * persons agreed to for its purpose, held until the sheet is made. For writers on the team who have opened the file.
 * @throws Refused ('case.team-only', 'sheets.error.closed'), NotFound, Conflict ('sheets.error.wish') where the person's
 * own direction stands against it
 */
export async function makeCaseSheet(
  tx: Tx,
  input: { caseId: string; sessionId: string; audience: AudienceName },
  i18n: I18n,
): Promise<CaseSheet> {
  mustBeAllowed(tx, 'case.sheet')
  const { caseId, audience: name } = input
  await mustBeOnTeam(tx, caseId)
  if (!(await isFileOpen(tx, caseId, input.sessionId))) throw new Refused('sheets.error.closed')
  const audience = audiences[name]
  const wishes = await kindsThatHold(tx, caseId)
  if (audience.forbiddenBy.some((kind) => wishes.includes(kind))) throw new Conflict('sheets.error.wish')
  const room = await enter(tx, caseId, name, i18n)
  const { sieve } = room
  const sections: CaseSheet['sections'] = []
  for (const part of sheetParts) {
    if (!audience.parts.includes(part)) continue
    const entries = await readers[part](room)
    const item = partNeeds[part]
    if (entries.length > 0 && (!item || sieve.may(room.atRisk, item))) sections.push({ part, entries })
  }
  await record(tx, 'sheet.made', { caseId, subject: caseId, data: { audience: name } })
  return { audience: name, madeAt: tx.now, sections, leftOut: sieve.leftOut }
}

/** What every part reads from: the persons, what they agreed to, and what must stand in no text. */
async function enter(tx: Tx, caseId: string, name: AudienceName, i18n: I18n): Promise<SheetRoom> {
  const audience = audiences[name]
  const persons = await listPersons(tx, caseId)
  const atRisk = persons.filter(({ role }) => role === 'at-risk')
  const agreed = await whatIsAgreed(tx, { caseId, purpose: audience.purpose, language: i18n.lang })
  const wordings = await listWordings(tx, caseId)
  const liberty = (await listLiberty(tx, caseId)).filter(({ struckAt }) => !struckAt)
  const row = await getCase(tx, caseId)
  const called = atRisk.every(({ id }) => agreed(id, 'name') || agreed(id, 'pseudonym'))
  const told = toldPlace(
    liberty[0],
    audience.parts.includes('place') && atRisk.every(({ id }) => agreed(id, 'place')),
  )
  const sieve = new Sieve(agreed, {
    // her lawyer knows who her lawyer is
    persons: persons.filter(({ role }) => name !== 'lawyer' || role !== 'lawyer'),
    phrases: [
      row.codeName,
      ...(called ? [] : wordings.map((one) => one.name)),
      ...liberty.flatMap(({ place }) => (place && place !== told ? [place] : [])),
    ],
  })
  return {
    ...{ tx, i18n, caseId, name, audience, sieve, persons, atRisk, agreed, liberty },
    ...{ row, wording: wordings.find(({ language }) => language === i18n.lang) },
  }
}

/** Safety: only where others hold her does a place go to paper; where she hides or lives it never does. */
const toldPlace = (now: SheetRoom['liberty'][number] | undefined, may: boolean): string | undefined =>
  may && now && isHeld(now.status) ? now.place : undefined
