import type { Selectable } from 'kysely'
import { isZone } from '#cases/index.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import type { Place } from '#platform/keys/seal.ts'
import type { TargetTable } from './tables.ts'

/** What is sealed of an official, under the organisation's key. On screen they are called officials. */
export interface TargetText {
  name: string
  title: string
  institution: string
  /** how a letter begins, by language; the official's own language is always there */
  salutation: Record<string, string>
  email?: string
  /** where the address was found */
  emailSource?: string
  /** E.164 */
  phone?: string
  phoneSource?: string
}

export interface TargetInput extends TargetText {
  country: string
  language: string
  /** IANA */
  timeZone: string
  /** local hours */
  officeOpens: number
  officeCloses: number
  /** ISO weekdays: 1 Monday … 7 Sunday */
  officeDays: number[]
  /** letters that this office gets from us within an hour, at most */
  ceilingPerHour: number
  manner: 'press' | 'thank'
  /** YYYY-MM-DD */
  emailVerifiedOn?: string
  phoneVerifiedOn?: string
}

export interface Target extends TargetInput {
  id: string
  wrongReports: number
  retiredAt?: Date
  version: number
}

type TargetRow = Omit<Selectable<TargetTable>, 'organisation_id' | 'created_at' | 'created_by' | 'retired_by'>

/** So many reports of a wrong number put it on Today. */
export const wrongReportsToFlag = 3

export const targetPlace = (id: string): Place => ({ table: 'targets', column: 'sealed', row: id })

/** Whether this is a place's time zone that the machine knows; offsets like "+02:00" have no summer time and are refused. */
export const isTimeZone = (zone: string): boolean => /^[A-Z][\w+\-/]*$/.test(zone) && isZone(zone)

/** @param place where it lies sealed, if not in the organisation's own list */
export function openTarget(key: Sealer, row: TargetRow, place: Place = targetPlace(row.id)): Target {
  return {
    ...key.openJson<TargetText>(place, row.sealed),
    id: row.id,
    country: row.country.trim(),
    language: row.language,
    timeZone: row.time_zone,
    officeOpens: row.office_opens,
    officeCloses: row.office_closes,
    officeDays: row.office_days,
    ceilingPerHour: row.ceiling_per_hour,
    manner: row.manner,
    ...(row.email_verified_on ? { emailVerifiedOn: row.email_verified_on } : {}),
    ...(row.phone_verified_on ? { phoneVerifiedOn: row.phone_verified_on } : {}),
    wrongReports: row.wrong_reports,
    ...(row.retired_at ? { retiredAt: row.retired_at } : {}),
    version: row.version,
  }
}
