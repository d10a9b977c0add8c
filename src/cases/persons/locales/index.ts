import { personsAr } from './ar.ts'
import { personsEn } from './en.ts'

export const messages = { en: personsEn, ar: personsAr }
