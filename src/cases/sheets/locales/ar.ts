import type { sheetsEn } from './en.ts'

export const sheetsAr: Record<keyof typeof sheetsEn, string> = {
  'sheets.emergency.card': 'طوارئ',
  'sheets.emergency.text':
    'المحامي والأسرة والصحة ومن لا يُتصل به أبداً: بضغطة واحدة وبلا سؤال. يحفظها السجل ويراها الفريق.',
  'sheets.emergency.open': 'فتح ورقة الطوارئ',
  'sheets.emergency.title': 'ورقة الطوارئ',
  'sheets.emergency.logged': 'فُتحت في {at}. يحفظ السجل ذلك ويراه بقية الفريق في صفحة «اليوم».',
  'sheets.emergency.lawyers': 'المحامون',
  'sheets.emergency.no-lawyer': 'لا محامي في الملف.',
  'sheets.emergency.at-risk': 'المعرّضون للخطر',
  'sheets.emergency.family': 'الأسرة',
  'sheets.emergency.no-family': 'لا أحد من الأسرة في الملف.',
  'sheets.emergency.risk': 'ما المعروف عن الخطر',
  'sheets.today.emergency': '{code}: فتح أحد الزملاء ورقة الطوارئ',
}
