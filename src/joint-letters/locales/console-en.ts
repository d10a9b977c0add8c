export const console = {
  'joint-letters': 'Joint letters',
} as const

type JointLetterConsoleMessages = Record<keyof typeof console, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends JointLetterConsoleMessages {}
}
