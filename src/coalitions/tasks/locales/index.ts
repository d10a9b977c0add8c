import { ar } from './ar.ts'
import { en } from './en.ts'

export const messages = { en, ar }
