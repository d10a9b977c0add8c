/** Counts and prints what the story tried: by what a visitor or a reader of mail would see. */

export interface Steps {
  passed: number
  failed: number
  /** A part of the story under a heading. A part that breaks off is one failed step; the story goes on. */
  part(title: string, play: () => Promise<void>): Promise<void>
  /** One step: what was expected, and whether it is so. */
  check(expected: string, holds: unknown, seen?: string): void
  /** For what later parts cannot do without. @throws Error when it is missing */
  must<T>(what: string, value: T | undefined | null): T
  say(line: string): void
}

export function countSteps(log: (line: string) => void): Steps {
  let parts = 0
  const steps: Steps = {
    passed: 0,
    failed: 0,
    async part(title, play) {
      log(`\n${++parts}. ${title}`)
      try {
        await play()
      } catch (error) {
        steps.failed++
        log(`   ✗ broke off: ${(error as Error).message}`)
      }
    },
    check(expected, holds, seen) {
      if (holds) steps.passed++
      else steps.failed++
      log(
        `   ${holds ? '✓' : '✗'} ${expected}${!holds && seen ? `\n     instead: ${seen.slice(0, 400)}` : ''}`,
      )
    },
    must(what, value) {
      if (value === undefined || value === null) throw new Error(`${what} is missing`)
      return value
    },
    say: (line) => log(`   ${line}`),
  }
  return steps
}

/**
 * Waits until something holds, asking again and again; what is asked for is always a page or a mail.
 * @param limit milliseconds, generous: a slow machine is no failure
 * @returns what `look` found, or undefined when it never did
 */
export async function until<T>(
  look: () => Promise<T | undefined | false>,
  limit = 30_000,
): Promise<T | undefined> {
  const end = performance.now() + limit
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > end) return undefined
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
