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

/** How much waits in each section of the menu; not what can be looked at when there is time. */
export async function waitingBySection(c: ConsoleContext): Promise<Partial<Record<ConsoleSection, number>>> {
  const counts: Partial<Record<ConsoleSection, number>> = {}
  for (const { urgency, section, count = 1 } of await whatWaits(c)) {
    if (urgency === 4) continue
    const name = consoleSections.find((one) => one === section)
    if (name) counts[name] = (counts[name] ?? 0) + count
    counts.today = (counts.today ?? 0) + count
  }
  return counts
}
