import { messages as checkIns } from '../check-ins/locales/index.ts'
import { messages as duty } from '../duty/locales/index.ts'
import { messages as life } from '../life/locales/index.ts'
import { messages as persons } from '../persons/locales/index.ts'
import { messages as risk } from '../risk/locales/index.ts'
import { ar } from './ar.ts'
import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'
import { en } from './en.ts'

/** The case's own, then those of its nouns. */
export const messages = {
  en: { ...en, ...consoleEn, ...checkIns.en, ...duty.en, ...life.en, ...persons.en, ...risk.en },
  ar: { ...ar, ...consoleAr, ...checkIns.ar, ...duty.ar, ...life.ar, ...persons.ar, ...risk.ar },
}
