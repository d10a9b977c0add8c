/**
 * When a form was sent, as the public process states it, which is not trusted: a moment ahead of the clock is none. What was
 * in time then counts, however late it is drained.
 */
export function statedAt(at: unknown, now: Date): Date {
  const stated = new Date(String(at))
  return Number.isNaN(stated.getTime()) || stated > now ? now : stated
}
