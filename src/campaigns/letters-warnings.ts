import { foldName } from '#platform/text/name.ts'
import { holdsLink } from '#platform/text/link-in-text.ts'

/**
 * Beginnings of words that a letter to an official should not hold: threats, insults, calls to force. The list only points
 * the eye of whoever reads; a person decides.
 */
const beginnings = [
  ...['kill', 'murder', 'die', 'death', 'dead', 'hang', 'blood', 'bomb', 'shoot', 'gun', 'weapon', 'burn'],
  ...['destroy', 'revenge', 'attack', 'punish', 'hunt', 'regret', 'threat', 'warn', 'traitor', 'terror'],
  ...['pig', 'dog', 'rat', 'filth', 'scum', 'idiot', 'stupid', 'bastard', 'fuck', 'shit', 'hate', 'nazi'],
  ...['tuer', 'mort', 'sang', 'venge', 'salaud', 'matar', 'muerte', 'sangre', 'vengan'],
  ...['قتل', 'اقتل', 'سنقتل', 'موت', 'دم', 'كلب', 'كلاب', 'خنزير', 'خائن', 'ارهاب', 'انتقام', 'سننتقم'],
  ...['حرق', 'نحرق', 'تفجير', 'سلاح', 'هجوم', 'تهديد', 'لعنه', 'غبي', 'حقير', 'قذر', 'ندم', 'ستندم'],
].map(foldName)

/** Short ones stand alone: "die" is a warning, "diet" is not. */
const whole = new Set(['die', 'gun', 'pig', 'dog', 'rat', 'mort', 'دم'].map(foldName))

export interface LetterWarnings {
  /** as they stand in the letter, each once */
  words: string[]
  link: boolean
  /** more than half of its letters are capitals */
  shouting: boolean
}

export function warningsIn(text: string): LetterWarnings {
  const words = new Set<string>()
  for (const [word] of text.matchAll(/[\p{L}\p{M}’']+/gu)) {
    const folded = foldName(word)
    // Arabic writes "and", "the" and prepositions onto the word
    const bare = folded.replace(/^(?:[وفبلك]?ال|[وف])(?=.{3})/u, '')
    const bad = [folded, bare].some((one) =>
      beginnings.some((start) => (whole.has(start) ? one === start : one.startsWith(start))),
    )
    if (bad) words.add(word)
  }
  const letters = text.match(/\p{L}/gu) ?? []
  const capitals = text.match(/\p{Lu}/gu) ?? []
  return {
    words: [...words].slice(0, 12),
    link: holdsLink(text),
    shouting: letters.length > 40 && capitals.length * 2 > letters.length,
  }
}
