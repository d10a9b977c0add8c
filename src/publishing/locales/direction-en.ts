/** What staff read about an advance direction: who speaks for her, and what counts as her word. */
export const directionEn = {
  'direction.tab': 'Advance direction',
  'direction.of': 'Advance direction: {name}',
  'direction.intro':
    'What she said beforehand for the day on which somebody else holds her: who speaks for her, what counts as her word, what she allows then. Only the team reads it, with the file open.',
  'direction.none': 'Nothing is written down yet. Ask her while she can be asked.',
  'direction.write': 'Write it down',
  'direction.change': 'Change it, or note that she confirmed it',
  'direction.save': 'Save',
  'direction.saved': 'The advance direction is saved.',
  'direction.confirmed': 'She confirmed it on {on}: {how}',
  'direction.confirming': 'When she said it',
  'direction.confirmedOn': 'Day on which she said it, or confirmed that it holds',
  'direction.speakers': 'Who speaks for her, in this order',
  'direction.speakers.hint': 'The first who can be reached speaks. Leave out what is not needed.',
  'direction.speakers.none': 'She named nobody.',
  'direction.speaker': 'Number {n, number}',
  'direction.speaker.name': 'Name',
  'direction.speaker.relation': 'Who this is to her',
  'direction.speaker.reach': 'How reached: safe channels and hours',
  'direction.counts': 'What counts as her word in custody',
  'direction.counts.hint': 'A phone in custody may be in other hands. By this the team knows that it is she.',
  'direction.counts.none': 'She left nothing. No word from custody can be taken for hers.',
  'direction.counts.code': 'Her code word',
  'direction.counts.lawyer': 'What her lawyer says in her name',
  'direction.lawyer': 'Her lawyer',
  'direction.words': 'What else counts, in her words',
  'direction.words.hint': 'For example: a letter in her hand, a question that only she can answer.',
  'direction.code': 'Code word',
  'direction.code.hint': 'Kept as a keyed hash: nobody can read it again, it can only be checked.',
  'direction.code.kept': 'One is kept. Leave this empty and it stays; a new one takes its place.',
  'direction.code.drop': 'Her code word',
  'direction.code.drop.yes': 'Take it away: she has none any more',
  'direction.code.check': 'The word that was said',
  'direction.code.check.hint':
    'Without regard to capitals and double spaces. Each try is in the log; five wrong ones in a row close it for a day.',
  'direction.code.button': 'Check the code word',
  'direction.code.right': 'Yes, this is her code word.',
  'direction.code.wrong': 'No, this is not her code word.',
  'direction.code.spent':
    'Not checked: five wrong words within a day. Try again tomorrow, or by another way.',
  'direction.code.none': 'She left no code word.',
  'direction.arrested': 'If she is arrested',
  'direction.arrested.hint':
    'Consents that she gives now for that day. When it comes, a colleague records them, and they hold as her word.',
  'direction.emergency.none': 'No advance direction is written down.',
  'direction.arrested.none': 'She allows nothing more than she allows now.',
  'direction.arrested.what': 'From that day on she allows: {items}. For: {purposes}.',
  'direction.items': 'What she allows then',
  'direction.purposes': 'What for',
  'direction.past': 'How it read before',
  'direction.error.short': 'A code word has at least four characters.',
  'direction.error.nothing': 'Write down at least one thing that she said.',
} as const

type DirectionMessages = Record<keyof typeof directionEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends DirectionMessages {}
}
