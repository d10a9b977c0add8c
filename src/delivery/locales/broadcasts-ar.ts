import type { broadcasts as en } from './broadcasts-en.ts'

export const broadcasts = {
  'broadcasts.one': 'النشرة {number}',
  'broadcasts.update': 'التحديث',
  'broadcasts.empty.title': 'لا نشرات بعد',
  'broadcasts.empty.text': 'تحمل النشرة تحديثًا منشورًا إلى من شاركوا وطلبوا أن يعرفوا.',
  'broadcasts.all': 'الكل',
  'broadcasts.state': 'الحالة',
  'broadcasts.state.frozen': 'تنتظر',
  'broadcasts.state.sending': 'قيد الإرسال',
  'broadcasts.state.paused': 'موقوفة مؤقتًا',
  'broadcasts.state.cancelled': 'ملغاة',
  'broadcasts.state.done': 'اكتملت',
  'broadcasts.caption':
    '{count, plural, zero {لا نشرات} one {نشرة واحدة} two {نشرتان} few {# نشرات} many {# نشرة} other {# نشرة}}',
  'broadcasts.col.number': 'النشرة',
  'broadcasts.col.case': 'القضية',
  'broadcasts.col.recipients': 'صناديق البريد',
  'broadcasts.col.open': 'المتبقي',
  'broadcasts.started': 'بدأ إرسال النشرة.',
  'broadcasts.progress': 'التقدم',
  'broadcasts.audience':
    'ثُبّت عند البدء: شارك {acted, number}، وطلب أن يعرف {asked, number}، وصناديق البريد {recipients, number}.',
  'broadcasts.count.sent': 'تسلّمها خادم البريد',
  'broadcasts.count.suppressed': 'غادروا قبل دورهم',
  'broadcasts.count.hard': 'رُفضت نهائيًا',
  'broadcasts.count.soft': 'رُفضت عدة مرات',
  'broadcasts.count.unknown': 'غير معروف',
  'broadcasts.count.cancelled': 'لم تُرسل بسبب الإلغاء',
  'broadcasts.names': 'من؟',
  'broadcasts.away': 'خادم البريد لا يتسلّم البريد',
  'broadcasts.away.text': 'غائب منذ {at}. كل شيء ينتظر ولا يضيع شيء، ويستأنف الإرسال وحده.',
  'broadcasts.pause': 'إيقاف مؤقت',
  'broadcasts.resume': 'استئناف',
  'broadcasts.cancel': 'إلغاء نهائي',
  'broadcasts.cancel.text':
    'وصلت الرسالة إلى {sent, number}، ولن تصل إلى {left, number}. لا رجوع عن هذا، وما خرج لا يمكن استرجاعه.',
  'broadcasts.did.pause': 'أُوقفت مؤقتًا. لا يخرج شيء بعد الآن.',
  'broadcasts.did.resume': 'استؤنف الإرسال.',
  'broadcasts.did.cancel': 'أُلغيت. لا يخرج شيء بعد الآن.',
  'broadcasts.people.none': 'لا أحد',
  'broadcasts.people.unknown':
    'خرج آخر بايت من هذه الرسائل ولم يأتِ جواب. ربما وصلت وربما لم تصل، لذلك لا تُرسل من جديد.',
  'broadcasts.people.hard': 'لن يتسلّم الخادم البريد لهذه العناوين أبدًا.',
  'broadcasts.people.soft': 'أجّل الخادم هذه الرسائل مرة بعد مرة.',
  'broadcasts.people.suppressed': 'ألغى هؤلاء اشتراكهم أو مُحيت بياناتهم بعد تثبيت القائمة.',
  'broadcasts.people.caption':
    '{count, plural, zero {لا أحد} one {شخص واحد} two {شخصان} few {# أشخاص} many {# شخصًا} other {# شخص}}',
  'broadcasts.people.name': 'الاسم',
  'broadcasts.people.address': 'العنوان',
  'broadcasts.people.at': 'متى',
  'broadcasts.people.reply': 'ما قاله الخادم',
  'broadcasts.error.under-way': 'نشرة هذا التحديث قيد الإرسال.',
  'broadcasts.error.together': 'تقف منظمات أخرى حول هذه القضية، لذلك تُرسَل النشرة منها جميعًا.',
  'broadcasts.error.gone': 'خرجت أو أُوقفت، فلا يمكن حبسها بعد الآن.',
  'broadcasts.error.held': 'منظمتك تحبسها بالفعل.',
  'broadcasts.error.not-yours': 'تحبسها منظمة أخرى، وهي وحدها ترفع الحبس.',
  'broadcasts.error.not-yours-to-stop':
    'لا توقفه كلَّه إلا المنظمة التي أرسلته والمنظمة القائدة. يمكنكم حبسه أو وقف الجزء الخاص بمنظمتكم.',
  'broadcasts.error.mailboxes':
    'بعد الترقية يمرّ الخادم على جميع العناوين مرة واحدة كي لا تصل هذه إلى أحد مرتين، ولم ينتهِ بعد. أعد المحاولة بعد بضع دقائق.',
  'broadcasts.error.nobody': 'لا أحد في هذه القائمة تجوز مراسلته.',
  'broadcasts.error.not-sending': 'هذه النشرة ليست قيد الإرسال.',
  'broadcasts.quiet':
    'القضية صامتة. تنتظر الرسائل التي لم تخرج بعد؛ وتمضي حين يُنهي شخصان الصمت، إلى من لم يغادر في هذه الأثناء.',
  'broadcasts.error.quiet': 'القضية صامتة: تمضي النشرة حين يُنهي شخصان الصمت.',
  'broadcasts.error.not-paused': 'هذه النشرة ليست موقوفة.',
  'broadcasts.error.ended': 'انتهت هذه النشرة.',
  'broadcasts.today.running':
    '{count, plural, zero {لا نشرة قيد الإرسال} one {نشرة واحدة قيد الإرسال} two {نشرتان قيد الإرسال} few {# نشرات قيد الإرسال} many {# نشرة قيد الإرسال} other {# نشرة قيد الإرسال}}',
  'broadcasts.today.paused':
    '{count, plural, zero {لا نشرة موقوفة} one {نشرة واحدة موقوفة} two {نشرتان موقوفتان} few {# نشرات موقوفة} many {# نشرة موقوفة} other {# نشرة موقوفة}}',
} as const satisfies Record<keyof typeof en, string>
