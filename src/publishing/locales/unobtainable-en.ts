/** What staff read while a person cannot be asked, and where others speak for her. */
export const unobtainableEn = {
  'unobtainable.title': 'She cannot be asked',
  'unobtainable.link': 'She cannot be asked now',
  'unobtainable.mark': 'Cannot be asked',
  'unobtainable.intro':
    'While a person cannot be asked, her consents stay as she gave them; only an end that she set ends one. Nothing goes further but by her advance direction. Every 72 hours two people look at it again. The clock takes nothing down.',
  'unobtainable.since': 'Since {at}, noted by {name}.',
  'unobtainable.due': 'The next review by two is due by {at}.',
  'unobtainable.late': 'The review by two was due by {at}. It is overdue.',
  'unobtainable.reviewed': 'Last reviewed {at}.',
  'unobtainable.reviewed.alone': 'Last reviewed {at}, by one person alone: nobody else was on the team.',
  'unobtainable.answer': 'Is what is public and what is being done still in her interest?',
  'unobtainable.answer.hint':
    'A second person answers too, of a second organisation once two are on the team.',
  'unobtainable.answer.in-interest': 'Still in her interest',
  'unobtainable.answer.concern': 'I have a concern',
  'unobtainable.note': 'The concern, if you have one',
  'unobtainable.answer.button': 'Answer the review',
  'unobtainable.answered': 'You have answered this review.',
  'unobtainable.half': 'Your answer is kept. A second person answers too.',
  'unobtainable.complete': 'The review is complete. The next one is due in 72 hours.',
  'unobtainable.begin': 'Note that somebody cannot be asked',
  'unobtainable.begin.text': 'One person on the team suffices, and one ends it when she can be asked again.',
  'unobtainable.begin.button': 'She cannot be asked now',
  'unobtainable.begun': 'Noted. Her consents stay; the first review by two is due in 72 hours.',
  'unobtainable.who': 'Who',
  'unobtainable.reason': 'Why',
  'unobtainable.reason.custody': 'In custody',
  'unobtainable.reason.unreachable': 'Unreachable',
  'unobtainable.reason.disappeared': 'Disappeared',
  'unobtainable.reason.unsafe-to-ask': 'Asking would endanger her',
  'unobtainable.reason.ill': 'Too ill to answer',
  'unobtainable.end': 'She can be asked again',
  'unobtainable.end.text': 'Speak with her first of all about what she agreed to.',
  'unobtainable.end.button': 'She can be asked again',
  'unobtainable.over': 'She can be asked again. Speak with her about her consents.',
  'unobtainable.today.missed': '{code}: the review by two of what she agreed to is overdue',
  'unobtainable.today.concern': '{code}: a colleague has a concern about what she agreed to',
  'unobtainable.today.due': '{code}: review what she agreed to, because she cannot be asked',
  'unobtainable.error.is-open': 'It is noted already that this person cannot be asked.',
  'unobtainable.error.is-over': 'This person can be asked again.',
  'unobtainable.error.answered': 'You have answered this review already.',
  'unobtainable.error.wider':
    'She cannot be asked now, and this goes further than what she allows. Only a word that meets her advance direction allows it.',
  'direction.beside': 'Whose word is it?',
  'direction.beside.text':
    'She is held, or cannot be asked. A consent that others give for her holds only if it meets her advance direction; else it is kept as proposed and shows nothing.',
  'direction.beside.none': 'No advance direction is written down: nobody can give consent for her.',
  'direction.beside.closed': 'Her advance direction is written down. Open the file to read whom it names.',
  'direction.beside.open': 'Open her advance direction',
  'direction.beside.code': 'Code word that was said',
  'direction.beside.code.hint': 'Checked when you send the form. The right one answers the question above.',
  'consent.form.word': 'Does this word meet her advance direction?',
  'consent.recorded.proposed': 'Kept as proposed: it does not meet her advance direction, and shows nothing.',
  'consent.words.closed': 'The words of consents open with the file.',
} as const

type UnobtainableMessages = Record<keyof typeof unobtainableEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends UnobtainableMessages {}
}
