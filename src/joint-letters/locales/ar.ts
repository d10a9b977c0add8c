import type { en } from './en.ts'

export const ar = {
  'joint-letter': 'رسالة مشتركة',
  'joint-letter.answers': 'صاغتها',
  'joint-letter.dateline': '{place}، {on}',
  'joint-letter.read': 'اقرأ الرسالة',
  'joint-letter.signatories': 'المنظمات الموقِّعة',
  'joint-letter.signatories.of': 'المنظمات الموقِّعة: {title}',
  'joint-letter.signatories.none': 'لا تظهر هنا أي منظمة بعد.',
  'joint-letter.signatories.count':
    '{count, plural, zero {لم توقّع أي منظمة.} one {وقّعت منظمة واحدة.} two {وقّعت منظمتان.} few {وقّعت # منظمات.} many {وقّعت # منظمة.} other {وقّعت # منظمة.}}',
  'joint-letter.signatories.countries':
    '{count, plural, zero {ليست من أي بلد.} one {وهي من بلد واحد.} two {وهي من بلدين.} few {وهي من # بلدان.} many {وهي من # بلدًا.} other {وهي من # بلد.}}',
  'joint-letter.signatories.all': 'كل المنظمات ({count, number})',
  'joint-letter.signatories.page': 'مع الشعارات والمواقع',
  'joint-letter.print': 'الرسالة على الورق',
  'joint-letter.print.how': 'اطبع هذه الصفحة من المتصفح؛ فهي معدّة لورق A4.',
  'joint-letter.closed': 'لا تُقبل توقيعات جديدة على هذه الرسالة.',
  'joint-letter.sign': 'وقّع باسم منظمتك',
  'joint-letter.sign.title': 'هل توافق منظمتك؟',
  'joint-letter.sign.who': 'يمكن لأي منظمة أن توقّع. يُؤكَّد التوقيع بالبريد، ويقرأ شخص كل توقيع قبل أن يظهر هنا.',
  'joint-letter.sign.until': 'حتى نهاية يوم {on}.',

  'sign-on.title': 'وقّع الرسالة المشتركة',
  'sign-on.refused': 'يُرجى مراجعة الاستمارة',
  'sign-on.how': 'نرسل بريدًا إلى العنوان أدناه. وبعد الضغط على الزر فيه يقرأ شخص التوقيع ويضعه تحت الرسالة.',
  'sign-on.stands': 'نص الرسالة ثابت: لا يغيّره أحد بعد توقيعك. وإن عُدّل قبل أن تؤكد، قرأتَه من جديد أولًا.',
  'sign-on.organisation.title': 'منظمتك كما سيقرأ عنها الجميع',
  'sign-on.organisation.hint':
    'يصبح كل هذا علنيًا بعد أن يُدرج شخص منظمتك. إن كنتم تعملون في بلد الشخص المعرّض للخطر، فيُرجى التفكير أولًا فيما إذا كان ظهوركم هنا آمنًا للعاملين لديكم.',
  'sign-on.organisation': 'اسم المنظمة',
  'sign-on.country': 'البلد',
  'sign-on.website': 'الموقع الإلكتروني',
  'sign-on.website.hint': 'مثل www.example.org. والبريد على هذا الموقع يدل على أنك تتحدث باسم المنظمة.',
  'sign-on.logo': 'الشعار',
  'sign-on.logo.hint': 'بصيغة PNG أو JPEG أو WebP، وبحجم لا يتجاوز 96 كيلوبايت.',
  'sign-on.logo.again':
    'بصيغة PNG أو JPEG أو WebP، وبحجم لا يتجاوز 96 كيلوبايت. يُرجى اختياره من جديد، فالمتصفح لا يحتفظ به.',
  'sign-on.contact.title': 'مع من نتواصل في منظمتك',
  'sign-on.contact.hint': 'تقرأ هذا منظمة {organisation} وحدها، ولا يُنشر أبدًا.',
  'sign-on.name': 'اسمك',
  'sign-on.role': 'صفتك فيها',
  'sign-on.email': 'البريد الإلكتروني لدى المنظمة',
  'sign-on.email.hint': 'يمكن استخدام عنوان آخر أيضًا، لكننا نتحقق عندئذ بطريقة أخرى تستغرق وقتًا أطول.',
  'sign-on.authority':
    'يحق لي أن أوقّع باسم هذه المنظمة، ويجوز أن يظهر اسمها وبلدها وموقعها وشعارها علنًا تحت هذه الرسالة.',
  'sign-on.hear': 'هل نخبرك بالبريد بما تؤول إليه الرسالة؟',
  'sign-on.hear.hint': 'عن هذه الرسالة فقط.',
  'sign-on.hear.yes': 'نعم، أخبروني',
  'sign-on.hear.no': 'لا، ما يخص توقيعنا فقط',
  'sign-on.privacy':
    'منظمة {organisation} هي المسؤولة عما تُدخله هنا. تظهر منظمتك علنًا بعد أن يدرجها شخص. أما اسمك وصفتك وعنوانك فلا تظهر، وتُحفظ مشفّرة ولا تُعطى لأحد غيرها. وما لا يُؤكَّد يُمحى بعد سبعة أيام، وفي البريد الذي يخبرك بالإدراج رابط لسحب التوقيع.',
  'sign-on.send': 'أرسل التوقيع',
  'sign-on.error.authority': 'يُرجى تأكيد أنه يحق لك التوقيع باسم المنظمة.',
  'sign-on.error.changed': 'تغيّرت الرسالة أثناء الكتابة. يُرجى قراءتها من جديد ثم إرسال الاستمارة مرة أخرى.',

  'sign-on.sent.title': 'يُرجى تفقد بريدك',
  'sign-on.sent.text': 'أرسلنا بريدًا فيه زر إلى العنوان الذي أدخلته. اضغط عليه ليقرأ شخص التوقيع.',
  'sign-on.sent.then': 'لا تظهر منظمتك تحت الرسالة قبل ذلك. وسنكتب إليك عندما تظهر.',

  'sign-on.confirm.title': 'هل توقّع منظمتك هذه الرسالة؟',
  'sign-on.confirm.text':
    'أُدخل هذا العنوان لتوقيعها باسم منظمة. إن كنت أنت فاضغط على الزر، ثم يقرأ شخص التوقيع قبل أن يُنشر.',
  'sign-on.confirm': 'نعم، نوقّع',
  'sign-on.not-us': 'لم نكن نحن',
  'sign-on.changed.title': 'تغيّر النص منذ ذلك الحين',
  'sign-on.changed.text':
    'عُدّلت الرسالة بعد وصول استمارتك، ولذلك لم يُوقَّع شيء بعد. ما أدخلته محفوظ. يُرجى قراءة الرسالة كما هي الآن؛ فالزر الذي تحتها يوقّع هذا النص.',
  'sign-on.changed.closed':
    'عُدّلت الرسالة بعد وصول استمارتك، ولذلك لم يُوقَّع شيء، وهي لا تقبل توقيعات جديدة الآن. ويُمحى ما أدخلته خلال سبعة أيام.',
  'sign-on.changed.confirm': 'قرأناها، ونوقّعها كما هي',
  'sign-on.withdraw.title': 'هل تسحب توقيع منظمتك؟',
  'sign-on.withdraw.text':
    'تخرج منظمتك عندئذ من الرسالة ومن قائمتها العلنية، ويُمحى من نتواصل معه فيها. أما النسخ الورقية فلا يمكن استرجاعها.',
  'sign-on.withdraw': 'اسحب التوقيع',
  'sign-on.answered.confirm.title': 'شكرًا لك، تم التأكيد',
  'sign-on.answered.confirm': 'يقرأ شخص التوقيع الآن. وسنكتب إليك عندما تظهر منظمتك تحت الرسالة.',
  'sign-on.answered.not-us.title': 'شكرًا لإخبارنا',
  'sign-on.answered.not-us': 'لم يُوقَّع شيء بهذا العنوان، ويُمحى ما أُدخل، ولن نسأل مرة أخرى.',
  'sign-on.answered.withdraw.title': 'سُحب التوقيع',
  'sign-on.answered.withdraw': 'تخرج منظمتك من الرسالة خلال دقائق.',
  'sign-on.expired': 'الروابط في رسائلنا صالحة لسبعة أيام. وما لم يُؤكَّد حتى ذلك الحين قد مُحي، ولم يُوقَّع شيء.',

  'sign-on.held': 'أنت من نتواصل معه في منظمة وقّعت رسالة مشتركة: اسمك وصفتك وعنوانك',
  'sign-on.held.staff': 'نتواصل معه في منظمة وقّعت رسالة مشتركة',
} as const satisfies Record<keyof typeof en, string>
