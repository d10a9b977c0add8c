import type { en } from './en.ts'

export const ar = {
  'public.letter.name': '(اسمك)',
  'public.feed.subtitle': 'ما نعرفه، ومنذ متى، وممن.',
  'public.feed.withdrawn': 'سُحب هذا النص',
  'public.feed.withdrawn.text':
    'سُحب هذا النص ولم يعد منشورًا. إن كنت تحتفظ بنسخة منه أو تعرضها، فنرجو أن تزيلها.',

  'public.organisation.title': 'أخبار تنقلها {organisation}',
  'public.organisation.website': 'إلى موقع {organisation}',
  'public.organisation.campaigns': 'أين يمكنكم التحرك الآن',
  'public.organisation.news': 'الأخبار',
  'public.organisation.nothing': 'لا شيء في هذه اللحظة.',
  'public.organisation.courtesy': 'بإذن من {source}',

  'public.closed.title': 'انتهت هذه المشاركة',
  'public.closed.text': 'كان آخر يوم للمشاركة {on}. لا يُرسل ولا يُحتسب أي شيء آخر من هنا.',
  'public.closed.case': 'اطّلع على أخبار {name} الآن',
  'public.closed.follow': 'المتابعة بالبريد الإلكتروني',

  'public.privacy.title': 'الخصوصية',
  'public.privacy.visit':
    'لا تترك زيارة هذه الصفحات أثرًا يدل على هويتك: لا ملفات تعريف ارتباط، ولا عدّاد زوار، ولا ملفات من شركات أخرى.',
  'public.privacy.act':
    'يُشفَّر ما تدخله في النموذج قبل حفظه، ويُستخدم للمشاركة التي اخترتها وللكتابة إليك إن طلبت ذلك. لا يُعطى لأحد آخر، ما عدا الرسالة التي ترسلها أنت.',
  'public.privacy.time':
    'ما لا تؤكده بالبريد يُمحى بعد سبعة أيام. وتحمل رسائلنا رابطًا يمكنك به الاطلاع على كل شيء أو سحبه أو محوه.',
  'public.privacy.organisations':
    'تظهر المنظمة التي توقّع رسالة مشتركة علنًا بعد أن يدرجها شخص. أما من وقّع باسمها وبأي عنوان فيُحفظ مشفّرًا ولا تقرؤه إلا المنظمة صاحبة الرسالة، ويُمحى عند سحب التوقيع؛ وما لا يُؤكَّد يُمحى بعد سبعة أيام.',
  'public.privacy.network':
    'لمنع الإدخالات المزيفة الكثيرة نحتفظ سبعة أيام بعلامة للشبكة التي جاء منها النموذج. مفتاح العلامة يعيش يومًا واحدًا، فلا يستطيع أحد معرفة الشبكة منها.',
  'public.privacy.who': 'الجهة المسؤولة',
  'public.source.title': 'الشفرة المصدرية',
  'public.source.text':
    'يعمل هذا الموقع ببرنامج Watchlight، وهو برنامج حر برخصة أفيرو العمومية العامة من غنو، الإصدار الثالث أو ما بعده.',
  'public.source.ask': 'اطلب من المنظمة المذكورة أعلاه الشفرة المصدرية للنسخة العاملة هنا فتعطيك إياها.',
  'public.source.link': 'الشفرة المصدرية للنسخة العاملة هنا',
  'public.privacy.contact': 'للأسئلة عن بياناتك: {contact}',
} as const satisfies Record<keyof typeof en, string>
