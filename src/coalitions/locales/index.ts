import { messages as texts } from '../texts/locales/index.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'

export const messages = { en: { ...en, ...texts.en }, ar: { ...ar, ...texts.ar } }
