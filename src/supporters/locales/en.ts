export const en = {
  'supporter.case': 'The page of {name}',

  'confirm.title': 'Please confirm',
  'confirm.text.action':
    'This address was used to act for {name}. If that was you, press one of the buttons.',
  'confirm.text.follow':
    'This address asked to hear what happens to {name}. If that was you, press the button.',
  'confirm.follow': 'Confirm, and tell me what happens to {name}',
  'confirm.text.newsletter':
    'Somebody asked with this address for the newsletter of {organisation}. If it was you, press the button.',
  'confirm.newsletter': 'Yes, send me the newsletter',
  'confirm.follow.only': 'Yes, tell me what happens to {name}',
  'confirm.only': 'Confirm only',
  'confirm.note': '{organisation} keeps what you entered, encrypted. Each mail has a link that ends it.',
  'confirm.notMe': 'This was not me',
  'confirmed.title': 'Thank you, it is confirmed',
  'confirmed.follow': 'It counts. We will write to you when something happens to {name}.',
  'confirmed.follow.only': 'We will write to you when something happens to {name}.',
  'confirmed.newsletter': 'The newsletter will come to you. Each one has a link to stop it.',
  'confirmed.only': 'It counts. We will not write to you about {name}.',
  'confirmed.organisation': '{organisation} keeps what you entered, encrypted.',
  'confirmed.notMe.title': 'Thank you for telling us',
  'confirmed.not_me': 'Nothing is sent or counted from this address for {name}, and we will not ask again.',
  'expired.title': 'This link has expired',
  'expired.text':
    'Links in our mails hold for a few days. What was not confirmed by then has been erased; nothing was sent or counted.',
  'expired.again': 'Act again',

  'follow.title': 'Hear what happens to {name}',
  'follow.text':
    'We write when there is news or something to do, and only about this case. One click ends it.',
  'follow.email': 'Email',
  'follow.firstName': 'First name',
  'follow.firstName.hint': 'So that we can address you.',
  'follow.newsletter': 'Also send me the newsletter of {organisation}',
  'follow.privacy':
    '{organisation} is responsible for what you enter here. It is stored encrypted and given to nobody else.',
  'follow.send': 'Follow by email',
  'answered.title': 'Thank you',
  'answered.text': 'We have your answer. There is nothing more to do here now.',

  'followSent.title': 'Please look into your mail',
  'followSent.text':
    'We have sent you a mail with a button. Once you press it, you will hear what happens to {name}.',

  'unsubscribe.title': 'Stop our mails',
  'unsubscribe.case': 'Stop mails about {name}',
  'unsubscribe.all': 'Stop all mails from the organisation that sent me this',
  'unsubscribe.note': 'What you did still counts. You can come back at any time.',
  'unsubscribed.title': 'Done',
  'unsubscribed.text':
    'No more of these mails will leave for you. One that is already on its way may still arrive.',
  'unsubscribed.preferences': 'More choices: what we hold on you, taking back, erasing',

  'preferences.title': 'Your choices',
  'preferences.text':
    'This page shows nothing about you, so that nobody else learns anything from it. Each button tells {organisation} what to do.',
  'preferences.scope': 'For whom is it meant?',
  'preferences.scope.hint':
    'Each organisation looks for your address by itself. None learns which others know you.',
  'preferences.scope.one': '{organisation} alone',
  'preferences.scope.all': 'Every organisation on this site that has this address',
  'preferences.held': 'Mail me what you hold on me',
  'preferences.held.text': 'The answer goes to your inbox, never to this page.',
  'preferences.stop_case': 'Stop mails about {name}',
  'preferences.stop_case.text': 'You hear no more of this case. What you did still counts.',
  'preferences.stop_all': 'Stop all mails',
  'preferences.stop_all.text': 'You get nothing more from {organisation}.',
  'preferences.take_back': 'Take back what I did',
  'preferences.take_back.text':
    'Your signature, message or letter for {name} leaves the count. A letter that was already sent cannot be recalled.',
  'preferences.erase': 'Erase everything about me',
  'preferences.erase.text':
    '{organisation} erases your name, your address and all that you wrote. It cannot be undone; backups follow within 30 days.',
  'preferences.change': 'Change name, country or language',
  'preferences.change.text':
    'On the next page you write what is to stand from now on. A mail to this inbox says what was changed.',
  'preferences.change.open': 'Open the form',
  'change.title': 'Change name, country or language',
  'change.text':
    'Write what is to stand from now on. What you leave empty stays as it is; the page does not show it, so that nobody else reads it here. {organisation} tells you by mail what was changed, with a link to undo it.',
  'change.firstName': 'New first name',
  'change.lastName': 'New last name',
  'change.signatures': 'Use the new name for what I signed before, too',
  'change.signatures.hint':
    'Otherwise your signatures keep the name that you signed them with, also on the list that is handed over.',
  'change.country': 'New country',
  'change.language': 'New language of our mails',
  'change.unchanged': 'Leave it as it is',
  'change.former': 'Your name as you gave it to us',
  'change.former.hint':
    'Needed only where several people read this inbox, so that nobody else’s details are changed.',
  'change.scope.hint':
    'The others change it where they know you by the same name. None learns which others know you.',
  'change.send': 'Change it',
  'change.address': 'Another mail address',
  'change.address.text':
    'An address cannot be changed here, since only whoever reads it can say yes for it. Sign up again with the new one, and stop the mails to this one in your choices. What you did with this address still counts.',
  'change.error.nothing': 'Fill in at least one thing that is to change.',
  'undo.title': 'Undo the change',
  'undo.text':
    'A mail of {organisation} told you that your details were changed by a link. The link may have come into other hands.',
  'undo.late':
    'This link is over. Any mail of {organisation} has a link to your choices, where you can set it right again.',
  'undo.undo': 'Undo it',
  'undo.undo.text':
    'What is held is put back to what it was before this change. What was changed by a link after it is undone too.',
  'undo.undo_and_lock': 'Undo it, and allow no more changes by a link',
  'undo.undo_and_lock.text':
    'It is put back, and from now on nobody changes name, country or language by a link in mails to this inbox, until you write to us.',
  'undo.lock': 'Keep it, and allow no more changes by a link',
  'undo.lock.text':
    'The change was right, and nobody is to change anything by a link any more, until you write to us.',
  'preferences.done.change':
    'If we can tell whose details are meant, they are changed within minutes. A mail says what was changed and how to undo it.',
  'preferences.done.undo': 'It is put back within minutes.',
  'preferences.done.undo_and_lock':
    'It is put back within minutes, and nobody changes your details by a link any more.',
  'preferences.done.lock': 'Within minutes nobody changes your details by a link any more.',
  'preferences.done.title': 'We have your instruction',
  'preferences.done.held': 'A mail with everything that is held on you is on its way to your inbox.',
  'preferences.done.stop_case': 'You will hear no more of this case. One mail may already be on its way.',
  'preferences.done.stop_all': 'You will get no more mail. One may already be on its way.',
  'preferences.done.take_back': 'What you did is taken back and leaves the count within minutes.',
  'preferences.done.erase': 'Everything about you is erased within minutes, and from backups within 30 days.',
} as const

type SupporterMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends SupporterMessages {}
}
