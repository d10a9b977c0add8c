import type { calendarEn } from './en.ts'

export const calendarAr: Record<keyof typeof calendarEn, string> = {
  'calendar.title': 'تقويم خاص',
  'calendar.intro':
    'عنوان لبرنامج التقويم لديك فيه جلسات فرقك ومهلها ومهامك، والساعات التي يُفترض أن تصدر فيها النصوص. يُظهر الأسماء الرمزية والأنواع ولا كلمة من القضية. من يملك العنوان يقرأ المواعيد: احتفظ به لنفسك، وأوقفه إن ضاع جهاز.',
  'calendar.once': 'عنوانك، يُعرض هذه المرة وحدها. والعنوان الجديد يُنهي هذا.',
  'calendar.since': 'تقويمك متاح منذ {at}.',
  'calendar.make': 'إنشاء عنوان',
  'calendar.again': 'إنشاء عنوان جديد وإنهاء السابق',
  'calendar.end': 'إنهاء العنوان',
  'calendar.link': 'المواعيد في برنامج التقويم لديك',
  'calendar.task': 'مهمة',
}
