import { ar } from './ar.ts'
import { en } from './en.ts'
import { letters as lettersAr } from './letters-ar.ts'
import { letters as lettersEn } from './letters-en.ts'

export const messages = { en: { ...en, ...lettersEn }, ar: { ...ar, ...lettersAr } }
