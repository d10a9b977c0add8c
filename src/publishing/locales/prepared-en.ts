/** What staff read where a text lies ready for a day that may come. */
export const preparedEn = {
  'publishing.prepared.ground': 'How do you know?',
  'publishing.prepared.liberty': 'Her liberty in the file: {status}, since {since}',
  'publishing.prepared.fact': 'Fact of {on}: {statement}',
  'publishing.prepared.stated': 'I know that this has happened',
  'publishing.prepared.waits': 'It waits: to be public only {condition}',
  'publishing.prepared.waits.text':
    'Nothing in the file says yet that this has happened. Record her liberty or the fact first; then one person on the team can send it.',
  'publishing.prepared.to-liberty': 'Record her liberty',
  'publishing.prepared.to-facts': 'Record a fact',
  'publishing.prepared.not-yet':
    'The file does not say that this has happened. Record her liberty or the fact first.',
  'publishing.prepared.more-needed':
    'Less is public than on the day it was signed, so it needs more signatures than it has. Ask for signatures anew.',
  'publishing.prepared.words-missing':
    'Fewer organisations stand behind this text than the charter wants by now. Those that have said nothing can approve it as it lies, on the page where it was signed; nothing has to be signed anew.',
  'publishing.prepared.no-wish':
    'There is no wish “Publish this if I am arrested” that holds. Write down what she directs first.',
  'publishing.prepared.none': 'No text is ready for this day',
  'publishing.prepared.none.text':
    'Sign the page beforehand, to be public “if she is arrested”. It then takes one person to send it.',
  'publishing.prepared.prepare': 'Prepare the page',
  'publishing.prepared.ready':
    '{count, plural, one {One text is ready for this day} other {# texts are ready for this day}}',
  'publishing.prepared.come': 'This day has come',
  'publishing.prepared.outdated': 'The wish was said anew since: sign it anew',
  'publishing.prepared.hindered': 'Cannot be sent as it stands.',
  'publishing.prepared.today.hindered':
    '{code}: the day has come for a text that is signed, but it cannot be sent as it stands. {why}',
  'publishing.prepared.today.anew':
    '{code}: a text that was signed for the day that may come could not be sent as it stands. {why}',
  'publishing.prepared.today.gone':
    '{code}: a text that was signed for a day that may come is signed no more; have it signed anew.',
  'publishing.prepared.today': '{code}: the day has come for a text that is signed and ready',
  'publishing.error.stated': 'Please confirm that you know it.',
} as const

type PreparedMessages = Record<keyof typeof preparedEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends PreparedMessages {}
}
