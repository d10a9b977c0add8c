import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'
import { quietAr } from './quiet-ar.ts'
import { quietEn } from './quiet-en.ts'
import { signingAr } from './signing-ar.ts'
import { signingEn } from './signing-en.ts'

export const messages = {
  en: { ...consoleEn, ...signingEn, ...quietEn },
  ar: { ...consoleAr, ...signingAr, ...quietAr },
}
