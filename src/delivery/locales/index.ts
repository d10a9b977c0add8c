import { broadcasts as broadcastsAr } from './broadcasts-ar.ts'
import { broadcasts as broadcastsEn } from './broadcasts-en.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { console as consoleAr } from './console-ar.ts'
import { console as consoleEn } from './console-en.ts'

export const messages = {
  en: { ...en, ...consoleEn, ...broadcastsEn },
  ar: { ...ar, ...consoleAr, ...broadcastsAr },
}
