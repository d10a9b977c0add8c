export const en = {
  'home.title': 'People we watch over',
  'home.intro':
    'They are at risk for what they say and do. You can help to keep the eyes of the world on them.',
  'home.assessed': '(assessed {on})',
  'home.empty': 'No case is public here at present. Many are protected in silence.',

  'case.fallback': 'This text is not yet available in your language. It is shown in {language}.',
  'case.urgent': 'Urgent',
  'case.urgent.since': 'This case has been an emergency since {on}.',
  'case.now': 'What you can do now',
  'case.now.nothing':
    'Nothing yet. Following the case helps: you will hear at once when there is something to do.',
  'case.actBy': 'Please act by {on}.',
  'case.ask.message': 'Send {name} a message of support',
  'case.ask.email': 'Email the officials who decide',
  'case.ask.call': 'Call an official',
  'case.ask.signature': 'Sign the letter',
  'case.status.assessed': 'Assessed on {on} by {by}.',
  'case.status.assessors': '{count, plural, one {one organisation} other {# organisations}}',
  'case.status.next': 'Next review: {on}.',
  'case.status.due': 'Last assessed on {on}; a new assessment is due.',
  'case.story': 'The story of {name}',
  'case.counter': 'Who stands with this case',
  'case.updates': 'Latest news',
  'case.updates.all': 'All news',
  'case.updates.case': 'To the page of {name}',
  'case.letters': 'Joint letters',
  'case.updates.none': 'Nothing has been published yet.',
  'case.words': 'In the words of {name}',
  'case.words.reported': 'What {name} told us',
  'case.day.about': 'about {day}',
  'case.timeline': 'What happened',
  'case.effects': 'What changed',
  'case.organisations': 'Who watches over this case',
  'case.role.lead': '(leads the coalition)',
  'case.role.observer': '(observes)',
  'case.donate.case': 'This gift goes to the work on the case of {name}, done by {organisation}.',
  'case.donate.general': 'This gift goes to the general work of {organisation}, not to this case alone.',
  'case.donate.button': 'Give to {organisation}',
  'case.follow': 'Hear what happens to {name}',
  'case.follow.mail': 'Follow by email',
  'case.follow.atom': 'Atom feed',
  'case.follow.json': 'JSON Feed',
  'case.feed': 'News about {name}',
} as const

type CaseMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends CaseMessages {}
}
