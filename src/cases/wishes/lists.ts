/** Closed lists of what a person may direct: the row keeps the code, the label is translated. */

export const wishKinds = [
  'go-quiet',
  'how-to-speak',
  'publish-if-arrested',
  'ask-lawyer',
  'exploring',
  'no-family-contact',
  'other',
] as const
export type WishKind = (typeof wishKinds)[number]

/** Kinds that the coalition's room reads too: they hold for every word that is written about the person. */
export const roomKinds: ReadonlySet<WishKind> = new Set(['go-quiet', 'how-to-speak'])

/** How the person said it. */
export const waysGiven = ['written', 'audio', 'oral-witness', 'lawyer'] as const
export type WayGiven = (typeof waysGiven)[number]
