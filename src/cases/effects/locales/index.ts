import { effectsAr } from './ar.ts'
import { effectsEn } from './en.ts'

export const messages = { en: effectsEn, ar: effectsAr }
