import { ar } from './ar.ts'
import { consoleTexts as consoleAr } from './console-ar.ts'
import { consoleTexts as consoleEn } from './console-en.ts'
import { en } from './en.ts'
import { held as heldAr } from './held-ar.ts'
import { held as heldEn } from './held-en.ts'

export const messages = {
  en: { ...en, ...heldEn, ...consoleEn },
  ar: { ...ar, ...heldAr, ...consoleAr },
}
