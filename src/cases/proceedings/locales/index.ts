import { proceedingAr } from './ar.ts'
import { proceedingEn } from './en.ts'

export const messages = { en: proceedingEn, ar: proceedingAr }
