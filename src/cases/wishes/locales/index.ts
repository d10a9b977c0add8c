import { wishesAr } from './ar.ts'
import { wishesEn } from './en.ts'

export const messages = { en: wishesEn, ar: wishesAr }
