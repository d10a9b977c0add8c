export const en = {
  'public.letter.name': '(your name)',
  'public.feed.subtitle': 'What is known, since when and from whom.',
  'public.feed.withdrawn': 'Withdrawn',
  'public.feed.withdrawn.text':
    'This text has been withdrawn and is no longer published. If you keep or show a copy, please remove it.',

  'public.organisation.title': 'News that {organisation} passes on',
  'public.organisation.website': 'To the website of {organisation}',
  'public.organisation.campaigns': 'Where you can act now',
  'public.organisation.news': 'News',
  'public.organisation.nothing': 'Nothing at this moment.',
  'public.organisation.courtesy': 'Courtesy of {source}',

  'public.closed.title': 'This action has ended',
  'public.closed.text': 'The last day to act was {on}. Nothing more is sent or counted from here.',
  'public.closed.case': 'See what happens to {name} now',
  'public.closed.follow': 'Follow by email',

  'public.privacy.title': 'Privacy',
  'public.privacy.visit':
    'Looking at these pages leaves no trace that tells who you are: no cookie, no counter of visitors, no file from another company.',
  'public.privacy.act':
    'What you enter in a form is encrypted before it is stored. It is used for the action that you chose, and to write to you if you asked for it. It is given to nobody else, except the letter that you send.',
  'public.privacy.time':
    'What you do not confirm by mail is erased after seven days. The mails that we send carry a link with which you can see, take back or erase everything.',
  'public.privacy.organisations':
    'An organisation that signs a joint letter stands in public once a person has listed it. Who signed for it there, and with which address, is stored encrypted, read by the letter’s organisation alone, and erased when the signature is taken back; what is not confirmed is erased after seven days.',
  'public.privacy.network':
    'Against forged mass entries we keep, for seven days, a mark of the network from which a form came. Its key lives for a day, so nobody can read the network from it.',
  'public.privacy.who': 'Who is responsible',
  'public.source.title': 'Source code',
  'public.source.text':
    'This site runs Watchlight, free software under the GNU Affero General Public License, version 3 or later.',
  'public.source.ask':
    'Ask the organisation above, and it gives you the source code of the version that runs here.',
  'public.source.link': 'The source code of the version that runs here',
  'public.privacy.contact': 'Questions about your data: {contact}',
} as const

type PublicMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends PublicMessages {}
}
