/** What staff read where the level of a case goes up and down. */
export const publicityEn = {
  'publishing.publicity.tab': 'Who may see it',
  'publishing.publicity.lower': 'Show it to fewer people',
  'publishing.publicity.lower.hint':
    'Anyone on the team may, alone and at once. The next page says what goes away.',
  'publishing.publicity.lower.title': 'Lower to: {level}',
  'publishing.publicity.lower.text': 'These go away at once:',
  'publishing.publicity.lower.nothing': 'Nothing public goes away',
  'publishing.publicity.lower.identity':
    '{count, plural, =0 {Name, image and voice go, and with them every page that shows one. No page is left; what is to be shown without them is signed anew.} one {Name, image and voice go, and with them every page that shows one. One page stays public.} other {Name, image and voice go, and with them every page that shows one. # pages stay public.}}',
  'publishing.publicity.lower.address':
    'No address holds the name any more. Whoever opens an old one reads the neutral text.',
  'publishing.publicity.lower.team':
    'Members who are not on the case team no longer see that the case exists.',
  'publishing.publicity.lower.back':
    'Letters and mails that have not left are stopped. What others have copied cannot be called back. To go up again, two people sign.',
  'publishing.publicity.lower.button': 'Lower it now',
  'publishing.publicity.lower.cancel': 'Leave it as it is',
  'publishing.publicity.lowered':
    '{count, plural, =0 {Lowered. Nothing public had to go.} one {Lowered. One page is gone.} other {Lowered. # pages are gone.}}',
  'publishing.publicity.raise': 'Show it to more people',
  'publishing.publicity.raise.public':
    'A case becomes public with a page that two people sign; the level follows from what the page shows.',
  'publishing.publicity.raise.publish': 'To the page that is to be public',
  'publishing.publicity.raise.level': 'Up to where?',
  'publishing.publicity.raise.hint':
    'Each level needs a consent for its own purpose: the coalition, or private advocacy with embassies and the UN.',
  'publishing.publicity.raise.button': 'Sign, and ask a second person',
  'publishing.publicity.raised': 'Signed. More people see the case now.',
  'publishing.publicity.asked': 'Signed by you. The level rises when a second person has signed it.',
  'publishing.publicity.from-to': 'From “{from}” to “{to}”.',
  'publishing.publicity.today.fell':
    '{code}: she took back a consent that more people saw the case on, so it is “{level}” from now on. Only signatures open it again.',
  'publishing.publicity.rule':
    'More people are to see the case: two people sign, of two organisations once two are in the coalition.',
  'publishing.publicity.what': 'With your signature these people see the case at once.',
  'publishing.publicity.before': 'Before more people see it',
  'publishing.publicity.confirmed':
    'I have looked at who will see it, and each consent on this list covers it',
  'publishing.publicity.button': 'Sign',
  'publishing.publicity.not-higher': 'The case is at this level already, or above it.',
  'publishing.publicity.no-consent':
    'A consent is missing for this level: to what she is called, and to her picture where there is one, for this purpose.',
} as const

type PublicityMessages = Record<keyof typeof publicityEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends PublicityMessages {}
}
