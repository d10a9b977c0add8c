import type { en } from './en.ts'

export const ar = {
  'ui.skip': 'انتقل إلى المحتوى',
  'ui.languages': 'لغات أخرى',
  'ui.optional': '(اختياري)',
  'ui.trail': 'موقعك في الصفحات',
  'ui.embed.act': 'شارك الآن',
  'ui.embed.count': 'كم شخصًا شارك',
  'ui.embed.update': 'اقرأ الخبر',
  'ui.embed.updates': 'اقرأ آخر الأخبار',
  'ui.frame.open': 'فتح هذه الصفحة على موقع {site}',
  'ui.footer.promise': 'هذا الموقع لا يستخدم ملفات تعريف الارتباط، ولا يتتبّع أحدًا، ولا يتصل بأي شركة أخرى.',
  'ui.footer.privacy': 'الخصوصية',
  'ui.footer.source': 'الشفرة المصدرية',

  'ui.errors.title':
    '{count, plural, zero {لا شيء يحتاج إلى انتباهك} one {أمر واحد يحتاج إلى انتباهك} two {أمران يحتاجان إلى انتباهك} few {# أمور تحتاج إلى انتباهك} many {# أمرًا يحتاج إلى انتباهك} other {# أمر يحتاج إلى انتباهك}}',
  'ui.errors.kept': 'كل ما كتبته ما زال هنا.',
  'ui.errors.required': 'يُرجى ملء هذا الحقل.',
  'ui.errors.choose': 'يُرجى اختيار إجابة.',
  'ui.errors.email': 'اكتب عنوان بريد إلكتروني واحدًا، مثل name@example.org.',
  'ui.errors.country': 'اختر بلدك من القائمة.',
  'ui.errors.tooLong': 'يُرجى الاختصار إلى {max, number} من الأحرف؛ النص الآن {length, number}.',
  'ui.errors.name': 'اكتب اسمًا من دون عناوين مواقع.',
  'ui.errors.date': 'اكتب تاريخًا صحيحًا، مثل 12 نوفمبر 2026.',
  'ui.errors.link': 'اكتب عنوان الموقع كاملًا بدءًا من ‎https://‎.',
  'ui.errors.file': 'اختر ملفًا لا يتجاوز {megabytes, number} ميغابايت.',

  'ui.picture.credit': 'الصورة:',
  'ui.counter.people':
    '{count, plural, zero {لم يتحرك أحد بعد} one {شخص تحرّك} two {شخصان تحرّكا} few {أشخاص تحرّكوا} many {شخصًا تحرّكوا} other {شخص تحرّكوا}}',
  'ui.counter.online':
    '{count, plural, zero {لم يتحرك أحد على الإنترنت بعد} one {شخص تحرّك على الإنترنت} two {شخصان تحرّكا على الإنترنت} few {أشخاص تحرّكوا على الإنترنت} many {شخصًا تحرّكوا على الإنترنت} other {شخص تحرّكوا على الإنترنت}}',
  'ui.counter.paper':
    '{count, plural, zero {من التوقيعات على الورق، مع الإثبات.} one {توقيع على الورق، مع الإثبات.} two {توقيعان على الورق، مع الإثبات.} few {توقيعات على الورق، مع الإثبات.} many {توقيعًا على الورق، مع الإثبات.} other {توقيع على الورق، مع الإثبات.}}',
  'ui.counter.paper.more':
    '{count, plural, zero {} one {وتوقيع آخر على الورق من دون إثبات.} two {وتوقيعان آخران على الورق من دون إثبات.} few {و# توقيعات أخرى على الورق من دون إثبات.} many {و# توقيعًا آخر على الورق من دون إثبات.} other {و# توقيع آخر على الورق من دون إثبات.}}',
  'ui.counter.paper.unproven':
    '{count, plural, zero {} one {توقيع واحد على الورق، من دون إثبات.} two {توقيعان على الورق، من دون إثبات.} few {# توقيعات على الورق، من دون إثبات.} many {# توقيعًا على الورق، من دون إثبات.} other {# توقيع على الورق، من دون إثبات.}}',
  'ui.counter.countries':
    '{count, plural, zero {} one {من بلد واحد} two {من بلدين} few {من # بلدان} many {من # بلدًا} other {من # بلد}}',
  'ui.counter.goal': 'الهدف التالي: {goal, number}.',
  'ui.counter.recorded':
    '{count, plural, zero {} one {وكتب إلينا أو اتصل بنا شخص آخر وسجّله فريقنا.} two {وكتب إلينا أو اتصل بنا شخصان آخران وسجّلهما فريقنا.} few {وكتب إلينا أو اتصل بنا # آخرون وسجّلهم فريقنا.} many {وكتب إلينا أو اتصل بنا # آخرون وسجّلهم فريقنا.} other {وكتب إلينا أو اتصل بنا # آخرون وسجّلهم فريقنا.}}',

  'ui.progress.of': '{done, number} من {total, number}',
  'ui.progress.rate': '{rate, number} في الثانية',
  'ui.progress.seconds': 'بقي أقل من دقيقة',
  'ui.progress.minutes':
    '{count, plural, zero {بقي أقل من دقيقة} one {بقيت دقيقة تقريبًا} two {بقيت دقيقتان تقريبًا} few {بقيت # دقائق تقريبًا} many {بقيت # دقيقة تقريبًا} other {بقيت # دقيقة تقريبًا}}',

  'ui.pager.label': 'صفحات هذه القائمة',
  'ui.pager.range': 'من {from, number} إلى {to, number} من أصل {total, number}',
  'ui.pager.previous': 'السابق',
  'ui.pager.next': 'التالي',
  'ui.filter.apply': 'اعرض',
  'ui.filter.clear': 'اعرض الكل',

  'ui.length.left': 'الأحرف المتبقية: {left, number}',
  'ui.autosave.saved': 'حُفظت المسودة',
  'ui.autosave.trouble': 'لم تُحفظ بعد. يبقى نصك في هذه الصفحة ونحن نعيد المحاولة.',

  'ui.neutral.title': 'لا شيء مطلوب هنا الآن',
  'ui.neutral.text': 'لا تعرض هذه الصفحة شيئًا في الوقت الحاضر، ولا يدل ذلك على سبب بعينه.',
  'ui.neutral.todo': 'نرجو ألا تراسلوا المسؤولين بنص من هذه الصفحة، وألا تعيدوا نشر نسخها السابقة.',
  'ui.notFound.title': 'هذه الصفحة غير موجودة',
  'ui.notFound.text': 'ربما كان العنوان ناقصًا أو فيه خطأ. لم يضع شيء مما أرسلته.',
  'ui.tooMany.title': 'طلبات كثيرة من شبكتك',
  'ui.tooMany.text':
    '{minutes, plural, zero {ربما يشاركك الاتصال كثيرون، أو أُرسل النموذج مرات كثيرة. أعد المحاولة بعد قليل.} one {ربما يشاركك الاتصال كثيرون، أو أُرسل النموذج مرات كثيرة. أعد المحاولة بعد دقيقة.} two {ربما يشاركك الاتصال كثيرون، أو أُرسل النموذج مرات كثيرة. أعد المحاولة بعد دقيقتين.} few {ربما يشاركك الاتصال كثيرون، أو أُرسل النموذج مرات كثيرة. أعد المحاولة بعد # دقائق.} many {ربما يشاركك الاتصال كثيرون، أو أُرسل النموذج مرات كثيرة. أعد المحاولة بعد # دقيقة.} other {ربما يشاركك الاتصال كثيرون، أو أُرسل النموذج مرات كثيرة. أعد المحاولة بعد # دقيقة.}}',
  'ui.overloaded.title': 'عدد كبير جدًا من الناس هنا الآن',
  'ui.overloaded.text':
    '{seconds, plural, zero {لم نتمكن من استلام هذا. أعد المحاولة الآن.} one {لم نتمكن من استلام هذا. أعد المحاولة بعد ثانية.} two {لم نتمكن من استلام هذا. أعد المحاولة بعد ثانيتين.} few {لم نتمكن من استلام هذا. أعد المحاولة بعد # ثوانٍ.} many {لم نتمكن من استلام هذا. أعد المحاولة بعد # ثانية.} other {لم نتمكن من استلام هذا. أعد المحاولة بعد # ثانية.}}',
  'ui.tooLarge.title': 'هذا أكبر من المسموح',
  'ui.tooLarge.text': 'يُرجى الرجوع واختصار النص أو اختيار ملف أصغر.',
  'ui.error.title': 'حدث خطأ من جانبنا',
  'ui.error.text': 'ربما لم يصلنا ما أرسلته للتو. يُرجى الرجوع وإرساله مرة أخرى؛ لا شيء يُحسب مرتين.',
  'ui.error.reference': 'إذا كتبت إلينا فاذكر:',
  'ui.trouble.again': 'ارجع في متصفحك وأرسل النموذج مرة أخرى: ما كتبته ما زال هناك، ولا شيء يُحسب مرتين.',
  'ui.trouble.home': 'إلى الصفحة الأولى',

  'ui.console.menu': 'القائمة',
  'ui.console.signOut': 'تسجيل الخروج',
  'ui.console.leave': 'مغادرة فورية',
  'ui.console.leave.hint': 'تسجيل خروج فوري وعرض صفحة فارغة',
  'ui.console.waiting':
    '{count, plural, zero {(لا شيء ينتظر)} one {(واحد ينتظر)} two {(اثنان ينتظران)} few {(# تنتظر)} many {(# تنتظر)} other {(# تنتظر)}}',
  'ui.console.today': 'اليوم',
  'ui.console.cases': 'القضايا',
  'ui.console.duty': 'المناوبة',
  'ui.console.campaigns': 'الحملات',
  'ui.console.officials': 'المسؤولون',
  'ui.console.updates': 'المستجدات',
  'ui.console.joint-letters': 'الرسائل المشتركة',
  'ui.console.messages': 'الرسائل',
  'ui.console.supporters': 'المناصرون',
  'ui.console.broadcasts': 'النشرات',
  'ui.console.organisation': 'المنظمة',
  'ui.console.members': 'الأعضاء',
  'ui.quote.verbatim': 'بكلمات {name} نفسها',
  'ui.quote.paraphrase': 'منقول بالمعنى عن {name}، وليس حرفيًا',
  'ui.quote.translated': 'مترجم',
  'ui.quote.translated-from': 'مترجم عن هذه اللغة: {language}',
} as const satisfies Record<keyof typeof en, string>
