/** Source: RFC 5545. The least of it that every calendar program reads. */
export interface CalendarEntry {
  id: string
  /** an instant, or a whole day as YYYY-MM-DD */
  at: Date | string
  summary: string
}

const stamp = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** Section 3.3.11. */
const escape = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r?\n|\r/g, '\\n')

/** Section 3.1: a line has at most 75 octets and goes on after a space; no letter is torn apart. */
export function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const letter of line) {
    const bytes = Buffer.byteLength(letter)
    if (size + bytes > 75) {
      parts.push(part)
      part = ' '
      size = 1
    }
    part += letter
    size += bytes
  }
  return [...parts, part].join('\r\n')
}

/** A calendar without a name of its own: nothing in it says what it is about but its code names. */
export function writeCalendar(entries: readonly CalendarEntry[], now: Date): string {
  const lines = entries.flatMap(({ id, at, summary }) => [
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${stamp(now)}`,
    at instanceof Date ? `DTSTART:${stamp(at)}` : `DTSTART;VALUE=DATE:${at.replaceAll('-', '')}`,
    `SUMMARY:${escape(summary)}`,
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//calendar//EN', ...lines, 'END:VCALENDAR']
    .map((line) => `${fold(line)}\r\n`)
    .join('')
}
