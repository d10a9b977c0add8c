import type { Child } from 'hono/jsx'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import type { Precision, Visibility } from './lists.ts'

/** One line of the team's timeline. */
export interface TimelineEntry {
  /** YYYY-MM-DD */
  on: string
  precision?: Precision
  /** what kind of thing it is, in the reader's language */
  kind: string
  what: Child
  href?: string
  visibility: Visibility
}

type Source = (tx: Tx, caseId: string, i18n: I18n) => Promise<TimelineEntry[]>
const sources: Source[] = []

/** A noun tells what it knows of the course of things; called once, when it is composed. It gives only what the reader may see. */
export function offerTimeline(source: Source): void {
  sources.push(source)
}

/** Newest first. One source after the other: a transaction asks the database one thing at a time. */
export async function findTimeline(tx: Tx, caseId: string, i18n: I18n): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = []
  for (const source of sources) found.push(...(await source(tx, caseId, i18n)))
  return found.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
}
