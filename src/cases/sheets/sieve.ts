import type { Person } from '../persons/person.ts'
import type { SheetItem } from './audiences.ts'

const flat = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\u0640]/gu, '')
    .toLowerCase()

/** Words of a name long enough to point at somebody: "Samira", "Haddad", سميرة. */
const namesIn = (text: string | undefined): string[] =>
  flat(text ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)

const wordsOf = ({ legalName, calledName }: Person): string[] => [
  ...namesIn(legalName),
  ...namesIn(calledName),
]

/**
 * Whether the name or the host of an organisation holds a word of somebody's in the file, also where words are written
 * together. It says that a person should look; a name that it does not know it does not find.
 */
export function mayTellOf(
  persons: readonly Pick<Person, 'legalName' | 'calledName' | 'publicName'>[],
  text: string,
): boolean {
  const words = persons.flatMap(({ legalName, calledName, publicName }) =>
    [legalName, calledName, publicName].flatMap(namesIn),
  )
  const said = new Set(namesIn(text))
  const together = namesIn(text).join('')
  return words.some((word) => said.has(word) || (word.length > 3 && together.includes(word)))
}

/** What must stand in no free text of this sheet. */
export interface Hidden {
  persons: readonly Person[]
  /** whole phrases: a place that is not told, a public name that nobody agreed to */
  phrases: readonly string[]
}

/**
 * What passes on to one sheet. It remembers that something was left out, and never what.
 * Safety: a text that names somebody who has not agreed to be named is left out whole; so is one that names a place that is
 * not told. Too much left out can be asked for; too much told cannot be called back.
 */
export class Sieve {
  leftOut = false
  readonly #agreed: (personId: string, item: SheetItem) => boolean
  readonly #words: ReadonlySet<string>
  readonly #phrases: readonly string[]

  constructor(agreed: (personId: string, item: SheetItem) => boolean, hidden: Hidden) {
    this.#agreed = agreed
    const named = hidden.persons.filter(({ id }) => agreed(id, 'name'))
    const unnamed = hidden.persons.filter(({ id }) => !agreed(id, 'name'))
    const mayStand = new Set(named.flatMap(wordsOf))
    // a family shares a name: what one of them may be called by gives the other away no further
    this.#words = new Set(unnamed.flatMap(wordsOf).filter((word) => !mayStand.has(word)))
    const publicNames = unnamed.flatMap(({ id, publicName }) =>
      publicName && !agreed(id, 'pseudonym') ? [publicName] : [],
    )
    // the team's own short names are nobody else's
    const codeNames = hidden.persons.flatMap(({ codeName }) => codeName ?? [])
    this.#phrases = [...hidden.phrases, ...publicNames, ...codeNames]
      .map((text) => flat(text).trim())
      .filter((text) => text.length > 2)
  }

  /** Whether all of them agreed to show it; asked only for what is there. */
  may(persons: readonly Person[], item: SheetItem): boolean {
    const all = persons.length > 0 && persons.every(({ id }) => this.#agreed(id, item))
    if (!all) this.leftOut = true
    return all
  }

  text(words: string | undefined): string | undefined {
    if (!words) return undefined
    if (!this.#tells(flat(words))) return words
    this.leftOut = true
    return undefined
  }

  #tells(text: string): boolean {
    if (this.#phrases.some((phrase) => text.includes(phrase))) return true
    // Arabic writes "and", "to" and "by" onto the name
    return text
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) =>
        [word, word.slice(1), word.slice(2)].some((one) => one.length > 2 && this.#words.has(one)),
      )
  }
}
