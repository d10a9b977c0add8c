/** When what was signed off beforehand may be sent: "publish this if I am arrested". */
export const conditions = [
  'arrested',
  'charged',
  'disappeared',
  'attacked',
  'no-sign-of-life',
  'her-word',
] as const
export type Condition = (typeof conditions)[number]
