export const letters = {
  'letter.sent-by':
    'This letter was written by the person named above and is sent on by {organisation} ({website}).',
  'letter.test': 'TEST: this letter went to you alone. With test mode off, it goes to the official.',
  'campaigns.letters': 'What people signed',
  'campaigns.letters.text':
    'Each version that was public is kept. A signature stays with the version that stood on its form; whoever signs a later version is counted there too.',
  'campaigns.letters.version': 'Version {version}, {language}',
  'campaigns.letters.published': 'Published',
  'campaigns.letters.people': 'People who signed it',
  'campaigns.letters.current': 'on the page now',
  'campaigns.letters.unknown':
    '{count, plural, one {# person} other {# people}} signed before versions were kept.',
} as const

type LetterMessages = Record<keyof typeof letters, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends LetterMessages {}
}
