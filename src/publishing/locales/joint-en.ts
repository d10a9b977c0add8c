/** What staff read where a coalition stands behind a text. */
export const jointEn = {
  'publishing.approvals': 'What the organisations say',
  'publishing.approvals.count':
    '{wanted, plural, one {One organisation has to approve it} other {# organisations have to approve it}}; {approving, plural, =0 {none has} one {one has} other {# have}}.',
  'publishing.approvals.by-hand': 'A second person has to sign it by hand. Silence is never a signature.',
  'publishing.approvals.stopped':
    'An organisation dissents, and the charter says that the text then does not go out. Talk to them, or change the text and ask anew.',
  'publishing.approvals.silence':
    'If nobody dissents until {at}, silence counts as approval, as the charter says.',
  'publishing.approvals.no-silence':
    'An organisation dissents, or took its word back: silence no longer counts as approval.',
  'publishing.approvals.unheard':
    'It stands under the name of {names}, as author or source, and waits for their own word. Silence is no such word.',
  'publishing.approval.author-unheard':
    'It stands under the name of another organisation, as author or source, that has not seen it. Sign it as a change, not as a correction: then that organisation is asked.',
  'publishing.approval.approve': 'Approves',
  'publishing.approval.dissent': 'Dissents',
  'publishing.approval.silent': 'Has said nothing yet',
  'publishing.approval.button': 'Approve for your organisation',
  'publishing.approval.what':
    'You approve exactly this text for your organisation, under your name. A text that changes loses its approvals. With the last one that is missing it is public at once.',
  'publishing.approval.what.timed':
    'You approve exactly this text for your organisation, under your name. A text that changes loses its approvals. With the last one that is missing it lies ready and comes out at its hour.',
  'publishing.approval.what.prepared':
    'You approve exactly this text for your organisation, under your name. A text that changes loses its approvals. With the last one that is missing it lies ready, and one person can send it when that day comes.',
  'publishing.today.ready-unanswered':
    '{code}: a text that lies ready for a day that may come wants the word of another organisation; yours has said nothing',
  'publishing.state.joint': 'Waits for the organisations',
  'publishing.approval.waits': 'Kept. It becomes public when enough organisations have approved it.',
  'publishing.approval.given': 'Your organisation has approved this already.',
  'publishing.approval.not-joint': 'This needs no approval of organisations. You may decline to sign it.',
  'publishing.approval.dissent-instead':
    'In this coalition a text is not stopped by one. Say “no, because” for your organisation; it stands with the text.',
  'publishing.approval.ask-anew':
    'More has to sign or approve this than was asked for then: the coalition or its charter has changed. Its author has to ask anew.',
  'publishing.dissent': 'Dissent',
  'publishing.dissent.why': 'No, because',
  'publishing.dissent.hint':
    'It stands beside the text under your name and your organisation’s, for everybody in the room, for as long as the text is kept. You may still approve it later.',
  'publishing.dissented': 'Your dissent stands beside the text.',
  'publishing.held': 'It could not come out ({at})',
  'publishing.held.text': 'Nothing of it is public. It stays here and is not tried again by itself.',
  'publishing.today.held': '{code}: a text could not come out at its hour ({what})',
  'publishing.calendar.ready': 'A text comes out',
  'publishing.calendar.asked': 'A text is to come out, and is not signed by all yet',
  'publishing.ask.hour': 'Come out at a set hour',
  'publishing.ask.hour.hint':
    'Left empty it comes out as soon as all have signed. At its hour consents, wishes, quiet and the organisations’ approvals are checked again; where it may not come out it stays, and the team is alarmed.',
  'publishing.ask.zone': 'By the clock of',
  'publishing.error.hour-past': 'This hour is past.',
  'publishing.error.hour-or-condition': 'Choose one: an hour, or a day that may come.',
  'publishing.timed': 'Signed. It comes out at its hour; until then nothing of it is public.',
  'publishing.timed.at': 'Comes out on {at} ({zone}).',
  'publishing.timed.out': 'Set to come out on {at} ({zone}).',
  'publishing.timed.yours': 'That is {at} ({zone}).',
  'publishing.timed.zone': 'Show the hour by the clock of',
  'publishing.timed.show': 'Show',
  'publishing.timed.what':
    'With your signature it lies ready and comes out by itself at its hour, or at once where that hour has passed. Anybody who may sign can take it back before.',
  'publishing.timed.cancel': 'Cancel it',
  'publishing.open.at': '– {at}',
  'publishing.tried-again': 'Tried again.',
  'publishing.held.again': 'Try again',
  'publishing.today.dropped':
    '{code}: what was to come out at its hour ({what}) was dropped, because less is shown since or an organisation has left',
  'publishing.approval.taken-back': 'Took its word back',
  'publishing.approval.take-back-first':
    'Your organisation has approved this. Take its word back, and say why.',
  'publishing.today.timed-unanswered':
    '{code}: a text that waits for its hour wants the word of another organisation; yours has said nothing',
  'publishing.today.word-missing':
    '{code}: a word on a text was taken back; as it lies it does not come out at its hour ({what})',
  'publishing.dissent.hint.timed':
    'It stands beside the text under your name and your organisation’s, for everybody in the room. All who must have signed already: it does not stop the text.',
  'publishing.held.by-word': 'It does not come out as it lies ({at})',
  'publishing.held.by-word.text':
    'Nothing of it is public. Given before its hour, the missing word lets it come out at its hour; given later, at once. Nothing else has to be signed anew.',
  'publishing.held.words':
    'A word was taken back, or fewer organisations approve it by now than the charter wants.',
  'publishing.held.signature': 'Its second signature was taken back. Another person has to sign it.',
  'publishing.held.author':
    'It stands under the name of an organisation, as author or source, that has taken its word back.',
  'publishing.word.take-back': 'Take my word back',
  'publishing.word.approval':
    'Your organisation then no longer approves this text. If too few are left, it does not come out, and its authors are told. Until it is out you may approve it again.',
  'publishing.word.signature':
    'Your signature then no longer stands under this text. It does not come out until another person has signed it, and its authors are told.',
  'publishing.word.both':
    'Your signature and your organisation’s approval then no longer stand under this text. It does not come out until they are replaced, and its authors are told.',
  'publishing.word.why': 'Why',
  'publishing.word.hint':
    'Everybody in the room reads it beside the text, under your name. Nothing of it is public.',
  'publishing.word.taken-back': 'Your word is taken back.',
  'publishing.word.none': 'There is no word of yours on this text to take back.',
  'publishing.word.before': 'given again since',
  'publishing.word.before.approval': '{name} took the approval of {organisation} back ({at})',
  'publishing.word.second': '{name} took the second signature back ({at})',
} as const

type JointMessages = Record<keyof typeof jointEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends JointMessages {}
}
