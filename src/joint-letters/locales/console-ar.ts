import type { console as en } from './console-en.ts'

export const console = {
  'joint-letters': 'الرسائل المشتركة',
} as const satisfies Record<keyof typeof en, string>
