import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'

export const messages = { en: consoleEn, ar: consoleAr }
