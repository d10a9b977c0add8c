/** Closed lists of statements: the row keeps the code, the label is translated. */

/** Her own words, or what she meant in ours. The second never stands in quotation marks. */
export const pointForms = ['verbatim', 'paraphrase'] as const
export type PointForm = (typeof pointForms)[number]

/** Who may read a point, from few to all. */
export const pointVisibilities = ['team', 'room', 'public'] as const
export type PointVisibility = (typeof pointVisibilities)[number]

/** A point may become narrower by one word; wider only by her approval. */
export const isNarrower = (one: PointVisibility, than: PointVisibility): boolean =>
  pointVisibilities.indexOf(one) < pointVisibilities.indexOf(than)

export const pointStates = ['taken', 'read-back', 'approved', 'narrowed', 'withdrawn'] as const
export type PointState = (typeof pointStates)[number]

export const textStates = ['taken', 'translated', 'checked', 'approved'] as const
export type TextState = (typeof textStates)[number]

/** How she approved the words that were read back. */
export const approvalWays = ['written', 'audio', 'oral-with-witness', 'oral', 'lawyer'] as const
/** `link`: by her own hand, behind her link; no form says so. */
export type ApprovalWay = (typeof approvalWays)[number] | 'link'

export interface PointMove {
  from: readonly PointState[]
  to: PointState
}

/** What may happen to a point. The verbs add what the words themselves must meet: a checked translation, her consent. */
export const pointMoves = {
  change: { from: ['taken', 'read-back', 'approved', 'narrowed'], to: 'taken' },
  'read-back': { from: ['taken', 'read-back', 'narrowed'], to: 'read-back' },
  approve: { from: ['read-back'], to: 'approved' },
  // a further translation, checked, is approved beside what was approved before
  'approve-more': { from: ['approved'], to: 'approved' },
  narrow: { from: ['taken', 'read-back', 'approved', 'narrowed'], to: 'narrowed' },
  withdraw: { from: ['taken', 'read-back', 'approved', 'narrowed'], to: 'withdrawn' },
} as const satisfies Record<string, PointMove>
export type PointMoveName = keyof typeof pointMoves

export const mayMove = (state: PointState, name: PointMoveName): boolean =>
  (pointMoves[name].from as readonly PointState[]).includes(state)

/** Languages in which a person may speak: ISO 639, the code is kept and shown by its name. */
export const spokenLanguages = [
  ...['am', 'ar', 'az', 'be', 'bn', 'bo', 'de', 'en', 'es', 'fa', 'fr', 'ha', 'he', 'hi', 'ht', 'hy', 'id'],
  ...['ka', 'kk', 'km', 'ku', 'ky', 'lo', 'my', 'ne', 'om', 'ps', 'pt', 'ro', 'ru', 'rw', 'si', 'so', 'sq'],
  ...['sr', 'sw', 'ta', 'tg', 'th', 'ti', 'tk', 'tl', 'tr', 'ug', 'uk', 'ur', 'uz', 'vi', 'zh'],
] as const
export type SpokenLanguage = (typeof spokenLanguages)[number]
