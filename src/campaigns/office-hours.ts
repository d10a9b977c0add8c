/** When an office can be written to, in its own zone. */
export interface OfficeHours {
  zone: string
  /** hours of the day, 0 to 24 */
  opens: number
  closes: number
  /** ISO weekdays: 1 Monday … 7 Sunday */
  days: readonly number[]
}

const formats = new Map<string, Intl.DateTimeFormat>()
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Whether the office is open at this moment: daylight saving and half-hour zones included. */
export function isOpen(office: OfficeHours, now: Date): boolean {
  let format = formats.get(office.zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: office.zone,
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(office.zone, format)
  }
  const parts = format.formatToParts(now)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  const hour = Number(part('hour'))
  const day = days.indexOf(part('weekday')) + 1
  return office.days.includes(day) && hour >= office.opens && hour < office.closes
}

/**
 * How many letters an office may get in this pass, so that they are spread evenly under its ceiling per hour instead of
 * coming in heaps.
 * @param lastHour letters that left for it within the hour before `now`
 * @param last when the newest of them left
 * @param pass milliseconds between passes
 */
export function letThrough(
  ceilingPerHour: number,
  lastHour: number,
  last: Date | null,
  now: Date,
  pass: number,
): number {
  const gap = 3_600_000 / ceilingPerHour
  const since = last === null ? Infinity : now.getTime() - last.getTime()
  if (since < gap) return 0
  const perPass = Math.max(1, Math.floor(pass / gap))
  return Math.max(0, Math.min(perPass, ceilingPerHour - lastHour))
}
