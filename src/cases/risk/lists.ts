/** Closed lists of the safety side: the row keeps the code, the label is translated. */

/** HURIDOCS MT24. */
export const threatActors = [
  'executive',
  'legislative',
  'judicial',
  'pro-government-force',
  'opposition-force',
  'militia',
  'guard',
  'mob',
  'occupying-force',
  'person-with-power',
  'company',
  'landowner',
  'unknown',
] as const
export type ThreatActor = (typeof threatActors)[number]

/** HURIDOCS MT41. */
export const verifications = ['confirmed', 'probable', 'possible', 'unlikely'] as const
export type Verification = (typeof verifications)[number]

export const threatStatuses = ['open', 'escalated', 'dormant', 'ended'] as const
export type ThreatStatus = (typeof threatStatuses)[number]

/** From where a threat may go. What has ended is opened again before anything else. */
export const threatMoves: Readonly<Record<ThreatStatus, readonly ThreatStatus[]>> = {
  open: ['escalated', 'dormant', 'ended'],
  escalated: ['open', 'dormant', 'ended'],
  dormant: ['open', 'escalated', 'ended'],
  ended: ['open'],
}

export const trends = ['rising', 'steady', 'falling', 'unknown'] as const
export type Trend = (typeof trends)[number]
