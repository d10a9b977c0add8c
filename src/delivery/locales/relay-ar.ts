import type { relay as en } from './relay-en.ts'

export const relay = {
  'delivery.relay': 'خادم البريد',
  'delivery.relay.text':
    'يمكن أن يخرج بريدكم إلى مؤيديكم وإلى المسؤولين وإلى من يوقّع رسائلكم عبر خادم بريد خاص بكم. يوقّع الخادم باسم نطاق عنوانكم، فتعرف صناديق البريد أن الرسالة منكم. ومن دونه يخرج عبر خادم Watchlight هذا.',
  'delivery.relay.staff':
    'أما الإنذارات والدعوات ورسائل الدخول فتخرج دائمًا عبر خادم Watchlight هذا، إذ يجب أن تصل مهما حدث لخادمكم.',
  'delivery.relay.none': 'يخرج بريدكم عبر خادم Watchlight هذا.',
  'delivery.relay.in-use': 'يخرج بريدكم عبر خادمكم منذ {since}.',
  'delivery.relay.untested': 'حُفظ بلا تجربة. أرسلوا رسالة تجريبية لتعرفوا هل يعمل.',
  'delivery.relay.away': 'خادم بريدكم لا يستقبل الرسائل',
  'delivery.relay.away.text':
    'منذ {since}. ينتظر بريدكم ولا يضيع شيء. نعيد المحاولة من تلقاء أنفسنا، كل ثانية أولًا ثم كل دقيقة. ولا يتأخر بريد غيركم.',
  'delivery.relay.trying':
    'رسالة تجريبية في طريقها منذ {since} إلى من طلبها. يستغرق ذلك ثواني قليلة، ولا يزيد على دقيقة.',
  'delivery.relay.trying.look': 'انظروا مجددًا',
  'delivery.relay.passed': 'استقبل الرسالة التجريبية المؤرخة {at}.',
  'delivery.relay.failed': 'لم يستقبل الرسالة التجريبية المؤرخة {at}',
  'delivery.relay.proposed.failed': 'لم يستقبل الخادم الذي سمّيتموه الرسالة التجريبية المؤرخة {at}',
  'delivery.relay.proposed.failed.text':
    'ليس قيد الاستعمال، ويخرج بريدكم كما كان. أصلحوا الخطأ أدناه وجرّبوه مجددًا، أو احفظوه بلا تجربة.',
  'delivery.relay.answer': 'جوابه، أو ما حدث في الطريق إليه:',
  'delivery.relay.drop': 'صرف النظر عنه',
  'delivery.relay.dropped': 'نُسي الخادم الذي سمّيتموه مع كلمة مروره.',
  'delivery.relay.test': 'أرسلوا إليّ رسالة تجريبية',
  'delivery.relay.tested': 'رسالة تجريبية في طريقها إلى عنوانكم.',
  'delivery.relay.name': 'تسمية خادم بريد',
  'delivery.relay.change': 'تغيير خادم البريد',
  'delivery.relay.from': 'يخرج بريدكم من {address}. يجب أن يسمح الخادم لمنظمتكم بالإرسال من هذا العنوان.',
  'delivery.relay.host': 'اسم المضيف',
  'delivery.relay.host.hint': 'كما أعطاكم إياه من يديره، مثل smtp.harbour.example.',
  'delivery.relay.port': 'المنفذ',
  'delivery.relay.port.hint': '465 أو 587 أو 2525 أو 25.',
  'delivery.relay.security': 'التشفير',
  'delivery.relay.security.tls': 'TLS من أول بايت (المنفذ 465 عادةً)',
  'delivery.relay.security.starttls': 'STARTTLS، ولا شيء من دونه (المنفذ 587 عادةً)',
  'delivery.relay.security.none': 'بلا تشفير: خادم على هذا الجهاز نفسه',
  'delivery.relay.user': 'اسم المستخدم',
  'delivery.relay.user.hint': 'اتركوه فارغًا إن كان الخادم لا يطلب تسجيل الدخول.',
  'delivery.relay.password': 'كلمة المرور',
  'delivery.relay.password.hint': 'تُحفظ مختومة ولا تُعرض مرة أخرى.',
  'delivery.relay.password.kept':
    'توجد كلمة محفوظة ومختومة. اتركوا الحقل فارغًا للاستمرار بها. ومن غيّر المضيف أو المنفذ أو التشفير أو اسم المستخدم كتب كلمة المرور من جديد.',
  'delivery.relay.try': 'تجربته ثم استعماله',
  'delivery.relay.try.hint':
    'يبدأ استعمال الخادم متى استقبل رسالة تجريبية إلى عنوانكم. وحتى ذلك الحين يخرج بريدكم كما كان.',
  'delivery.relay.save': 'الحفظ بلا تجربة',
  'delivery.relay.trying.begun': 'تجري تجربة الخادم. ويبدأ استعماله متى استقبل الرسالة التجريبية.',
  'delivery.relay.saved': 'يخرج بريدكم عبر هذا الخادم من الآن. ولم يجرّبه أحد بعد.',
  'delivery.relay.off': 'إيقافه',
  'delivery.relay.off.title': 'سيخرج بريدكم مجددًا عبر خادم Watchlight هذا',
  'delivery.relay.off.text':
    'بدءًا من الرسالة التالية، ومعها ما ينتظر. وتُتلف كلمة المرور. وإن كان نطاقكم لا يسمح بالإرسال إلا لخادمكم (SPF وDMARC) فقد تعدّ صناديق البريد رسائلكم مزوّرة، فاسألوا المشغّل أولًا.',
  'delivery.relay.off.do': 'أوقفوا خادم بريدي',
  'delivery.relay.off.done': 'يخرج بريدكم مجددًا عبر خادم Watchlight هذا.',
  'delivery.relay.dns': 'ما يُضبط في DNS',
  'delivery.relay.dns.text': 'للنطاق {domain}، وهو نطاق عنوانكم. والقيم يعطيكم إياها من يدير الخادم.',
  'delivery.relay.dns.spf':
    'SPF: يُسمح لهذا الخادم بالإرسال باسم النطاق، ويبقى الإذن لخادم Watchlight هذا: فالإنذارات والدعوات تخرج من عنوانكم أيضًا.',
  'delivery.relay.dns.dkim': 'DKIM: المفتاح العلني الذي يوقّع به الخادم. فهو الذي يوقّع لا Watchlight.',
  'delivery.relay.dns.dmarc': 'DMARC: ما يفعله صندوق البريد برسالة لا يشهد لها أيٌّ منهما.',
  'delivery.relay.error.host': 'يُرجى إدخال اسم مضيف، مثل smtp.harbour.example.',
  'delivery.relay.error.port': 'يُرجى اختيار 465 أو 587 أو 2525 أو 25. ويمكن للمشغّل أن يسمح بمنفذ آخر.',
  'delivery.relay.error.security': 'بلا تشفير لا يخرج شيء من هذا الجهاز. يُرجى اختيار غيره.',
  'delivery.relay.error.user': 'كلمة المرور تحتاج إلى اسم مستخدم.',
  'delivery.relay.error.password-again':
    'يُرجى كتابة كلمة المرور من جديد. فالمحفوظة لا تذهب إلى مضيف أو منفذ أو اسم مستخدم آخر.',
  'delivery.relay.error.gone': 'أوقف في هذه الأثناء أو صُرف النظر عنه.',
  'delivery.relay.error.often': 'جرّبت منظمتكم ست مرات خلال ساعة. يُرجى الانتظار حتى تمر ساعة على أولاها.',
  'delivery.relay.error.trying': 'رسالة تجريبية في طريقها بالفعل.',
  'delivery.today.relay-away': 'خادم بريدكم الخاص لا يستقبل الرسائل. كل شيء ينتظر ولا يضيع شيء.',
  'mail.relay-test.subject': 'تجربة خادم بريدكم',
  'mail.relay-test.preheader': 'استقبل خادم بريدكم هذه الرسالة.',
  'mail.relay-test.what': 'استقبل خادم بريد {organisation} هذه الرسالة وأوصلها إلى هنا.',
  'mail.relay-test.look':
    'إن كان برنامج بريدكم يعرض مصدر الرسالة فابحثوا عن dkim=pass وspf=pass وdmarc=pass. وإن غاب أحدها فاسألوا من يدير الخادم عما يُضبط في DNS.',
  'mail.relay-test.unexpected': 'إن لم تطلبوا هذه التجربة فأخبروا مديرًا في منظمتكم.',
} as const satisfies Record<keyof typeof en, string>
