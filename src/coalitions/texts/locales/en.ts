/** What staff read where a draft is talked about. */
export const en = {
  'joint-text.discussion': 'Discussion',
  'joint-text.comments': '{count, plural, =0 {Open comments} one {One open comment} other {# open comments}}',
  'joint-text.comments.none': 'No comment is open.',
  'joint-text.comments.resolved':
    '{count, plural, one {One comment is dealt with} other {# comments are dealt with}}',
  'joint-text.comment': 'Comment',
  'joint-text.comment.hint':
    'Everybody in the coalition’s room reads it, under your name and your organisation’s. Nothing of it is ever public.',
  'joint-text.comment.language': 'On the text in',
  'joint-text.comment.save': 'Comment',
  'joint-text.comment.saved': 'Kept.',
  'joint-text.comment.on': '{language}, version {version}',
  'joint-text.comment.resolve': 'Dealt with',
  'joint-text.comment.reopen': 'Open again',
  'joint-text.comment.resolved': 'dealt with',
  'joint-text.comment.too-many': 'This text has as many comments as it can hold.',
  'joint-text.versions.of': 'Versions side by side:',
  'joint-text.versions.name': 'Version {version}, {person}, {organisation}, {at}',
  'joint-text.versions.from': 'From',
  'joint-text.versions.to': 'To',
  'joint-text.versions.compare': 'Compare',
  'joint-text.versions.none': 'No version is kept yet: the next save keeps one.',
  'joint-text.versions.one': 'There is one version so far.',
}

type TextMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends TextMessages {}
}
