import type { HandOverDocument } from './document.ts'

/** Safety: fewer people than this, taken together, point at one of them. Numbers by country begin here. */
export const fewest = 5

/**
 * A hand-over with the numbers that the public may read. Safety: below the campaign's minimum there is none at all, for its
 * counter shows none either; and a handful tells of no countries, whatever the minimum.
 * @param minimum `goalMinimum` of the campaign; 0 for a joint letter, whose signatories stand in public
 */
export function publicNumbers<Told extends Omit<HandOverDocument, 'to'>>(told: Told, minimum: number): Told {
  const { people, recorded: _, onPaper, ...rest } = told
  if (people === undefined) return told
  const least = Math.max(1, minimum)
  // as the counter does: paper stands alone where it is enough for itself
  if (people < least)
    return { ...rest, ...(onPaper && onPaper.evidenced >= least ? { onPaper } : {}), countries: 0 } as Told
  return people < fewest ? { ...told, countries: 0 } : told
}
