/** What staff read where a case goes quiet and comes back. */
export const quietEn = {
  'publishing.quiet': 'This case is quiet. Nothing of it can be public until two people end the quiet.',
  'publishing.quiet.title': 'Go quiet',
  'publishing.quiet.tab': 'Quiet',
  'publishing.quiet.what':
    'Takes pages, forms, feeds and pictures of this case away at once, and stops letters and mails that have not left. Visitors read one neutral text. What stood is kept sealed; two people can bring it back.',
  'publishing.quiet.button': 'Go quiet now',
  'publishing.quiet.begun':
    '{count, plural, =0 {The case is quiet. Nothing of it was public.} one {The case is quiet. One page is gone.} other {The case is quiet. # pages are gone.}}',
  'publishing.quiet.mark': 'Quiet',
  'publishing.quiet.since':
    'Since {at}, by {name}. Nothing of this case is public, and nothing can become public.',
  'publishing.quiet.over': 'The quiet of this case is over already.',
  'publishing.quiet.end': 'Bring back what stood',
  'publishing.quiet.end.text':
    'You sign first, a second person confirms it; then everything that still has its consents is public again as it stood. What lost a consent stays down. Letters and mails that were stopped go on, to whoever has not had them and has not left meanwhile.',
  'publishing.quiet.end.button': 'Sign, and ask a second person',
  'publishing.quiet.ended': 'The quiet is over. What has its consents is public again.',
  'publishing.quiet.returning': 'What stood before',
  'publishing.quiet.returning.caption': '{count, plural, one {One page} other {# pages}}',
  'publishing.quiet.returning.col': 'With the second signature',
  'publishing.quiet.returning.back': 'comes back',
  'publishing.quiet.returning.stays': 'stays down',
  'publishing.quiet.returning.missing': 'no consent to: {items}',
  'publishing.quiet.returning.waits': 'It stays kept until the other withdrawal in doubt is decided.',
} as const

type QuietMessages = Record<keyof typeof quietEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends QuietMessages {}
}
