import { ar } from './ar.ts'
import { console as consoleAr } from './console-ar.ts'
import { console as consoleEn } from './console-en.ts'
import { en } from './en.ts'

export const messages = { en: { ...en, ...consoleEn }, ar: { ...ar, ...consoleAr } }
