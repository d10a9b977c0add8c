import type { embedsEn } from './embeds-en.ts'

export const embedsAr = {
  'office.embed-sites': 'مواقع التضمين',
  'office.embed-sites.text':
    'يمكن عرض نماذج التحرك والعدادات والمستجدات الخاصة بمنظمتكم داخل صفحات هذه المواقع، لا غيرها. يسري أي تغيير خلال ثوانٍ، حتى على ما ضُمّن من قبل.',
  'office.embed-sites.why':
    'الموقع الذي يعرض نموذجًا يقرر ما يحيط به. اسمحوا فقط بالمواقع التي تديرونها أو تثقون بها.',
  'office.embed-sites.list': 'المواقع المسموح لها: {count}',
  'office.embed-sites.col.site': 'الموقع',
  'office.embed-sites.col.since': 'منذ',
  'office.embed-sites.col.remove': 'تغيير',
  'office.embed-sites.remove': 'إزالة',
  'office.embed-sites.none': 'لا موقع بعد',
  'office.embed-sites.none.text': 'ما دام هذا المكان خاليًا، يظهر رابط بسيط بدل النموذج المضمّن.',
  'office.embed-sites.add': 'السماح لموقع',
  'office.embed-sites.origin': 'عنوان الموقع',
  'office.embed-sites.origin.hint':
    'مثلًا https://www.example.org. يُحذف ما بعد الاسم؛ ويُعدّ www وغيره من الأسماء التي تسبقه موقعًا قائمًا بذاته.',
  'office.embed-sites.added': 'صار بوسع الموقع عرض ما تضمّنونه.',
  'office.embed-sites.removed': 'لم يعد الموقع يعرض ما تضمّنونه.',
  'organisations.embed-site.most': 'هناك عشرون موقعًا مسموحًا لها. يُرجى إزالة أحدها أولًا.',
} as const satisfies Record<keyof typeof embedsEn, string>
