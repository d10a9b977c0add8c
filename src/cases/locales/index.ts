import { ar } from './ar.ts'
import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'
import { en } from './en.ts'

export const messages = { en: { ...en, ...consoleEn }, ar: { ...ar, ...consoleAr } }
