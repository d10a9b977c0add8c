/** Lists from the practice of protection organisations; the row keeps the code, the label is translated. */

export const openingReasons = [
  'arrest-feared',
  'arrested',
  'charged',
  'threatened',
  'attacked',
  'disappeared',
  'travel-ban',
  'smeared',
  'other',
] as const
export type OpeningReason = (typeof openingReasons)[number]

export const closingReasons = [
  'safe',
  'released',
  'charges-dropped',
  'acquitted',
  'served',
  'relocated',
  'died',
  'at-request',
  'lost-contact',
  'handed-over',
  'outside-mandate',
  'unfounded',
  'duplicate',
] as const
export type ClosingReason = (typeof closingReasons)[number]

export const harms = [
  'arrest',
  'attack',
  'lawsuit',
  'travel-ban',
  'disappearance',
  'smear',
  'harm-to-family',
  'ill-treatment',
] as const
export type Harm = (typeof harms)[number]

/** How a case came out for the person. Bail is partial: whoever waits for a trial is not free. */
export const outcomes = ['positive', 'partial', 'none', 'negative', 'tragic', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]
