import type { Child } from 'hono/jsx'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'

type RoomPart = (c: ConsoleContext, tx: Tx, caseId: string) => Promise<Child | undefined>

const parts: RoomPart[] = []

/**
 * Later modules show on the coalition's page what of theirs the room has in common. Called once, when the module is composed.
 * Safety: the whole room reads it, observers too; nothing of the file.
 */
export function offerRoomPart(part: RoomPart): void {
  parts.push(part)
}

/** What there is of a case, in the order of the modules. For the room. */
export async function roomPartsOf(c: ConsoleContext, tx: Tx, caseId: string): Promise<Child[]> {
  const found: Child[] = []
  for (const part of parts) {
    const shown = await part(c, tx, caseId)
    if (shown !== undefined) found.push(shown)
  }
  return found
}
