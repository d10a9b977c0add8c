export const en = {
  'act.refused': 'Please check: {title}',
  'act.about': 'About {name}',
  'act.by': 'Please act by {on}. After that the form closes.',
  'act.demands': 'What we ask for',
  'act.demand.partly': 'met in part',
  'act.demand.met': 'met',
  'act.next':
    'Next, you get one email with a button. Nothing is sent and nothing is counted before you press it.',
  'act.next.call': 'Calls are counted as you report them.',

  'act.you': 'About you',
  'act.firstName': 'First name',
  'act.lastName': 'Last name',
  'act.email': 'Email',
  'act.email.hint': 'We send one mail there to confirm. It is never published.',
  'act.country': 'Country you are in',
  'act.country.choose': 'Choose a country',
  'act.follow': 'Tell me what happens to {name}',
  'act.follow.hint': 'Mail about this case only. It ends with the case, and one click ends it sooner.',
  'act.follow.yes': 'Yes, tell me',
  'act.follow.no': 'No',
  'act.newsletter': 'Also send me the newsletter of {organisation}',
  'act.newsletter.hint': 'This is apart from the case. You can stop it at any time.',
  'act.privacy':
    '{organisation} is responsible for what you enter here. It is stored encrypted, used for this action and for what you chose above, and given to nobody else.',
  'act.privacy.link': 'Privacy notice',

  'act.advice': 'How to write and speak',
  'act.whatHappened': 'What happened',
  'act.whyItMatters': 'Why it matters',

  'act.risk.title': 'Are you in {country}?',
  'act.risk.inside': 'For people in {country}',
  'act.risk.text':
    'Writing to officials or putting your name to this case may be risky there. Think of those around you too. You can also help by telling people abroad.',
  'act.risk.link': 'I am in {country}: use the more careful form',
  'act.risk.safe':
    'On this form the official sees the country at most, unless you choose otherwise, and your country does not appear in any public figure.',

  'act.message': 'Your message to {name}',
  'act.message.hint':
    'A few lines in any language. Staff read it first; then it is handed over, with your first name and nothing else.',
  'act.message.send': 'Send my message',

  'act.signature.letter': 'The letter you sign',
  'act.listed': 'How may you stand on the list that is handed over?',
  'act.listed.hint':
    'The letter goes to those whom it addresses, on paper, with a list of those who signed. Your email address never stands on it.',
  'act.listed.full': 'With my full name and country',
  'act.listed.first': 'With my first name and country',
  'act.listed.country': 'Without a name: I am counted among those of my country',
  'act.signature.send': 'Sign the letter',

  'act.officials':
    '{count, plural, one {Who gets your letter} other {Who gets your letter: # officials, one mail each}}',
  'act.letter': 'Your letter',
  'act.letter.language': 'The letter is in the language that the official reads: {language}.',
  'act.letter.variants': 'Choose a text to start from before you write. Choosing again begins anew.',
  'act.letter.subject': 'Subject',
  'act.letter.text': 'Text',
  'act.letter.own': 'In your own words',
  'act.letter.part': 'Your words, part {number, number}',
  'act.letter.part.hint':
    'You may change this. Letters in your own words count for more. Stay polite: rude letters harm.',
  'act.identity': 'What the official sees of you',
  'act.identity.hint': 'Your email address is not shown unless you allow replies.',
  'act.identity.full': 'My full name and country',
  'act.identity.full.hint': 'Weighs most.',
  'act.identity.first': 'My first name and country',
  'act.identity.first.hint': 'Personal, and harder to trace.',
  'act.identity.country': 'My country only',
  'act.identity.country.hint': 'No name at all.',
  'act.reply': 'The official may reply to me',
  'act.reply.hint': 'Your email address then stands in the letter.',
  'act.copy': 'Send me a copy',
  'act.email.send': 'Send it after I confirm',
  'act.email.send.hint':
    'Our server sends one letter to each official once you have pressed the button in our mail.',
  'act.email.own': 'Use my own mail program instead',
  'act.email.own.hint': 'The letter then leaves from your own address, and the official sees that address.',

  'act.call.position': 'Official {position, number} of {total, number}',
  'act.call.time': 'It is {time} there now.',
  'act.call.hours': 'Office hours: {from} to {to}.',
  'act.call.language': 'They speak: {language}.',
  'act.call.script': 'What you can say',
  'act.call.email': 'Nobody answers? Send an email instead',
  'act.call.outcome': 'How did it go?',
  'act.call.outcome.hint': 'Press what fits; that sends the form. A call counts without your name.',
  'act.call.reached': 'I reached a person',
  'act.call.left_message': 'I left a message',
  'act.call.busy': 'Busy or no answer',
  'act.call.refused': 'They refused to talk',
  'act.call.wrong_number': 'Wrong number',
  'act.call.skipped': 'Skip this one',
  'act.call.note': 'How did they react?',
  'act.call.note.hint': 'Only the team reads this.',
  'act.call.reach': 'Leave your address to hear what happens to {name}',
  'act.call.reach.hint': 'You can leave all of this empty. An address needs a name and a country beside it.',

  'next.mail.title': 'Please look into your mail',
  'next.mail.message':
    'We have sent you a mail with a button. Once you press it, your message goes to the people who hand it to {name}.',
  'next.mail.email':
    'We have sent you a mail with a button. Once you press it, your letter for {name} leaves, and it counts.',
  'next.mail.signature':
    'We have sent you a mail with a button. Once you press it, your signature for {name} counts.',
  'next.mail.call':
    'We have sent you a mail with a button. Once you press it, you will hear what happens to {name}.',
  'next.mail.spam': 'It usually arrives within a minute. Please look among the unwanted mail too.',
  'next.thanks.title': 'Thank you',
  'next.thanks.call': 'Your call for {name} is noted. Thank you for making it.',
  'next.thanks.email': 'Your letter for {name} is noted. Thank you for writing it.',
  'next.title': 'If you have two more minutes',
  'next.email': 'Email the officials about {name}',
  'next.email.text': 'A letter to those who decide takes two minutes.',
  'next.call': 'Call an official about {name}',
  'next.call.text': 'A call is answered by a person, and it is hard to overlook.',
  'next.message': 'Write to {name}',
  'next.message.text': 'A few lines that say: you are not alone.',
  'next.signature': 'Sign the letter for {name}',
  'next.signature.text': 'One more name under the joint letter.',
  'next.share': 'Tell others about {name}',
  'next.share.text':
    'One person who hears of it from you listens more closely than a hundred who see a poster.',
  'next.donate': 'Support the work',
  'next.donate.text': 'Lawyers, travel and safe phones cost money.',
  'next.skip': 'Skip this',
  'next.case': 'Back to the page of {name}',

  'own.title': 'Send it from your own mail program',
  'own.text': 'Choose how you write mail. The letter opens there; you press send yourself.',
  'own.mailto': 'Open my mail program',
  'own.gmail': 'Open Gmail',
  'own.outlook': 'Open Outlook on the web',
  'own.foreign': 'Gmail and Outlook see the letter as soon as you open it there.',
  'own.copy': 'Or copy it',
  'own.to': 'To',
  'own.next': 'I have sent it',

  'share.title': 'Tell others',
  'share.text': 'The more people know of {name}, the harder it is to act against them unseen.',
  'share.copy': 'Copy this text',
  'share.mail': 'Send by mail',
  'share.whatsapp': 'Send by WhatsApp',
  'share.note': 'We count how many people come by a link, never who sent it to whom.',
} as const

type CampaignMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends CampaignMessages {}
}
