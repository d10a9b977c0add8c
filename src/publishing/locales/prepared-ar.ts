import type { preparedEn } from './prepared-en.ts'

export const preparedAr = {
  'publishing.prepared.ground': 'كيف تعلم ذلك؟',
  'publishing.prepared.liberty': 'حريتها في الملف: {status}، منذ {since}',
  'publishing.prepared.fact': 'واقعة بتاريخ {on}: {statement}',
  'publishing.prepared.stated': 'أعلم أن ذلك قد حدث',
  'publishing.prepared.waits': 'ينتظر: لا يُنشر إلا {condition}',
  'publishing.prepared.waits.text':
    'لا يقول الملف بعد إن ذلك حدث. سجّل حال حريتها أو الواقعة أولًا؛ عندئذ يستطيع عضو واحد في الفريق إرساله.',
  'publishing.prepared.to-liberty': 'تسجيل حال حريتها',
  'publishing.prepared.to-facts': 'تسجيل واقعة',
  'publishing.prepared.not-yet': 'لا يقول الملف إن ذلك حدث. سجّل حال حريتها أو الواقعة أولًا.',
  'publishing.prepared.more-needed':
    'المعلن اليوم أقل مما كان يوم وُقّع، فيلزمه من التواقيع أكثر مما عليه. اطلب التوقيع عليه من جديد.',
  'publishing.prepared.words-missing':
    'المنظمات التي تقف خلف هذا النص أقل مما يطلبه الميثاق الآن. يمكن لمن لم تقل شيئًا أن توافق عليه كما هو، في الصفحة التي وُقّع فيها؛ ولا يلزم توقيع جديد.',
  'publishing.prepared.no-wish': 'لا توجد رغبة سارية «انشروا هذا إن اعتُقلت». دوّن أولًا ما توجّه به.',
  'publishing.prepared.none': 'لا نص جاهزًا لهذا اليوم',
  'publishing.prepared.none.text': 'وقّع الصفحة سلفًا لتُنشر «إن اعتُقلت». عندئذ يكفي شخص واحد لإرسالها.',
  'publishing.prepared.prepare': 'إعداد الصفحة',
  'publishing.prepared.ready':
    '{count, plural, zero {لا نص جاهزًا لهذا اليوم} one {نص واحد جاهز لهذا اليوم} two {نصان جاهزان لهذا اليوم} few {# نصوص جاهزة لهذا اليوم} many {# نصًا جاهزًا لهذا اليوم} other {# نص جاهز لهذا اليوم}}',
  'publishing.prepared.come': 'جاء هذا اليوم',
  'publishing.prepared.outdated': 'قيلت الرغبة من جديد بعد ذلك: وقّعه من جديد',
  'publishing.prepared.hindered': 'لا يمكن إرساله كما هو.',
  'publishing.prepared.today.hindered': '{code}: جاء يوم نص موقّع، لكن لا يمكن إرساله كما هو. {why}',
  'publishing.prepared.today.anew': '{code}: نص وُقّع لليوم الذي قد يأتي لا يمكن إرساله كما هو. {why}',
  'publishing.prepared.today.gone': '{code}: نص وُقّع ليوم قد يأتي لم يعد موقّعًا؛ اطلب التوقيع عليه من جديد.',
  'publishing.prepared.today': '{code}: جاء يوم نص موقّع وجاهز',
  'publishing.error.stated': 'أكّد من فضلك أنك تعلم ذلك.',
} as const satisfies Record<keyof typeof preparedEn, string>
