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

  'organisations.embed.text':
    'انسخوا أحد هذه الأسطر إلى صفحة في موقعكم. ما يظهر هناك يأتي من هنا في كل مرة: إذا أُوقف أو انتهى أو التزمت القضية الصمت، يختفي من موقعكم خلال ثوانٍ.',
  'organisations.embed.named': 'الإطار إطاركم، فلا يعرض شيئًا إلا ما دامت منظمتكم مذكورة علنًا باسمها مع القضية.',
  'organisations.embed.later': 'لا يراه الزوار الآن. وإلى أن يروه، يقول الإطار إنه لا شيء يمكن فعله.',
  'organisations.embed.no-site': 'لا يحق لأي موقع بعدُ عرض ما تضمّنونه: المسؤول الإداري هو من يسمح بذلك.',
  'organisations.embed.sites': 'يُعرض على:',
  'organisations.embed.look': 'معاينة الشكل',
  'organisations.embed.what': 'ما الذي يُعرض',
  'organisations.embed.what.act': 'نموذج التحرك',
  'organisations.embed.what.count': 'عدد المشاركين',
  'organisations.embed.what.update': 'هذا الخبر',
  'organisations.embed.what.updates': 'آخر المستجدات',
  'organisations.embed.language': 'اللغة',
  'organisations.embed.step': 'البدء بـ',
  'organisations.embed.step.first': 'أول أنواع التحرك',
  'organisations.embed.theme': 'فاتح أم داكن',
  'organisations.embed.theme.auto': 'كما هو عند القارئ',
  'organisations.embed.theme.light': 'فاتح',
  'organisations.embed.theme.dark': 'داكن',
  'organisations.embed.font': 'الحروف',
  'organisations.embed.font.house': 'عناوين بحروف مذيّلة',
  'organisations.embed.font.sans': 'حروف غير مذيّلة',
  'organisations.embed.font.serif': 'حروف مذيّلة',
  'organisations.embed.accent': 'لون الزر',
  'organisations.embed.accent.hint': 'ستة رموز، مثل 0a5c36. من دونها يأخذ الزر لون هذا الموقع.',
  'organisations.embed.accent.form': 'يُرجى كتابة ستة رموز من 0 إلى 9 ومن a إلى f، مثل 0a5c36.',
  'organisations.embed.accent.unreadable':
    'لا تسهل قراءة أي نص على هذا اللون. اختاروا لونًا أفتح أو أغمق؛ وإلى ذلك الحين يُستخدم لون هذا الموقع.',
  'organisations.embed.make': 'إعداد الشفرة',
  'organisations.embed.line': 'سطر واحد مع برنامج نصي',
  'organisations.embed.line.for': 'للمواقع التي تسمح ببرنامج نصي: يأخذ الإطار الارتفاع الذي يحتاج إليه',
  'organisations.embed.policy':
    'إن كانت لموقعكم سياسة Content-Security-Policy، فاسمحوا بـ {address} في script-src وفي frame-src.',
  'organisations.embed.frame': 'إطار دون برنامج نصي',
  'organisations.embed.frame.for':
    'للمواقع التي تحذف البرامج النصية: ارتفاع الإطار ثابت. وحيث تُحذف الإطارات أيضًا يبقى الرابط الذي تحته.',
  'organisations.embed.link': 'رابط بسيط',
  'organisations.embed.link.for': 'للمواقع التي لا تسمح بأي منهما',
  'organisations.embed.filters': 'إن كان موقع يحذف ما تلصقونه',
  'organisations.embed.filters.text':
    'يحذف ووردبريس مثلًا البرامج النصية والإطارات مما يكتبه من ليست لهم صلاحية واسعة. ويبقى من كلٍّ من الثلاثة أعلاه رابط إلى الصفحة. وحيث يضع مدير الموقع البرنامج النصي مرة واحدة في صفحاته كلها، يصير رابط الأول نموذجًا من جديد. وهناك يُظهر عنوان الخبر وحده في سطر الخبرَ نفسه أيضًا.',
  'organisations.embed.copy': 'نسخ',
  'organisations.embed.copied': 'نُسخ.',
  'organisations.embed.events': 'ما الذي تعلم به صفحتكم',
  'organisations.embed.events.text':
    'مع البرنامج النصي يرسل الإطار إلى صفحتكم هذه الأحداث: أنه حاضر، وأن أحدًا تحرّك وكيف، وأن أحدًا شارك الرابط. ولا تقول أبدًا من هو.',
} as const satisfies Record<keyof typeof embedsEn, string>
