/** Closed lists of interventions: the row keeps the code, the label is translated. */

export const addressees = [
  'embassy',
  'minister',
  'special-procedure',
  'regional-body',
  'parliament',
  'trial-observation',
  'grant',
  'relocation',
  'authority',
  'other',
] as const
export type Addressee = (typeof addressees)[number]

export const interventionChannels = [
  'letter',
  'meeting',
  'call',
  'message',
  'submission',
  'visit',
  'other',
] as const
export type InterventionChannel = (typeof interventionChannels)[number]

/** HURIDOCS MT27. */
export const authorityResponses = [
  'helped',
  'increased-pressure',
  'promised',
  'denied',
  'asked-for-more',
  'token-reply',
  'no-reply',
] as const
export type AuthorityResponse = (typeof authorityResponses)[number]

export const interventionStates = ['planned', 'made', 'answered', 'dropped'] as const
export type InterventionState = (typeof interventionStates)[number]

/** From where an intervention may go. What was made cannot be unmade; another answer replaces the first. */
export const interventionMoves: Readonly<Record<InterventionState, readonly InterventionState[]>> = {
  planned: ['made', 'dropped'],
  made: ['answered'],
  answered: ['answered'],
  dropped: ['planned'],
}
