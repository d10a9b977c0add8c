import { broadcasts as broadcastsAr } from './broadcasts-ar.ts'
import { broadcasts as broadcastsEn } from './broadcasts-en.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { console as consoleAr } from './console-ar.ts'
import { console as consoleEn } from './console-en.ts'
import { joint as jointAr } from './joint-ar.ts'
import { joint as jointEn } from './joint-en.ts'
import { relay as relayAr } from './relay-ar.ts'
import { relay as relayEn } from './relay-en.ts'

export const messages = {
  en: { ...en, ...consoleEn, ...broadcastsEn, ...jointEn, ...relayEn },
  ar: { ...ar, ...consoleAr, ...broadcastsAr, ...jointAr, ...relayAr },
}
