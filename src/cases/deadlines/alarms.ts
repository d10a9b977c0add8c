import { inEachOrganisation } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import type { Job, WorkerServices } from '#platform/module.ts'
import { alertTeam, rung, type Alert } from '../duty/alert.ts'
import type { Nearness } from '../duty/tables.ts'
import { deadlinesDue, type Due } from './due.ts'

/** From the least to the most urgent. */
const stages: readonly Nearness[] = ['day', 'hour', 'over']
const before: Readonly<Record<Nearness, number>> = { day: 24 * 3_600_000, hour: 3_600_000, over: 0 }

/** Safety: the moment is part of the key; a date that was moved rings anew. */
const keyOf = (due: Due, near: Nearness): string =>
  `${due.what} ${due.id} ${near} ${due.at.toISOString().toLowerCase().replaceAll('.', '-')}`

interface Ring extends Alert {
  near: Nearness
  also: readonly string[]
}

/** Every stage that this moment has reached. A hearing that has begun rings only where nothing rang before it. */
function reached(due: Due): Ring[] {
  if (due.stage === 'week') return []
  return stages.slice(0, stages.indexOf(due.stage) + 1).map((near) => ({
    ...{ caseId: due.caseId, kind: due.what === 'limit' ? 'deadline' : 'hearing', near },
    ...{ onceKey: keyOf(due, near), about: due.id, also: due.ownerId ? [due.ownerId] : [] },
    ringsAt: new Date(due.at.getTime() - before[near]),
  }))
}

/**
 * Wakes whoever has the duty for time limits and hearings that are near or over: a day before, an hour before, and when
 * the moment has passed, each once. All of it follows from `tx.now` and the rows, so it is safe to be killed, run twice
 * or run late.
 */
export async function ringDeadlines(tx: Tx): Promise<void> {
  const due = (await deadlinesDue(tx, tx.now)).filter(({ stage }) => stage !== 'week')
  const rings = due.map((one) => ({ one, all: reached(one) }))
  const known = await rung(
    tx,
    rings.flatMap(({ all }) => all.map(({ onceKey }) => onceKey)),
  )
  const open = rings.flatMap(({ one, all }) => {
    const left = all.filter(({ onceKey }) => !known.has(onceKey))
    const heard = one.what === 'hearing' && left.length < all.length
    return heard ? left.filter(({ near }) => near !== 'over') : left
  })
  const cases = Map.groupBy(open, ({ caseId }) => caseId)
  for (const all of cases.values()) {
    // Safety: no storm after a stop: what a case has missed meanwhile rings as one, and each stage has its row
    const [loudest, ...others] = all.toSorted((a, b) => stages.indexOf(b.near) - stages.indexOf(a.near))
    const also = all.flatMap((one) => one.also)
    const toldIn = await alertTeam(tx, { ...loudest!, also })
    if (toldIn) for (const other of others) await alertTeam(tx, { ...other, toldIn })
  }
}

export const ringAllDeadlines: Job = {
  name: 'deadlines',
  everySeconds: 15,
  run: ringDeadlinesOnce,
}

export async function ringDeadlinesOnce(
  services: Pick<WorkerServices, 'db' | 'organisations'>,
): Promise<void> {
  await inEachOrganisation(services, ringDeadlines)
}
