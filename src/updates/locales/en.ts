export const en = {
  'update.kind.alert': 'Alert',
  'update.kind.further_information': 'Further information',
  'update.kind.act_now': 'Act now',
  'update.kind.stop': 'Please stop',
  'update.kind.hearing_notice': 'Hearing ahead',
  'update.kind.hearing_result': 'After the hearing',
  'update.kind.good_news': 'Good news',
  'update.kind.bad_news': 'Bad news',
  'update.kind.still_watching': 'Still watching',
  'update.kind.message': 'Message',
  'update.kind.correction': 'Correction',
  'update.kind.closing': 'Closing',
  'update.kind.in_memoriam': 'In memoriam',
  'update.kind.thank_you': 'Thank you',
  'update.case': 'About {name}',
  'update.fallback': 'This text is not yet available in your language. It is shown in {language}.',
  'update.by': 'By {authors}.',
  'update.author.withheld': 'name withheld for safety',
  'update.source': 'Courtesy of',
  'update.postedBy': 'Posted here by {organisation}.',
  'update.corrected': 'This text was corrected',
  'update.next': 'What comes next:',
  'update.ask': 'What you can do now',
  'update.ask.nothing': 'Nothing yet. We will write when there is something to do.',
  'update.earlier': 'Earlier news',
  'update.hand-over': 'Handed over',
  'update.hand-over.received': 'Handed over on {on} to {to}.',
  'update.hand-over.refused': 'Brought on {on} to {to}, and not taken.',
  'update.hand-over.left-there': 'Left on {on} for {to}.',
  'update.hand-over.people': '{count, plural, one {# person had signed.} other {# people had signed.}}',
  'update.hand-over.people.from':
    '{count, plural, one {# person had signed} other {# people had signed}}, from {countries, plural, one {# country} other {# countries}}.',
  'update.hand-over.organisations':
    '{count, plural, one {# organisation had signed.} other {# organisations had signed.}}',
  'update.hand-over.organisations.from':
    '{count, plural, one {# organisation had signed} other {# organisations had signed}}, from {countries, plural, one {# country} other {# countries}}.',
  'update.hand-over.recorded':
    '{count, plural, one {# signature that staff entered goes with it.} other {# signatures that staff entered go with it.}}',
  'update.hand-over.paper':
    'On paper: {evidenced, plural, one {# signature with evidence} other {# signatures with evidence}}{unproven, plural, =0 {} one {, # without} other {, # without}}.',
  'update.hand-over.read': 'How it was handed over',
} as const

type UpdateMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends UpdateMessages {}
}
