import { taskAr } from './ar.ts'
import { taskEn } from './en.ts'

export const messages = { en: taskEn, ar: taskAr }
