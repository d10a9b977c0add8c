import { interventionAr } from './ar.ts'
import { interventionEn } from './en.ts'

export const messages = { en: interventionEn, ar: interventionAr }
