/** What the team reads about the person's standing directions. */
export const wishesEn = {
  'wish.tab': 'Wishes',
  'wish.add': 'Write down a wish',
  'wish.save': 'Save the wish',
  'wish.saved.quiet':
    'The wish is saved: nothing new becomes public and no mail is sent. What is public stays until somebody goes quiet here.',
  'wish.saved': 'The wish is saved.',
  'wish.taken-back': 'The wish is marked as taken back.',
  'wish.empty.title': 'No wish written down',
  'wish.empty.text':
    'A wish is a standing direction that the person sets: how to speak of her, when to be quiet, whom not to call. It stands on every screen of the case and beside every editor.',
  'wish.room':
    'The coalition reads here how the person wants to be spoken of, and whether she asked for quiet.',
  'wish.none': 'No wish holds at present.',
  'wish.over': 'Taken back or ended',
  'wish.all': 'All wishes',
  'wish.beside': 'Her wishes: read them before you write',
  'wish.mark': '{count, plural, one {# wish} other {# wishes}}',
  'wish.mark.quiet': 'Wish: go quiet',
  'wish.binds': 'Nothing new becomes public',
  'wish.not-standing':
    'The wish that this stands on is over, or was said anew since it was signed. Ask her, and sign it anew.',
  'wish.quiet':
    'The person asked for quiet: nothing new may become public or be sent. If she took that back, the team writes it down under Wishes first.',
  'wish.kind': 'What it is about',
  'wish.kind.hint':
    '“Go quiet” and “How to speak of me” are read by the coalition too. All else stays with the team. While “Go quiet” holds, nothing new is published; what is public is taken down under Publications.',
  'wish.kind.go-quiet': 'Go quiet',
  'wish.kind.how-to-speak': 'How to speak of me',
  'wish.kind.publish-if-arrested': 'Publish this if I am arrested',
  'wish.kind.ask-lawyer': 'Ask my lawyer first',
  'wish.kind.exploring': 'What I am exploring or consulting on',
  'wish.kind.no-family-contact': 'Do not contact my family',
  'wish.kind.other': 'Something else',
  'wish.text': 'The wish',
  'wish.text.hint': 'In her own words where you have them. Sealed in the case file.',
  'wish.given': 'How she said it',
  'wish.given.written': 'In writing',
  'wish.given.audio': 'As a recording',
  'wish.given.oral-witness': 'Aloud, with a witness',
  'wish.given.lawyer': 'Through her lawyer',
  'wish.witness': 'Witness',
  'wish.witness.hint': 'Needed when it was said aloud.',
  'wish.since': 'Since',
  'wish.until': 'Until',
  'wish.until.hint': 'Only an end that she set herself. Without one the wish holds until she takes it back.',
  'wish.from': 'Since {since}',
  'wish.from-to': '{since} to {until}',
  'wish.by': 'Written down by',
  'wish.read.room': 'The coalition reads it',
  'wish.read.team': 'Only the team reads it',
  'wish.revoke': 'She took it back',
  'wish.revoke.text': 'Only her own word ends a wish. It stays here, marked, with how she said so.',
  'wish.revoke.how': 'How she took it back',
  'wish.revoke.button': 'Mark as taken back',
  'wish.revoked': 'Taken back',
  'wish.past': 'How it read before',
  'wish.error.witness': 'Say who was there.',
} as const

type WishMessages = Record<keyof typeof wishesEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends WishMessages {}
}
