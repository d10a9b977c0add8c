import type { console as english } from './console-en.ts'

export const console = {
  'delivery.today.away': 'خادم البريد لا يستقبل الرسائل. كل شيء ينتظر ولا يضيع شيء.',
  'delivery.today.parked':
    '{count, plural, zero {لا طلبات متعثرة} one {تعذّر استلام طلب واحد من زائر} two {تعذّر استلام طلبين من زوار} few {تعذّر استلام # طلبات من زوار} many {تعذّر استلام # طلبًا من زوار} other {تعذّر استلام # طلب من زوار}}',
  'delivery.today.unknown':
    '{count, plural, zero {لا رسائل مجهولة المصير} one {رسالة واحدة ربما خرجت وربما لم تخرج} two {رسالتان ربما خرجتا وربما لم تخرجا} few {# رسائل ربما خرجت وربما لم تخرج} many {# رسالة ربما خرجت وربما لم تخرج} other {# رسالة ربما خرجت وربما لم تخرج}}',
  'delivery.mail.title': 'البريد والاستلام',
  'delivery.mail.well': 'خادم البريد يستقبل رسائلنا.',
  'delivery.mail.away': 'غائب منذ {since}. نعيد المحاولة من تلقاء أنفسنا، كل ثانية أولًا ثم كل دقيقة.',
  'delivery.mail.waiting':
    '{count, plural, =0 {لا رسالة مفردة تنتظر.} zero {لا رسالة مفردة تنتظر.} one {رسالة مفردة واحدة تنتظر.} two {رسالتان مفردتان تنتظران.} few {# رسائل مفردة تنتظر.} many {# رسالة مفردة تنتظر.} other {# رسالة مفردة تنتظر.}}',
  'delivery.mail.none': 'لا رسالة مفردة متعثرة.',
  'delivery.mail.trouble': 'الرسائل المفردة المتعثرة، الأحدث أولًا',
  'delivery.mail.unknown.why':
    '«مجهول» يعني أن آخر بايت ربما وصل إلى خادم البريد قبل انقطاع الاتصال. لا تُرسل هذه الرسالة ثانية من تلقاء نفسها، لأنها قد تصل مرتين.',
  'delivery.mail.kind': 'ما هي',
  'delivery.mail.state': 'الحالة',
  'delivery.mail.at': 'متى',
  'delivery.mail.reply': 'الجواب',
  'delivery.mail.state.unknown': 'مجهول',
  'delivery.mail.state.hard': 'مرفوضة',
  'delivery.mail.state.waiting': 'تنتظر محاولة أخرى',
  'delivery.parked.title': 'طلبات تعذّر استلامها',
  'delivery.parked.text':
    'فشل كل منها ثلاث مرات فوُضع جانبًا، مختومًا كما وصل. لم يضع شيء: بعد إصلاح السبب دعها تُجرَّب ثانية. قد يكون أحدها سحبًا، فلا تنتظر.',
  'delivery.parked.row': 'الصف',
  'delivery.parked.lane.leaving': 'مغادرة أو سحب',
  'delivery.parked.lane.confirming': 'تأكيد',
  'delivery.parked.lane.acting': 'تحرك',
  'delivery.parked.retry': 'جرّبها كلها ثانية',
  'delivery.parked.retried':
    '{count, plural, zero {لا طلب يُجرَّب.} one {يُجرَّب طلب واحد ثانية.} two {يُجرَّب طلبان ثانية.} few {تُجرَّب # طلبات ثانية.} many {يُجرَّب # طلبًا ثانية.} other {يُجرَّب # طلب ثانية.}}',
} as const satisfies Record<keyof typeof english, string>
