import { sheetsAr } from './ar.ts'
import { sheetsEn } from './en.ts'

export const messages = { en: sheetsEn, ar: sheetsAr }
