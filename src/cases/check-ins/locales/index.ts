import { checkInsAr } from './ar.ts'
import { checkInsEn } from './en.ts'

export const messages = { en: checkInsEn, ar: checkInsAr }
