import { en } from './console-en.ts'

export const ar: Record<keyof typeof en, string> = en
