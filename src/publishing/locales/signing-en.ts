/** What staff read where two people sign. */
export const signingEn = {
  'publishing.review': 'Do no harm: where is cause for concern?',
  'publishing.review.hint':
    'Ask yourself each question. The answers of the last review stand here; change what has changed.',
  'publishing.review.identify':
    'Could it identify family, sources, colleagues, a hiding place, a route, health, faith, sexuality or immigration status?',
  'publishing.review.defence': 'Does it prejudice the defence? Was the lawyer asked?',
  'publishing.review.talks': 'Are talks under way that it could disturb?',
  'publishing.review.reprisal': 'Which reprisal is likely, and who would bear it?',
  'publishing.review.traces': 'Do metadata, faces or backgrounds in pictures give something away?',
  'publishing.review.translation': 'Is a translation not yet checked by a native speaker?',
  'publishing.review.timing': 'Is the moment wrong, against hearing, transfer or holiday?',
  'publishing.review.backfire': 'Could it backfire?',
  'publishing.review.note': 'What you found, and what was done about it',
  'publishing.ask.correcting': 'This is a correction that adds nothing',
  'publishing.ask.correcting.hint':
    'A word, a date, a spelling. It is public with your signature alone, and the log says so.',
  'publishing.ask.when': 'When is it to be public?',
  'publishing.ask.when.hint':
    'Signed now for a day that may come: then one person sends it, and it must still say what was signed.',
  'publishing.ask.when.now': 'As soon as it is signed',
  'publishing.ask.note': 'For whoever signs second',
  'publishing.condition.arrested': 'if she is arrested',
  'publishing.condition.charged': 'if she is charged',
  'publishing.condition.disappeared': 'if she disappears',
  'publishing.condition.attacked': 'if she is attacked',
  'publishing.condition.no-sign-of-life': 'if there is no sign of life from her',
  'publishing.condition.her-word': 'when she gives the word',
  'publishing.asked': 'Signed by you. It becomes public when a second person has signed it.',
  'publishing.prepared': 'Signed for the day that may come. Nothing of it is public.',
  'publishing.signed': 'Signed. It is public.',
  'publishing.refused': 'The author is told. Nothing of it is public.',
  'publishing.taken-back': 'Taken back. Nothing of it was public.',
  'publishing.released': 'It is public.',
  'publishing.second': 'and {name}',
  'publishing.kind.publicity': 'How public the case is',
  'publishing.kind.restore': 'End of quiet',

  'publishing.open.asked':
    '{count, plural, one {One text waits for a second signature} other {# texts wait for a second signature}}',
  'publishing.open.prepared':
    '{count, plural, one {One text is signed and comes out later} other {# texts are signed and come out later}}',
  'publishing.open.by': 'signed by {name}, {at}',
  'publishing.open.mine': 'by you',
  'publishing.open.if': '– {condition}',
  'publishing.today.asked': '{code}: your signature is asked for ({what})',
  'publishing.today.refused': '{code}: a colleague did not sign ({what})',

  'publishing.state.asked': 'Waits for a second signature',
  'publishing.state.prepared': 'Signed beforehand',
  'publishing.state.signed': 'Signed',
  'publishing.state.refused': 'Not signed',
  'publishing.state.taken-back': 'Taken back',
  'publishing.state.replaced': 'Replaced by a newer one',
  'publishing.rule.earlier': 'Signed before two people were asked for.',
  'publishing.rule.first':
    'First publication: two people sign, of two organisations once two are in the coalition.',
  'publishing.rule.higher-level':
    'Public by name from now on: two people sign, of two organisations once two are in the coalition.',
  'publishing.rule.new-item':
    'It shows something of her that was not public before: two people sign, of two organisations once two are in the coalition.',
  'publishing.rule.within': 'It stays within what is public already: the author and one more sign.',
  'publishing.rule.correction': 'A correction that adds nothing: one person signs.',
  'publishing.rule.official': 'An official’s address: one person signs.',
  'publishing.rule.lowering': 'It shows less than before: one person signs.',
  'publishing.rule.emergency': 'An emergency: one person signs, all are told.',
  'publishing.rule.restore': 'What stood before comes back: two people sign.',

  'publishing.signing.title': 'To sign: {what}',
  'publishing.signing.by': '{name}, {at}',
  'publishing.signing.second': 'Second signature: {name}, {at}',
  'publishing.signing.alone': 'Signed by one person alone: nobody else could sign.',
  'publishing.signing.condition': 'To be public only {condition}.',
  'publishing.signing.reason': 'Why it was not signed',
  'publishing.signing.waits': 'It waits for a colleague',
  'publishing.signing.waits.one':
    'Anyone else who may publish can sign it. They find it on their page “Today”. Your own second session does not count.',
  'publishing.signing.waits.other':
    'Somebody of another organisation in the coalition has to sign it. They find it on their page “Today”.',
  'publishing.signing.edit': 'Change something and ask anew',
  'publishing.signing.reviewed': 'I asked myself these questions; the answers stand as they are here',
  'publishing.signing.confirmed':
    'I have read it in each language, and it tells nothing of her beyond this list',
  'publishing.signing.what':
    'With your signature it is public at once. Whoever opens the address, search engines included, can read and copy it.',
  'publishing.signing.what.prepared':
    'With your signature it lies ready. One person can then send it when that day comes.',
  'publishing.signing.button.prepared': 'Sign and keep ready',
  'publishing.signing.refuse': 'Do not sign',
  'publishing.signing.why': 'Why not? The author reads this',
  'publishing.signing.take-back': 'Take it back',
  'publishing.signing.release': 'Has this day come?',
  'publishing.signing.release.text':
    'It was signed to be public {condition}. Send it only when you know that this has happened. Everybody on the case sees that you did.',
  'publishing.signing.release.button': 'Yes, make it public now',

  'publishing.sign.preview': 'What will be public',
  'publishing.sign.picture': 'The picture as it will be shown',
  'publishing.sign.changes': 'What changes against what is public',
  'publishing.sign.changes.none': 'The words stay as they are.',
  'publishing.sign.changes.languages': 'New in: {languages}.',
  'publishing.sign.changes.gone': 'No longer in: {languages}.',
  'publishing.sign.shows': 'What it shows of her',
  'publishing.sign.shows.caption':
    '{count, plural, one {One thing, with its consent} other {# things, each with its consent}}',
  'publishing.sign.shows.consent': 'Her consent',
  'publishing.sign.shows.until': 'Until',
  'publishing.sign.shows.new': 'new',
  'publishing.sign.shows.given': 'given on {on}',
  'publishing.sign.shows.open-end': 'until she withdraws it',
  'publishing.sign.cannot': 'It cannot be signed as it stands',
  'publishing.sign.changed':
    'The text changed after it was signed, so that the signature no longer holds. Its author has to sign it anew.',
  'publishing.sign.settled': 'Somebody was faster: this is no longer open.',
  'publishing.sign.own': 'Two people sign. This is your own; somebody else has to sign it.',
  'publishing.sign.not-own': 'Only its author can take this back. You may decline to sign it.',
  'publishing.sign.organisation': 'Two organisations sign. Somebody of another one has to sign this.',
  'publishing.sign.person': 'Whose page is it?',
  'publishing.sign.person.hint':
    'The page stands on this person’s consents. When the person takes them back, it goes.',
  'publishing.sign.given-by': 'given by {names}',
  'publishing.sign.others': 'It also tells of others',
  'publishing.sign.others.hint':
    'Tick what the words tell of each of them. The page goes down when any one of them takes it back.',
  'publishing.error.person': 'Choose the person whose page it is.',
  'publishing.sign.observer': 'Your organisation observes this case. Organisations that observe do not sign.',
  'publishing.sign.other-items': 'The list of what it shows has changed. Please look at it again.',
  'publishing.correction-adds':
    'This is more than a correction: it brings an item, a language or a picture, or, together with the corrections since two people last signed, changes more than a few words. Leave the box for corrections empty, and a second person signs.',
  'publishing.error.reviewed': 'Please answer the review first.',
  'publishing.error.confirmed': 'Please confirm that you have read it and that the list is complete.',

  'publishing.part.name': 'Name',
  'publishing.part.sentence': 'Sentence',
  'publishing.part.story': 'Story',
  'publishing.part.portrait': 'Portrait',
  'publishing.part.status': 'Status',
  'publishing.part.verbatim': 'In her own words',
  'publishing.part.paraphrase': 'In the sense of her words',
  'publishing.part.assessed': 'Assessed',
} as const

type SigningMessages = Record<keyof typeof signingEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends SigningMessages {}
}
