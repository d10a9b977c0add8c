export const console = {
  'delivery.today.away': 'The mail server takes no mail. Everything waits and nothing is lost.',
} as const

type DeliveryConsoleMessages = Record<keyof typeof console, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends DeliveryConsoleMessages {}
}
