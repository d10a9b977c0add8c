import type { en } from './en.ts'

export const ar = {
  'hand-over.title': 'عمليات التسليم',
  'hand-over.all': 'كل عمليات التسليم في هذه الحملة',
  'hand-over.all.letter': 'كل عمليات تسليم هذه الرسالة',
  'hand-over.empty.title': 'لم يُسلَّم شيء بعد',
  'hand-over.empty.text':
    'تؤدي العريضة غايتها حين يحملها أحد إلى من هي موجهة إليهم. ومن هنا حتى صفحة تقول ذلك أربع خطوات:',
  'hand-over.empty.prepare': 'التحضير: من يتسلّمها، وأين، وفي أي يوم.',
  'hand-over.empty.print':
    'تطبع كل منظمة ورقة من وقّعوا عن طريقها، كما وافق كل منهم. ولا يرى أحد أسماء منظمة أخرى.',
  'hand-over.empty.letter': 'تُحمل الرسالة على الورق مع كل من يظهر تحتها علنًا: تُطبع من صفحتها المنشورة.',
  'hand-over.empty.record': 'بعد ذلك اليوم يُذكر كيف جرى الأمر، ويثبت عدد الموقّعين عندئذ.',
  'hand-over.empty.update': 'يُكتب تحديث عنه مع صورة. وتذكر صفحات الحملة التسليم ما دام ذلك التحديث منشورًا.',
  'hand-over.signed.people':
    '{count, plural, zero {لم يوقّع أحد بعد} one {وقّع شخص واحد} two {وقّع شخصان} few {وقّع # أشخاص} many {وقّع # شخصًا} other {وقّع # شخص}}.',
  'hand-over.signed.people.from':
    '{count, plural, zero {لم يوقّع أحد بعد} one {وقّع شخص واحد} two {وقّع شخصان} few {وقّع # أشخاص} many {وقّع # شخصًا} other {وقّع # شخص}} من {countries, plural, zero {لا بلد} one {بلد واحد} two {بلدين} few {# بلدان} many {# بلدًا} other {# بلد}}.',
  'hand-over.signed.organisations':
    '{count, plural, zero {لا تظهر تحتها أي منظمة علنًا} one {تظهر تحتها علنًا منظمة واحدة} two {تظهر تحتها علنًا منظمتان} few {تظهر تحتها علنًا # منظمات} many {تظهر تحتها علنًا # منظمة} other {تظهر تحتها علنًا # منظمة}}.',
  'hand-over.signed.organisations.from':
    '{count, plural, zero {لا تظهر تحتها أي منظمة علنًا} one {تظهر تحتها علنًا منظمة واحدة} two {تظهر تحتها علنًا منظمتان} few {تظهر تحتها علنًا # منظمات} many {تظهر تحتها علنًا # منظمة} other {تظهر تحتها علنًا # منظمة}}، من {countries, plural, zero {لا بلد} one {بلد واحد} two {بلدين} few {# بلدان} many {# بلدًا} other {# بلد}}.',
  'hand-over.signed.recorded':
    '{count, plural, zero {} one {وعلى حدة توقيع واحد سجّله الفريق.} two {وعلى حدة توقيعان سجّلهما الفريق.} few {وعلى حدة # توقيعات سجّلها الفريق.} many {وعلى حدة # توقيعًا سجّلها الفريق.} other {وعلى حدة # توقيع سجّلها الفريق.}}',
  'hand-over.prepare': 'تحضير تسليم',
  'hand-over.prepare.text':
    'ستراه كل منظمات الائتلاف، وتستطيع كل منها طباعة ورقة من وقّعوا عن طريقها. ولا يُنشر منه شيء.',
  'hand-over.prepared': 'حُضّر التسليم. تستطيع كل منظمة الآن إعداد ورقتها.',
  'hand-over.on': 'اليوم',
  'hand-over.to': 'من يتسلّمها ({language})',
  'hand-over.to.hint': 'كما سيقرؤه الزوار، مثل: وزير العدل.',
  'hand-over.place': 'المكان ({language})',
  'hand-over.where': 'المكان',
  'hand-over.planned': 'مقرر ليوم',
  'hand-over.frozen': 'الموقّعون عندئذ',
  'hand-over.state.prepared': 'محضَّر',
  'hand-over.state.received': 'استُلم',
  'hand-over.state.refused': 'لم يُقبل',
  'hand-over.state.left-there': 'تُرك هناك',
  'hand-over.state.dropped': 'أُلغي',
  'hand-over.col.to': 'إلى',
  'hand-over.col.on': 'اليوم',
  'hand-over.col.state': 'الحالة',
  'hand-over.col.organisation': 'المنظمة',
  'hand-over.col.signers': 'الموقّعون الآن',
  'hand-over.col.made': 'أُعدّت الورقة',
  'hand-over.col.full': 'أسماء كاملة',
  'hand-over.col.first': 'أسماء أولى',
  'hand-over.col.unnamed': 'من دون اسم',
  'hand-over.col.letter': 'الرسالة',
  'hand-over.col.name': 'الاسم',
  'hand-over.col.country': 'البلد',
  'hand-over.col.people': 'الأشخاص',
  'hand-over.paper': 'الرسالة مع موقّعيها، للطباعة',
  'hand-over.sheets': 'أوراق الموقّعين',
  'hand-over.sheets.text':
    'تعدّ كل منظمة ورقتها. وما يظهر هنا أعداد: لا يرى الأسماء على ورقة إلا المنظمة التي وقّع الناس عن طريقها. ومن وقّع عن طريق منظمتين يُذكر في ورقتين ويُحسب مرة واحدة في المجموع.',
  'hand-over.sheets.none': 'لم يوقّع أحد بعد.',
  'hand-over.stale.title': 'لم تعد ورقة {organisation} صحيحة',
  'hand-over.stale':
    '{count, plural, zero {} one {فيها شخص واحد لم يعد موقّعًا.} two {فيها شخصان لم يعودا موقّعَين.} few {فيها # أشخاص لم يعودوا موقّعين.} many {فيها # شخصًا لم يعودوا موقّعين.} other {فيها # شخص لم يعودوا موقّعين.}} يجب إعدادها من جديد وإتلاف الورقة القديمة قبل التسليم.',
  'hand-over.today.stale':
    '{code}: {count, plural, zero {} one {سحب شخص واحد في ورقة موقّعي {organisation} توقيعه.} two {سحب شخصان في ورقة موقّعي {organisation} توقيعهما.} few {سحب # أشخاص في ورقة موقّعي {organisation} توقيعهم.} many {سحب # شخصًا في ورقة موقّعي {organisation} توقيعهم.} other {سحب # شخص في ورقة موقّعي {organisation} توقيعهم.}} يجب إعداد الورقة من جديد.',
  'hand-over.sheet': 'ورقة موقّعينا',
  'hand-over.sheet.missing': 'لم تُعدّ بعد',
  'hand-over.sheet.make': 'إعداد ورقتنا',
  'hand-over.sheet.back': 'عودة إلى التسليم',
  'hand-over.sheet.whose':
    'فيها من وقّعوا عن طريق {organisation}، كما وافق كل منهم. ولا يمكن أن يكون فيها موقّعو غيرها.',
  'hand-over.sheet.closed': 'انتهى هذا التسليم، ولا تُعدّ له أوراق بعد الآن.',
  'hand-over.sheet.not-you': 'يعدّ الأوراق المديرون ومنظّمو الحملات في منظمة لا تكتفي بالمراقبة.',
  'hand-over.sheet.language': 'لغة الورقة',
  'hand-over.sheet.as': 'على شكل',
  'hand-over.sheet.as.paper': 'صفحة للطباعة',
  'hand-over.sheet.as.csv': 'ملف لجدول بيانات (CSV)',
  'hand-over.sheet.names':
    '{count, plural, zero {لا يُذكر فيها أحد باسمه.} one {يُذكر فيها شخص واحد باسمه. ومن يأخذ الورقة يحتفظ بهذا الاسم، ولا يمكن استرجاعه.} two {يُذكر فيها شخصان باسميهما. ومن يأخذ الورقة يحتفظ بهما، ولا يمكن استرجاعهما.} few {يُذكر فيها # أشخاص بأسمائهم. ومن يأخذ الورقة يحتفظ بها، ولا يمكن استرجاعها.} many {يُذكر فيها # شخصًا بأسمائهم. ومن يأخذ الورقة يحتفظ بها، ولا يمكن استرجاعها.} other {يُذكر فيها # شخص بأسمائهم. ومن يأخذ الورقة يحتفظ بها، ولا يمكن استرجاعها.}}',
  'hand-over.sheet.log':
    'لا تُحفظ الورقة هنا. يعرف الائتلاف أنكم أعددتموها وكم شخصًا فيها. وإذا سحب أحد فيها توقيعه عرفتم هنا العدد، وأعددتموها من جديد.',
  'hand-over.sheet.print':
    'اطبع هذه الصفحة الآن أو احفظها بصيغة PDF، فهي لا تُحفظ. لا يُطبع سوى الورقة. وتزول حين تغادر هذه الصفحة.',
  'hand-over.record': 'تسجيل ما جرى',
  'hand-over.how': 'كيف جرى استلامها؟',
  'hand-over.how.received': 'استُلمت',
  'hand-over.how.refused': 'لم تُقبل',
  'hand-over.how.left-there': 'تُركت هناك',
  'hand-over.record.text': 'يثبت من الآن عدد من وقّعوا، ولا تُعدّ أوراق بعد ذلك. ولا يُنشر شيء قبل أن يذكره تحديث.',
  'hand-over.record.missing': 'لم تُعدّ بعد، فليست جزءًا من التسليم: ورقة {organisations}.',
  'hand-over.recorded': 'سُجّل. يمكنك الآن كتابة التحديث عنه.',
  'hand-over.telling': 'الإخبار بالتسليم',
  'hand-over.telling.text':
    'يحمل التحديث اليوم والمكان ويأخذ الصورة. وتذكر صفحات ما سُلّم ذلك ما دام التحديث منشورًا، لا قبله.',
  'hand-over.telling.begin': 'كتابة تحديث عنه',
  'hand-over.telling.read': 'التحديث عنه',
  'hand-over.drafted': 'في المسودة اليوم والمكان وعنوان أول. أضف ما حدث، وصورة.',
  'hand-over.headline.received': 'جرى التسليم إلى {to}',
  'hand-over.headline.refused': 'لم يُقبل التسليم: {to}',
  'hand-over.headline.left-there': 'تُركت الرسالة: {to}',
  'hand-over.change': 'تغيير اليوم أو المكان أو من يتسلّمها',
  'hand-over.change.told': 'يذكر ذلك تحديث. ويبقى المنشور كما هو حتى تصحح ذلك التحديث.',
  'hand-over.changed': 'حُفظ.',
  'hand-over.save': 'احفظ',
  'hand-over.drop': 'لن يجري التسليم',
  'hand-over.drop.text':
    'يُغلق هذا التسليم ولا تُعدّ له أوراق بعد الآن. والأوراق المطبوعة ما زالت على الورق: اعملوا على إتلافها.',
  'hand-over.dropped': 'أُلغي التسليم.',
  'hand-over.version': '{language}، الصيغة {version, number}',
  'hand-over.version.none': 'وُقّعت قبل حفظ صيغ النص',
  'hand-over.paper.version': '{language}، الصيغة {version, number}، منشورة منذ {on}',
  'hand-over.paper.signed':
    '{count, plural, zero {لم يوقّعها أحد} one {وقّعها شخص واحد} two {وقّعها شخصان} few {وقّعها # أشخاص} many {وقّعها # شخصًا} other {وقّعها # شخص}}',
  'hand-over.paper.and-unnamed':
    '{count, plural, zero {ولا أحد} one {وشخص واحد} two {وشخصان} few {و# أشخاص} many {و# شخصًا} other {و# شخص}} {count, plural, zero {بلا أسماء} one {يوقّع من دون اسم} two {يوقّعان من دون اسميهما} few {يوقّعون من دون أسمائهم} many {يوقّعون من دون أسمائهم} other {يوقّعون من دون أسمائهم}}.',
  'hand-over.paper.and-unnamed.from':
    '{count, plural, zero {ولا أحد} one {وشخص واحد} two {وشخصان} few {و# أشخاص} many {و# شخصًا} other {و# شخص}} من {countries, plural, zero {لا بلد} one {بلد واحد} two {بلدين} few {# بلدان} many {# بلدًا} other {# بلد}} {count, plural, zero {بلا أسماء} one {يوقّع من دون اسم} two {يوقّعان من دون اسميهما} few {يوقّعون من دون أسمائهم} many {يوقّعون من دون أسمائهم} other {يوقّعون من دون أسمائهم}}.',
  'hand-over.paper.unnamed':
    '{count, plural, zero {لا أحد} one {شخص واحد} two {شخصان} few {# أشخاص} many {# شخصًا} other {# شخص}} {count, plural, zero {بلا أسماء} one {يوقّع من دون اسم} two {يوقّعان من دون اسميهما} few {يوقّعون من دون أسمائهم} many {يوقّعون من دون أسمائهم} other {يوقّعون من دون أسمائهم}}.',
  'hand-over.paper.unnamed.from':
    '{count, plural, zero {لا أحد} one {شخص واحد} two {شخصان} few {# أشخاص} many {# شخصًا} other {# شخص}} من {countries, plural, zero {لا بلد} one {بلد واحد} two {بلدين} few {# بلدان} many {# بلدًا} other {# بلد}} {count, plural, zero {بلا أسماء} one {يوقّع من دون اسم} two {يوقّعان من دون اسميهما} few {يوقّعون من دون أسمائهم} many {يوقّعون من دون أسمائهم} other {يوقّعون من دون أسمائهم}}.',
  'hand-over.paper.through': 'وقّع هؤلاء عن طريق {organisation}، وأكدوا ذلك بالبريد أو على الورق.',
  'hand-over.paper.as-of': 'كما كانت في {at}.',
  'hand-over.paper.sum': 'علامة هذه الورقة:',
  'hand-over.error.changed': 'غيّر أحد هذا التسليم في هذه الأثناء. انظر إليه من جديد.',
  'hand-over.error.dropped': 'أُلغي هذا التسليم.',
  'hand-over.error.recorded': 'سُجّل من قبل أن هذا قد سُلّم.',
  'hand-over.error.not-recorded': 'اذكر أولًا كيف جرى الأمر، ثم يمكن أن يذكره تحديث.',
  'hand-over.error.told': 'هناك تحديث عنه من قبل.',
  'hand-over.error.nobody': 'لم يوقّع أحد عن طريق منظمتكم بعد.',
  'hand-over.error.observes': 'منظمتكم تراقب هنا، ولا تسلّم شيئًا.',
  'hand-over.error.theirs': 'تغيّر هذا التسليم المنظمة التي حضّرته.',
  'hand-over.error.ahead': 'لم يأت هذا اليوم بعد.',
} as const satisfies Record<keyof typeof en, string>
