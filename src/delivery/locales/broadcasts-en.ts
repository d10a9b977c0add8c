export const broadcasts = {
  'broadcasts.one': 'Broadcast {number}',
  'broadcasts.update': 'The update',
  'broadcasts.empty.title': 'No broadcasts yet',
  'broadcasts.empty.text': 'A broadcast sends a published update to those who acted and asked to hear.',
  'broadcasts.all': 'All',
  'broadcasts.state': 'State',
  'broadcasts.state.frozen': 'Waits',
  'broadcasts.state.sending': 'Under way',
  'broadcasts.state.paused': 'Paused',
  'broadcasts.state.cancelled': 'Cancelled',
  'broadcasts.state.done': 'Done',
  'broadcasts.caption': '{count, plural, one {# broadcast} other {# broadcasts}}',
  'broadcasts.col.number': 'Broadcast',
  'broadcasts.col.case': 'Case',
  'broadcasts.col.recipients': 'Inboxes',
  'broadcasts.col.open': 'Open',
  'broadcasts.started': 'The broadcast is under way.',
  'broadcasts.progress': 'Progress',
  'broadcasts.audience':
    'Frozen at the start: {acted, number} acted, {asked, number} asked to hear, {recipients, number} inboxes.',
  'broadcasts.count.sent': 'Taken by the mail server',
  'broadcasts.count.suppressed': 'Left before it was their turn',
  'broadcasts.count.hard': 'Refused for good',
  'broadcasts.count.soft': 'Refused several times',
  'broadcasts.count.unknown': 'Unknown',
  'broadcasts.count.cancelled': 'Not sent, because cancelled',
  'broadcasts.names': 'Who?',
  'broadcasts.away': 'The mail server takes no mail',
  'broadcasts.away.text': 'Away since {at}. Everything waits, nothing is lost, and it goes on by itself.',
  'broadcasts.pause': 'Pause',
  'broadcasts.resume': 'Go on',
  'broadcasts.cancel': 'Cancel for good',
  'broadcasts.cancel.text':
    '{sent, number} have got the mail. {left, number} will not get it. This cannot be undone; what has left cannot be called back.',
  'broadcasts.did.pause': 'Paused. Nothing more leaves.',
  'broadcasts.did.resume': 'It goes on.',
  'broadcasts.did.cancel': 'Cancelled. Nothing more leaves.',
  'broadcasts.people.none': 'Nobody',
  'broadcasts.people.unknown':
    'The last byte of these mails left and no answer came. They may have arrived or not, so they are not sent again.',
  'broadcasts.people.hard': 'The receiving server will never take mail for these addresses.',
  'broadcasts.people.soft': 'The receiving server put these off again and again.',
  'broadcasts.people.suppressed': 'These people unsubscribed or were erased after the audience was frozen.',
  'broadcasts.people.caption': '{count, plural, one {# person} other {# people}}',
  'broadcasts.people.name': 'Name',
  'broadcasts.people.address': 'Address',
  'broadcasts.people.at': 'When',
  'broadcasts.people.reply': 'What the server said',
  'broadcasts.error.under-way': 'A broadcast of this update is under way.',
  'broadcasts.error.together': 'Other organisations stand around this case: it goes out from all of them.',
  'broadcasts.error.gone': 'It has gone, or was stopped: it cannot be held any more.',
  'broadcasts.error.held': 'Your organisation holds it already.',
  'broadcasts.error.not-yours': 'Another organisation holds it. It alone lets it go.',
  'broadcasts.error.not-yours-to-stop':
    'The organisation that sent it, and the one that leads, can stop all of it. You can hold it, or stop the part of your own organisation.',
  'broadcasts.error.mailboxes':
    'After an upgrade the server goes through all addresses once, so that nobody gets this twice. It has not finished. Please try again in a few minutes.',
  'broadcasts.error.nobody': 'Nobody in this audience may be written to.',
  'broadcasts.error.not-sending': 'This broadcast is not under way.',
  'broadcasts.quiet':
    'The case is quiet. Mails that have not left wait; they go on when two people end the quiet, to whoever has not left meanwhile.',
  'broadcasts.error.quiet': 'The case is quiet: it goes on when two people end that.',
  'broadcasts.error.not-paused': 'This broadcast is not paused.',
  'broadcasts.error.ended': 'This broadcast has ended.',
  'broadcasts.today.running':
    '{count, plural, one {A broadcast is under way} other {# broadcasts are under way}}',
  'broadcasts.today.paused': '{count, plural, one {A broadcast is paused} other {# broadcasts are paused}}',
} as const

type BroadcastMessages = Record<keyof typeof broadcasts, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends BroadcastMessages {}
}
