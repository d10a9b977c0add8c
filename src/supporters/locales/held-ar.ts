import type { held as english } from './held-en.ts'

export const held = {
  'supporter.held.address': 'عنوان البريد',
  'supporter.held.name': 'الاسم',
  'supporter.held.country': 'البلد',
  'supporter.held.language': 'اللغة',
  'supporter.held.locked': 'لا يغيّر أحد بياناتك عبر رابط، كما طُلب من هذا البريد',
  'supporter.held.change.before': '{part} قبل التغيير',
  'supporter.held.change': '{part} بعد تغيير عبر رابط',
  'supporter.held.change.undone': '{part} بعد تغيير عبر رابط، وقد أُلغي التغيير',
  'supporter.held.opt-in': 'طلبتَ أن تصلك أخبارنا، بهذه الكلمات',
  'supporter.held.opt-in.open': 'سُئلتَ إن كنت تريد أخبارنا؛ ولم يُؤكَّد ذلك',
  'supporter.held.opt-in.ended': 'طلبتَ أخبارنا في وقت سابق؛ وقد انتهى ذلك',
  'supporter.held.message': 'رسالة الدعم التي كتبتها',
  'supporter.held.email': 'رسالتك إلى مسؤول',
  'supporter.held.call': 'مكالمتك مع مسؤول',
  'supporter.held.signature': 'توقيعك',
  'supporter.held.signature.letter': 'توقيعك على النسخة {version} من الرسالة ({language})، المنشورة في {on}',
  'supporter.held.follow': 'متابعتك لقضية',
} as const satisfies Record<keyof typeof english, string>
