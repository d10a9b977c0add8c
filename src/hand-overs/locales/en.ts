export const en = {
  'hand-over.title': 'Hand-overs',
  'hand-over.all': 'All hand-overs of this campaign',
  'hand-over.all.letter': 'All hand-overs of this letter',
  'hand-over.empty.title': 'Nothing has been handed over yet',
  'hand-over.empty.text':
    'A petition does its work when somebody carries it to those whom it addresses. From here to a page that says so it takes four steps:',
  'hand-over.empty.prepare': 'Prepare it: who takes it, where, on which day.',
  'hand-over.empty.print':
    'Each organisation prints the sheet of its own signers, as each of them agreed. Nobody sees the names of another organisation.',
  'hand-over.empty.letter':
    'Take the letter on paper, with everybody who stands below it in public: it is printed from its public page.',
  'hand-over.empty.record': 'After the day, say how it went. How many had signed stands still from then on.',
  'hand-over.empty.update':
    'Write an update about it, with a photograph. The pages of the campaign tell of the hand-over while that update is public.',
  'hand-over.signed.people': '{count, plural, one {# person has signed.} other {# people have signed.}}',
  'hand-over.signed.people.from':
    '{count, plural, one {# person has signed} other {# people have signed}}, from {countries, plural, one {# country} other {# countries}}.',
  'hand-over.signed.organisations':
    '{count, plural, one {# organisation stands below it in public.} other {# organisations stand below it in public.}}',
  'hand-over.signed.organisations.from':
    '{count, plural, one {# organisation stands below it in public} other {# organisations stand below it in public}}, from {countries, plural, one {# country} other {# countries}}.',
  'hand-over.signed.recorded':
    '{count, plural, one {Apart from it, # signature entered by staff.} other {Apart from it, # signatures entered by staff.}}',
  'hand-over.signed.paper':
    'On paper: {evidenced, plural, one {# signature with evidence} other {# signatures with evidence}}{unproven, plural, =0 {} one {, # without} other {, # without}}.',
  'hand-over.prepare': 'Prepare a hand-over',
  'hand-over.prepare.text':
    'Every organisation of the coalition will see it, and can print the sheet of its own signers. Nothing of it becomes public.',
  'hand-over.prepared': 'The hand-over is prepared. Each organisation can make its sheet now.',
  'hand-over.on': 'Day',
  'hand-over.to': 'Who takes it ({language})',
  'hand-over.to.hint': 'As visitors will read it, for instance: the Minister of Justice.',
  'hand-over.place': 'Place ({language})',
  'hand-over.where': 'Place',
  'hand-over.planned': 'Planned for',
  'hand-over.frozen': 'Signed by then',
  'hand-over.state.prepared': 'prepared',
  'hand-over.state.received': 'received',
  'hand-over.state.refused': 'not taken',
  'hand-over.state.left-there': 'left there',
  'hand-over.state.dropped': 'dropped',
  'hand-over.col.to': 'To',
  'hand-over.col.on': 'Day',
  'hand-over.col.state': 'State',
  'hand-over.col.organisation': 'Organisation',
  'hand-over.col.signers': 'Signers now',
  'hand-over.col.made': 'Sheet made',
  'hand-over.col.full': 'Full names',
  'hand-over.col.first': 'First names',
  'hand-over.col.unnamed': 'Without a name',
  'hand-over.col.letter': 'Letter',
  'hand-over.col.name': 'Name',
  'hand-over.col.country': 'Country',
  'hand-over.col.people': 'People',
  'hand-over.paper': 'The letter with its signatories, to print',
  'hand-over.sheets': 'Signers’ sheets',
  'hand-over.sheets.text':
    'Each organisation makes its own. What stands here are numbers: the names on a sheet are seen by nobody but the organisation through which people signed. Whoever signed through two organisations stands on two sheets and counts once in the total.',
  'hand-over.sheets.none': 'Nobody has signed yet.',
  'hand-over.stale.title': 'The sheet of {organisation} is out of date',
  'hand-over.stale':
    '{count, plural, one {# person on it is a signer no more.} other {# people on it are signers no more.}} It has to be made anew, and the old paper destroyed, before it is handed over.',
  'hand-over.today.stale':
    '{code}: {count, plural, one {# person on the signers’ sheet of {organisation} has} other {# people on the signers’ sheet of {organisation} have}} taken back the signature. The sheet has to be made anew.',
  'hand-over.sheet': 'Our signers’ sheet',
  'hand-over.sheet.missing': 'not made yet',
  'hand-over.sheet.make': 'Make our sheet',
  'hand-over.sheet.back': 'Back to the hand-over',
  'hand-over.sheet.whose':
    'It holds who signed through {organisation}, each as she or he agreed. Nobody else’s signers can be on it.',
  'hand-over.sheet.closed': 'The hand-over is over; no sheet is made for it any more.',
  'hand-over.sheet.not-you':
    'Sheets are made by administrators and campaigners of an organisation that does more than observe.',
  'hand-over.sheet.language': 'Language of the sheet',
  'hand-over.sheet.as': 'As',
  'hand-over.sheet.as.paper': 'A page to print',
  'hand-over.sheet.as.csv': 'A file for a spreadsheet (CSV)',
  'hand-over.sheet.names':
    '{count, plural, =0 {Nobody stands on it by name.} one {# person stands on it by name. Whoever gets the paper keeps that name: it cannot be called back.} other {# people stand on it by name. Whoever gets the paper keeps those names: they cannot be called back.}}',
  'hand-over.sheet.log':
    'The sheet is not kept here. The room learns that you made it and how many stand on it. If somebody on it takes back the signature, you are told here how many, and make it anew.',
  'hand-over.sheet.print':
    'Print this page now, or save it as PDF: it is not kept. Only the sheet goes to paper. When you leave this page, it is gone.',
  'hand-over.record': 'Record how it went',
  'hand-over.how': 'How was it taken?',
  'hand-over.how.received': 'It was received',
  'hand-over.how.refused': 'It was not taken',
  'hand-over.how.left-there': 'It was left there',
  'hand-over.record.text':
    'How many had signed stands still from now on, and no sheet is made for it any more. Nothing becomes public before an update tells of it.',
  'hand-over.record.missing': 'Not made yet, and so not part of it: the sheet of {organisations}.',
  'hand-over.recorded': 'Recorded. You can write the update about it now.',
  'hand-over.telling': 'Telling of it',
  'hand-over.telling.text':
    'An update carries day and place, and takes the photograph. The pages of what was handed over say so while that update is public, and not before.',
  'hand-over.telling.begin': 'Write an update about it',
  'hand-over.telling.read': 'The update about it',
  'hand-over.drafted': 'The draft carries day, place and a first headline. Add what happened, and a picture.',
  'hand-over.headline.received': 'Handed over to {to}',
  'hand-over.headline.refused': '{to} did not take it',
  'hand-over.headline.left-there': 'Left for {to}',
  'hand-over.change': 'Change day, place or who takes it',
  'hand-over.change.told':
    'An update tells of it. What is public stays as it is until you correct that update.',
  'hand-over.changed': 'Saved.',
  'hand-over.save': 'Save',
  'hand-over.drop': 'It does not take place',
  'hand-over.drop.text':
    'The hand-over is closed, and no sheet is made for it any more. Sheets that were printed are still on paper: have them destroyed.',
  'hand-over.dropped': 'The hand-over is dropped.',
  'hand-over.version': '{language}, version {version, number}',
  'hand-over.version.none': 'Signed before versions of the text were kept',
  'hand-over.paper.version': '{language}, version {version, number}, public since {on}',
  'hand-over.paper.signed': '{count, plural, one {Signed by # person} other {Signed by # people}}',
  'hand-over.paper.and-unnamed':
    '{count, plural, one {And # person who signs without a name.} other {And # people who sign without their names.}}',
  'hand-over.paper.unnamed':
    '{count, plural, one {# person signs without a name.} other {# people sign without their names.}}',
  'hand-over.paper.elsewhere': 'other countries, or not said ({count, number})',
  'hand-over.paper.through':
    'These people signed through {organisation}, and confirmed it by mail or on paper.',
  'hand-over.paper.as-of': 'As of {at}.',
  'hand-over.paper.sum': 'Mark of this sheet:',
  'hand-over.error.changed': 'Somebody changed this hand-over in the meantime. Look at it anew.',
  'hand-over.error.dropped': 'This hand-over was dropped.',
  'hand-over.error.recorded': 'It is recorded already that this was handed over.',
  'hand-over.error.quiet':
    'The case is quiet. No sheet is made and nothing is recorded until two people end the quiet.',
  'hand-over.error.not-recorded': 'Say first how it went; then an update can tell of it.',
  'hand-over.error.told': 'There is an update about it already.',
  'hand-over.error.nobody': 'Nobody has signed through your organisation yet.',
  'hand-over.error.observes': 'Your organisation observes here. It hands nothing over.',
  'hand-over.error.theirs': 'The organisation that prepared this hand-over changes it.',
  'hand-over.error.ahead': 'This day has not come yet.',
} as const

type HandOverMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends HandOverMessages {}
}
