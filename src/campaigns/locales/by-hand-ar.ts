import type { byHand as english } from './by-hand-en.ts'

export const byHand = {
  'by-hand.title': 'تسجيل ما وصل بطريق آخر',
  'by-hand.intro':
    'لمن اتصلوا أو كتبوا أو جاؤوا. يظهر منفصلًا بعبارة «سجّله الفريق»، ولا يضاف أبدًا إلى عدد المؤكَّدين، ويُشكر أصحابه كغيرهم.',
  'by-hand.kind': 'ما الذي وصل؟',
  'by-hand.kind.message': 'رسالة دعم إلى الشخص',
  'by-hand.kind.call': 'مكالمة مع مسؤول أو معنا',
  'by-hand.kind.email': 'رسالة إلى مسؤول',
  'by-hand.kind.signature': 'توقيع على ورق',
  'by-hand.on': 'اليوم الذي حدث فيه',
  'by-hand.first-name': 'الاسم الأول',
  'by-hand.last-name': 'اسم العائلة',
  'by-hand.email': 'البريد الإلكتروني',
  'by-hand.email.hint': 'فقط إن أعطاك الشخص إياه. بدونه يُحسب الفعل ولا يُراسَل أحد.',
  'by-hand.country': 'البلد',
  'by-hand.country.unknown': 'غير معروف',
  'by-hand.language': 'لغة الرسائل إلى هذا الشخص',
  'by-hand.note': 'ما قيل أو أُرسل',
  'by-hand.listed.legend': 'إن كان توقيعًا',
  'by-hand.listed': 'كيف يجوز أن يُذكر هذا الشخص في القائمة التي ستُسلَّم؟',
  'by-hand.listed.full': 'باسمه الكامل وبلده',
  'by-hand.listed.first-name': 'باسمه الأول وبلده',
  'by-hand.listed.country': 'من دون اسم: يُحسب فقط',
  'by-hand.listed.how': 'كيف وافق الشخص على ذلك',
  'by-hand.listed.how.hint':
    'عند ذكر الاسم، مع البريد الإلكتروني حتى يمكن رفع الاسم لاحقًا. مثال: «وضع علامة عند ‹يجوز تسليم اسمي› في ورقتنا يوم 3 مايو.»',
  'by-hand.agreed': 'طلب هذا الشخص أن يعرف كيف تسير الأمور',
  'by-hand.agreement': 'كيف وافق الشخص',
  'by-hand.agreement.hint': 'في جملة، مثل: «طلب هاتفيًا في 3 مايو أن نخبره بما يحدث.» تُحفظ دليلًا.',
  'by-hand.save': 'سجّل',
  'by-hand.saved': 'سُجّل. يمكنك إدخال التالي.',
} as const satisfies Record<keyof typeof english, string>
