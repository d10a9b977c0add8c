export const console = {
  'delivery.today.away': 'The mail server takes no mail. Everything waits and nothing is lost.',
  'delivery.today.parked':
    '{count, plural, one {One submission of a visitor could not be taken in} other {# submissions of visitors could not be taken in}}',
  'delivery.today.unknown':
    '{count, plural, one {One mail may or may not have left} other {# mails may or may not have left}}',
  'delivery.mail.title': 'Mail and intake',
  'delivery.mail.well': 'The mail server takes our mail.',
  'delivery.mail.away':
    'Away since {since}. We knock again by ourselves, at first every second, then every minute.',
  'delivery.mail.waiting':
    '{count, plural, =0 {No single mail waits.} one {One single mail waits.} other {# single mails wait.}}',
  'delivery.mail.none': 'No single mail is in trouble.',
  'delivery.mail.trouble': 'Single mails in trouble, the newest first',
  'delivery.mail.unknown.why':
    '“Unknown” means that the last byte may have reached the mail server before the connection broke. Such a mail is not sent again by itself, because it could arrive twice.',
  'delivery.mail.kind': 'What',
  'delivery.mail.state': 'State',
  'delivery.mail.at': 'When',
  'delivery.mail.reply': 'Answer',
  'delivery.mail.state.unknown': 'Unknown',
  'delivery.mail.state.hard': 'Refused',
  'delivery.mail.state.waiting': 'Waits for another try',
  'delivery.parked.title': 'Submissions that could not be taken in',
  'delivery.parked.text':
    'Each failed three times and was put aside, sealed as it came. Nothing is lost: once the cause is mended, let them be tried again. One may be a withdrawal, so do not wait.',
  'delivery.parked.row': 'Row',
  'delivery.parked.lane.leaving': 'Leaving or withdrawing',
  'delivery.parked.lane.confirming': 'Confirming',
  'delivery.parked.lane.acting': 'Acting',
  'delivery.parked.retry': 'Try all of them again',
  'delivery.parked.retried':
    '{count, plural, one {One submission is tried again.} other {# submissions are tried again.}}',
} as const

type DeliveryConsoleMessages = Record<keyof typeof console, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends DeliveryConsoleMessages {}
}
