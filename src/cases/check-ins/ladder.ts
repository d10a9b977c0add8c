/** The steps that a team climbs while no word comes, in their order; the last one is the hard limit. */
export const ladderStages = [
  'nudge',
  'second-channel',
  'duty-calls',
  'trusted',
  'lawyer',
  'authorities',
] as const
export type LadderStage = (typeof ladderStages)[number]

export interface LadderStep {
  stage: LadderStage
  /** after the end of the window */
  minutes: number
}

export const defaultLadder: readonly LadderStep[] = [
  { stage: 'nudge', minutes: 15 },
  { stage: 'second-channel', minutes: 30 },
  { stage: 'duty-calls', minutes: 60 },
  { stage: 'trusted', minutes: 120 },
]
export const defaultHardLimit = 240

export interface Climb {
  /** as written down: how far it is, and until when somebody holds the next step back */
  step: number
  lateAt: Date
  heldUntil: Date | undefined
  ladder: readonly LadderStep[]
  hardLimitMinutes: number
}

export interface Reached {
  /** steps whose time has come and that have not rung, counted from 1, ascending */
  steps: { step: number; stage: LadderStage | 'emergency' }[]
  emergency: boolean
}

/**
 * What has to ring now. Safety: whoever took a step holds the next ones back for a while, and nobody holds back the hard
 * limit: it rings whatever was promised.
 */
export function reached(climb: Climb, now: Date): Reached {
  const after = (minutes: number) => climb.lateAt.getTime() + minutes * 60_000
  const last = climb.ladder.length + 1
  const emergency = now.getTime() >= after(climb.hardLimitMinutes) && climb.step < last
  const held = climb.heldUntil !== undefined && now < climb.heldUntil
  const steps = climb.ladder.flatMap(({ stage, minutes }, i) =>
    i + 1 > climb.step && (emergency || (!held && now.getTime() >= after(minutes)))
      ? [{ step: i + 1, stage }]
      : [],
  )
  return {
    steps: emergency ? [...steps, { step: last, stage: 'emergency' as const }] : steps,
    emergency,
  }
}

/** Until when the next step waits for whoever took this one: as long as the team agreed between the two. */
export function holdsUntil(climb: Climb, now: Date): Date {
  const at = (step: number) => (step === 0 ? 0 : (climb.ladder[step - 1]?.minutes ?? climb.hardLimitMinutes))
  const gap = Math.max(5, at(climb.step + 1) - at(climb.step))
  return new Date(now.getTime() + gap * 60_000)
}
