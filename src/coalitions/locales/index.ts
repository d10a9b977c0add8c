import { messages as tasks } from '../tasks/locales/index.ts'
import { messages as texts } from '../texts/locales/index.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'

export const messages = {
  en: { ...en, ...tasks.en, ...texts.en },
  ar: { ...ar, ...tasks.ar, ...texts.ar },
}
