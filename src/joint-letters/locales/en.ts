/** What visitors read. */
export const en = {
  'joint-letter': 'Joint letter',
  'joint-letter.answers': 'Written by',
  'joint-letter.dateline': '{place}, {on}',
  'joint-letter.read': 'Read the letter',
  'joint-letter.signatories': 'Who signed',
  'joint-letter.signatories.of': 'Who signed: {title}',
  'joint-letter.signatories.none': 'No organisation stands here yet.',
  'joint-letter.signatories.count':
    '{count, plural, one {One organisation has signed.} other {# organisations have signed.}}',
  'joint-letter.signatories.countries':
    '{count, plural, one {It is from one country.} other {They are from # countries.}}',
  'joint-letter.signatories.all': 'All organisations ({count, number})',
  'joint-letter.signatories.page': 'With logos and web sites',
  'joint-letter.print': 'The letter on paper',
  'joint-letter.print.how': 'Print this page with your browser; it is made for A4.',
  'joint-letter.closed': 'This letter takes no more signatures.',
  'joint-letter.sign': 'Sign for your organisation',
  'joint-letter.sign.title': 'Does your organisation agree?',
  'joint-letter.sign.who':
    'Any organisation may sign. It is confirmed by mail, and a person reads each signature before it stands here.',
  'joint-letter.sign.until': 'Until the end of {on}.',

  'sign-on.title': 'Sign the joint letter',
  'sign-on.refused': 'Please look at the form again',
  'sign-on.how':
    'We send a mail to the address below. Once its button is pressed, a person reads the signature and puts it under the letter.',
  'sign-on.stands':
    'The words of the letter stand still: nobody changes them once you have signed. If they are mended before you have confirmed, you read them again first.',
  'sign-on.organisation.title': 'Your organisation, as everybody will read it',
  'sign-on.organisation.hint':
    'All of this is public once a person has listed your organisation. If you work in the country of the person at risk, please think first about whether it is safe for your people to stand here.',
  'sign-on.organisation': 'Name of the organisation',
  'sign-on.country': 'Country',
  'sign-on.website': 'Web site',
  'sign-on.website.hint': 'Such as www.example.org. A mailbox at this site shows that you speak for it.',
  'sign-on.logo': 'Logo',
  'sign-on.logo.hint': 'PNG, JPEG or WebP, at most 96 kB.',
  'sign-on.logo.again':
    'PNG, JPEG or WebP, at most 96 kB. Please choose it again: a browser does not keep it for you.',
  'sign-on.contact.title': 'Whom we reach at your organisation',
  'sign-on.contact.hint': 'Read by {organisation} alone, and never public.',
  'sign-on.name': 'Your name',
  'sign-on.role': 'Your role there',
  'sign-on.email': 'Email at the organisation',
  'sign-on.email.hint':
    'An address elsewhere is possible too; then we check in another way, which takes longer.',
  'sign-on.authority':
    'I may sign for this organisation, and its name, country, web site and logo may stand in public under this letter.',
  'sign-on.hear': 'Shall we tell you by mail what becomes of the letter?',
  'sign-on.hear.hint': 'Only about this letter.',
  'sign-on.hear.yes': 'Yes, tell me',
  'sign-on.hear.no': 'No, only what concerns our signature',
  'sign-on.privacy':
    '{organisation} is responsible for what you enter here. Your organisation stands in public once a person has listed it. Your name, role and address do not; they are stored encrypted and given to nobody else. What is not confirmed is erased after seven days, and the mail that says it is listed has a link that takes the signature back.',
  'sign-on.send': 'Send the signature',
  'sign-on.error.authority': 'Please confirm that you may sign for the organisation.',
  'sign-on.error.changed':
    'The letter was changed while you wrote. Please read it again, then send the form once more.',

  'sign-on.sent.title': 'Please look into your mail',
  'sign-on.sent.text':
    'We have sent a mail with a button to the address that you gave. Press it, and a person will read the signature.',
  'sign-on.sent.then':
    'Your organisation does not stand under the letter before. We write to you when it does.',

  'sign-on.confirm.title': 'Does your organisation sign this letter?',
  'sign-on.confirm.text':
    'This address was given to sign it for an organisation. If that was you, press the button; then a person reads the signature before it is public.',
  'sign-on.confirm': 'Yes, we sign',
  'sign-on.not-us': 'This was not us',
  'sign-on.changed.title': 'The words have changed since',
  'sign-on.changed.text':
    'The letter was mended after your form came in, so nothing has been signed yet. What you entered is kept. Please read the letter as it stands now; the button below it signs these words.',
  'sign-on.changed.closed':
    'The letter was mended after your form came in, so nothing has been signed, and it takes no more signatures now. What you entered is erased within seven days.',
  'sign-on.changed.confirm': 'We have read it, and sign it as it stands',
  'sign-on.withdraw.title': 'Take back your organisation’s signature?',
  'sign-on.withdraw.text':
    'Your organisation then leaves the letter and its public list, and whom we reach there is erased. A copy on paper cannot be called back.',
  'sign-on.withdraw': 'Take the signature back',
  'sign-on.answered.confirm.title': 'Thank you, it is confirmed',
  'sign-on.answered.confirm':
    'A person reads the signature now. We write to you when your organisation stands under the letter.',
  'sign-on.answered.not-us.title': 'Thank you for telling us',
  'sign-on.answered.not-us':
    'Nothing is signed with this address, what was entered is erased, and we will not ask again.',
  'sign-on.answered.withdraw.title': 'The signature is taken back',
  'sign-on.answered.withdraw': 'Your organisation leaves the letter within minutes.',
  'sign-on.expired':
    'Links in our mails hold for seven days. What was not confirmed by then has been erased; nothing was signed.',

  'sign-on.held':
    'You are whom we reach at an organisation that signed a joint letter: your name, your role and your address',
  'sign-on.held.staff': 'Is whom we reach at an organisation that signed a joint letter',
} as const

type JointLetterMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends JointLetterMessages {}
}
