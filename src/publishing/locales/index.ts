import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'
import { signingAr } from './signing-ar.ts'
import { signingEn } from './signing-en.ts'

export const messages = {
  en: { ...consoleEn, ...signingEn },
  ar: { ...consoleAr, ...signingAr },
}
