import type { publicityEn } from './publicity-en.ts'

export const publicityAr = {
  'publishing.publicity.tab': 'من يمكنه رؤيتها',
  'publishing.publicity.lower': 'حصرها في عدد أقل',
  'publishing.publicity.lower.hint':
    'لكل عضو في فريق القضية أن يفعل ذلك وحده وفورًا. الصفحة التالية تبيّن ما سيزول.',
  'publishing.publicity.lower.title': 'الخفض إلى: {level}',
  'publishing.publicity.lower.text': 'هذا يزول فورًا:',
  'publishing.publicity.lower.nothing': 'لا يزول شيء منشور',
  'publishing.publicity.lower.identity':
    '{count, plural, zero {يزول الاسم والصورة والصوت، ومعها كل صفحة تُظهر أحدها. لا تبقى صفحة؛ وما يُراد إظهاره دونها يُوقّع من جديد.} one {يزول الاسم والصورة والصوت، ومعها كل صفحة تُظهر أحدها. تبقى صفحة واحدة منشورة.} two {يزول الاسم والصورة والصوت، ومعها كل صفحة تُظهر أحدها. تبقى صفحتان منشورتان.} few {يزول الاسم والصورة والصوت، ومعها كل صفحة تُظهر أحدها. تبقى # صفحات منشورة.} many {يزول الاسم والصورة والصوت، ومعها كل صفحة تُظهر أحدها. تبقى # صفحة منشورة.} other {يزول الاسم والصورة والصوت، ومعها كل صفحة تُظهر أحدها. تبقى # صفحة منشورة.}}',
  'publishing.publicity.lower.address': 'لا يبقى الاسم في أي عنوان. ومن يفتح عنوانًا قديمًا يقرأ النص المحايد.',
  'publishing.publicity.lower.team': 'لا يعود من ليس في فريق القضية يعلم بوجودها.',
  'publishing.publicity.lower.back':
    'تُوقف الرسائل التي لم تخرج بعد. وما نسخه آخرون لا يمكن استرداده. وللرفع من جديد يوقّع شخصان.',
  'publishing.publicity.lower.button': 'الخفض الآن',
  'publishing.publicity.lower.cancel': 'إبقاؤها كما هي',
  'publishing.publicity.lowered':
    '{count, plural, zero {خُفض المستوى. لم يكن شيء منشور ليزول.} one {خُفض المستوى. أُنزلت صفحة واحدة.} two {خُفض المستوى. أُنزلت صفحتان.} few {خُفض المستوى. أُنزلت # صفحات.} many {خُفض المستوى. أُنزلت # صفحة.} other {خُفض المستوى. أُنزلت # صفحة.}}',
  'publishing.publicity.raise': 'إتاحتها لعدد أكبر',
  'publishing.publicity.raise.public': 'تصير القضية علنية بصفحة يوقّعها شخصان، ويتبع المستوى ما تُظهره الصفحة.',
  'publishing.publicity.raise.publish': 'إلى الصفحة المراد نشرها',
  'publishing.publicity.raise.level': 'إلى أي مستوى؟',
  'publishing.publicity.raise.hint':
    'يحتاج كل مستوى إلى موافقة لغرضه: الائتلاف، أو المناصرة غير العلنية لدى السفارات والأمم المتحدة.',
  'publishing.publicity.raise.button': 'التوقيع وطلب شخص ثانٍ',
  'publishing.publicity.raised': 'وُقّع. صار عدد أكبر يرى القضية.',
  'publishing.publicity.asked': 'وقّعت أنت. يرتفع المستوى حين يوقّع شخص ثانٍ.',
  'publishing.publicity.from-to': 'من «{from}» إلى «{to}».',
  'publishing.publicity.today.fell':
    '{code}: سحبت موافقة كان عدد أكبر يرى القضية بموجبها، فصارت «{level}». لا تُفتح من جديد إلا بالتواقيع.',
  'publishing.publicity.rule': 'سيرى القضية عدد أكبر: يوقّع شخصان، من منظمتين متى صار في الائتلاف اثنتان.',
  'publishing.publicity.what': 'بتوقيعك يرى هؤلاء القضية فورًا.',
  'publishing.publicity.before': 'قبل أن يراها عدد أكبر',
  'publishing.publicity.confirmed': 'نظرت في من سيراها، وكل موافقة في هذه القائمة تشمل ذلك',
  'publishing.publicity.button': 'توقيع',
  'publishing.publicity.not-higher': 'القضية في هذا المستوى أو أعلى منه.',
  'publishing.publicity.no-consent':
    'تنقص موافقة لهذا المستوى: على ما تُسمّى به، وعلى صورتها إن وُجدت، لهذا الغرض.',
} as const satisfies Record<keyof typeof publicityEn, string>
