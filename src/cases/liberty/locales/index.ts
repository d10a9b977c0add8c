import { libertyAr } from './ar.ts'
import { libertyEn } from './en.ts'

export const messages = { en: libertyEn, ar: libertyAr }
