/** What staff read about letters to officials: tests, what is held, bursts, and what became of each. */
export const officialEmailsEn = {
  'campaigns.test.mode': 'Test mode: letters go to you only',
  'campaigns.test.short': 'Test mode',
  'campaigns.test.title': 'Test',
  'campaigns.test.text': 'Sends one mail of each letter, in each language, to {address} and to nobody else.',
  'campaigns.test.send': 'Send me the letters',
  'campaigns.test.sent':
    '{count, plural, one {One test letter is on its way to the test address.} other {# test letters are on their way to the test address.}}',
  'campaigns.test.others':
    'This campaign belongs to another organisation of the coalition: its own people send the tests.',
  'campaigns.test.nothing': 'There is no letter to test yet.',
  'campaigns.test.on': 'Letters that supporters confirm go to {address} only. No official gets anything.',
  'campaigns.test.off': 'Test mode is over: letters that supporters confirm go to the officials.',
  'campaigns.test.end.title': 'End test mode',
  'campaigns.test.end.text':
    'From then on letters really leave for the officials of this campaign. This cannot be turned back.',
  'campaigns.test.requeue': 'Also send what supporters confirmed during the test',
  'campaigns.test.requeue.hint': 'Tick this only when those were real supporters and not you.',
  'campaigns.test.end': 'Send to the officials from now on',
  'campaigns.test.ended': 'Test mode is over. Letters go to the officials from now on.',
  'campaigns.test.name': 'Name of the supporter',
  'campaigns.test.preheader': 'This is a test. It went to you only.',
  'campaigns.held': '{count, plural, one {One letter waits to be read} other {# letters wait to be read}}',
  'campaigns.held.text':
    'These supporters wrote in their own words, in our name and for her. Let go what is polite and true; stop what threatens or insults.',
  'campaigns.held.empty.title': 'No letter waits to be read',
  'campaigns.held.empty.text': 'Letters that supporters changed wait here until you have read them.',
  'campaigns.held.one': 'Letter {number, number} to {official}, {at}',
  'campaigns.held.warning': 'Please read this one closely',
  'campaigns.held.words': 'Words that may hurt:',
  'campaigns.held.link': 'It holds a link.',
  'campaigns.held.shouting': 'Most of it is in capital letters.',
  'campaigns.held.theirs': 'The supporter’s words',
  'campaigns.held.ours': 'The text they started from',
  'campaigns.burst.title': 'Stopped after a burst of letters:',
  'campaigns.burst.network':
    '{count, plural, one {Since {at} nothing leaves for this office: one letter was confirmed from one network within an hour.} other {Since {at} nothing leaves for this office: # letters of as many names were confirmed from one network within an hour.}}',
  'campaigns.burst.words':
    '{count, plural, one {Since {at} nothing leaves for this office: one letter was confirmed in words that are not ours.} other {Since {at} nothing leaves for this office: # letters in nearly the same words, which are not ours, were confirmed within an hour.}}',
  'campaigns.burst.text':
    'This may be a school or a vigil, or somebody who forges names. Nothing is lost: all letters wait here. Stop those that are forged, then let the others go on. Letters in supporters’ own words stay held until you have read them.',
  'campaigns.burst.resume': 'Let the letters go on',
  'campaigns.burst.caption':
    '{count, plural, one {One letter waits for this office} other {# letters wait for this office, those from one network first}}',
  'campaigns.burst.caption.part':
    '{count, plural, one {One letter waits for this office} other {# letters wait for this office; {shown, number} of them are shown, those from one network first}}',
  'campaigns.burst.letter': 'Letter',
  'campaigns.burst.one': 'Letter {number, number}',
  'campaigns.burst.col.network': 'Network',
  'campaigns.burst.network.number': 'Network {number, number}',
  'campaigns.burst.network.alone': 'One of its own',
  'campaigns.burst.confirmed': 'Confirmed',
  'campaigns.burst.country': 'Country',
  'campaigns.burst.own': 'Words',
  'campaigns.burst.published': 'As published',
  'campaigns.burst.ticked': 'Those from the network of the burst are ticked.',
  'campaigns.burst.final': 'A letter that you stop is never sent.',
  'campaigns.emails.states': 'Where the letters are',
  'campaigns.emails.tests':
    '{count, plural, one {One more went to the test address.} other {# more went to the test address.}}',
  'campaigns.emails.unknown':
    '{count, plural, one {Of one letter we cannot know whether it arrived: the connection broke at the last moment. It is not sent again, so that nobody gets it twice.} other {Of # letters we cannot know whether they arrived: the connection broke at the last moment. They are not sent again, so that nobody gets them twice.}}',
  'campaigns.email.waiting': 'Unconfirmed',
  'campaigns.email.waiting.hint': 'The supporter has not pressed the button in our mail.',
  'campaigns.email.held': 'To be read',
  'campaigns.email.held.hint': 'Changed by the supporter.',
  'campaigns.email.queued': 'Queued',
  'campaigns.email.queued.hint': 'Leaves within office hours, under the office’s limit.',
  'campaigns.email.claimed': 'Leaving',
  'campaigns.email.claimed.hint': 'In hand at this moment.',
  'campaigns.email.accepted': 'Accepted',
  'campaigns.email.accepted.hint': 'The official’s mail server took it.',
  'campaigns.email.refused': 'Refused',
  'campaigns.email.refused.hint': 'The official’s mail server did not take it.',
  'campaigns.email.bounced': 'Bounced',
  'campaigns.email.bounced.hint': 'It was taken and came back.',
  'campaigns.email.unknown': 'Unknown',
  'campaigns.email.unknown.hint': 'It may have arrived or not.',
  'campaigns.email.stopped': 'Stopped',
  'campaigns.email.stopped.hint': 'By staff, by the supporter, or with the campaign.',
  'campaigns.official.stop': 'Hold back',
  'campaigns.official.resume': 'Let go on',
  'campaigns.official.stopped': 'Letters to this office wait until you let them go on.',
  'campaigns.official.resumed': 'Letters to this office go on.',
} as const

type OfficialEmailMessages = Record<keyof typeof officialEmailsEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends OfficialEmailMessages {}
}
