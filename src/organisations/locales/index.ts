import { ar } from './console-ar.ts'
import { en } from './console-en.ts'

export const messages = { en, ar }
