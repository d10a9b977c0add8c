import type { console as english } from './console-en.ts'

export const console = {
  'delivery.today.away': 'خادم البريد لا يستقبل الرسائل. كل شيء ينتظر ولا يضيع شيء.',
} as const satisfies Record<keyof typeof english, string>
