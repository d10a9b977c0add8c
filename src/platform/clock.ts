/**
 * The one source of "now". Domain decisions never ask the machine or the database for the time: they take it from
 * `tx.now`, so that a test can jump over a daylight-saving change or a year.
 */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests: stands still until it is moved. */
export function fixedClock(start: string | Date): Clock & { move(milliseconds: number): void } {
  let at = new Date(start).getTime()
  return {
    now: () => new Date(at),
    move(milliseconds) {
      at += milliseconds
    },
  }
}
