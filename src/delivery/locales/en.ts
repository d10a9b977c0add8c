export const en = {
  'mail.greeting': 'Dear {name},',

  'mail.confirm.subject': 'Please confirm: {campaign}',
  'mail.confirm.preheader': 'Nothing is counted or sent before you press a button.',
  'mail.confirm.title': 'Was this you?',
  'mail.confirm.what': 'Somebody gave this address to take part in “{campaign}”: {what}.',
  'mail.confirm.message': 'a message of support',
  'mail.confirm.email': 'an email to an official',
  'mail.confirm.call': 'a call',
  'mail.confirm.signature': 'a signature',
  'mail.confirm.letter':
    'What was signed is version {version} of the letter ({language}), published on {on}.',
  'mail.confirm.why': 'If it was you, please confirm. Each button opens a page; what you press there counts.',
  'mail.confirm.newsletter':
    'The newsletter of {organisation} was ticked too: the first button takes both. The second takes only what you did.',
  'mail.confirm.both': 'Confirm, and tell me what happens to {name}',
  'mail.confirm.only': 'Confirm only',
  'mail.confirm.expires': 'If you do nothing, we erase it after seven days.',
  'mail.confirm.notMe': 'This was not me',

  'mail.follow.subject': 'Please confirm: news about {name}',
  'mail.follow.title': 'Do you want to hear what happens to {name}?',
  'mail.follow.what':
    'Somebody gave this address to follow this case by mail. If it was you, please confirm.',
  'mail.newsletter.subject': 'Please confirm: newsletter of {organisation}',
  'mail.newsletter.title': 'Do you want the newsletter of {organisation}?',
  'mail.newsletter.what':
    'Somebody entered this address for it on the page of an organisation that works with us. If it was you, please confirm.',
  'mail.newsletter.yes': 'Yes, send me the newsletter',
  'mail.follow.yes': 'Yes, keep me posted',

  'mail.receipt.subject': 'Your letter to {official}',
  'mail.receipt.preheader': 'Sent on {on}. This is your copy.',
  'mail.receipt.what': 'On {on} we sent your letter to {official}. You asked for this copy.',
  'mail.receipt.answer': 'If you get an answer, we would like to know. Please reply to this mail.',

  'mail.thanks.message': 'Thank you for your message of support.',
  'mail.thanks.email': 'Thank you for writing.',
  'mail.thanks.call': 'Thank you for calling.',
  'mail.thanks.signature': 'Thank you for signing.',
  'mail.reason.message': 'You sent a message of support on {on}.',
  'mail.reason.email': 'You wrote to an official on {on}.',
  'mail.reason.email.official': 'You emailed {official} on {on}.',
  'mail.reason.call': 'You called an official on {on}.',
  'mail.reason.call.official': 'You called {official} on {on}.',
  'mail.reason.signature': 'You signed on {on}.',
  'mail.reason.follow': 'You chose to follow this case on {on}.',
  'mail.reminder.subject': '{code}: your organisation’s word is asked for',
  'mail.reminder.preheader': 'Sign in and look at Today.',
  'mail.reminder.what':
    'The coalition asked {organisation} for its word and has none yet. Sign in; it stands on your page “Today”.',
  'mail.reminder.held.subject': '{code}: a broadcast of the coalition is held',
  'mail.reminder.held.what':
    'A broadcast in which {organisation} has a part is held and has not gone out. Sign in; it stands on your page “Today”, with who holds it and why.',
  'mail.reminder.going.subject': '{code}: your organisation is to leave the coalition',
  'mail.reminder.going.what':
    'The others were asked to end the membership of {organisation}. Sign in and look at Today: there stands why, and the day before which nothing happens.',
  'mail.reminder.task.subject': '{code}: a task of the coalition is due',
  'mail.reminder.task.what':
    'A task that the coalition has asked of {organisation} is due. Sign in; it stands on your page “Today”.',
  'mail.reminder.why': 'You get this because you answer for your organisation in this coalition.',
  'mail.alarm.preheader': 'Say that you have it, then sign in.',
  'mail.alarm.take': 'I have it',
  'mail.alarm.then':
    'The button stops the next step for a while and tells the others that you have it. Then sign in and look at Today: what to do next stands there.',
  'mail.update.read': 'Read this on the page of the case',
  'mail.update.why': 'Why you get this: {reason} You asked to hear what happens to {name}.',
  'mail.update.unsubscribe': 'Stop all mail from {organisation}',
  'mail.update.choices': 'Choose what we send you, or only stop this case',

  'mail.held.subject': 'What {organisation} holds about you',
  'mail.held.preheader': 'You asked for this list.',
  'mail.held.title': 'What {organisation} holds about you',
  'mail.held.row': '{label}: {value}',
  'mail.held.nothing': 'Nothing is stored under this address.',
  'mail.held.change': 'Change or erase it',
  'mail.details.subject': 'Your details at {organisation} were changed',
  'mail.details.preheader': 'If it was not you, one press undoes it.',
  'mail.details.title': 'Your details were changed',
  'mail.details.text': 'Somebody with the link in one of our mails to you changed this at {organisation}:',
  'mail.details.row': '{label}. Before: {before}',
  'mail.details.row.by-link':
    '{label}. What stood there before came by such a link too; an earlier mail told you of it.',
  'mail.details.new':
    'What was written there now is not in this mail, so that nobody writes to you through us. With “send me what you hold” in your choices you get it.',
  'mail.details.name.as-signed': 'What you signed before keeps the name that you signed it with.',
  'mail.details.name.anew': 'What you signed before goes by the new name as well, as was asked.',
  'mail.details.undo.text':
    'If this was not you, or not what you meant, it can be undone for 90 days. On the same page you can say that nobody changes your details by a link any more.',
  'mail.details.undo': 'Undo it, or allow no more changes',
  'mail.details.choices': 'Your choices',
  'mail.details.not.subject': 'Nothing was changed at {organisation}',
  'mail.details.not.preheader': 'What you can do about it.',
  'mail.details.not.title': 'Nothing was changed',
  'mail.details.not.which':
    'Somebody with the link in one of our mails asked {organisation} to change details. We could not tell whose: several people may read this inbox. Write the name as you gave it before into the form, and ask again.',
  'mail.details.not.taken':
    'Somebody with the link in one of our mails asked {organisation} to change a name. Another reader of this inbox goes by that name already, so it stays as it is.',
  'mail.details.not.often':
    'Details of somebody who reads this inbox were changed five times within a day. {organisation} changes nothing more of them until tomorrow.',
  'mail.details.not.locked':
    'Somebody with the link in one of our mails asked {organisation} to change details. From this inbox it was asked that nobody do that by a link. To allow it again, write to {organisation}.',
  'mail.details.not.same':
    'Somebody with the link in one of our mails asked {organisation} to change details. They are like that already.',

  'mail.staff.expires': 'The link works once, until {until}.',
  'mail.invitation.subject': 'Invitation from {organisation}',
  'mail.invitation.preheader': 'A link to set up your access.',
  'mail.invitation.title': '{organisation} invites you to work with them',
  'mail.invitation.what':
    'Open the link on the device that you will work with and set up two ways to sign in.',
  'mail.invitation.open': 'Set up my access',
  'mail.invitation.unexpected': 'If you do not expect this, do not open it and tell the organisation.',
  'mail.recovered.subject': 'A member was let in by recovery',
  'mail.recovered.preheader': 'Please check that this was meant.',
  'mail.recovered.what':
    '{member} set up new ways to sign in by recovery on {at}. All older ones have ended.',
  'mail.recovered.do': 'If you did not expect this, suspend the member now and call them.',

  'mail.audit-confirm.subject': 'Please confirm this audit address',
  'mail.audit-confirm.preheader': 'One question before the first signed head.',
  'mail.audit-confirm.what':
    '{organisation} asked for the signed heads of its audit chain to be mailed here: one a week, with two counts and a hash. Nothing is sent before you confirm.',
  'mail.audit-confirm.open': 'Look at the question',
  'mail.audit-confirm.unexpected': 'If you did not expect this mail, do nothing. No head will come.',
  'mail.audit-replaced.subject': 'Audit heads no longer come here',
  'mail.audit-replaced.preheader': 'The audit address was changed.',
  'mail.audit-replaced.what':
    '{organisation} changed or removed its audit address on {at}. Signed heads no longer come to this mailbox.',
  'mail.audit-replaced.do':
    'If you did not expect this, ask the organisation, and keep the heads that you have: they still prove what the log was.',
  'mail.audit.subject': 'Audit head of {on}: please keep this mail',
  'mail.audit.preheader': 'It proves what the log was on that day.',
  'mail.audit.what':
    'This is the signed head of the audit chain of your Watchlight server. It holds two counts and a hash, and names nobody.',
  'mail.audit.keep':
    'Please keep this mail where whoever runs the server cannot delete it. With it, “watchlight audit verify --head” shows whether anything in the log was changed, deleted or added since.',
  'mail.audit.missing': 'A head comes every week. If one is missing, ask the operator why.',
  'mail.audit.key': 'The key that it is checked with: {key}',

  'mail.access.subject': 'Your access at {organisation}',
  'mail.access.preheader': 'Please check that this was you.',
  'mail.access.added': 'A way to sign in to your account was set or added on {at}.',
  'mail.access.removed': 'A way to sign in to your account was removed on {at}.',
  'mail.access.codes-renewed':
    'The recovery codes of your account were replaced on {at}. The old ones no longer work.',
  'mail.access.code-used': 'Your account was opened with a recovery code on {at}.',
  'mail.access.recovered':
    'New ways to sign in to your account were set up through a recovery link on {at}. All older ones have ended.',
  'mail.access.do': 'If this was you, nothing is left to do. If it was not, tell an administrator at once.',

  'mail.sign-on.subject': 'Please confirm: {letter}',
  'mail.sign-on.preheader': 'Nothing is signed before you press a button.',
  'mail.sign-on.title': 'Does your organisation sign?',
  'mail.sign-on.what': 'Somebody gave this address to sign the joint letter “{letter}” for an organisation.',
  'mail.sign-on.why':
    'If it was you, please confirm. The link opens a page; what you press there counts. Then a person reads the signature before it is public.',
  'mail.sign-on.open': 'Look at it and confirm',
  'mail.sign-on.not-us': 'If it was not you, the same page has a button that erases it.',
  'mail.sign-on-changed.subject': 'Please read it again: {letter}',
  'mail.sign-on-changed.title': 'The words have changed since',
  'mail.sign-on-changed.what':
    'The joint letter “{letter}” was mended after your organisation’s form came in, so nothing has been signed yet.',
  'mail.sign-on-changed.why':
    'What you entered is kept. The link opens the letter as it stands now, and a button below it signs that one.',
  'mail.sign-on-changed.open': 'Read it and sign',
  'mail.sign-on-known.subject': 'Signed already: {letter}',
  'mail.sign-on-known.preheader': 'Your organisation has signed already',
  'mail.sign-on-known.what':
    'Somebody at your organisation has signed the joint letter “{letter}”, or the signature is being read. You need to do nothing more.',
  'mail.signatory.listed.subject': 'Your organisation has signed: {letter}',
  'mail.signatory.listed.title': 'Thank you for signing',
  'mail.signatory.listed': 'Your organisation now stands under the joint letter “{letter}”.',
  'mail.signatory.see': 'Read the letter and who signed',
  'mail.signatory.withdraw': 'Take the signature back',
  'mail.signatory.keep':
    'Please keep this mail and pass it on to nobody outside: its link speaks for your organisation as long as the letter stands.',
  'mail.handed-over.subject': 'What became of the letter: {letter}',
  'mail.handed-over.received.title': 'The letter was handed over',
  'mail.handed-over.received': 'The joint letter “{letter}” was handed over on {on} to {to}.',
  'mail.handed-over.refused.title': 'The letter was brought, and not taken',
  'mail.handed-over.refused': 'The joint letter “{letter}” was brought on {on} to {to}, and not taken.',
  'mail.handed-over.left-there.title': 'The letter was left there',
  'mail.handed-over.left-there': 'The joint letter “{letter}” was left on {on} for {to}.',
  'mail.handed-over.read': 'Read how it was',
  'mail.handed-over.why':
    'Your organisation stands under this letter and asked to hear what becomes of it. This is the one mail about it.',
  'mail.signatory.declined.subject': 'About your signature: {letter}',
  'mail.signatory.declined.title': 'Your organisation was not listed',
  'mail.signatory.declined': 'We did not put your organisation under the joint letter “{letter}”.',
  'mail.signatory.removed.subject': 'About your signature: {letter}',
  'mail.signatory.removed.title': 'Your organisation is no longer listed',
  'mail.signatory.removed': 'Your organisation no longer stands under the joint letter “{letter}”.',
  'mail.signatory.reason.not-known':
    'We could not learn enough about the organisation. Please write to us if this is a mistake.',
  'mail.signatory.reason.not-checked':
    'We could not make sure that the signature came from the organisation. Please write to us if it did.',
  'mail.signatory.reason.twice': 'The organisation stands there already.',
  'mail.signatory.reason.not-fitting':
    'The letter is meant for other organisations than yours. Please write to us if this is a mistake.',
  'mail.signatory.reason.asked-by-them': 'The organisation asked us for this.',
  'mail.signatory.reason.other': 'Please write to us to learn why.',
} as const

type DeliveryMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends DeliveryMessages {}
}
