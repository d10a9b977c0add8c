import { randomInt } from 'node:crypto'
import type { Language } from '#platform/i18n.ts'

/** Safety: drawn by chance from words that have nothing to do with anybody, so that no haste puts a hint into a name. */
const parts: Record<Language, { birds: readonly string[]; looks: readonly string[] }> = {
  en: {
    birds: words('heron plover curlew sandpiper dunlin avocet petrel gannet linnet siskin wheatear dipper'),
    looks: words('grey amber quiet silver northern early distant winter evening copper slate morning'),
  },
  ar: {
    birds: words('بلشون نورس لقلق كروان بلبل حسون قطرس كركي هدهد سنونو طيطوي زقزاق'),
    looks: words('رمادي هادئ فضي بعيد ذهبي أزرق ساكن شمالي مسائي صباحي شتوي نحاسي'),
  },
}

function words(list: string): readonly string[] {
  return list.split(' ')
}

const draw = (list: readonly string[]): string => list[randomInt(list.length)]!
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** A code name for a new file, none of `taken`; with a number once chance finds no free one. */
export function drawCodeName(language: Language, taken: readonly string[]): string {
  const { birds, looks } = parts[language]
  const known = new Set(taken.map((name) => name.toLowerCase()))
  const name = () =>
    language === 'en' ? `${capital(draw(looks))} ${capital(draw(birds))}` : `${draw(birds)} ${draw(looks)}`
  for (let tries = 0; tries < 40; tries++) {
    const drawn = name()
    if (!known.has(drawn.toLowerCase())) return drawn
  }
  return `${name()} ${randomInt(100, 1000)}`
}
