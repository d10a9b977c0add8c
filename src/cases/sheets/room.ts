import type { Tx } from '#platform/database.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { Liberty } from '../liberty/status.ts'
import type { Person } from '../persons/person.ts'
import type { CaseRow } from '../reads.ts'
import type { Wording } from '../wording.ts'
import type { Audience, AudienceName, SheetItem } from './audiences.ts'
import type { Sieve } from './sieve.ts'

/** One line of a sheet: what it is, and what is known of it. */
export interface Line {
  label?: string
  text: string
}

export interface Entry {
  title?: string
  lines: Line[]
}

export interface SheetRoom {
  tx: Tx
  i18n: I18n
  caseId: string
  row: CaseRow
  name: AudienceName
  audience: Audience
  sieve: Sieve
  persons: readonly Person[]
  atRisk: readonly Person[]
  agreed: (personId: string, item: SheetItem) => boolean
  /** not struck out, newest first */
  liberty: readonly Liberty[]
  wording: Wording | undefined
}

/** Lines with something in them; codes come as they are, words of the file through the sieve. */
export const lines = (...all: (Line | undefined)[]): Line[] => all.filter((one) => one !== undefined)
export const line = (label: string, text: string | undefined): Line | undefined =>
  text ? { label, text } : undefined
export const entry = (title: string | undefined, all: Line[]): Entry[] =>
  all.length > 0 ? [title ? { title, lines: all } : { lines: all }] : []
export const code = (i18n: I18n, name: string): string => i18n.t(name as MessageKey)
export const onDay = (i18n: I18n, day: string): string => i18n.date(day, { zone: 'UTC' })
