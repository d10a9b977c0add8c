/**
 * Runs a transaction again when the database chose it to end a deadlock or a serialization conflict (SQLSTATE 40).
 * Safety: a withdrawal may not fail because another transaction held its locks in another order.
 */
export async function withoutDeadlock<T>(run: () => Promise<T>, tries = 5): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await run()
    } catch (error) {
      if (left <= 1 || !String((error as { code?: unknown }).code).startsWith('40')) throw error
    }
  }
}
