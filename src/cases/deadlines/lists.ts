/** Closed lists of time limits: no law is built in, the legal officer types the day. */

export const limitKinds = ['custody', 'appeal', 'filing', 'payment', 'reporting', 'review', 'other'] as const
export type LimitKind = (typeof limitKinds)[number]

export const limitStates = ['running', 'met', 'missed', 'lifted'] as const
export type LimitState = (typeof limitStates)[number]

/** From where a time limit may go. What was settled by mistake runs again; it is missed only once its moment is past. */
export const limitMoves: Readonly<Record<LimitState, readonly LimitState[]>> = {
  running: ['met', 'missed', 'lifted'],
  met: ['running'],
  missed: ['running', 'met'],
  lifted: ['running'],
}
