import { crisisAr } from './ar.ts'
import { crisisEn } from './en.ts'

export const messages = { en: crisisEn, ar: crisisAr }
