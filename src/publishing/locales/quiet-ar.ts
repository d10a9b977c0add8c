import type { quietEn } from './quiet-en.ts'

export const quietAr = {
  'publishing.quiet': 'هذه القضية صامتة. لا يمكن أن يُنشر منها شيء إلى أن يُنهي شخصان الصمت.',
  'publishing.quiet.title': 'الصمت',
  'publishing.quiet.tab': 'الصمت',
  'publishing.quiet.what':
    'يُنزل صفحات هذه القضية ونماذجها وموجزاتها وصورها فورًا، ويوقف الرسائل التي لم تخرج بعد. يقرأ الزوار نصًا محايدًا واحدًا. يُحفظ ما كان مختومًا، ويستطيع شخصان إعادته.',
  'publishing.quiet.button': 'إلى الصمت الآن',
  'publishing.quiet.begun':
    '{count, plural, zero {القضية صامتة. لم يكن منها شيء منشورًا.} one {القضية صامتة. أُنزلت صفحة واحدة.} two {القضية صامتة. أُنزلت صفحتان.} few {القضية صامتة. أُنزلت # صفحات.} many {القضية صامتة. أُنزلت # صفحة.} other {القضية صامتة. أُنزلت # صفحة.}}',
  'publishing.quiet.mark': 'صامتة',
  'publishing.quiet.since': 'منذ {at}، بيد {name}. لا شيء من هذه القضية منشور، ولا يمكن أن يُنشر منها شيء.',
  'publishing.quiet.over': 'انتهى صمت هذه القضية.',
  'publishing.quiet.end': 'إعادة ما كان',
  'publishing.quiet.end.text':
    'توقّع أولًا ثم يؤكد شخص ثانٍ؛ عندئذ يعود منشورًا كما كان كل ما بقيت له موافقاته. وما فقد موافقة لا يعود. والرسائل التي أوقفت تمضي إلى من لم تصله ولم يغادر في هذه الأثناء.',
  'publishing.quiet.end.button': 'التوقيع وطلب شخص ثانٍ',
  'publishing.quiet.ended': 'انتهى الصمت. ما له موافقاته منشور من جديد.',
  'publishing.quiet.returning': 'ما كان منشورًا',
  'publishing.quiet.returning.caption':
    '{count, plural, zero {لا صفحات} one {صفحة واحدة} two {صفحتان} few {# صفحات} many {# صفحة} other {# صفحة}}',
  'publishing.quiet.returning.col': 'مع التوقيع الثاني',
  'publishing.quiet.returning.back': 'تعود',
  'publishing.quiet.returning.stays': 'لا تعود',
  'publishing.quiet.returning.missing': 'لا موافقة على: {items}',
  'publishing.quiet.returning.waits': 'تبقى محفوظة إلى أن يُبتّ في السحب الآخر المشكوك فيه.',
} as const satisfies Record<keyof typeof quietEn, string>
