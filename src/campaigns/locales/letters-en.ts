export const letters = {
  'letter.sent-by':
    'This letter was written by the person named above and is sent on by {organisation} ({website}).',
  'letter.test': 'TEST: this letter went to you alone. With test mode off, it goes to the official.',
} as const

type LetterMessages = Record<keyof typeof letters, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends LetterMessages {}
}
