/** How public a case is: up by signature, down by anybody on its team at once. */
import { caseHref, findPortrait, movePublicity, mustBeOnTeam, type PublicityLevel } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { openSignDoor, type Matter } from './doors.ts'
import { dropAsked } from './dropping.ts'
import { holdGate } from './gate.ts'
import { givenFor, type GivenConsent } from './given.ts'
import { purposesOf, raisedLevels, type LoweredLevel, type RaisedLevel } from './levels.ts'
import { listPublications, type PublicationRow } from './reads.ts'
import { askForSignature, type AskInput, type Asked } from './signing.ts'
import { gateItems, type ConsentItem } from './tables.ts'
import { removeAll } from './taking-down.ts'
import type { TakenDown } from './taken-down.ts'

/** By these she is known: none of them stands on a page below "public by name". */
export const identifying: readonly ConsentItem[] = ['name', 'image', 'voice']

/**
 * Signs that more people may see the case; a second person confirms it, of another organisation once two are in. For
 * writers on the team, with a fresh proof.
 * @throws Refused ('publishing.publicity.no-consent', 'case.team-only'), Conflict ('publishing.publicity.not-higher')
 */
export async function raisePublicity(
  tx: Tx,
  { caseId, level, ...asking }: { caseId: string; level: RaisedLevel } & Pick<AskInput, 'review' | 'note'>,
): Promise<Asked> {
  mustBeAllowed(tx, 'publishing.sign-off')
  await mustBeOnTeam(tx, caseId)
  return await askForSignature(tx, { kind: 'publicity', subjectId: caseId, choice: { level }, ...asking })
}

openSignDoor({
  kind: 'publicity',
  async make(tx, { subjectId, choice, forReading }) {
    // what is only looked at takes no locks
    if (!forReading) await holdGate(tx, subjectId)
    const { level } = choice as { level: RaisedLevel }
    const from = await levelOf(tx, subjectId)
    if (level <= from) throw new Conflict('publishing.publicity.not-higher')
    return raising(subjectId, { from, level }, await consentsOf(tx, subjectId, { from, level, forReading }))
  },
  href: ({ caseId }) => caseHref(caseId, '/publicity'),
})

function raising(
  caseId: string,
  { from, level }: { from: PublicityLevel; level: RaisedLevel },
  consents: readonly GivenConsent[],
): Matter {
  const items = [...new Set(consents.map(({ personId, item }) => `${personId}:${item}`))].toSorted((a, b) =>
    a < b ? -1 : 1,
  )
  return {
    ...{ caseId, kind: 'publicity', subjectId: caseId, items },
    shown: { from, level, items },
    raising: { from, level },
    rule: async () => 'higher-level',
    async perform(tx) {
      await movePublicity(tx, caseId, level)
      await record(tx, 'case.publicity-changed', { caseId, subject: caseId, data: { from, to: level } })
    },
  }
}

/**
 * The consents that a level stands on: to what she is called, and to her picture where the room holds one.
 * @throws Refused ('publishing.publicity.no-consent')
 */
async function consentsOf(
  tx: Tx,
  caseId: string,
  { from, level, forReading }: { from: PublicityLevel; level: RaisedLevel; forReading?: boolean | undefined },
): Promise<GivenConsent[]> {
  const portrait = await findPortrait(tx, caseId)
  const found: GivenConsent[] = []
  for (const step of raisedLevels.filter((one) => one > from && one <= level)) {
    const given = await givenFor(tx, caseId, purposesOf[step], { hold: !forReading })
    const called = given.filter(({ item }) => gateItems.some((gate) => gate === item))
    const pictured = step === 2 && portrait ? given.filter(({ item }) => item === 'image') : []
    if (called.length === 0 || (step === 2 && portrait && pictured.length === 0))
      throw new Refused('publishing.publicity.no-consent')
    found.push(...called, ...pictured)
  }
  return found
}

/**
 * Fewer people see the case from this moment on: what the lower level does not allow goes down in this transaction, with
 * its letters, mails, feeds and pictures. Anybody on the team, whatever the role, without a proof; who asks for a level
 * that is not lower changes nothing.
 * @throws Refused ('case.team-only'), NotFound
 */
export async function lowerPublicity(
  tx: Tx,
  { caseId, level }: { caseId: string; level: LoweredLevel },
): Promise<{ takenDown: TakenDown[] }> {
  mustBeAllowed(tx, 'publishing.lower')
  await mustBeOnTeam(tx, caseId)
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  await holdGate(tx, caseId)
  const from = await levelOf(tx, caseId)
  if (level >= from) return { takenDown: [] }
  await dropAsked(tx, caseId)
  const beyond = (await listPublications(tx, caseId)).filter((page) => isBeyond(page, level))
  if (level !== 4) await movePublicity(tx, caseId, level)
  const takenDown = await removeAll(tx, caseId, beyond, true, 'lowered')
  const to = await levelOf(tx, caseId)
  await record(tx, 'case.publicity-changed', { caseId, subject: caseId, data: { from, to } })
  return { takenDown }
}

/** Whether a page shows more than a level allows. */
export const isBeyond = ({ items }: Pick<PublicationRow, 'items'>, level: PublicityLevel): boolean =>
  level < 4 || (level === 4 && items.some(({ item }) => identifying.includes(item)))

async function levelOf(tx: Tx, caseId: string): Promise<PublicityLevel> {
  const row = await tx.db
    .selectFrom('cases')
    .select('publicity_level')
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row.publicity_level
}
