/** Closed lists of what changed: the row keeps the code, the label is translated. */

/** HURIDOCS MT44. */
export const changes = [
  'major-improvement',
  'moderate-improvement',
  'minor-change',
  'no-change',
  'moderate-worsening',
  'major-worsening',
  'unknown',
] as const
export type Change = (typeof changes)[number]

/** Bail is partial. */
export const outcomes = ['positive', 'partial', 'none', 'negative', 'tragic', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]

export const confidences = ['high', 'moderate', 'low'] as const
export type Confidence = (typeof confidences)[number]

export const positions = ['agree', 'in-part', 'dissent', 'abstain'] as const
export type Position = (typeof positions)[number]
