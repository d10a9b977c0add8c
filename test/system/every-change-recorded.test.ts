/** Whoever changes something leaves an event, in the transaction that changes it. */
import { expect, test } from 'vitest'
import { declaredAccess } from '../../src/platform/access.ts'
import { modules } from '../../src/composed.ts'
import { graphOf, reaches, readSources, type Fn } from './source-graph.ts'

const functions = graphOf(readSources())

const unrecorded = (all: readonly Fn[]): string[] =>
  all
    .filter((fn) => fn.verbs.length > 0)
    .filter((fn) => reaches(fn, (one) => one.writes) && !reaches(fn, (one) => one.records))
    .map((fn) => `${fn.name} (${fn.verbs.join()})`)

const silent = (all: readonly Fn[]): string[] => {
  const callers = new Map<Fn, Fn[]>()
  for (const fn of all)
    for (const called of fn.calls) callers.set(called, [...(callers.get(called) ?? []), fn])
  const told = (fn: Fn, seen = new Set<Fn>()): boolean => {
    if (seen.has(fn)) return false
    seen.add(fn)
    return reaches(fn, (one) => one.records) || (callers.get(fn) ?? []).some((one) => told(one, seen))
  }
  return all.filter((fn) => fn.writes && !told(fn)).map((fn) => fn.name)
}

/** Changes that are nobody's act, each with its reason. */
const noAct: Record<string, string> = {
  'src/campaigns/target.ts: reportWrongNumber': 'part of a call, which its caller records',
  'src/organisations/draft.ts: saveDraft': 'typed and not sent yet',
  'src/publishing/notices.ts: leaveNotice': 'part of a withdrawal, which its caller records',
  'src/publishing/tally.ts: setTally': 'a number that follows from actions, each of which is recorded',
  'src/supporters/people.ts: numberPeople': 'part of an action, which its caller records',
  'src/supporters/name-search.ts: cancelNameSearch':
    'how far a search got; that it was asked for is recorded',
  'src/supporters/name-search.ts: scanSlice': 'how far a search got; that it was asked for is recorded',
  'src/supporters/name-search.ts: forgetSearches': 'a search that is over goes after its time',
  'src/supporters/change.ts: forgetValues':
    'what was is no longer kept after its time; that it was changed is recorded',
  'src/campaigns/supporter-actions.ts: endPersonIndexes':
    'the end of an erasure, which whoever erased recorded',
  'src/cases/duty/handing-over.ts: claim':
    'which worker has a message in hand; what became of it is recorded',
  'src/delivery/own-relay/noting.ts: noteOwnRelay':
    'how a server answers at present; what became of each mail is recorded',
  'src/delivery/ledger.ts: claimChunk': 'who has a chunk in hand; the journal and the outcomes tell the rest',
}

test('every declared permission is asked for somewhere', () => {
  const asked = new Set(functions.flatMap(({ verbs }) => verbs))
  const routes = new Set(modules.flatMap((module) => module.routes ?? []).map(({ verb }) => verb))
  const idle = [...declaredAccess().keys()].filter((verb) => !asked.has(verb) && !routes.has(verb))
  expect(idle).toEqual([])
})

test('every verb that writes leaves an event', () => {
  expect(functions.filter(({ verbs, writes }) => verbs.length > 0 && writes).length).toBeGreaterThan(30)
  expect(unrecorded(functions).filter((name) => !(name.split(' (')[0]! in noAct))).toEqual([])
})

test('and so does every other function that writes, or whoever calls it', () => {
  expect(silent(functions).filter((name) => !(name in noAct))).toEqual([])
})

test('the exceptions still stand and still write', () => {
  const writing = new Set(functions.filter((fn) => reaches(fn, (one) => one.writes)).map(({ name }) => name))
  expect(Object.keys(noAct).filter((name) => !writing.has(name))).toEqual([])
})

test('a verb that writes in silence would be found', () => {
  const bad = new Map([
    [
      'a.ts',
      `export async function closeCase(tx) {\n  mustBeAllowed(tx, 'case.close')\n  await put(tx)\n}\n`,
    ],
    ['b.ts', `export async function put(tx) {\n  await tx.db.updateTable('cases').execute()\n}\n`],
  ])
  expect(unrecorded(graphOf(bad))).toEqual(['a.ts: closeCase (case.close)'])
  expect(silent(graphOf(bad))).toEqual(['b.ts: put'])
  const good = new Map(bad).set(
    'a.ts',
    `${bad.get('a.ts')!.slice(0, -2)}  await record(tx, 'case.closed')\n}\n`,
  )
  expect([...unrecorded(graphOf(good)), ...silent(graphOf(good))]).toEqual([])
})
