/** A joint letter names one organisation itself: the one that answers for it. Who signed it stands beside it, each in a row. */

/** What is looked at here of the body of a joint letter, whose module stands above this one. */
interface LetterBody {
  letterId: string
  organisationId?: string
}

export const isLetter = (body: object): body is LetterBody => 'letterId' in body

/** A letter stands without the name of who wrote it, like an update. */
export function keepAuthor<T extends LetterBody>(body: T, may: (id: string) => boolean): T {
  const { organisationId: owner, ...rest } = body
  return { ...rest, ...(owner && may(owner) ? { organisationId: owner } : {}) } as T
}
