export const console = {
  'joint-letters.title': 'Joint letters',
  'joint-letters.one': 'Joint letter: {code}',
  'joint-letters.new': 'Write a joint letter',
  'joint-letters.begin': 'Begin',
  'joint-letters.save': 'Save',
  'joint-letters.cancel': 'Cancel',
  'joint-letters.all': 'All',
  'joint-letters.untitled': 'Without a title',
  'joint-letters.drafted': 'The letter is begun. Nobody outside can see it.',
  'joint-letters.saved': 'Saved. What is public has not changed.',
  'joint-letters.empty.title': 'No joint letter yet',
  'joint-letters.empty.text':
    'A joint letter says in the name of many organisations what each of them stands behind: to a minister, a court, an embassy. The coalition’s members sign it by their own word. Where you open it, organisations from outside sign too; nobody stands under it in public before one of you has looked.',
  'joint-letters.caption': '{count, plural, one {One letter} other {# letters}}',
  'joint-letters.case': 'Case',
  'joint-letters.state': 'State',
  'joint-letters.state.draft': 'draft',
  'joint-letters.state.published': 'open to sign',
  'joint-letters.state.closed': 'closed',
  'joint-letters.state.withdrawn': 'withdrawn',
  'joint-letters.col.title': 'Letter',
  'joint-letters.col.case': 'Case',
  'joint-letters.col.languages': 'Languages',
  'joint-letters.col.state': 'State',
  'joint-letters.col.signatories': 'Signed',
  'joint-letters.col.date': 'Date',
  'joint-letters.waiting': '{count, plural, one {one waits} other {# wait}}',
  'joint-letters.unreviewed': 'unreviewed translation',
  'joint-letters.unreviewed.text':
    'A machine wrote this version. Let somebody who knows the language read it before it goes out.',
  'joint-letters.missing.text': 'no text yet',

  'joint-letters.parts': 'Parts of this letter',
  'joint-letters.tab.text': 'Text',
  'joint-letters.tab.preview': 'Preview',
  'joint-letters.tab.publish': 'Publish',
  'joint-letters.tab.sign': 'Sign',
  'joint-letters.tab.signatories': 'Signatories',
  'joint-letters.tab.print': 'On paper',
  'joint-letters.tab.hand-over': 'Hand-over',

  'joint-letters.facts': 'Day, languages, and who may sign',
  'joint-letters.field.dated': 'Date of the letter',
  'joint-letters.field.dated.hint': 'It stands on the letter, and is part of what organisations sign.',
  'joint-letters.field.default': 'Its own language',
  'joint-letters.field.default.hint': 'The one that is read where a translation is missing.',
  'joint-letters.field.others': 'Organisations from outside the coalition may sign',
  'joint-letters.field.others.hint':
    'They fill in a form on the letter’s page, answer a mail, and stand under it when one of you has listed them. Your organisation keeps whom one reaches there.',
  'joint-letters.field.closes': 'Signatures are taken until',
  'joint-letters.field.closes.hint':
    'To the end of that day. Left empty, the letter stays open until you close it.',
  'joint-letters.field.zone': 'By the clocks of',
  'joint-letters.field.title': 'Title',
  'joint-letters.field.addressee': 'To',
  'joint-letters.field.addressee.hint': 'Whom it is written to, with office and town, line by line.',
  'joint-letters.field.place': 'Place',
  'joint-letters.field.place.hint': 'Stands before the date: “Geneva”.',
  'joint-letters.field.body': 'The letter',
  'joint-letters.field.body.hint':
    'From the salutation to the closing. **Bold**, lists and links may be written as Markdown. The names of those who sign follow by themselves.',
  'joint-letters.field.translation': 'This language version is',
  'joint-letters.translation.original': 'the original',
  'joint-letters.translation.machine': 'a machine translation, not reviewed',
  'joint-letters.translation.reviewed': 'a translation that a person has reviewed',
  'joint-letters.draft': 'You have an unsaved draft of {at}. It is shown here.',
  'joint-letters.others-write':
    'This letter is written by another organisation of the coalition. You read it here as it stands.',
  'joint-letters.stands.title': 'The words stand still',
  'joint-letters.stands.text':
    'Organisations have signed exactly these words. To change them, begin a new letter with a copy: whoever signed this one is asked anew.',
  'joint-letters.stands.before':
    'From the first signature on, the words stand still: organisations sign exactly what they read. Read it once more before you publish it.',
  'joint-letters.again': 'Begin again with changed words',
  'joint-letters.again.text':
    'A new draft begins with a copy of these words. This letter stays as it is, with all who signed it, until you withdraw it.',
  'joint-letters.begun-again': 'A new draft begins with the words of the other letter. Nobody has signed it.',

  'joint-letters.preview.live': 'As it would stand',
  'joint-letters.preview.live.hint': 'Follows what you type as soon as it is saved as a draft.',
  'joint-letters.preview.nothing': 'There is no text in this language yet.',
  'joint-letters.preview.text':
    'The letter as visitors would read it, with those who would stand below it now.',

  'joint-letters.missing.title': 'the title is missing',
  'joint-letters.missing.addressee': 'the addressee is missing',
  'joint-letters.missing.place': 'the place is missing',
  'joint-letters.missing.body': 'the letter is missing',
  'joint-letters.part.title': 'Title',
  'joint-letters.part.addressee': 'To',
  'joint-letters.part.dateline': 'Place, day',
  'joint-letters.part.body': 'The letter',
  'joint-letters.part.signing': 'Others may sign, until when',

  'joint-letters.publish': 'Publish the letter',
  'joint-letters.publish.again': 'Publish it again',
  'joint-letters.publish.read': 'Read it first, in each language:',
  'joint-letters.publish.languages': 'Languages',
  'joint-letters.publish.items': 'The letter tells something of',
  'joint-letters.publish.items.hint':
    'Tick everything that a reader could learn of her from it. Each needs her consent.',
  'joint-letters.publish.text':
    'Visitors read it on the page of the case. Members of the coalition can sign it from then on{others, select, yes {, and so can organisations from outside} other {}}.',
  'joint-letters.publish.again.text':
    'It stands again as the facts say now: until {until, select, none {you close it} other {{until}}}{others, select, yes {, open to organisations from outside} other {, for members of the coalition alone}}.',
  'joint-letters.publish.who': 'She appears as {name} ({item}).',
  'joint-letters.publish.first': 'The case page comes first',
  'joint-letters.publish.first.go': 'To the case’s publications',
  'joint-letters.published':
    'The letter is public. Your own organisation has not signed it by that: sign it here.',
  'joint-letters.published-again': 'The letter stands as you signed it off.',
  'joint-letters.withdraw': 'Withdraw the letter',
  'joint-letters.withdraw.text':
    'It goes down at once in every language, with the list of {count, plural, =0 {signatories} one {its one signatory} other {its # signatories}}. Its address then shows one neutral text.',
  'joint-letters.withdrawn': 'The letter is down.',
  'joint-letters.close': 'Close the letter',
  'joint-letters.close.text': 'Nobody signs any more. The letter stays public, with all who signed it.',
  'joint-letters.closed': 'The letter is closed. It stays public, with all who signed it.',

  'joint-letters.sign': 'Sign for {organisation}',
  'joint-letters.sign.text':
    'You sign in the name of {organisation}, exactly these words. {named, select, yes {It stands under the letter in public at once.} other {It is not named in public in this case, so it appears in no list and no number that visitors read.}}',
  'joint-letters.sign.done': '{organisation} has signed this letter on {on}.',
  'joint-letters.sign.back': 'Take our signature back',
  'joint-letters.sign.back.text': 'It is gone from the public list at once.',
  'joint-letters.sign.signed': 'Your organisation has signed.',
  'joint-letters.sign.unsigned': 'Your organisation’s signature is taken back.',
  'joint-letters.sign.not-yet': 'Nobody can sign it: the letter is not public.',
  'joint-letters.sign.closed': 'This letter is closed. Nobody signs it any more.',
  'joint-letters.sign.observer': 'Your organisation observes in this case. Observers sign nothing.',

  'joint-letters.who.state.pending': 'mail not answered',
  'joint-letters.who.state.waiting': 'waits for you',
  'joint-letters.who.state.listed': 'under the letter',
  'joint-letters.who.state.declined': 'declined',
  'joint-letters.who.state.removed': 'taken off',
  'joint-letters.who.state.withdrawn': 'took it back',
  'joint-letters.who.tab.pending': 'Mail not answered',
  'joint-letters.who.tab.waiting': 'Waiting for you',
  'joint-letters.who.tab.listed': 'Under the letter',
  'joint-letters.who.tab.declined': 'Declined',
  'joint-letters.who.tab.removed': 'Taken off',
  'joint-letters.who.tab.withdrawn': 'Taken back',
  'joint-letters.who.states': 'By state',
  'joint-letters.who.search': 'Name or website',
  'joint-letters.who.country': 'Country',
  'joint-letters.who.domain': 'Mail',
  'joint-letters.who.domain.yes': 'at its own domain',
  'joint-letters.who.domain.no': 'not at its domain',
  'joint-letters.who.tells': 'may name her',
  'joint-letters.who.member': 'member of the coalition',
  'joint-letters.who.unnamed': 'not named in public',
  'joint-letters.who.col.name': 'Organisation',
  'joint-letters.who.col.country': 'Country',
  'joint-letters.who.col.mail': 'Mail',
  'joint-letters.who.col.signed': 'Signed',
  'joint-letters.who.col.state': 'State',
  'joint-letters.who.caption': '{count, plural, one {One organisation} other {# organisations}}',
  'joint-letters.who.none.waiting': 'Nobody waits for you',
  'joint-letters.who.none.waiting.text':
    'Whoever signs from outside waits here as soon as its mail is answered. {open, select, yes {The form stands on the letter’s page.} other {The form is not open: the letter is not public, closed, or for members alone.}}',
  'joint-letters.who.none': 'No organisation here.',
  'joint-letters.who.name-danger':
    'Nothing here tells that she is public by name. Look for her name in the names and web sites of those who sign: what you list is public in the same moment.',
  'joint-letters.who.team-lists':
    'Nothing here tells that she is public by name, so somebody of the case team lists those who sign: it takes whoever knows how she is called. Ask the team to look; declining is yours too.',
  'joint-letters.who.list-ticked': 'List those that are ticked',
  'joint-letters.who.list-ticked.text':
    'Only those whose mail was answered at their own domain, whose logo is drawn, and in whose name nothing of hers was found can be ticked.',
  'joint-letters.who.tick': 'Tick {name}',
  'joint-letters.who.listed-many':
    '{count, plural, =0 {Nobody was ticked.} one {One organisation stands under the letter now.} other {# organisations stand under the letter now.}}',
  'joint-letters.who.export': 'Download as a table',
  'joint-letters.who.export.text':
    'All who signed or wait, with state and day{contacts, select, yes {, and whom one reaches there} other {}}. The download is logged.',
  'joint-letters.who.numbers': 'In public',
  'joint-letters.who.numbers.text':
    '{count, plural, =0 {Nobody stands under the letter yet.} one {One organisation stands under the letter.} other {# organisations from {countries, plural, one {one country} other {# countries}} stand under the letter.}}',

  'joint-letters.export.name': 'Organisation',
  'joint-letters.export.country': 'Country',
  'joint-letters.export.website': 'Website',
  'joint-letters.export.state': 'State',
  'joint-letters.export.member': 'Member of the coalition',
  'joint-letters.export.signed': 'Signed at',
  'joint-letters.export.verified': 'Mail answered at',
  'joint-letters.export.domain': 'Mail at its own domain',
  'joint-letters.export.host': 'Host of the mail',
  'joint-letters.export.listed': 'Listed at',
  'joint-letters.export.checked': 'How it was checked',
  'joint-letters.export.contact': 'Contact',
  'joint-letters.export.role': 'Role',
  'joint-letters.export.email': 'Email',
  'joint-letters.export.hear': 'Wants to hear',

  'joint-letters.signatory': 'Signatory',
  'joint-letters.signatory.name': 'Name',
  'joint-letters.signatory.country': 'Country',
  'joint-letters.signatory.website': 'Website',
  'joint-letters.signatory.website.none': 'none given',
  'joint-letters.signatory.website.note':
    'Opened from here, the site learns that somebody came. Use a browser that hides you.',
  'joint-letters.signatory.language': 'Language',
  'joint-letters.signatory.mail': 'Mail',
  'joint-letters.signatory.mail.pending':
    'not answered yet; what is not answered within seven days is erased',
  'joint-letters.signatory.mail.domain': 'answered at the organisation’s own domain',
  'joint-letters.signatory.mail.other': 'answered, but not at the organisation’s own domain',
  'joint-letters.signatory.hosts': 'Host of the mail, and of the site',
  'joint-letters.signatory.hosts.same': 'the same',
  'joint-letters.signatory.hosts.below':
    'one is a name below the other; if whoever owns the longer one may be somebody else, ask there first',
  'joint-letters.signatory.hosts.other': 'two owners, as far as a machine can see: check it in another way',
  'joint-letters.signatory.tells':
    'A word of a name in the file of this case stands in its name or at its web site.',
  'joint-letters.signatory.signed': 'Signed',
  'joint-letters.signatory.logo': 'Logo',
  'joint-letters.signatory.logo.none': 'none sent',
  'joint-letters.signatory.logo.to-come': 'sent, and still being drawn',
  'joint-letters.signatory.logo.alt': 'Logo of {name}, as it would stand',
  'joint-letters.signatory.checked': 'How it was checked',
  'joint-letters.signatory.contact': 'Whom one reaches there',
  'joint-letters.signatory.contact.text': 'Known to your organisation alone. Reading it is logged.',
  'joint-letters.signatory.contact.theirs': 'Known to the letter’s organisation alone.',
  'joint-letters.signatory.hear.yes': 'wants to hear what becomes of the letter',
  'joint-letters.signatory.hear.no': 'wants no more mail',
  'joint-letters.signatory.reason': 'Reason',
  'joint-letters.signatory.telling': 'A mail about it leaves within the minute.',
  'joint-letters.list': 'List it',
  'joint-letters.put-back': 'Put it back',
  'joint-letters.list.text':
    'It stands under the letter at once{logo, select, yes {, with its logo} other {}}, and gets a mail that says so.',
  'joint-letters.list.not-public':
    'The letter is not public now, and nobody is listed until it is: what may stand there depends on the name she has there.',
  'joint-letters.list.check': 'How did you check that it is this organisation?',
  'joint-letters.list.check.hint':
    'Its mail is not at its own domain. Write what you did: rang the number on its website, asked somebody whom you know there. Kept sealed with its signature.',
  'joint-letters.listed': 'It stands under the letter now. A mail tells them.',
  'joint-letters.decline': 'Decline',
  'joint-letters.decline.text':
    'It is not listed. A mail says so, with the reason that you choose and no other word.',
  'joint-letters.declined': 'Declined. A mail tells them.',
  'joint-letters.remove': 'Take it off',
  'joint-letters.remove.text':
    'It is gone from the letter at once, with its logo, and gets a mail that says so.',
  'joint-letters.removed': 'It is off the letter. A mail tells them.',
  'joint-letters.reason.not-known': 'We do not know this organisation',
  'joint-letters.reason.not-checked': 'We could not check that it is this organisation',
  'joint-letters.reason.twice': 'It stands under the letter already',
  'joint-letters.reason.not-fitting': 'It does not fit this letter',
  'joint-letters.reason.asked-by-them': 'It asked us to',
  'joint-letters.reason.other': 'Another reason',

  'joint-letters.print.text':
    'Print this page to hand the letter over: it holds the letter and all who stand under it in public. In another language:',
  'joint-letters.print.not-public': 'This letter is not public. This is the draft.',
  'joint-letters.print.signed-by': 'Signed by',
  'joint-letters.print.members': 'Members of the coalition',
  'joint-letters.print.others': 'Further organisations',
  'joint-letters.print.none': 'Nobody has signed yet.',

  'joint-letters.today.waiting':
    '{code}: {count, plural, one {an organisation waits} other {# organisations wait}} to stand under a joint letter',
  'joint-letters.today.closing': '{code}: a joint letter takes signatures until {on}',
  'joint-letters.today.sign': '{code}: a joint letter is open, and your organisation has not signed it',

  'joint-letters.calendar.closes': 'Last day to sign a joint letter',

  'joint-letters.error.changed': 'Somebody changed this letter in the meantime. Read it again, then go on.',
  'joint-letters.error.stands':
    'Organisations have signed exactly these words. To change them, begin a new letter with a copy.',
  'joint-letters.error.case-first': 'A letter stands on the page of its case. Publish that page first.',
  'joint-letters.error.incomplete': 'A chosen language is not complete. The list says what is missing.',
  'joint-letters.error.closes-past':
    'The last day for signatures is over. Change it first, among the facts of the letter.',
  'joint-letters.error.unnamed':
    'Your organisation is not named in public in this case. A form that asks organisations for data has to say who keeps it: another organisation writes the letter, or it is for members alone.',
  'joint-letters.error.not-public': 'This letter is not public.',
  'joint-letters.error.not-open': 'This letter takes no signatures.',
  'joint-letters.error.signed-already': 'Your organisation has signed this letter already.',
  'joint-letters.error.not-signed': 'Your organisation has not signed this letter.',
  'joint-letters.error.observer': 'Your organisation observes in this case. Observers sign nothing.',
  'joint-letters.error.settled': 'Somebody has decided about this organisation meanwhile. Look again.',
  'joint-letters.error.other-words':
    'The words of the letter were mended after this organisation signed. It has to sign anew.',
  'joint-letters.error.team-lists':
    'She is not public by name in this letter: somebody of the case team looks at those who sign, and lists them.',
  'joint-letters.error.logo-unseen':
    'Its logo is still being drawn, and nobody has seen it. Open this page again in a minute.',
  'joint-letters.error.twice':
    'This organisation waits, or stands under the letter, a second time. Settle that one first.',
  'joint-letters.error.check':
    'Its mail is not at its own domain: write how you checked that it is this organisation.',
} as const

type JointLetterConsoleMessages = Record<keyof typeof console, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends JointLetterConsoleMessages {}
}
