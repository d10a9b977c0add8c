/** What she said, in points: taken down, read back, translated and checked, approved. */
import type { Member } from '../src/platform/actor.ts'
import type { Database } from '../src/platform/database.ts'
import {
  approvePoint,
  checkTranslation,
  readBack,
  takeStatement,
  translatePoint,
  type StatementInput,
} from '../src/cases/index.ts'
import type { BuiltCase } from './build-case.ts'

export interface PointToBuild {
  text: string
  form?: 'verbatim' | 'paraphrase'
  language?: StatementInput['language']
  /** in Arabic, checked by whoever `checker` is */
  arabic?: string
  checker?: Member
  /** how far it has come; approved unless told */
  until?: 'taken' | 'read-back' | 'approved'
  visibility?: 'team' | 'room' | 'public'
}

/** One point of hers, said today. Her consent to be quoted is the test's own. Gives its id. */
export async function buildPoint(
  db: Database,
  member: Member,
  { caseId, personId }: Pick<BuiltCase, 'caseId' | 'personId'>,
  point: PointToBuild,
): Promise<string> {
  const { text, form = 'verbatim', language = 'en', until = 'approved', visibility = 'public' } = point
  const on = db.clock.now().toISOString().slice(0, 10)
  const circle = visibility === 'public' ? 'team' : visibility
  const pointId = await db.transaction(member, async (tx) => {
    const { pointIds } = await takeStatement(tx, {
      ...{ caseId, personId, takenOn: on, channel: 'call', language },
      points: [{ form, text, visibility: circle }],
    })
    return pointIds[0]!
  })
  const at = { caseId, pointId, version: 1 }
  if (point.arabic) {
    const arabic = { ...at, language: 'ar' as const }
    await db.transaction(member, (tx) => translatePoint(tx, { ...arabic, text: point.arabic! }))
    await db.transaction(point.checker!, (tx) => checkTranslation(tx, { ...arabic, native: true }))
  }
  if (until === 'taken') return pointId
  await db.transaction(member, (tx) => readBack(tx, { ...at, on }))
  if (until === 'read-back') return pointId
  const languages = point.arabic ? ['ar'] : []
  await db.transaction(member, (tx) => approvePoint(tx, { ...at, on, how: 'oral', visibility, languages }))
  return pointId
}
