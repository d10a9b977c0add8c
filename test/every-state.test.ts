/** The doors of one case again, while it goes through its life: who is in stays in, who is not learns nothing of the change. */
import { expect, test } from 'vitest'
import type { Tx } from '../src/platform/database.ts'
import { answerDecision, askToEnd, getCase, takeStep } from '../src/cases/index.ts'
import { findDecision } from '../src/cases/life/decision.ts'
import { goQuiet, lowerPublicity } from '../src/publishing/index.ts'
import { openDoors } from './doors/walk.ts'
import type { Caller } from './doors/world.ts'
import { testOffice } from './office.ts'

const office = await testOffice()
const { world, walk, findForms } = await openDoors(office)
const { caseId } = world.of
const { ines, layla } = office.member
const as = <T>(member: typeof ines, run: (tx: Tx) => Promise<T>) =>
  office.db.transaction({ ...member, steppedUpAt: office.clock.now() }, run)

async function end(ask: Parameters<typeof askToEnd>[1]): Promise<void> {
  await as(ines, (tx) => askToEnd(tx, ask))
  await as(layla, async (tx) => {
    const { id: decisionId } = (await findDecision(tx, caseId))!
    await answerDecision(tx, { caseId, decisionId, answer: 'agreed' })
  })
}

/** What happens next, and who is as far in as before: an object's state shuts out, and never lets in. */
const life: [
  state: string,
  begin: () => Promise<unknown>,
  reach: (before: Caller['reach']) => Caller['reach'],
][] = [
  ['quiet', () => as(ines, (tx) => goQuiet(tx, caseId)), (before) => before],
  [
    'closed to the coalition',
    () => as(ines, (tx) => lowerPublicity(tx, { caseId, level: 1 })),
    (before) => (before === 'room' ? 'none' : before),
  ],
  [
    'closed',
    () => end({ kind: 'close', caseId, reason: 'safe', outcome: 'positive', retentionUntil: '2030-01-01' }),
    (before) => before,
  ],
  [
    'archived',
    () =>
      as(ines, async (tx) =>
        takeStep(tx, { caseId, version: (await getCase(tx, caseId)).version, step: 'archive' }),
      ),
    (before) => before,
  ],
  ['erased', () => end({ kind: 'erase', caseId }), () => 'none'],
]

test('forms of the case as it was', { timeout: 120_000 }, async () => {
  expect(await findForms()).toBeGreaterThan(100)
})

const reaches = new Map<string, Caller['reach']>()
test.each(life)('%s', { timeout: 180_000 }, async (_state, begin, reach) => {
  await begin()
  for (const who of ['lead, campaigner', 'lead, caseworker on the team']) {
    const caller = world.callers[who]!
    const now = reach(reaches.get(who) ?? caller.reach)
    reaches.set(who, now)
    expect(
      await walk({ ...caller, reach: now, later: true }, ['room', 'file', 'ours', 'partners']),
      who,
    ).toEqual([])
  }
})
