import type { en } from './en.ts'

export const ar = {
  'supporter.case': 'صفحة {name}',

  'confirm.title': 'يُرجى التأكيد',
  'confirm.text.action': 'استُخدم هذا العنوان للتحرك من أجل {name}. إذا كنت أنت من فعل ذلك فاضغط أحد الزرين.',
  'confirm.text.follow': 'طُلب بهذا العنوان أن تصله أخبار {name}. إذا كنت أنت من طلب ذلك فاضغط الزر.',
  'confirm.follow': 'أؤكد، وأخبروني بما يحدث مع {name}',
  'confirm.follow.only': 'نعم، أخبروني بما يحدث مع {name}',
  'confirm.only': 'أؤكد فقط',
  'confirm.note': 'تحفظ منظمة {organisation} ما أدخلته مشفّرًا. في كل رسالة رابط لإيقافها.',
  'confirm.notMe': 'لم أكن أنا',
  'confirmed.title': 'شكرًا لك، تم التأكيد',
  'confirmed.follow': 'حُسبت مشاركتك. سنكتب إليك عندما يحدث شيء مع {name}.',
  'confirmed.only': 'حُسبت مشاركتك. لن نكتب إليك بشأن {name}.',
  'confirmed.notMe.title': 'شكرًا على إخبارنا',
  'confirmed.not_me': 'لن يُرسل شيء أو يُحسب من هذا العنوان بشأن {name}، ولن نسأل مرة أخرى.',
  'expired.title': 'انتهت صلاحية هذا الرابط',
  'expired.text':
    'تبقى الروابط في رسائلنا صالحة بضعة أيام. ما لم يُؤكَّد حتى ذلك الحين مُحي؛ لم يُرسل شيء ولم يُحسب.',
  'expired.again': 'شارك من جديد',

  'follow.title': 'لتصلك أخبار {name}',
  'follow.text': 'نكتب عندما يكون هناك خبر أو ما يمكن فعله، وعن هذه القضية وحدها. ضغطة واحدة تنهي ذلك.',
  'follow.email': 'البريد الإلكتروني',
  'follow.firstName': 'الاسم الأول',
  'follow.firstName.hint': 'لكي نخاطبك به.',
  'follow.newsletter': 'أرسلوا إليّ أيضًا النشرة البريدية لمنظمة {organisation}',
  'follow.privacy': 'منظمة {organisation} هي المسؤولة عما تُدخله هنا. تُحفظ البيانات مشفّرة ولا تُعطى لأحد غيرها.',
  'follow.send': 'المتابعة بالبريد الإلكتروني',
  'followSent.title': 'تفقّد بريدك من فضلك',
  'followSent.text': 'أرسلنا إليك رسالة فيها زر. بعد أن تضغط عليه ستصلك أخبار {name}.',

  'unsubscribe.title': 'إيقاف رسائلنا',
  'unsubscribe.case': 'أوقفوا الرسائل عن {name}',
  'unsubscribe.all': 'أوقفوا كل رسائل منظمة {organisation}',
  'unsubscribe.note': 'ما فعلته يبقى محسوبًا. يمكنك العودة في أي وقت.',
  'unsubscribed.title': 'تم',
  'unsubscribed.text': 'لن تُرسل إليك رسائل أخرى من هذا النوع. قد تصلك رسالة خرجت من قبل.',
  'unsubscribed.preferences': 'خيارات أخرى: ما نحتفظ به عنك، والتراجع، والمحو',

  'preferences.title': 'خياراتك',
  'preferences.text':
    'لا تعرض هذه الصفحة شيئًا عنك حتى لا يعرف أحد غيرك شيئًا منها. كل زر يخبر منظمة {organisation} بما عليها فعله.',
  'preferences.held': 'أرسلوا إلى بريدي ما تحتفظون به عني',
  'preferences.held.text': 'يصل الجواب إلى صندوق بريدك، ولا يظهر أبدًا في هذه الصفحة.',
  'preferences.stop_case': 'أوقفوا الرسائل عن {name}',
  'preferences.stop_case.text': 'لن تصلك أخبار هذه القضية بعد الآن. ما فعلته يبقى محسوبًا.',
  'preferences.stop_all': 'أوقفوا كل الرسائل',
  'preferences.stop_all.text': 'لن يصلك شيء آخر من منظمة {organisation}.',
  'preferences.take_back': 'أتراجع عما فعلته',
  'preferences.take_back.text':
    'يخرج توقيعك أو رسالتك من أجل {name} من العدّ. لا يمكن استرجاع رسالة أُرسلت من قبل.',
  'preferences.erase': 'امحوا كل ما يخصني',
  'preferences.erase.text':
    'تمحو منظمة {organisation} اسمك وعنوانك وكل ما كتبته. لا رجعة في ذلك؛ وتُمحى النسخ الاحتياطية خلال 30 يومًا.',
  'preferences.done.title': 'وصلنا طلبك',
  'preferences.done.held': 'رسالة فيها كل ما نحتفظ به عنك في طريقها إلى صندوق بريدك.',
  'preferences.done.stop_case': 'لن تصلك أخبار هذه القضية بعد الآن. قد تصلك رسالة خرجت من قبل.',
  'preferences.done.stop_all': 'لن تصلك رسائل أخرى. قد تصلك رسالة خرجت من قبل.',
  'preferences.done.take_back': 'تم التراجع عما فعلته، ويخرج من العدّ خلال دقائق.',
  'preferences.done.erase': 'يُمحى كل ما يخصك خلال دقائق، ومن النسخ الاحتياطية خلال 30 يومًا.',
} as const satisfies Record<keyof typeof en, string>
