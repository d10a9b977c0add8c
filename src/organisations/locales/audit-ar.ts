import type { auditEn } from './audit-en.ts'

export const auditAr = {
  'office.audit': 'سلسلة التدقيق',
  'office.audit.open': 'كيف يُحمى السجل',
  'office.audit.text':
    'كل تغيير، وكل فتح لملف مختوم، يُربط في سلسلة واحدة تضم جميع أحداث هذا الخادم. ومن يغيّر قيدًا أو يحذفه أو يضيفه لاحقًا يكسرها.',
  'office.audit.unchecked': 'لم تُفحص السلسلة بعد.',
  'office.audit.whole': 'كانت السلسلة سليمة عند آخر فحص، {at}. عدد الحلقات: {links}، وعدد الأحداث: {events}.',
  'office.audit.broken': 'السلسلة مكسورة عند الحلقة {link}',
  'office.audit.broken.do':
    'اكتُشف ذلك {at}. أبلغوا مشغّل هذا الخادم والمنظمات الأخرى، واحتفظوا بالرسائل التي تحمل البصمات الموقّعة، ولا تعتمدوا على السجل حتى يُفسَّر الأمر.',
  'office.audit.fault.link-missing': 'الحلقة مفقودة.',
  'office.audit.fault.link-changed': 'غُيّرت الحلقة، أو لم تُصنع بمفتاح هذا الخادم.',
  'office.audit.fault.link-misplaced': 'الحلقة لا تتبع الحلقة التي قبلها.',
  'office.audit.fault.events-missing': 'حُذفت أحداث.',
  'office.audit.fault.events-added': 'أُدخلت أحداث لاحقًا.',
  'office.audit.fault.events-changed': 'غُيّرت أحداث أو بُدّلت أو استُعيض عنها بغيرها.',
  'office.audit.fault.events-ahead': 'هناك أحداث أدخلها أحد بيده.',
  'office.audit.fault.cut':
    'تنتهي السلسلة قبل حلقة تذكرها بصمة موقّعة: فقد قُطعت، أو استُعيدت نسخة احتياطية أقدم.',
  'office.audit.fault.rewritten': 'تقول بصمة موقّعة غير ذلك: كُتبت هذه الحلقة، أو حلقة قبلها، من جديد.',
  'office.audit.head': 'آخر بصمة موقّعة',
  'office.audit.head.text': 'صُنعت {at}. فيها عددان وبصمة، ولا تسمّي أحدًا.',
  'office.audit.head.none': 'لم تُوقّع أي بصمة بعد',
  'office.audit.mail': 'البصمات بالبريد',
  'office.audit.mail.text':
    'تُرسل أحدث بصمة موقّعة كل أسبوع إلى عنوان لكم. وإذا حُفظت بعيدًا عن متناول من يشغّل هذا الخادم أثبتت كيف كان السجل حينها.',
  'office.audit.address': 'عنوان التدقيق',
  'office.audit.address.hint':
    'الأفضل صندوق بريد يحفظه عدة أشخاص ولا يستطيع المشغّل فتحه. يُسأل بالبريد أولاً، ثم تصل أحدث بصمة خلال عشر دقائق.',
  'office.audit.saved': 'حُفظ. يصل إلى العنوان الجديد أولاً بريد فيه رابط، ولا تُرسل إليه البصمات إلا بعد تأكيده.',
  'office.audit.unconfirmed': 'لم يُؤكَّد بعد: لا تُرسل إليه أي بصمة. احفظه مرة أخرى ليُرسل الرابط من جديد.',
  'office.audit.confirmed': 'أُكّد في {at}',
  'office.audit.confirm.title': 'تأكيد عنوان التدقيق هذا',
  'office.audit.confirm.text':
    'طلبت منظمة أن تُرسل البصمات الموقّعة لسلسلة تدقيقها إلى صندوق البريد هذا: رسالة واحدة كل أسبوع، فيها عددان وبصمة. لا تؤكد إلا إذا كان هذا الصندوق في عهدتك وكنت تتوقع السؤال.',
  'office.audit.confirm.button': 'نعم، أرسلوها إلى هنا',
  'office.audit.confirmed.title': 'أُكّد العنوان',
  'office.audit.confirmed.text': 'تصل البصمات الموقّعة إلى هنا من الآن، واحدة كل أسبوع. يمكنك إغلاق هذه الصفحة.',
  'office.audit.how': 'كيف تتحققون',
  'office.audit.how.keep':
    'احتفظوا بالرسائل التي تحمل البصمات الموقّعة. وإذا لم تصل واحدة مدة أسبوع فاسألوا عن السبب.',
  'office.audit.how.ask': 'أعطوا إحداها، والأقدم أفضل، لمن يشغّل هذا الخادم، وكونوا حاضرين عند تشغيل هذا الأمر:',
  'office.audit.how.read': 'يفحص الأمر جميع الأحداث، ويقول إن السلسلة سليمة أو يسمّي أول حلقة فيها خطأ.',
  'office.audit.how.limit':
    'ومن لا يثق بالجهاز نفسه يتحقق من نسخة من البيانات على جهاز آخر؛ ويلزم لذلك المفتاح الرئيسي.',
  'office.audit.key': 'تُوقّع البصمات بخوارزمية Ed25519 ويُتحقق منها بهذا المفتاح. دوّنوه في مكان آخر:',
  'office.today.chain': 'غيّر أحدٌ ما جرى: سلسلة التدقيق مكسورة',
} as const satisfies Record<keyof typeof auditEn, string>
