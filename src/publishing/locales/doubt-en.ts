/** What staff read about a withdrawal of which nobody knows whether it is her word. */
export const doubtEn = {
  'consent.withdraw.word': 'Does this word meet her advance direction?',
  'consent.withdraw.word.hint':
    'It goes down at once whatever you answer. If not, or if nobody knows while she is held, the team is woken, and two people can bring it back.',
  'consent.word.met': 'Yes, it is her word',
  'consent.word.not-met': 'No, or somebody else may be speaking',
  'consent.word.unknown': 'I do not know',
  'consent.withdrawn.doubt':
    '{count, plural, =0 {Withdrawn, in doubt. Nothing public showed it. The team is told.} one {Withdrawn, in doubt. One page is down. The team is told.} other {Withdrawn, in doubt. # pages are down. The team is told.}}',
  'publishing.doubt.title': 'A withdrawal in doubt',
  'publishing.doubt.link': 'Through her own link, {at}.',
  'publishing.doubt.member': 'Recorded by {name}, {at}.',
  'publishing.doubt.what': 'It took back: {items}.',
  'publishing.doubt.word.met': 'It met her advance direction.',
  'publishing.doubt.word.not-met': 'It did not meet her advance direction.',
  'publishing.doubt.word.unknown': 'Nobody knew whether it met her advance direction.',
  'publishing.doubt.pages':
    '{count, plural, =0 {Nothing public showed it.} one {One page went down and is kept sealed.} other {# pages went down and are kept sealed.}}',
  'publishing.doubt.narrowed': 'It narrowed: {item}, no longer for {purposes}. Nothing went down.',
  'publishing.doubt.unkept':
    '{count, plural, one {One page went down and could not be kept: it can only be published anew.} other {# pages went down and could not be kept: they can only be published anew.}}',
  'publishing.doubt.asked': 'A colleague signed that it comes back. A second person confirms it.',
  'publishing.doubt.restore': 'Bring back what it took',
  'publishing.doubt.restore.text':
    'You sign first, a second person confirms it; then the consents hold again and the pages are public as they stood, in one step. First make sure by a safe way that she did not say it freely.',
  'publishing.doubt.restore.reason': 'Why, and how you know',
  'publishing.doubt.restore.button': 'Sign, and ask a second person',
  'publishing.doubt.restored': 'What it took has come back.',
  'publishing.doubt.stand': 'It was her word: leave it withdrawn',
  'publishing.doubt.stand.text': 'Then it can only be given anew.',
  'publishing.doubt.stood': 'It stays withdrawn.',
  'publishing.doubt.settled': 'This withdrawal is settled already.',
  'publishing.doubt.nothing': 'Nothing of it can come back: she has answered since, or it has run out.',
  'publishing.doubt.regained': 'Consents that hold again',
  'publishing.doubt.regained.for': '{item}, again for: {purposes}',
  'publishing.doubt.today': '{code}: a withdrawal in doubt took away at once what it names',
  'publishing.kind.withdrawal': 'Return after a withdrawal in doubt',
  'publishing.rule.restore-consent':
    'A withdrawal in doubt is undone: two people sign, of two organisations once two are in.',
} as const

type DoubtMessages = Record<keyof typeof doubtEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends DoubtMessages {}
}
