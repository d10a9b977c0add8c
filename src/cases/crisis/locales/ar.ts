import type { crisisEn } from './en.ts'

export const crisisAr: Record<keyof typeof crisisEn, string> = {
  'crisis.title': 'شخص في خطر الآن',
  'crisis.intro': 'دوّن ما تعرفه من المكالمة. يُفتح الملف لك ولزميل واحد فقط، ولا يصبح شيء علنيًا بذلك.',
  'crisis.who': 'من في خطر؟',
  'crisis.who.hint': 'الاسم في أوراقها الرسمية، بقدر ما تسمعه. مختوم، للفريق فقط.',
  'crisis.reason': 'ماذا حدث؟',
  'crisis.colleague': 'أي زميل سينظر في الأمر معك؟',
  'crisis.colleague.hint': 'يرى الملف كله، وهو الموقّع الثاني قبل أن يصبح أي شيء علنيًا.',
  'crisis.alone': 'أنت وحدك في منظمتك: ستوقّع وحدك، ويذكر السجل ذلك.',
  'crisis.code.hint': 'اختير بالمصادفة. يظهر في القوائم والعناوين والرسائل بدل اسمها.',
  'crisis.sure': 'أنت المسؤول عن هذا الملف. يمكن تغيير كل هذا لاحقًا.',
  'crisis.open': 'افتح الملف',
  'crisis.opened': 'فُتح الملف {code}. اسألها الآن، أو من يتحدث باسمها، عمّا تسمح به.',
  'cases.step.label': 'الخطوة التالية',
  'cases.step.person': 'أضفها إلى الملف',
  'cases.step.consent': 'سجّل ما تسمح به',
  'cases.step.wording': 'اكتب ما سيقرؤه الجمهور',
  'cases.step.publish': 'اطلب أن تصبح صفحتها علنية',
  'cases.step.signature': 'صفحتها بانتظار توقيع ثانٍ',
}
