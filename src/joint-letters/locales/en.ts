/** What visitors read, and the mails to those who sign. */
export const en = {
  'joint-letter': 'Joint letter',
} as const

type JointLetterMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends JointLetterMessages {}
}
