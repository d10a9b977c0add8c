/** Closed lists of liberty: the row keeps the code, the label is translated. */

/** HURIDOCS MT25. */
export const libertyStatuses = [
  'at-liberty',
  'in-hiding',
  'in-exile',
  'held-for-questioning',
  'police-custody',
  'pre-trial-detention',
  'administrative-detention',
  'serving-sentence',
  'hospital-under-guard',
  'house-arrest',
  'incommunicado',
  'whereabouts-unknown',
  'disappeared',
  'abducted',
  'released',
  'escaped',
  'deceased',
  'unknown',
] as const
export type LibertyStatus = (typeof libertyStatuses)[number]

/** Somebody else decides where she is: detention, contact and counsel are asked for. */
export const heldStatuses: readonly LibertyStatus[] = [
  'held-for-questioning',
  'police-custody',
  'pre-trial-detention',
  'administrative-detention',
  'serving-sentence',
  'hospital-under-guard',
  'house-arrest',
  'incommunicado',
  'whereabouts-unknown',
  'disappeared',
  'abducted',
]
export const isHeld = (status: LibertyStatus): boolean => heldStatuses.includes(status)

/**
 * What may follow a status. Nothing follows death but striking it out. Who is released or has escaped was held before;
 * with an unknown status, or none yet, the file may simply have begun late.
 */
export function mayFollow(before: LibertyStatus | undefined, next: LibertyStatus): boolean {
  if (before === 'deceased') return false
  if (before === next) return false
  if (next === 'released' || next === 'escaped')
    return before === undefined || before === 'unknown' || isHeld(before)
  return true
}

export const restrictionKinds = [
  'summons',
  'charge',
  'bail',
  'reporting-duty',
  'travel-ban',
  'passport-withheld',
  'assets-frozen',
  'work-ban',
] as const
export type RestrictionKind = (typeof restrictionKinds)[number]

/** HURIDOCS MT29. */
export const detentionTypes = [
  'administrative',
  'emergency-law',
  'expression',
  'ordinary-minor',
  'specific-crime',
  'security-non-violent',
  'security-violent',
  'other',
] as const

/** HURIDOCS MT30. */
export const contactCodes = [
  'place-revealed',
  'place-not-revealed',
  'family-allowed',
  'family-refused',
  'lawyer-allowed',
  'lawyer-refused',
  'humanitarian-allowed',
  'humanitarian-refused',
  'holding-denied',
] as const

/** HURIDOCS MT31. */
export const counselCodes = [
  'refused',
  'not-requested',
  'before-charge',
  'after-charge',
  'at-interrogation',
  'chosen',
  'appointed',
  'volunteer',
  'private',
  'supervised',
] as const

/** Pairs that cannot both be true. */
export const contradictions: readonly (readonly [string, string])[] = [
  ['place-revealed', 'place-not-revealed'],
  ['family-allowed', 'family-refused'],
  ['lawyer-allowed', 'lawyer-refused'],
  ['humanitarian-allowed', 'humanitarian-refused'],
  ['holding-denied', 'place-revealed'],
]

/** Categories of the Working Group on Arbitrary Detention. */
export const bases = ['i', 'ii', 'iii', 'iv', 'v'] as const
