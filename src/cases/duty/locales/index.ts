import { dutyAr } from './ar.ts'
import { dutyEn } from './en.ts'

export const messages = { en: dutyEn, ar: dutyAr }
