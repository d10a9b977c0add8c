import { calendarAr } from './ar.ts'
import { calendarEn } from './en.ts'

export const messages = { en: calendarEn, ar: calendarAr }
