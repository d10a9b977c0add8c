/** Closed lists of proceedings: the row keeps the code, the label is translated. */

export const proceedingKinds = [
  'criminal',
  'civil',
  'defamation',
  'administrative',
  'constitutional',
  'habeas',
  'bail',
  'immigration',
  'regional',
  'un',
  'counter-suit',
  'against-lawyers',
] as const
export type ProceedingKind = (typeof proceedingKinds)[number]

export const partyRoles = ['defendant', 'complainant', 'witness'] as const
export type PartyRole = (typeof partyRoles)[number]

/** HURIDOCS MT32. */
export const courtKinds = [
  'ordinary',
  'military',
  'special',
  'emergency',
  'religious',
  'traditional',
  'administrative',
  'constitutional',
  'international',
  'other',
  'unknown',
] as const

export const proceedingStates = ['open', 'suspended', 'appealed', 'ended'] as const
export type ProceedingState = (typeof proceedingStates)[number]

/** From where proceedings may go. What has ended goes on only by an appeal or by being taken up again. */
export const proceedingMoves: Readonly<Record<ProceedingState, readonly ProceedingState[]>> = {
  open: ['suspended', 'appealed', 'ended'],
  suspended: ['open', 'ended'],
  appealed: ['open', 'suspended', 'ended'],
  ended: ['appealed', 'open'],
}

export const outcomes = [
  'acquitted',
  'dropped',
  'convicted',
  'settled',
  'granted',
  'rejected',
  'withdrawn',
  'other',
] as const

export const chargeStates = ['announced', 'brought', 'dropped', 'acquitted', 'convicted'] as const
export type ChargeState = (typeof chargeStates)[number]

/** A verdict may fall again in a higher court; what was dropped may be brought anew. */
export const chargeMoves: Readonly<Record<ChargeState, readonly ChargeState[]>> = {
  announced: ['brought', 'dropped'],
  brought: ['dropped', 'acquitted', 'convicted'],
  dropped: ['brought'],
  acquitted: ['convicted', 'brought'],
  convicted: ['acquitted', 'brought'],
}

export const hearingKinds = [
  'first-appearance',
  'detention-review',
  'preliminary',
  'trial',
  'verdict',
  'sentencing',
  'appeal',
  'interrogation',
  'other',
] as const
export type HearingKind = (typeof hearingKinds)[number]

export const opennesses = ['public', 'closed', 'unknown'] as const
export type Openness = (typeof opennesses)[number]

export const hearingStates = ['scheduled', 'held', 'adjourned', 'cancelled'] as const
export type HearingState = (typeof hearingStates)[number]
