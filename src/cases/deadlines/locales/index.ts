import { deadlineAr } from './ar.ts'
import { deadlineEn } from './en.ts'

export const messages = { en: deadlineEn, ar: deadlineAr }
