/** Beyond so many words a text is compared as a whole: a table of all pairs would grow too large. */
export const longestCompared = 4000

export interface Passage {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** What changed between two texts, word by word: the longest that both have in common stays. */
export function compareWords(before: string, after: string): Passage[] {
  const split = (text: string) => text.split(/(?<=\s)/u).filter((word) => word !== '')
  const [a, b] = [split(before), split(after)]
  if (a.length > longestCompared || b.length > longestCompared || before === '' || after === '')
    return [
      ...(before ? [{ kind: 'gone' as const, text: before }] : []),
      ...(after ? [{ kind: 'new' as const, text: after }] : []),
    ]
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  const passages: Passage[] = []
  const add = (kind: Passage['kind'], text: string) => {
    const last = passages.at(-1)
    if (last?.kind === kind) last.text += text
    else passages.push({ kind, text })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('same', a[i]!)
      i++
      j++
    } else if (j >= b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      add('gone', a[i++]!)
    else add('new', b[j++]!)
  }
  return passages
}
