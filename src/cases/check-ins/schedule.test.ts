import { describe, expect, test } from 'vitest'
import { instantOf } from '../zone.ts'
import { momentsOf, readRule, writeRule, type Schedule } from './rrule.ts'

const daily: Schedule = { every: 'day', interval: 1, days: [], times: [150] }
const moments = (schedule: Schedule, zone: string, startsOn: string, from: string, to: string): string[] =>
  momentsOf(schedule, { startsOn, zone, from: new Date(from), to: new Date(to) }).map((at) =>
    at.toISOString(),
  )

test('a schedule is kept as an RRULE and read back as it was', () => {
  for (const [schedule, rule] of [
    [{ ...daily, times: [450, 1170] }, 'FREQ=DAILY;INTERVAL=1;BYHOUR=7,19;BYMINUTE=30'],
    [
      { every: 'week', interval: 2, days: ['MO', 'FR'], times: [540], until: '2027-03-31' },
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;BYHOUR=9;BYMINUTE=0;UNTIL=20270331',
    ],
  ] as [Schedule, string][]) {
    expect(writeRule(schedule)).toBe(rule)
    expect(readRule(rule)).toEqual({ until: undefined, ...schedule })
  }
})

test.each([
  '',
  'FREQ=MONTHLY;BYHOUR=9;BYMINUTE=0',
  'FREQ=DAILY;BYHOUR=9',
  'FREQ=DAILY;BYHOUR=24;BYMINUTE=0',
  'FREQ=WEEKLY;BYHOUR=9;BYMINUTE=0',
  'FREQ=DAILY;BYDAY=MO;BYHOUR=9;BYMINUTE=0',
  'FREQ=DAILY;COUNT=3;BYHOUR=9;BYMINUTE=0',
  'FREQ=DAILY;INTERVAL=0;BYHOUR=9;BYMINUTE=0',
  'FREQ=WEEKLY;BYDAY=1MO;BYHOUR=9;BYMINUTE=0',
  'FREQ=DAILY;BYHOUR=9;BYMINUTE=0;UNTIL=tomorrow',
])('a rule beyond that is refused: %s', (rule) => expect(() => readRule(rule)).toThrow(RangeError))

describe('when clocks change', () => {
  test('the hour on her wall stays, and the instant moves', () => {
    // New York goes back on 1 November 2026
    const noon = { ...daily, times: [720] }
    expect(
      moments(noon, 'America/New_York', '2026-10-01', '2026-10-31T00:00:00Z', '2026-11-02T23:00:00Z'),
    ).toEqual(['2026-10-31T16:00:00.000Z', '2026-11-01T17:00:00.000Z', '2026-11-02T17:00:00.000Z'])
  })
  test('an hour that is left out is read with the offset before it, and one that is doubled comes once', () => {
    // Berlin: 02:30 is not there on 29 March 2026, and is there twice on 25 October
    expect(
      moments(daily, 'Europe/Berlin', '2026-01-01', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'),
    ).toEqual(['2026-03-29T01:30:00.000Z', '2026-03-30T00:30:00.000Z'])
    expect(
      moments(daily, 'Europe/Berlin', '2026-01-01', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'),
    ).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'])
    expect(instantOf('2026-10-25', 210, 'Europe/Berlin').toISOString()).toBe('2026-10-25T02:30:00.000Z')
  })
  test('two hours that become one instant ask once', () => {
    const twice = { ...daily, times: [120, 180] }
    expect(
      moments(twice, 'Europe/Berlin', '2026-01-01', '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z'),
    ).toEqual(['2026-03-29T01:00:00.000Z'])
  })
  test('zones by quarters of an hour, and days that a zone skipped, are her days', () => {
    expect(
      moments(daily, 'Asia/Kathmandu', '2026-11-01', '2026-11-23T00:00:00Z', '2026-11-23T23:00:00Z'),
    ).toEqual(['2026-11-23T20:45:00.000Z'])
    expect(instantOf('2011-12-31', 0, 'Pacific/Apia').toISOString()).toBe('2011-12-30T10:00:00.000Z')
  })
})

test('intervals are counted on her calendar from the first day', () => {
  const third = { ...daily, interval: 3, times: [600] }
  expect(moments(third, 'UTC', '2026-11-20', '2026-11-20T00:00:00Z', '2026-11-28T00:00:00Z')).toEqual([
    '2026-11-20T10:00:00.000Z',
    '2026-11-23T10:00:00.000Z',
    '2026-11-26T10:00:00.000Z',
  ])
  // begun on a Wednesday: the Monday of that week is before it began
  const fortnight: Schedule = {
    every: 'week',
    interval: 2,
    days: ['MO', 'TH'],
    times: [600],
    until: '2026-12-07',
  }
  expect(moments(fortnight, 'UTC', '2026-11-25', '2026-11-01T00:00:00Z', '2026-12-31T00:00:00Z')).toEqual([
    '2026-11-26T10:00:00.000Z',
    '2026-12-07T10:00:00.000Z',
  ])
})

test('what is asked for piece by piece is the same as what is asked for at once', () => {
  const schedule: Schedule = { every: 'week', interval: 1, days: ['MO', 'WE', 'SU'], times: [30, 750, 1410] }
  const ends = Array.from({ length: 80 }, (_, i) => new Date(Date.UTC(2026, 2, 20, 7 * i, 13)))
  for (const zone of ['Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Beirut']) {
    const whole = momentsOf(schedule, { startsOn: '2026-03-01', zone, from: ends[0]!, to: ends.at(-1)! })
    const pieces = ends
      .slice(1)
      .flatMap((to, i) => momentsOf(schedule, { startsOn: '2026-03-01', zone, from: ends[i]!, to }))
    expect(pieces).toEqual(whole)
    expect(whole.length).toBeGreaterThan(25)
  }
})
