import type { en } from './en.ts'

export const ar = {
  'joint-letter': 'رسالة مشتركة',
} as const satisfies Record<keyof typeof en, string>
