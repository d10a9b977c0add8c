/** The hour at which a text is to come out, by the clock of a zone. */
import { instantOf, isZone } from '#cases/index.ts'
import { Invalid } from '#platform/web/errors.ts'

export interface Hour {
  /** by the clock on the wall: "2026-12-03T19:30" */
  local: string
  /** IANA */
  zone: string
}

/**
 * The instant that was meant, with its zone; nothing where a text comes out as soon as it is signed.
 * @throws Invalid when it is past, of no zone, or stands beside a condition
 */
export function hourOf(
  { publishAt, condition }: { publishAt?: Hour | undefined; condition?: string | undefined },
  now: Date,
): { at: Date; zone: string } | undefined {
  if (!publishAt) return undefined
  const { local, zone } = publishAt
  if (condition) throw new Invalid({ hour: 'publishing.error.hour-or-condition' })
  if (!isZone(zone)) throw new Invalid({ hourZone: 'error.field.choose' })
  const minutes = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
  const at = instantOf(local.slice(0, 10), minutes, zone)
  if (Number.isNaN(at.getTime())) throw new Invalid({ hour: 'error.field.form' })
  if (at <= now) throw new Invalid({ hour: 'publishing.error.hour-past' })
  return { at, zone }
}

export const zones: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
]
