import { ar } from './ar.ts'
import { en } from './en.ts'
import { held as heldAr } from './held-ar.ts'
import { held as heldEn } from './held-en.ts'

export const messages = { en: { ...en, ...heldEn }, ar: { ...ar, ...heldAr } }
