import { describe, expect, test } from 'vitest'
import { reached, holdsUntil, defaultLadder, defaultHardLimit, type Climb } from './ladder.ts'
import { meaningOf } from './answer.ts'
import { alarmingStates, causes, checkInStates, nextState, openStates, type CheckInState } from './states.ts'

/** Every way there is, said once more by hand; every other pair stays where it is. */
const ways: [CheckInState, (typeof causes)[number], CheckInState][] = [
  ['scheduled', 'time', 'due'],
  ['scheduled', 'answer', 'ok'],
  ['scheduled', 'proxy', 'ok-by-proxy'],
  ['scheduled', 'duress', 'duress'],
  ['scheduled', 'gap', 'system-gap'],
  ['scheduled', 'plan', 'cancelled'],
  ['due', 'time', 'late'],
  ['due', 'answer', 'ok'],
  ['due', 'proxy', 'ok-by-proxy'],
  ['due', 'duress', 'duress'],
  ['due', 'gap', 'system-gap'],
  ['due', 'clock', 'scheduled'],
  ['due', 'plan', 'cancelled'],
  ['late', 'time', 'emergency'],
  ['late', 'answer', 'resolved'],
  ['late', 'proxy', 'resolved'],
  ['late', 'duress', 'duress'],
  ['late', 'human', 'resolved'],
  ['emergency', 'duress', 'duress'],
  ['emergency', 'human', 'resolved'],
  ['duress', 'human', 'resolved'],
  ['system-gap', 'answer', 'ok'],
  ['system-gap', 'proxy', 'ok-by-proxy'],
  ['system-gap', 'duress', 'duress'],
  ['system-gap', 'clock', 'scheduled'],
  ['system-gap', 'human', 'resolved'],
]

describe.each(checkInStates)('%s', (from) => {
  test.each(causes)('by %s', (cause) => {
    const way = ways.find(([state, by]) => state === from && by === cause)
    expect(nextState(from, cause)).toBe(way?.[2])
  })
})

test('nobody but a human ends an alarm that may cost a life, and a changed plan ends none', () => {
  for (const state of ['emergency', 'duress'] as const)
    expect(
      causes.filter((cause) =>
        ['ok', 'ok-by-proxy', 'resolved', 'cancelled'].includes(nextState(state, cause) ?? ''),
      ),
    ).toEqual(['human'])
  for (const state of alarmingStates) expect(nextState(state, 'plan')).toBeUndefined()
  expect(openStates).toEqual(['scheduled', 'due', 'duress', 'late', 'emergency', 'system-gap'])
})

const lateAt = new Date('2026-11-23T13:00:00Z')
const climb: Climb = {
  step: 0,
  lateAt,
  heldUntil: undefined,
  ladder: defaultLadder,
  hardLimitMinutes: defaultHardLimit,
}
const after = (minutes: number) => new Date(lateAt.getTime() + minutes * 60_000)
const steps = (minutes: number, changes: Partial<Climb> = {}) =>
  reached({ ...climb, ...changes }, after(minutes)).steps.map(({ stage }) => stage)

describe('the ladder', () => {
  test('rings 15, 30, 60 and 120 minutes after the window, and the hard limit at 240', () => {
    expect(steps(14)).toEqual([])
    expect(steps(15)).toEqual(['nudge'])
    expect(steps(30, { step: 1 })).toEqual(['second-channel'])
    expect(steps(60, { step: 2 })).toEqual(['duty-calls'])
    expect(steps(120, { step: 3 })).toEqual(['trusted'])
    expect(steps(239, { step: 4 })).toEqual([])
    expect(steps(240, { step: 4 })).toEqual(['emergency'])
    expect(steps(9999, { step: 5 })).toEqual([])
  })
  test('waits for whoever took a step, but not beyond the hard limit', () => {
    const heldUntil = holdsUntil({ ...climb, step: 2 }, after(50))
    expect(heldUntil).toEqual(after(80))
    expect(steps(79, { step: 2, heldUntil })).toEqual([])
    expect(steps(80, { step: 2, heldUntil })).toEqual(['duty-calls'])
    expect(steps(240, { step: 2, heldUntil: after(600) })).toEqual(['duty-calls', 'trusted', 'emergency'])
  })
})

describe('what an answer means', () => {
  const [code, duress, other] = ['code', 'duress', 'other'].map((word) => Buffer.from(word))
  const both = { code_word: code!, duress_word: duress! }
  test('with both words agreed', () => {
    expect(meaningOf(both, 'well', code)).toBe('ok')
    expect(meaningOf(both, 'well', duress)).toBe('duress')
    expect(meaningOf(both, 'well', other)).toBe('unproven')
    expect(meaningOf(both, 'well', undefined)).toBe('unproven')
    for (const word of [code, duress, other, undefined]) expect(meaningOf(both, 'call', word)).toBe('duress')
  })
  test('with none, or the duress word alone', () => {
    expect(meaningOf({ code_word: null, duress_word: null }, 'well', other)).toBe('ok')
    expect(meaningOf({ code_word: null, duress_word: null }, 'well', undefined)).toBe('ok')
    expect(meaningOf({ code_word: null, duress_word: duress! }, 'well', duress)).toBe('duress')
    expect(meaningOf({ code_word: null, duress_word: duress! }, 'well', undefined)).toBe('ok')
  })
})
