export const en = {
  'ui.skip': 'Skip to the content',
  'ui.languages': 'Other languages',
  'ui.optional': '(optional)',
  'ui.trail': 'Where you are',
  'ui.embed.act': 'Take part',
  'ui.embed.count': 'See how many take part',
  'ui.embed.update': 'Read the news',
  'ui.embed.updates': 'Read the latest news',
  'ui.frame.open': 'Open this on {site}',
  'ui.footer.promise': 'This site sets no cookies, follows nobody and asks no other company for anything.',
  'ui.footer.privacy': 'Privacy',
  'ui.footer.source': 'Source code',

  'ui.errors.title':
    '{count, plural, one {One thing needs your attention} other {# things need your attention}}',
  'ui.errors.kept': 'Everything you typed is still here.',
  'ui.errors.required': 'Please fill this in.',
  'ui.errors.choose': 'Please choose one.',
  'ui.errors.email': 'Write one email address, like name@example.org.',
  'ui.errors.country': 'Choose your country from the list.',
  'ui.errors.tooLong': 'Please shorten this to {max, number} characters; it has {length, number}.',
  'ui.errors.name': 'Write a name without web addresses.',
  'ui.errors.date': 'Write a date that exists, like 12 November 2026.',
  'ui.errors.link': 'Write a whole web address that begins with https://.',
  'ui.errors.file': 'Choose a file of at most {megabytes, number} MB.',

  'ui.picture.credit': 'Picture:',
  'ui.counter.people': '{count, plural, one {person has acted} other {people have acted}}',
  'ui.counter.online': '{count, plural, one {person has acted online} other {people have acted online}}',
  'ui.counter.paper':
    '{count, plural, one {signature on paper, with evidence.} other {signatures on paper, with evidence.}}',
  'ui.counter.paper.more':
    '{count, plural, one {One more on paper, without evidence.} other {# more on paper, without evidence.}}',
  'ui.counter.paper.unproven':
    '{count, plural, one {One signature on paper, without evidence.} other {# signatures on paper, without evidence.}}',
  'ui.counter.countries': '{count, plural, one {from one country} other {from # countries}}',
  'ui.counter.goal': 'Next goal: {goal, number}.',
  'ui.counter.recorded':
    '{count, plural, one {One more wrote or called us and was recorded by staff.} other {# more wrote or called us and were recorded by staff.}}',

  'ui.progress.of': '{done, number} of {total, number}',
  'ui.progress.rate': '{rate, number} per second',
  'ui.progress.seconds': 'less than a minute left',
  'ui.progress.minutes': '{count, plural, one {about one minute left} other {about # minutes left}}',

  'ui.pager.label': 'Pages of this list',
  'ui.pager.range': '{from, number} to {to, number} of {total, number}',
  'ui.pager.previous': 'Previous',
  'ui.pager.next': 'Next',
  'ui.filter.apply': 'Show',
  'ui.filter.clear': 'Show all',

  'ui.length.left': 'Characters left: {left, number}',
  'ui.autosave.saved': 'Draft saved',
  'ui.autosave.trouble': 'Not saved yet. Your text stays on this page; we keep trying.',

  'ui.neutral.title': 'There is nothing to do here now',
  'ui.neutral.text': 'This page shows nothing at present. That says nothing about why.',
  'ui.neutral.todo':
    'Please do not contact officials with a text from here, and do not repost older versions of this page.',
  'ui.notFound.title': 'This page does not exist',
  'ui.notFound.text': 'The address may be cut off or mistyped. Nothing that you sent is lost.',
  'ui.tooMany.title': 'Too many requests from your network',
  'ui.tooMany.text':
    '{minutes, plural, one {Many people share your connection, or something sent the form many times. Please try again in a minute.} other {Many people share your connection, or something sent the form many times. Please try again in # minutes.}}',
  'ui.overloaded.title': 'Very many people are here right now',
  'ui.overloaded.text':
    '{seconds, plural, one {We could not take this in. Please try again in a second.} other {We could not take this in. Please try again in # seconds.}}',
  'ui.tooLarge.title': 'That is too large',
  'ui.tooLarge.text': 'Please go back and shorten your text, or choose a smaller file.',
  'ui.error.title': 'Something went wrong on our side',
  'ui.error.text':
    'What you just sent may not have arrived. Please go back and send it again; nothing counts twice.',
  'ui.error.reference': 'If you write to us, mention:',
  'ui.trouble.again':
    'Go back in your browser and send it again: what you typed is still there, and nothing counts twice.',
  'ui.trouble.home': 'Go to the first page',

  'ui.console.menu': 'Menu',
  'ui.console.signOut': 'Sign out',
  'ui.console.leave': 'Leave now',
  'ui.console.leave.hint': 'Signs out at once and shows an empty page',
  'ui.console.waiting': '{count, plural, one {(one waits)} other {(# wait)}}',
  'ui.console.today': 'Today',
  'ui.console.cases': 'Cases',
  'ui.console.duty': 'Duty',
  'ui.console.campaigns': 'Campaigns',
  'ui.console.officials': 'Officials',
  'ui.console.updates': 'Updates',
  'ui.console.joint-letters': 'Joint letters',
  'ui.console.messages': 'Messages',
  'ui.console.supporters': 'Supporters',
  'ui.console.broadcasts': 'Broadcasts',
  'ui.console.organisation': 'Organisation',
  'ui.console.members': 'Members',
  'ui.quote.verbatim': 'In {name}’s own words',
  'ui.quote.paraphrase': 'Reported in the sense of {name}’s words, not word for word',
  'ui.quote.translated': 'translated',
  'ui.quote.translated-from': 'translated from {language}',
} as const

type UiMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends UiMessages {}
}
