/** Closed lists of what is known: the row keeps the code, the label is translated. */

export const factKinds = ['fact', 'incident', 'attack'] as const
/** An incident is any fact that may affect safety. */
export type FactKind = (typeof factKinds)[number]

/** SDG indicator 16.10.1, one class per incident. */
export const incidentClasses = [
  'killing',
  'enforced-disappearance',
  'torture',
  'arbitrary-detention',
  'kidnapping',
  'other-harm',
] as const
export type IncidentClass = (typeof incidentClasses)[number]

/** HURIDOCS MT48. */
export const precisions = ['exact', 'estimated', 'day-unknown', 'day-and-month-unknown'] as const
export type Precision = (typeof precisions)[number]

/** HURIDOCS MT42. */
export const reliabilities = [
  'reliable',
  'probably-reliable',
  'uncertain',
  'probably-unreliable',
  'unreliable',
] as const
export type Reliability = (typeof reliabilities)[number]

export const visibilities = ['team', 'coalition', 'public'] as const
export type Visibility = (typeof visibilities)[number]

/** Traffic Light Protocol 2.0 (FIRST). */
export const tlpMarks = ['red', 'amber-strict', 'amber', 'green', 'clear'] as const
export type TlpMark = (typeof tlpMarks)[number]
