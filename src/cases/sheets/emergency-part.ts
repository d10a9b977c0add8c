import type { Child } from 'hono/jsx'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import type { Person } from '../persons/person.ts'

/** Reads what a later module keeps for the day of an emergency; gives how it stands on the sheet, or nothing. */
export type EmergencyPart = (
  tx: Tx,
  about: { caseId: string; persons: readonly Person[] },
) => Promise<((i18n: I18n) => Child) | undefined>

const parts: EmergencyPart[] = []

/** Called once, when its module is loaded. Safety: the sheet is logged as a whole; a part reads nothing that it does not show. */
export function offerEmergencyPart(part: EmergencyPart): void {
  parts.push(part)
}

export async function readEmergencyParts(
  ...about: Parameters<EmergencyPart>
): Promise<((i18n: I18n) => Child)[]> {
  const shown: ((i18n: I18n) => Child)[] = []
  for (const part of parts) {
    const show = await part(...about)
    if (show) shown.push(show)
  }
  return shown
}
