import type { Member } from '#platform/actor.ts'
import type { ConsoleContext, TodayItem } from '#platform/module.ts'
import { consoleSections, type ConsoleSection } from '#ui/index.ts'

declare module '#platform/module.ts' {
  interface ConsoleVariables {
    waits: Promise<readonly WaitingItem[]>
  }
}

export interface WaitingItem extends TodayItem {
  urgency: 1 | 2 | 3 | 4
  section: string
}

/**
 * What waits for this human, of all modules, most urgent first and then the longest waiting. Found once per request:
 * Today lists it and the menu of every page counts it.
 */
export function whatWaits(c: ConsoleContext): Promise<readonly WaitingItem[]> {
  const found = c.get('waits') ?? find(c)
  c.set('waits', found)
  return found
}

async function find(c: ConsoleContext): Promise<readonly WaitingItem[]> {
  const [i18n, member, office] = [c.get('i18n'), c.get('member'), c.get('office')]
  const found: WaitingItem[] = []
  for (const { urgency, section, find: items } of c.get('desk').today)
    for (const item of await items({ member, office, i18n }))
      found.push({ ...item, urgency, section: section ?? item.href.split(/[/?#]/)[1] ?? '' })
  return found.sort((a, b) => a.urgency - b.urgency || (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0))
}

type Counts = Partial<Record<ConsoleSection, number>>

/** Milliseconds. All sources of all modules cost more than the page that shows their sums. */
const menuAge = 15_000
const menus = new Map<string, { at: number; counts: Counts }>()
// nobody is signed in yet where a welcome link leads on
const menuOf = (c: ConsoleContext): string =>
  `${c.get('sessionId')} ${(c.get('member') as Member | undefined)?.organisationId}`

/** What this session did may have changed what waits for it: the next page counts anew. */
export function countAnew(c: ConsoleContext): void {
  menus.delete(menuOf(c))
}

/**
 * How much waits in each section of the menu; not what can be looked at when there is time. What others did shows there after
 * fifteen seconds at the latest, and at once on Today.
 */
export async function waitingBySection(c: ConsoleContext): Promise<Counts> {
  const before = menus.get(menuOf(c))
  const isRecent = before !== undefined && performance.now() - before.at < menuAge
  if (isRecent && c.req.method === 'GET' && c.get('waits') === undefined) return before.counts
  const counts = await count(c)
  if (menus.size >= 1000) menus.clear()
  menus.set(menuOf(c), { at: performance.now(), counts })
  return counts
}

async function count(c: ConsoleContext): Promise<Counts> {
  const counts: Counts = {}
  for (const { urgency, section, count = 1 } of await whatWaits(c)) {
    if (urgency === 4) continue
    const name = consoleSections.find((one) => one === section)
    if (name) counts[name] = (counts[name] ?? 0) + count
    counts.today = (counts.today ?? 0) + count
  }
  return counts
}
