import type { I18n, MessageKey } from '#platform/i18n.ts'

/** What happened, as a sentence for the log; the code of an event that has none, of an older or newer version. */
export function sayEvent(i18n: I18n, type: string): string {
  try {
    return i18n.t(`event.${type}` as MessageKey)
  } catch {
    return type
  }
}
