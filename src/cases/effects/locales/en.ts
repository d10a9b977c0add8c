/** What staff read about effects. No wording states a cause. */
export const effectsEn = {
  'effect.tab': 'What changed',
  'effect.one': 'Effect',
  'effect.add': 'Write down what changed',
  'effect.save': 'Save',
  'effect.saved': 'It is saved. What is public changes when the page is published again.',
  'effect.empty.title': 'No change written down yet',
  'effect.empty.text':
    'An effect is what changed for the person, with its day, its evidence and how sure you are. Each organisation then says how it sees it.',
  'effect.empty.room': 'The team has opened no effect to the coalition yet.',
  'effect.no-cause': 'What came before is written down as before. Nothing here says what caused what.',
  'effect.what': 'What changed for the person',
  'effect.what.hint': 'What is different now, as it is known. Write “after”, never “because”.',
  'effect.change': 'How much',
  'effect.change.major-improvement': 'Major improvement',
  'effect.change.moderate-improvement': 'Moderate improvement',
  'effect.change.minor-change': 'Minor change',
  'effect.change.no-change': 'No visible change',
  'effect.change.moderate-worsening': 'Moderate worsening',
  'effect.change.major-worsening': 'Major worsening',
  'effect.change.unknown': 'Change not known',
  'effect.outcome': 'Outcome',
  'effect.outcome.positive': 'Positive',
  'effect.outcome.positive.hint':
    'Unconditional release, charges dropped, acquitted, quashed, the threat ended, relocated.',
  'effect.outcome.partial': 'Partial',
  'effect.outcome.partial.hint':
    'Bail, house arrest, a shorter sentence, transfer, doctor or lawyer granted, whereabouts confirmed, an official reply.',
  'effect.outcome.none': 'None',
  'effect.outcome.none.hint': 'Nothing changed.',
  'effect.outcome.negative': 'Negative',
  'effect.outcome.negative.hint': 'It became worse.',
  'effect.outcome.tragic': 'Tragic',
  'effect.outcome.tragic.hint': 'Death, disappearance, grave and lasting harm.',
  'effect.outcome.unknown': 'Unknown',
  'effect.outcome.unknown.hint': 'It cannot be said yet.',
  'effect.on': 'The day',
  'effect.confidence': 'How sure',
  'effect.confidence.high': 'Sure',
  'effect.confidence.moderate': 'Fairly sure',
  'effect.confidence.low': 'Not very sure',
  'effect.evidence': 'Evidence',
  'effect.evidence.hint': 'What it rests on. Only the team reads it, whoever reads the rest.',
  'effect.after': 'It came after',
  'effect.visibility.hint':
    'The coalition can take a position on what it may read. What is public shows on the page when it is published again.',
  'effect.public': 'For the public',
  'effect.public.text': 'No family, colleagues, hiding places or sources.',
  'effect.joint.in': 'What the organisations say together ({language})',
  'effect.joint.hint': 'Attributed: “The consensus of the coalition’s members is …”',
  'effect.before-now': 'How it read before',
  'effect.position': 'How your organisation sees it',
  'effect.position.hint': 'The coalition reads it. Dissent is kept beside the rest, not voted away.',
  'effect.position.state': 'Say how your organisation sees it',
  'effect.position.agree': 'Agrees',
  'effect.position.in-part': 'Agrees in part',
  'effect.position.dissent': 'Dissents',
  'effect.position.abstain': 'Abstains',
  'effect.position.reason': 'Reason',
  'effect.position.save': 'Save the position',
  'effect.position.saved': 'The position of your organisation is saved.',
} as const

type EffectMessages = Record<keyof typeof effectsEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends EffectMessages {}
}
