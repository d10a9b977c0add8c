import type { en } from './en.ts'

export const ar = {
  'mail.greeting': '{name}، تحية طيبة،',

  'mail.confirm.subject': 'يُرجى التأكيد: {campaign}',
  'mail.confirm.preheader': 'لا يُحسب شيء ولا يُرسل شيء قبل أن تضغط على زر.',
  'mail.confirm.title': 'هل كنت أنت؟',
  'mail.confirm.what': 'أدخل شخص ما هذا العنوان للمشاركة في «{campaign}»: {what}.',
  'mail.confirm.message': 'رسالة تضامن',
  'mail.confirm.email': 'رسالة إلى مسؤول',
  'mail.confirm.call': 'مكالمة',
  'mail.confirm.signature': 'توقيع',
  'mail.confirm.letter': 'ما جرى توقيعه هو النسخة {version} من الرسالة ({language})، المنشورة في {on}.',
  'mail.confirm.why': 'إن كنت أنت فيُرجى التأكيد. كل زر يفتح صفحة، وما تضغط عليه هناك هو ما يُحسب.',
  'mail.confirm.newsletter':
    'طُلبت أيضًا نشرة {organisation}: الزر الأول يؤكد الأمرين معًا، والثاني يؤكد ما فعلته فحسب.',
  'mail.confirm.both': 'أؤكد، وأخبروني بما يحدث مع {name}',
  'mail.confirm.only': 'أؤكد فقط',
  'mail.confirm.expires': 'إن لم تفعل شيئًا فسنمحو ذلك بعد سبعة أيام.',
  'mail.confirm.notMe': 'لم أكن أنا',

  'mail.follow.subject': 'يُرجى التأكيد: أخبار {name}',
  'mail.follow.title': 'هل تريد أن تعرف ما يحدث مع {name}؟',
  'mail.follow.what': 'أدخل شخص ما هذا العنوان لمتابعة هذه القضية بالبريد. إن كنت أنت فيُرجى التأكيد.',
  'mail.newsletter.subject': 'يُرجى التأكيد: نشرة {organisation}',
  'mail.newsletter.title': 'هل تريد النشرة البريدية لمنظمة {organisation}؟',
  'mail.newsletter.what': 'أدخل شخص ما هذا العنوان لها على صفحة منظمة تعمل معنا. إن كنت أنت فيُرجى التأكيد.',
  'mail.newsletter.yes': 'نعم، أرسلوا إليّ النشرة',
  'mail.follow.yes': 'نعم، أخبروني',

  'mail.receipt.subject': 'رسالتك إلى {official}',
  'mail.receipt.preheader': 'أُرسلت في {on}. هذه نسختك.',
  'mail.receipt.what': 'أرسلنا رسالتك إلى {official} في {on}. وقد طلبت هذه النسخة.',
  'mail.receipt.answer': 'إن وصلك رد فنودّ أن نعرف. يُرجى الرد على هذه الرسالة.',

  'mail.thanks.message': 'شكرًا على رسالة التضامن.',
  'mail.thanks.email': 'شكرًا على ما كتبت.',
  'mail.thanks.call': 'شكرًا على مكالمتك.',
  'mail.thanks.signature': 'شكرًا على توقيعك.',
  'mail.reason.message': 'أرسلتَ رسالة تضامن في {on}.',
  'mail.reason.email': 'كتبتَ إلى مسؤول في {on}.',
  'mail.reason.email.official': 'راسلتَ {official} في {on}.',
  'mail.reason.call': 'اتصلتَ بمسؤول في {on}.',
  'mail.reason.call.official': 'اتصلتَ هاتفيًا بالجهة التالية: {official}، في {on}.',
  'mail.reason.signature': 'وقّعتَ في {on}.',
  'mail.reason.follow': 'اخترتَ متابعة هذه القضية في {on}.',
  'mail.reminder.subject': '{code}: تُطلب كلمة منظمتك',
  'mail.reminder.preheader': 'سجّل الدخول وانظر في صفحة «اليوم».',
  'mail.reminder.what':
    'طلب الائتلاف كلمة {organisation} ولم يتلقّها بعد. سجّل الدخول؛ تجد الطلب في صفحة «اليوم».',
  'mail.reminder.held.subject': '{code}: رسالة جماعية للائتلاف موقوفة',
  'mail.reminder.held.what':
    'رسالة جماعية لمنظمة {organisation} نصيب فيها موقوفة ولم تُرسل. سجّل الدخول؛ تجدها في صفحتك «اليوم» مع من أوقفها ولماذا.',
  'mail.reminder.going.subject': '{code}: يُراد أن تغادر منظمتك الائتلاف',
  'mail.reminder.going.what':
    'سُئل الآخرون أن ينهوا عضوية {organisation}. سجّل الدخول وانظر في صفحة «اليوم»: فيها السبب، واليوم الذي لا يحدث قبله شيء.',
  'mail.reminder.task.subject': '{code}: حان موعد مهمة في الائتلاف',
  'mail.reminder.task.what':
    'حان موعد مهمة طلبها الائتلاف من {organisation}. سجّل الدخول؛ تجدها في صفحتك «اليوم».',
  'mail.reminder.why': 'يصلك هذا لأنك تجيب باسم منظمتك في هذا الائتلاف.',
  'mail.alarm.preheader': 'أكّد أنك تتولى الأمر، ثم سجّل الدخول.',
  'mail.alarm.take': 'أتولى الأمر',
  'mail.alarm.then':
    'يؤجل الزر الخطوة التالية لبعض الوقت ويُعلم الآخرين بأنك تتولى الأمر. ثم سجّل الدخول وانظر في صفحة «اليوم»: تجد فيها ما ينبغي فعله بعد ذلك.',
  'mail.update.read': 'اقرأ هذا في صفحة القضية',
  'mail.update.why': 'سبب وصول هذه الرسالة إليك: {reason} وقد طلبت أن تعرف ما يحدث مع {name}.',
  'mail.update.unsubscribe': 'أوقفوا كل رسائل {organisation}',
  'mail.update.choices': 'اختر ما نرسله إليك، أو أوقف رسائل هذه القضية وحدها',

  'mail.held.subject': 'ما تحتفظ به {organisation} عنك',
  'mail.held.preheader': 'لقد طلبت هذه القائمة.',
  'mail.held.title': 'ما تحتفظ به {organisation} عنك',
  'mail.held.row': '{label}: {value}',
  'mail.held.nothing': 'لا شيء محفوظ تحت هذا العنوان.',
  'mail.held.change': 'غيّر ذلك أو امحه',
  'mail.details.subject': 'غُيّرت بياناتك لدى {organisation}',
  'mail.details.preheader': 'إن لم تكن أنت من فعل ذلك فبضغطة واحدة يعود كما كان.',
  'mail.details.title': 'غُيّرت بياناتك',
  'mail.details.text': 'غيّر أحدهم لدى منظمة {organisation} عبر الرابط في إحدى رسائلنا إليك ما يلي:',
  'mail.details.row': '{label}. قبل التغيير: {before}',
  'mail.details.row.by-link': '{label}. ما كان هناك من قبل جاء أيضًا عبر رابط كهذا، وأخبرتك به رسالة سابقة.',
  'mail.details.new':
    'ما كُتب الآن ليس في هذه الرسالة، حتى لا يكتب إليك أحد من خلالنا. تحصل عليه بزر «أرسلوا إليّ ما تحتفظون به» في خياراتك.',
  'mail.details.name.as-signed': 'ما وقّعته من قبل يبقى بالاسم الذي وقّعته به.',
  'mail.details.name.anew': 'ما وقّعته من قبل صار بالاسم الجديد أيضًا، كما طُلب.',
  'mail.details.undo.text':
    'إن لم تكن أنت، أو لم تقصد ذلك، يمكن التراجع خلال 90 يومًا. وفي الصفحة نفسها يمكنك أن تطلب ألا يغيّر أحد بياناتك عبر رابط بعد الآن.',
  'mail.details.undo': 'تراجع، أو لا تسمح بتغيير آخر',
  'mail.details.choices': 'خياراتك',
  'mail.details.not.subject': 'لم يُغيَّر شيء لدى {organisation}',
  'mail.details.not.preheader': 'ما يمكنك فعله.',
  'mail.details.not.title': 'لم يُغيَّر شيء',
  'mail.details.not.which':
    'طلب أحدهم من منظمة {organisation} عبر الرابط في إحدى رسائلنا تغيير بيانات. لم نستطع أن نعرف بيانات من: فقد يقرأ هذا الصندوق عدة أشخاص. اكتب في النموذج الاسم كما أعطيته من قبل واطلب مجددًا.',
  'mail.details.not.taken':
    'طلب أحدهم من منظمة {organisation} عبر الرابط في إحدى رسائلنا تغيير اسم. وهناك قارئ آخر لهذا الصندوق بهذا الاسم، فبقي كما هو.',
  'mail.details.not.often':
    'غُيّرت بيانات أحد من يقرؤون هذا البريد خمس مرات في يوم واحد. لا تغيّر منظمة {organisation} شيئًا آخر منها حتى الغد.',
  'mail.details.not.locked':
    'طلب أحدهم من منظمة {organisation} عبر الرابط في إحدى رسائلنا تغيير بيانات. وقد طُلب من هذا البريد ألا يفعل أحد ذلك عبر رابط. للسماح به من جديد اكتب إلى منظمة {organisation}.',
  'mail.details.not.same':
    'طلب أحدهم من منظمة {organisation} عبر الرابط في إحدى رسائلنا تغيير بيانات. وهي كذلك أصلًا.',

  'mail.staff.expires': 'يعمل الرابط مرة واحدة، حتى {until}.',
  'mail.invitation.subject': 'دعوة من {organisation}',
  'mail.invitation.preheader': 'رابط لإعداد دخولك.',
  'mail.invitation.title': 'تدعوك {organisation} إلى العمل معها',
  'mail.invitation.what': 'افتح الرابط على الجهاز الذي ستعمل عليه وأعدّ طريقتين لتسجيل الدخول.',
  'mail.invitation.open': 'أعدّ دخولي',
  'mail.invitation.unexpected': 'إن لم تكن تتوقع هذه الرسالة فلا تفتح الرابط وأخبر المنظمة.',
  'mail.recovered.subject': 'أُدخل عضو عبر الاسترداد',
  'mail.recovered.preheader': 'يُرجى التحقق من أن هذا مقصود.',
  'mail.recovered.what':
    'أعدّ {member} طرقًا جديدة لتسجيل الدخول عبر الاسترداد في {at}. وانتهت جميع الطرق الأقدم.',
  'mail.recovered.do': 'إن لم تكن تتوقع هذا فأوقف العضو الآن واتصل به.',

  'mail.audit-confirm.subject': 'يُرجى تأكيد عنوان التدقيق هذا',
  'mail.audit-confirm.preheader': 'سؤال واحد قبل أول بصمة موقّعة.',
  'mail.audit-confirm.what':
    'طلبت {organisation} أن تُرسل البصمات الموقّعة لسلسلة تدقيقها إلى هنا: واحدة كل أسبوع، فيها عددان وبصمة. لا يُرسل شيء قبل أن تؤكدوا.',
  'mail.audit-confirm.open': 'عرض السؤال',
  'mail.audit-confirm.unexpected': 'إن لم تتوقعوا هذه الرسالة فلا تفعلوا شيئًا. لن تصل أي بصمة.',
  'mail.audit-replaced.subject': 'لم تعد بصمات التدقيق تصل إلى هنا',
  'mail.audit-replaced.preheader': 'غُيّر عنوان التدقيق.',
  'mail.audit-replaced.what':
    'غيّرت {organisation} عنوان تدقيقها أو أزالته في {at}. لم تعد البصمات الموقّعة تصل إلى صندوق البريد هذا.',
  'mail.audit-replaced.do':
    'إن لم تتوقعوا ذلك فاسألوا المنظمة، واحتفظوا بالبصمات التي لديكم: فهي ما زالت تثبت كيف كان السجل.',
  'mail.audit.subject': 'بصمة التدقيق ليوم {on}: يُرجى حفظ هذه الرسالة',
  'mail.audit.preheader': 'تثبت كيف كان السجل في ذلك اليوم.',
  'mail.audit.what':
    'هذه هي البصمة الموقّعة لسلسلة التدقيق في خادم Watchlight الذي تستخدمونه. فيها عددان وبصمة، ولا تسمّي أحدًا.',
  'mail.audit.keep':
    'يُرجى حفظ هذه الرسالة حيث لا يستطيع من يشغّل الخادم حذفها. وبها يبيّن الأمر «watchlight audit verify --head» هل غُيّر شيء في السجل أو حُذف أو أُضيف منذ ذلك اليوم.',
  'mail.audit.missing': 'تصل بصمة كل أسبوع. فإن غابت واحدة فاسألوا المشغّل عن السبب.',
  'mail.audit.key': 'المفتاح الذي يُتحقق به منها: {key}',

  'mail.access.subject': 'دخولك إلى {organisation}',
  'mail.access.preheader': 'يُرجى التحقق من أنك أنت من فعل ذلك.',
  'mail.access.added': 'عُيّنت طريقة لتسجيل الدخول إلى حسابك أو أُضيفت في {at}.',
  'mail.access.removed': 'أُزيلت طريقة لتسجيل الدخول إلى حسابك في {at}.',
  'mail.access.codes-renewed': 'استُبدلت رموز الاسترداد في حسابك في {at}. لم تعد الرموز القديمة تعمل.',
  'mail.access.code-used': 'فُتح حسابك برمز استرداد في {at}.',
  'mail.access.recovered':
    'أُعدّت طرق جديدة لتسجيل الدخول إلى حسابك عبر رابط استرداد في {at}. وانتهت جميع الطرق الأقدم.',
  'mail.access.do': 'إن كنت أنت من فعل ذلك فلا حاجة إلى شيء، وإلا فأخبر أحد المشرفين فورًا.',

  'mail.sign-on.subject': 'يُرجى التأكيد: {letter}',
  'mail.sign-on.preheader': 'لا يُوقَّع شيء قبل أن تضغط على زر.',
  'mail.sign-on.title': 'هل توقّع منظمتك؟',
  'mail.sign-on.what': 'أدخل شخص ما هذا العنوان لتوقيع الرسالة المشتركة «{letter}» باسم منظمة.',
  'mail.sign-on.why':
    'إن كنت أنت فيُرجى التأكيد. يفتح الرابط صفحة، وما تضغط عليه هناك هو ما يُحسب. ثم يقرأ شخص التوقيع قبل أن يُنشر.',
  'mail.sign-on.open': 'اطّلع وأكّد',
  'mail.sign-on.not-us': 'إن لم تكن أنت ففي الصفحة نفسها زر يمحو ما أُدخل.',
  'mail.sign-on-changed.subject': 'يُرجى القراءة من جديد: {letter}',
  'mail.sign-on-changed.title': 'تغيّر النص منذ ذلك الحين',
  'mail.sign-on-changed.what':
    'عُدّلت الرسالة المشتركة «{letter}» بعد وصول استمارة منظمتك، ولذلك لم يُوقَّع شيء بعد.',
  'mail.sign-on-changed.why': 'ما أدخلته محفوظ. يفتح الرابط الرسالة كما هي الآن، وتحتها زر يوقّع هذا النص.',
  'mail.sign-on-changed.open': 'اقرأها ووقّع',
  'mail.sign-on-known.subject': 'وُقّعت من قبل: {letter}',
  'mail.sign-on-known.preheader': 'وقّعت منظمتك من قبل',
  'mail.sign-on-known.what':
    'وقّع شخص في منظمتك الرسالة المشتركة «{letter}»، أو يُقرأ التوقيع الآن. لا يلزمك شيء آخر.',
  'mail.signatory.listed.subject': 'وقّعت منظمتك: {letter}',
  'mail.signatory.listed.title': 'شكرًا على التوقيع',
  'mail.signatory.listed': 'تظهر منظمتك الآن تحت الرسالة المشتركة «{letter}».',
  'mail.signatory.see': 'اقرأ الرسالة ومن وقّعها',
  'mail.signatory.withdraw': 'اسحب التوقيع',
  'mail.signatory.keep':
    'يُرجى الاحتفاظ بهذا البريد وعدم إعطائه لأحد خارج المنظمة: فرابطه يتحدث باسم منظمتك ما دامت الرسالة قائمة.',
  'mail.handed-over.subject': 'ما جرى للرسالة: {letter}',
  'mail.handed-over.received.title': 'سُلّمت الرسالة',
  'mail.handed-over.received': 'سُلّمت الرسالة المشتركة «{letter}» يوم {on} إلى {to}.',
  'mail.handed-over.refused.title': 'حُملت الرسالة فلم تُقبل',
  'mail.handed-over.refused': 'حُملت الرسالة المشتركة «{letter}» يوم {on} إلى {to} فلم تُقبل.',
  'mail.handed-over.left-there.title': 'تُركت الرسالة هناك',
  'mail.handed-over.left-there': 'تُركت الرسالة المشتركة «{letter}» يوم {on} لـ {to}.',
  'mail.handed-over.read': 'اقرأ كيف جرى ذلك',
  'mail.handed-over.why':
    'تظهر منظمتك تحت هذه الرسالة وطلبت أن تعرف ما يجري لها. يصلها بشأن ذلك بريد واحد لا غير.',
  'mail.signatory.declined.subject': 'بشأن توقيعك: {letter}',
  'mail.signatory.declined.title': 'لم تُدرج منظمتك',
  'mail.signatory.declined': 'لم نضع منظمتك تحت الرسالة المشتركة «{letter}».',
  'mail.signatory.removed.subject': 'بشأن توقيعك: {letter}',
  'mail.signatory.removed.title': 'لم تعد منظمتك مدرجة',
  'mail.signatory.removed': 'لم تعد منظمتك تظهر تحت الرسالة المشتركة «{letter}».',
  'mail.signatory.reason.not-known':
    'لم نجد ما يكفي من المعلومات عن المنظمة. يُرجى الكتابة إلينا إن كان ذلك خطأ.',
  'mail.signatory.reason.not-checked':
    'لم نتمكن من التأكد من أن التوقيع جاء من المنظمة. يُرجى الكتابة إلينا إن كان منها.',
  'mail.signatory.reason.twice': 'المنظمة مدرجة من قبل.',
  'mail.signatory.reason.not-fitting':
    'هذه الرسالة موجّهة لمنظمات أخرى غير منظمتك. يُرجى الكتابة إلينا إن كان ذلك خطأ.',
  'mail.signatory.reason.asked-by-them': 'طلبت المنظمة منا ذلك.',
  'mail.signatory.reason.other': 'يُرجى الكتابة إلينا لمعرفة السبب.',
} as const satisfies Record<keyof typeof en, string>
