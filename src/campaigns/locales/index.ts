import { ar } from './ar.ts'
import { byHand as byHandAr } from './by-hand-ar.ts'
import { byHand as byHandEn } from './by-hand-en.ts'
import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'
import { en } from './en.ts'
import { letters as lettersAr } from './letters-ar.ts'
import { letters as lettersEn } from './letters-en.ts'
import { paper as paperAr } from './paper-ar.ts'
import { paper as paperEn } from './paper-en.ts'
import { partnerPages as partnerPagesAr } from './partner-pages-ar.ts'
import { partnerPages as partnerPagesEn } from './partner-pages-en.ts'

export const messages = {
  en: { ...en, ...lettersEn, ...byHandEn, ...paperEn, ...partnerPagesEn, ...consoleEn },
  ar: { ...ar, ...lettersAr, ...byHandAr, ...paperAr, ...partnerPagesAr, ...consoleAr },
}
