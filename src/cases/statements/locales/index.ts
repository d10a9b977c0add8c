import { statementsAr } from './ar.ts'
import { statementsEn } from './en.ts'

export const messages = { en: statementsEn, ar: statementsAr }
