/** What staff read of the press: who speaks, and what may be given away. */
export const pressEn = {
  'press.tab': 'Press',
  'press.speakers': 'Who speaks to the press',
  'press.speaks.lead': 'By the charter the lead speaks for all: its people alone stand here.',
  'press.speaks.spokespeople':
    'By the charter the people named here speak for all. Every organisation but observers may name them.',
  'press.speaks.each':
    'By the charter each organisation speaks for itself, and nobody for all. Observers name nobody.',
  'press.speakers.none': 'Nobody is named yet. Organisations say it of their own people:',
  'press.speakers.caption': '{count, plural, one {One person} other {# people}}, seen in this room only',
  'press.col.who': 'Who',
  'press.col.for': 'For',
  'press.col.hours': 'When',
  'press.col.phone': 'Telephone',
  'press.kit': 'Press kit',
  'press.kit.text':
    'What is public of the case by signature, as far as she consented to the media. It changes with the page and her consents; what somebody was given cannot be called back.',
  'press.kit.not-public': 'There is no public case page, so there is nothing to give to the press.',
  'press.kit.missing': 'Not cleared for the press',
  'press.kit.consents': 'Her consents',
  'press.kit.take': 'Save as one file ({language})',
  'press.kit.use':
    'Please check back with the organisation that gave you this before you publish: what is agreed with the person may have changed.',
  'press.not-cleared': 'She has not cleared this for the press.',
  'press.credit': 'Picture: {credit}',
  'press.facts': 'In short',
  'press.quotes': 'To quote',
  'press.quote.verbatim': '{name}, {on}',
  'press.quote.paraphrase': 'In the sense of {name}, {on}; not to be put in quotation marks',
} as const

type PressMessages = Record<keyof typeof pressEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends PressMessages {}
}
