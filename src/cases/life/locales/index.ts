import { lifeAr } from './ar.ts'
import { lifeEn } from './en.ts'

export const messages = { en: lifeEn, ar: lifeAr }
