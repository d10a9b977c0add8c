import type { jointEn } from './joint-en.ts'

export const jointAr = {
  'publishing.approvals': 'ما تقوله المنظمات',
  'publishing.approvals.count':
    '{wanted, plural, zero {لا يلزم أن توافق منظمة} one {يلزم أن توافق عليه منظمة واحدة} two {يلزم أن توافق عليه منظمتان} few {يلزم أن توافق عليه # منظمات} many {يلزم أن توافق عليه # منظمة} other {يلزم أن توافق عليه # منظمة}}؛ {approving, plural, =0 {ولم توافق أي منها} zero {ولم توافق أي منها} one {ووافقت واحدة} two {ووافقت اثنتان} few {ووافقت #} many {ووافقت #} other {ووافقت #}}.',
  'publishing.approvals.by-hand': 'يجب أن يوقّع عليه شخص ثانٍ بيده. السكوت ليس توقيعًا أبدًا.',
  'publishing.approvals.stopped':
    'تتحفّظ منظمة، والميثاق يقول إن النص عندئذ لا يُنشر. تحدّثوا معها، أو غيّروا النص واطلبوا من جديد.',
  'publishing.approvals.silence': 'إن لم يتحفّظ أحد حتى {at} عُدّ السكوت موافقة، كما يقول الميثاق.',
  'publishing.approvals.no-silence': 'تتحفّظ منظمة أو سحبت كلمتها: لم يعد السكوت يُعدّ موافقة.',
  'publishing.approvals.unheard':
    'يقف النص تحت اسم {names}، بوصفها كاتبة أو مصدرًا، وينتظر كلمتها هي. السكوت ليس كلمة كهذه.',
  'publishing.approval.author-unheard':
    'يقف النص تحت اسم منظمة أخرى، بوصفها كاتبة أو مصدرًا، وهي لم تره. وقّعوه تغييرًا لا تصحيحًا: عندئذ تُسأل تلك المنظمة.',
  'publishing.approval.approve': 'توافق',
  'publishing.approval.dissent': 'تتحفّظ',
  'publishing.approval.silent': 'لم تقل شيئًا بعد',
  'publishing.approval.button': 'وافق باسم منظمتك',
  'publishing.approval.what':
    'توافق على هذا النص بعينه باسم منظمتك وباسمك. والنص الذي يتغيّر يفقد موافقاته. ومع آخر موافقة لازمة يُنشر فورًا.',
  'publishing.approval.what.timed':
    'توافق على هذا النص بعينه باسم منظمتك وباسمك. والنص الذي يتغيّر يفقد موافقاته. ومع آخر موافقة لازمة يصير جاهزًا ويُنشر في موعده.',
  'publishing.approval.what.prepared':
    'توافق على هذا النص بعينه باسم منظمتك وباسمك. والنص الذي يتغيّر يفقد موافقاته. ومع آخر موافقة لازمة يصير جاهزًا، ويكفي شخص واحد لإرساله متى جاء ذلك اليوم.',
  'publishing.today.ready-unanswered':
    '{code}: نص جاهز ليوم قد يأتي تلزمه كلمة منظمة أخرى؛ ومنظمتك لم تقل شيئًا',
  'publishing.state.joint': 'ينتظر المنظمات',
  'publishing.approval.waits': 'حُفظ. يُنشر متى وافق عليه عدد كافٍ من المنظمات.',
  'publishing.approval.given': 'وافقت منظمتك على هذا من قبل.',
  'publishing.approval.not-joint': 'لا يحتاج هذا إلى موافقة المنظمات. لك ألا توقّع عليه.',
  'publishing.approval.dissent-instead':
    'في هذا الائتلاف لا يوقف واحد نصًا. قل «لا، لأن» باسم منظمتك؛ ويبقى ذلك مع النص.',
  'publishing.approval.ask-anew':
    'يلزم الآن أن يوقّع عليه أو يوافق عليه أكثر ممن طُلب منهم حينها: تغيّر الائتلاف أو ميثاقه. على كاتبه أن يطلب من جديد.',
  'publishing.dissent': 'تحفّظ',
  'publishing.dissent.why': 'لا، لأن',
  'publishing.dissent.hint':
    'يبقى بجانب النص باسمك واسم منظمتك، لكل من في الغرفة، ما بقي النص محفوظًا. ولك أن توافق عليه لاحقًا.',
  'publishing.dissented': 'تحفّظك مدوّن بجانب النص.',
  'publishing.held': 'لم يمكن نشره ({at})',
  'publishing.held.text': 'لم يُنشر منه شيء. يبقى هنا ولا يُعاد من تلقاء نفسه.',
  'publishing.today.held': '{code}: نص لم يمكن نشره في موعده ({what})',
  'publishing.calendar.ready': 'يصدر نص',
  'publishing.calendar.asked': 'من المقرر أن يصدر نص، ولم يوقّعه الجميع بعد',
  'publishing.ask.hour': 'النشر في موعد محدد',
  'publishing.ask.hour.hint':
    'إن تُرك فارغًا نُشر ما إن يوقّع الجميع. في الموعد تُفحص الموافقات والرغبات والصمت وموافقات المنظمات من جديد؛ وإن لم يجز نشره بقي وأُنذر الفريق.',
  'publishing.ask.zone': 'بتوقيت',
  'publishing.error.hour-past': 'هذا الموعد قد فات.',
  'publishing.error.hour-or-condition': 'اختر واحدًا: موعدًا، أو يومًا قد يأتي.',
  'publishing.timed': 'وُقّع. يُنشر في موعده، ولا يُنشر منه شيء قبله.',
  'publishing.timed.at': 'يُنشر في {at} ({zone}).',
  'publishing.timed.out': 'كان موعده {at} ({zone}).',
  'publishing.timed.yours': 'أي {at} ({zone}).',
  'publishing.timed.zone': 'إظهار الموعد بتوقيت',
  'publishing.timed.show': 'إظهار',
  'publishing.timed.what':
    'بتوقيعك يصير جاهزًا ويُنشر من تلقاء نفسه في موعده، أو فورًا إن كان موعده قد فات. ولكل من يجوز له التوقيع أن يسحبه قبل ذلك.',
  'publishing.timed.cancel': 'إلغاؤه',
  'publishing.open.at': '– {at}',
  'publishing.tried-again': 'أُعيدت المحاولة.',
  'publishing.held.again': 'أعد المحاولة',
  'publishing.today.dropped':
    '{code}: أُسقط ما كان سيُنشر في موعده ({what})، لأن المعروض صار أقل أو لأن منظمة غادرت',
  'publishing.approval.taken-back': 'سحبت كلمتها',
  'publishing.approval.take-back-first': 'وافقت منظمتك على هذا من قبل. اسحب كلمتها واذكر السبب.',
  'publishing.today.timed-unanswered': '{code}: نص ينتظر موعده تلزمه كلمة منظمة أخرى؛ ومنظمتك لم تقل شيئًا',
  'publishing.today.word-missing': '{code}: سُحبت كلمة عن نص؛ ولا يُنشر في موعده كما هو ({what})',
  'publishing.dissent.hint.timed':
    'يبقى بجانب النص باسمك واسم منظمتك، لكل من في الغرفة. وقّع كل من يلزم توقيعه: فلا يوقف هذا النص.',
  'publishing.held.by-word': 'لا يُنشر كما هو ({at})',
  'publishing.held.by-word.text':
    'لم يُنشر منه شيء. إن أُعطيت الكلمة الناقصة قبل موعده نُشر في موعده؛ وإن أُعطيت بعده نُشر فورًا. ولا يلزم توقيع أي شيء آخر من جديد.',
  'publishing.held.words': 'سُحبت كلمة، أو صارت المنظمات الموافقة عليه أقل مما يطلبه الميثاق.',
  'publishing.held.signature': 'سُحب توقيعه الثاني. يجب أن يوقّع عليه شخص آخر.',
  'publishing.held.author': 'يقف النص تحت اسم منظمة، بوصفها كاتبة أو مصدرًا، سحبت كلمتها.',
  'publishing.word.take-back': 'سحب كلمتي',
  'publishing.word.approval':
    'عندئذ لا تعود منظمتك موافقة على هذا النص. فإن قلّ الموافقون عن اللازم لم يُنشر، ويُبلَّغ كاتبوه. ولك أن توافق من جديد ما دام لم يُنشر.',
  'publishing.word.signature':
    'عندئذ لا يعود توقيعك تحت هذا النص. فلا يُنشر حتى يوقّع عليه شخص آخر، ويُبلَّغ كاتبوه.',
  'publishing.word.both':
    'عندئذ لا يعود توقيعك ولا موافقة منظمتك تحت هذا النص. فلا يُنشر حتى يحلّ غيرهما محلّهما، ويُبلَّغ كاتبوه.',
  'publishing.word.why': 'السبب',
  'publishing.word.hint': 'يقرؤه كل من في الغرفة بجانب النص، باسمك. ولا يُنشر منه شيء.',
  'publishing.word.taken-back': 'سُحبت كلمتك.',
  'publishing.word.none': 'ليست لك كلمة على هذا النص لتسحبها.',
  'publishing.word.before': 'أُعطيت من جديد بعد ذلك',
  'publishing.word.before.approval': 'سحب {name} موافقة {organisation} ({at})',
  'publishing.word.second': 'سحب {name} التوقيع الثاني ({at})',
} as const satisfies Record<keyof typeof jointEn, string>
