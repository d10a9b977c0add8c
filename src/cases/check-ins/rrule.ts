import { dayOf, instantOf } from '../zone.ts'

/**
 * When a sign of life is agreed: the part of RFC 5545 section 3.3.10 that such plans need. Every so many days or weeks,
 * on some weekdays, at one or more hours that share their minutes, until a day.
 */
export interface Schedule {
  every: 'day' | 'week'
  interval: number
  /** of a weekly schedule */
  days: Weekday[]
  /** minutes since midnight by the clock on her wall, ascending; all with the same minute of the hour */
  times: number[]
  /** last day, YYYY-MM-DD */
  until?: string | undefined
}

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]

/** The schedule as its RRULE: what is stored, and what other calendars read. */
export function writeRule({ every, interval, days, times, until }: Schedule): string {
  const hours = [...new Set(times.map((time) => Math.floor(time / 60)))].sort((a, b) => a - b)
  return [
    `FREQ=${every === 'day' ? 'DAILY' : 'WEEKLY'}`,
    `INTERVAL=${interval}`,
    ...(every === 'week' ? [`BYDAY=${weekdays.filter((day) => days.includes(day)).join(',')}`] : []),
    `BYHOUR=${hours.join(',')}`,
    `BYMINUTE=${(times[0] ?? 0) % 60}`,
    ...(until ? [`UNTIL=${until.replaceAll('-', '')}`] : []),
  ].join(';')
}

/** @throws RangeError for a rule that is beyond what we write: better no plan than one that is read differently */
export function readRule(rule: string): Schedule {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]))
  const known = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYHOUR', 'BYMINUTE', 'UNTIL'])
  const freq = parts.get('FREQ')
  const interval = Number(parts.get('INTERVAL') ?? '1')
  const days = (parts.get('BYDAY')?.split(',') ?? []) as Weekday[]
  const hours = (parts.get('BYHOUR') ?? '').split(',').map(Number)
  const minute = Number(parts.get('BYMINUTE') ?? 'x')
  const until = /^(\d{4})(\d\d)(\d\d)$/.exec(parts.get('UNTIL') ?? '')
  const whole = (n: number, from: number, to: number) => Number.isInteger(n) && n >= from && n <= to
  if (
    [...parts.keys()].some((name) => !known.has(name)) ||
    (freq !== 'DAILY' && freq !== 'WEEKLY') ||
    !whole(interval, 1, 60) ||
    !days.every((day) => weekdays.includes(day)) ||
    (freq === 'WEEKLY') !== days.length > 0 ||
    !hours.every((hour) => whole(hour, 0, 23)) ||
    !whole(minute, 0, 59) ||
    (parts.has('UNTIL') && !until)
  )
    throw new RangeError('this rule is beyond what a plan can hold')
  return {
    every: freq === 'DAILY' ? 'day' : 'week',
    interval,
    days,
    times: hours.map((hour) => hour * 60 + minute).sort((a, b) => a - b),
    until: until ? `${until[1]}-${until[2]}-${until[3]}` : undefined,
  }
}

const day = 86_400_000
const asDay = (at: number): string => new Date(at).toISOString().slice(0, 10)

/**
 * The agreed moments after `from` and up to `to`, ascending. Days are counted on her calendar and hours on her clock, so
 * a change of clocks moves the instant and not the hour.
 * @param startsOn the first day, which also begins the count of intervals
 */
export function momentsOf(
  schedule: Schedule,
  { startsOn, zone, from, to }: { startsOn: string; zone: string; from: Date; to: Date },
): Date[] {
  const first = Date.parse(`${startsOn}T00:00:00Z`)
  const begin = Math.max(first, Date.parse(`${dayOf(from, zone)}T00:00:00Z`) - day)
  const end = Date.parse(`${dayOf(to, zone)}T00:00:00Z`)
  const moments: Date[] = []
  for (let at = begin; at <= end; at += day) {
    if (!falls(schedule, first, at)) continue
    for (const minutes of schedule.times) {
      const moment = instantOf(asDay(at), minutes, zone)
      if (moment > from && moment <= to) moments.push(moment)
    }
  }
  // two hours can be one instant where a change of clocks leaves an hour out
  return moments.filter((moment, i) => moment.getTime() !== moments[i - 1]?.getTime())
}

function falls({ every, interval, days, until }: Schedule, first: number, at: number): boolean {
  if (until !== undefined && asDay(at) > until) return false
  if (every === 'day') return Math.round((at - first) / day) % interval === 0
  const weekday = (time: number) => (new Date(time).getUTCDay() + 6) % 7
  const monday = (time: number) => time - weekday(time) * day
  if (Math.round((monday(at) - monday(first)) / (7 * day)) % interval !== 0) return false
  return days.includes(weekdays[weekday(at)]!)
}
