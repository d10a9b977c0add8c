/** Where a sign of life stands. `late` climbs the ladder by its `step`; what is settled stays settled. */
export const checkInStates = [
  'scheduled',
  'due',
  'ok',
  'ok-by-proxy',
  'duress',
  'late',
  'emergency',
  'resolved',
  'system-gap',
  'cancelled',
] as const
export type CheckInState = (typeof checkInStates)[number]

/** What makes it move. Only these ways exist; the test walks every pair. */
export const causes = [
  'time', // its hour has come, its window is over, a step of the ladder is reached
  'answer', // she answered as agreed
  'proxy', // somebody she named answered for her
  'duress', // the duress word, or a call for help
  'human', // a colleague says how it ended
  'gap', // the server itself was away
  'clock', // the server's clock went back
  'plan', // the plan was changed, paused or ended
] as const
export type Cause = (typeof causes)[number]

/**
 * from → cause → to. Safety: neither an answer nor a proxy ends an emergency or a duress: whoever holds her phone could
 * give it. A colleague says how those ended, in words.
 */
export const transitions: Readonly<Record<CheckInState, Partial<Record<Cause, CheckInState>>>> = {
  scheduled: {
    time: 'due',
    answer: 'ok',
    proxy: 'ok-by-proxy',
    duress: 'duress',
    gap: 'system-gap',
    plan: 'cancelled',
  },
  due: {
    time: 'late',
    answer: 'ok',
    proxy: 'ok-by-proxy',
    duress: 'duress',
    gap: 'system-gap',
    clock: 'scheduled',
    plan: 'cancelled',
  },
  late: { time: 'emergency', answer: 'resolved', proxy: 'resolved', duress: 'duress', human: 'resolved' },
  emergency: { duress: 'duress', human: 'resolved' },
  duress: { human: 'resolved' },
  'system-gap': {
    answer: 'ok',
    proxy: 'ok-by-proxy',
    duress: 'duress',
    clock: 'scheduled',
    human: 'resolved',
  },
  ok: {},
  'ok-by-proxy': {},
  resolved: {},
  cancelled: {},
}

/** Where it goes for this cause; undefined: it stays where it is. */
export const nextState = (from: CheckInState, cause: Cause): CheckInState | undefined =>
  transitions[from][cause]

/** It still waits for somebody or something. */
export const openStates: readonly CheckInState[] = checkInStates.filter(
  (state) => Object.keys(transitions[state]).length > 0,
)

/** A human must look now. */
export const alarmingStates = [
  'late',
  'emergency',
  'duress',
  'system-gap',
] as const satisfies readonly CheckInState[]

export const resolutions = [
  'answered',
  'reached',
  'proxy',
  'safe',
  'misunderstanding',
  'detained',
  'harmed',
  'handed-over',
  'other',
] as const
export type Resolution = (typeof resolutions)[number]
