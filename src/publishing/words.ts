import { longestCompared } from '#platform/text/compare-words.ts'
/** Safety: a link says where it leads, so another address is another text. */
const unmarked = (html: string): string =>
  html.replace(/<[^>]*>/gu, (mark) => `\n${/\shref="([^"]*)"/u.exec(mark)?.[1] ?? ''}\n`)

/** Every text in a document, without the marks of HTML and the keys of files. */
function textsIn(value: unknown, without: ReadonlySet<string>): string[] {
  const texts: string[] = []
  const walk = (part: unknown): void => {
    if (typeof part === 'string') texts.push(part)
    else if (typeof part === 'number') texts.push(String(part))
    else if (Array.isArray(part)) part.forEach(walk)
    else if (part !== null && typeof part === 'object')
      // in one order, whoever wrote it: the database keeps its own
      for (const [, one] of Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) walk(one)
  }
  walk(value)
  return texts.filter((text) => !without.has(text)).map(unmarked)
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** Our own rendered Markdown as plain paragraphs, for comparing. */
export const plainOf = (html: string): string =>
  html
    .replace(/<\/(?:p|li|h\d|blockquote)>|<br\s*\/?>/gu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replace(/&(\w+|#39);/gu, (whole, name: string) => entities[name] ?? whole)
    .replace(/\n{3,}/gu, '\n\n')
    .trim()

/** What a reader could learn, word by word. @param without keys of files */
export const wordsOf = (value: unknown, without: ReadonlySet<string> = new Set()): string[] =>
  textsIn(value, without)
    .flatMap((text) => text.split(/\s+/u))
    .map((word) => word.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, ''))
    .filter((word) => word !== '')

/** The same by sentence: one that lost a word is another one ("no arrest is expected"). */
export const sentencesOf = (value: unknown, without: ReadonlySet<string> = new Set()): string[] =>
  textsIn(value, without)
    .flatMap((text) => text.split(/(?<=[.!?؟…])\s+|\n/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')

/** How many words stand in `after` that did not stand in `before`, each as often as it is there. */
export function wordsAdded(before: readonly string[], after: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of before) left.set(word, (left.get(word) ?? 0) + 1)
  let added = 0
  for (const word of after) {
    const known = left.get(word) ?? 0
    if (known > 0) left.set(word, known - 1)
    else added++
  }
  return added
}

export interface Changed {
  added: number
  gone: number
}

/** How many words came and went, in order: a word that moved went and came. Beyond a length all counts as changed. */
export function changedWords(before: readonly string[], after: readonly string[]): Changed {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let [a, b] = [before.length, after.length]
  while (a > start && b > start && before[a - 1] === after[b - 1]) {
    a--
    b--
  }
  const [gone, added] = [before.slice(start, a), after.slice(start, b)]
  const same = gone.length > longestCompared || added.length > longestCompared ? 0 : inCommon(gone, added)
  return { added: added.length - same, gone: gone.length - same }
}

/** The length of the longest sequence that both have. */
function inCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Uint16Array(b.length + 1)
  for (const word of a) {
    const next = new Uint16Array(b.length + 1)
    for (const [j, other] of b.entries())
      next[j + 1] = word === other ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!)
    row = next
  }
  return row[b.length]!
}
