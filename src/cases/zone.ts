/** The instant at which a day (YYYY-MM-DD) ends in an IANA zone. @throws RangeError for an unknown zone */
export function endOfDay(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000
  // the offset is taken where the day ends, so a change of clocks on that day counts
  const first = midnight - offset(midnight, zone)
  return new Date(midnight - offset(first, zone))
}

/**
 * The instant at which a day ends where it ends first on earth.
 * Safety: for a last day that somebody set wherever she is; nowhere does it last longer than she said.
 */
export const endOfDayAnywhere = (day: string): Date => endOfDay(day, 'Pacific/Kiritimati')

/**
 * The instant of a local time. An hour that a change of clocks leaves out is read with the offset before it, one that it
 * doubles is the first of the two (Source: RFC 5545 section 3.3.5).
 * @param minutes since midnight, by the clock on the wall
 */
export function instantOf(day: string, minutes: number, zone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000
  const before = offset(wall - 86_400_000, zone)
  const first = wall - before
  if (offset(first, zone) === before) return new Date(first)
  const second = wall - offset(wall + 86_400_000, zone)
  return new Date(offset(second, zone) === wall - second ? second : first)
}

/** The day (YYYY-MM-DD) that an instant falls on in a zone. */
export const dayOf = (at: Date, zone: string): string =>
  new Date(at.getTime() + offset(at.getTime(), zone)).toISOString().slice(0, 10)

/** What a clock on the wall shows (YYYY-MM-DDThh:mm) at an instant in a zone. */
export const clockOf = (at: Date, zone: string): string =>
  new Date(at.getTime() + offset(at.getTime(), zone)).toISOString().slice(0, 16)

/** The latest day that it is anywhere on earth (UTC+14): what is dated so is not from the future where it was written. */
export const latestDay = (now: Date): string => dayAtOffset(now, 14)
/** The earliest one (UTC-12): what lasts until then still lasts somewhere. */
export const earliestDay = (now: Date): string => dayAtOffset(now, -12)
const dayAtOffset = (now: Date, hours: number): string =>
  new Date(now.getTime() + hours * 3_600_000).toISOString().slice(0, 10)

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

// making one costs a hundred times what asking it does
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  return format
}

/** Milliseconds that the zone's clocks are ahead of UTC at this instant. */
function offset(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return wall - Math.floor(at / 1000) * 1000
}
