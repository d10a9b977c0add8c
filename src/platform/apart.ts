/**
 * Works for one organisation after the other: one's trouble must not keep another's alarms, nor what is due for it.
 * @throws the first failure, when all have had their turn
 */
export async function eachApart(
  organisations: readonly string[],
  run: (organisationId: string) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = []
  for (const id of organisations) {
    try {
      await run(id)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
