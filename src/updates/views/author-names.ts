import type { Author } from '../document.ts'

/** Names as they are shown, in order. @param withheld what stands for a name that is kept back (`update.author.withheld`) */
export const authorNames = (authors: readonly (Author | string)[], withheld: string): string[] =>
  authors.map((author) =>
    typeof author === 'string' ? author : author.kind === 'withheld' ? withheld : author.name,
  )
