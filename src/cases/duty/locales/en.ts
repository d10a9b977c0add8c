/** What alarms say, and what staff read about duty and their channels. */
export const dutyEn = {
  'alarm.text.nudge': '{code}: no sign of life. Step: neutral nudge',
  'alarm.text.second-channel': '{code}: no sign of life. Step: second channel',
  'alarm.text.duty-calls': '{code}: no sign of life. Step: duty officer calls',
  'alarm.text.trusted': '{code}: no sign of life. Step: trusted contacts',
  'alarm.text.lawyer': '{code}: no sign of life. Step: lawyer',
  'alarm.text.authorities': '{code}: no sign of life. Step: police stations and hospitals',
  'alarm.text.emergency': '{code}: emergency. No sign of life, hard limit reached',
  'alarm.text.duress': '{code}: urgent. Do not call the telephone; sign in first',
  'alarm.text.duress.over':
    '{code}: urgent, and one more sign of life is missing. Do not call the telephone; sign in first',
  'alarm.text.system-gap': 'The server could not hear signs of life that were due. Sign in and look at Today',
  'alarm.text.nobody-left':
    'A case has nobody of your organisation on its team any more: its alarms wake none of you. Sign in',
  'alarm.text.test': 'Test. If you read this, press the button',
  'alarm.text.deadline.day': '{code}: a time limit ends within a day',
  'alarm.text.deadline.hour': '{code}: a time limit ends within an hour',
  'alarm.text.deadline.over': '{code}: a time limit has passed, and nobody has said what came of it',
  'alarm.text.hearing.day': '{code}: a hearing within a day',
  'alarm.text.hearing.hour': '{code}: a hearing within an hour',
  'alarm.text.hearing.over': '{code}: the time of a hearing has passed',
  'alarm.text.consent-review-missed': '{code}: a review by two is overdue. Sign in',
  'alarm.text.duress-withdrawal': '{code}: urgent. Do not call the telephone; sign in first',
  'alarm.text.emergency-raised': '{code}: urgent. A colleague raised the emergency flag. Sign in',
  'alarm.text.emergency-review-due': '{code}: the emergency flag is to be reviewed. Sign in',
  'alarm.text.in-danger': '{code}: urgent. A contact found danger. Do not call the telephone; sign in first',
  'alarm.text.text-held': '{code}: a text does not come out at its hour as it lies. Sign in',
  'alarm.push.more': 'Open to say: I have it',

  'duty.title': 'Duty',
  'duty.intro':
    'Whoever is on duty is woken first, for the cases on whose team they are. When nobody is on duty, the duty officers of the team are woken, then its caseworker and lead.',
  'duty.now': 'On duty now',
  'duty.now.nobody': 'Nobody is on duty now.',
  'duty.until': 'until {at}',
  'duty.handover': 'Handover note',
  'duty.handover.hint': 'What the next one must know. Sealed; code names only.',
  'duty.handover.save': 'Save the note',
  'duty.handover.saved': 'The note is saved.',
  'duty.ahead': 'Ahead',
  'duty.ahead.empty': 'No shift is planned.',
  'duty.col.who': 'Who',
  'duty.col.from': 'From',
  'duty.col.to': 'To',
  'duty.new': 'Plan a shift',
  'duty.field.zone': 'In the time zone',
  'duty.field.zone.hint': 'Like Asia/Amman: the clock of whoever is on duty.',
  'duty.save': 'Plan',
  'duty.saved': 'The shift is planned.',
  'duty.remove': 'Take off',
  'duty.removed': 'The shift is taken off.',
  'duty.error.order': 'A shift ends after it begins.',
  'duty.error.past': 'This shift is over already.',
  'duty.error.long': 'A shift lasts seven days at most.',
  'duty.channels': 'My alarm channels',
  'duty.channels.text':
    'Mail always goes too, but mail wakes nobody at night. A channel is a browser of yours that rings, or a request to a gateway of your operator: a text message, ntfy, a Signal bridge.',
  'duty.channels.none': 'Mail only: not for nights',
  'duty.channels.endpoints': 'Gateways that the operator allows: {list}',
  'duty.channels.no-endpoints':
    'The operator has allowed no gateway yet (WATCHLIGHT_OUTSIDE_ALLOW). Until then alarms come by mail, and to browsers that ring.',
  'duty.channel.url': 'Address of the gateway',
  'duty.channel.url.hint': 'Its host and port must be among those above.',
  'duty.channel.authorization': 'Authorization header',
  'duty.channel.authorization.hint':
    'As the gateway wants it, for instance “Bearer …”. Sealed, and not shown again.',
  'duty.channel.format': 'How it is sent',
  'duty.channel.format.text': 'Plain text, link in the last line (ntfy)',
  'duty.channel.format.json': 'JSON made from the template below',
  'duty.channel.template': 'Template',
  'duty.channel.template.hint':
    'JSON with the words text and link in braces where they go, for instance: to, a number, and a message.',
  'duty.channel.add': 'Add the channel',
  'duty.channel.added': 'The channel is added. Now test it: until the test comes back it counts as untried.',
  'duty.channel.test': 'Send a test',
  'duty.channel.tested': 'The test is on its way. Press the button that it brings.',
  'duty.channel.proved': 'Tried out on {at}',
  'duty.channel.untried': 'Not tried out yet',
  'duty.channel.last.sent': 'Last message handed over',
  'duty.channel.last.failed': 'Last message failed: {why}',
  'duty.channel.last.queued': 'Last message on its way',
  'duty.channel.remove': 'Remove',
  'duty.channel.removed': 'The channel is removed.',
  'duty.error.endpoint': 'This host and port are not among the gateways that the operator allows.',
  'duty.error.template': 'The template must be JSON and hold both words in braces.',
  'duty.error.soon': 'A test is on its way already. Wait a minute.',
  'duty.error.header': 'A header is one line of plain characters.',
  'duty.push.title': 'Ring in this browser',
  'duty.push.text':
    'Alarms appear as a notification, on a locked screen too, with the code name and nothing else of the case. Only on a device that is yours alone. The maker of the browser learns when an alarm comes, not what it says.',
  'duty.push.button': 'Let this browser ring',
  'duty.push.without':
    'This browser cannot ring for alarms here: either it runs no scripts, or it has no notifications from websites. On an iPhone or iPad no browser has them in a tab. Use a gateway, or another device.',
  'duty.push.denied':
    'The browser shows no notifications from this address. Allow them in its settings for this page, then press again.',
  'duty.push.trouble':
    'The browser could not sign up with its push service. Private windows cannot; otherwise check the network and press again.',
  'duty.push.error.endpoint':
    'This browser uses a push service that is not known here. Ask your operator to allow it (WATCHLIGHT_OUTSIDE_ALLOW).',
  'duty.push.error.keys': 'The browser gave no usable keys. Press the button again.',
  'duty.push.unknown': 'A browser',
  'duty.push.channel': '{browser}, added on {at}',
  'duty.today.browser-gone': 'A browser of yours takes no alarms any more: set it up again',
  'duty.today.gap': 'The server could not hear signs of life that were due',
  'duty.today.alert': '{alarm}. Nobody has taken this alarm yet',
  'duty.alerts': 'Alarms that nobody has taken yet',
  'duty.alerts.since': 'since {at}',
  'duty.alerts.open': 'Open the case',
  'duty.today.pulse': 'Check-ins are not being looked at: the worker stands still',
  'duty.today.nobody-left': 'A case has nobody of your organisation on its team any more',
  'duty.today.unheard': 'What people at risk send is not being read',
  'duty.today.nobody': 'Check-in plans run, and nobody is on duty now',
  'duty.today.failed':
    '{count, plural, one {An alarm could not be handed over} other {# alarms could not be handed over}}',
  'duty.gap.title': 'The server could not hear',
  'duty.gap.text':
    'From {from} on it could not take signs of life. Each case that is touched stands on Today. Take it, so that the others know.',
  'duty.left.title': 'Nobody of yours is left on a team',
  'duty.left.text':
    'On {at} a member was removed who was the last of your organisation on the team of a case. If other organisations are on it, they are woken now: ask them to admit somebody of yours. If none is, nobody can open the file, and nobody hears its alarms.',
  'duty.gap.take': 'I have it',
} as const

type DutyMessages = Record<keyof typeof dutyEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends DutyMessages {}
}
