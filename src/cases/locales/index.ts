import { messages as life } from '../life/locales/index.ts'
import { messages as persons } from '../persons/locales/index.ts'
import { messages as risk } from '../risk/locales/index.ts'
import { ar } from './ar.ts'
import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'
import { en } from './en.ts'

/** The case's own, then those of its nouns. */
export const messages = {
  en: { ...en, ...consoleEn, ...life.en, ...persons.en, ...risk.en },
  ar: { ...ar, ...consoleAr, ...life.ar, ...persons.ar, ...risk.ar },
}
