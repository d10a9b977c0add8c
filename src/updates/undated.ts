/**
 * Words that tell a day by the day of writing ("this morning"): whoever reads the text next week reads another day. A hint
 * to the author, never a block.
 */
const words: Record<string, readonly RegExp[]> = {
  en: [
    /\b(?:this|last|tomorrow|yesterday) (?:morning|afternoon|evening|night|week|month)\b/gi,
    /\b(?:today|tonight|yesterday|tomorrow)\b/gi,
    /\b(?:last|next) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/gi,
  ],
  // \b knows no Arabic letters
  ar: [
    /(?<!\p{L})(?:صباح|مساء|ظهر|ليلة) (?:اليوم|أمس|غد)(?!\p{L})/gu,
    /(?<!\p{L})(?:اليوم|أمس|البارحة|غدًا|غدا|الليلة)(?!\p{L})/gu,
  ],
}

const date =
  /\p{Nd}{1,2}(?:st|nd|rd|th)?[\s.]+(?:of\s+)?\p{L}{3,}|\p{L}{3,} \p{Nd}{1,2}\b|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}/u

/** Such words in sentences that name no date beside them, each once, as they were written. */
export function undatedWords(text: string, language: string): string[] {
  const found = new Set<string>()
  for (const sentence of text.split(/(?<=[.!?؟\n])\s+/u)) {
    if (date.test(sentence)) continue
    let rest = sentence
    for (const pattern of words[language] ?? [])
      rest = rest.replace(pattern, (word) => {
        found.add(word)
        return ' '
      })
  }
  return [...found]
}
