import { riskAr } from './ar.ts'
import { riskEn } from './en.ts'

export const messages = { en: riskEn, ar: riskAr }
