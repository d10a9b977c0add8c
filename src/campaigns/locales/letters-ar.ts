import type { letters as english } from './letters-en.ts'

export const letters = {
  'letter.sent-by': 'كتب هذه الرسالة الشخص المذكور أعلاه، وترسلها عنه {organisation} ({website}).',
  'letter.test': 'تجربة: وصلت هذه الرسالة إليك وحدك. وعند إيقاف وضع التجربة تصل إلى المسؤول.',
} as const satisfies Record<keyof typeof english, string>
