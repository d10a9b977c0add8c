import { factsAr } from './ar.ts'
import { factsEn } from './en.ts'

export const messages = { en: factsEn, ar: factsAr }
