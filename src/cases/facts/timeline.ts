import type { Child } from 'hono/jsx'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import type { Precision, Visibility } from './lists.ts'

/** What a reader looks for; the timeline is narrowed by it. */
export const timelineTopics = [
  'facts',
  'contacts',
  'risk',
  'liberty',
  'legal',
  'interventions',
  'statements',
  'effects',
  'publications',
] as const
export type TimelineTopic = (typeof timelineTopics)[number]

/** One line of the team's timeline. */
export interface TimelineEntry {
  /** YYYY-MM-DD */
  on: string
  precision?: Precision
  /** where the hour is known, with the zone that it is told in */
  at?: { moment: Date; zone: string }
  topic: TimelineTopic
  /** what kind of thing it is, in the reader's language */
  kind: string
  what: Child
  href?: string
  visibility: Visibility
}

/** What the reader has opened, and by whose clock the days are told. */
export interface TimelineReader {
  /** the sealed file is open in this session */
  open: boolean
  zone: string
}

type Source = (tx: Tx, caseId: string, i18n: I18n, reader: TimelineReader) => Promise<TimelineEntry[]>
const sources: Source[] = []

/** A noun tells what it knows of the course of things; called once, when it is composed. It gives only what the reader may see. */
export function offerTimeline(source: Source): void {
  sources.push(source)
}

/** Newest first. One source after the other: a transaction asks the database one thing at a time. */
export async function findTimeline(
  tx: Tx,
  caseId: string,
  i18n: I18n,
  reader: TimelineReader,
): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = []
  for (const source of sources) found.push(...(await source(tx, caseId, i18n, reader)))
  const hour = ({ at }: TimelineEntry): number => at?.moment.getTime() ?? 0
  return found.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : hour(b) - hour(a)))
}

export type Stretch = 'ahead' | 'week' | 'before' | 'older'

/** How long ago a day is, so that last week is found at a glance. */
export function stretchOf(on: string, today: string): Stretch {
  const days = (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${on}T00:00:00Z`)) / 86_400_000
  if (days < 0) return 'ahead'
  if (days < 7) return 'week'
  return days < 14 ? 'before' : 'older'
}
