/** The do-no-harm review: what an author and a second person ask themselves before something of a person is public. */
export const reviewQuestions = [
  'identify',
  'defence',
  'talks',
  'reprisal',
  'traces',
  'translation',
  'timing',
  'backfire',
] as const
export type ReviewQuestion = (typeof reviewQuestions)[number]

export interface Review {
  /** the questions that gave cause for concern */
  concerns: readonly ReviewQuestion[]
  /** what was found, and what was done about it */
  note?: string | undefined
}

export const nothingFound: Review = { concerns: [] }
