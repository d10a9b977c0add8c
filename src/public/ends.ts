import type { CampaignDocument } from '#campaigns/document.ts'
import type { CaseDocument } from '#cases/document.ts'
import type { JointLetterDocument } from '#joint-letters/document.ts'

/** Safety: the last day of an assessment ends in the zone of the case; after it, it is never shown as it was. */
export const assessmentEnds = (document: CaseDocument): number =>
  document.status ? endOfDay(document.status.validUntil, document.zone) : Infinity

export const closesAt = (document: CampaignDocument): number =>
  document.closesAt
    ? new Date(document.closesAt).getTime()
    : document.actBy
      ? endOfDay(document.actBy, document.zone)
      : Infinity

/** When organisations from outside sign a joint letter no more: already, at a moment, or never. */
export const signOnEnds = ({ openToOthers, closed, closesOn, zone }: JointLetterDocument): number =>
  !openToOthers || closed ? -Infinity : closesOn ? endOfDay(closesOn, zone) : Infinity

/** First moment (ms) after a day `YYYY-MM-DD` in an IANA zone, also where clocks change that night. */
export function endOfDay(day: string, zone: string): number {
  const midnight = new Date(`${day}T00:00:00Z`).getTime() + 24 * 3_600_000
  let at = midnight
  for (let tries = 0; tries < 3; tries++) at = midnight - offsetAt(at, zone)
  return at
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds by which the clocks of a zone are ahead of UTC at this moment. */
function offsetAt(at: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
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
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const local = Date.UTC(
    part['year']!,
    part['month']! - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  )
  return local - Math.floor(at / 1000) * 1000
}
