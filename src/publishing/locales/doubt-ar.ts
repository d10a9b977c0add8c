import type { doubtEn } from './doubt-en.ts'

export const doubtAr = {
  'consent.withdraw.word': 'هل توافق هذه الكلمة تعليماتها المسبقة؟',
  'consent.withdraw.word.hint':
    'يُنزل كل شيء فورًا أيًا كان جوابك. فإن لم توافقها، أو لم يعرف أحد وهي محتجزة، نُبّه الفريق، ويستطيع شخصان إعادته.',
  'consent.word.met': 'نعم، هذه كلمتها',
  'consent.word.not-met': 'لا، أو قد يكون غيرها هو المتكلم',
  'consent.word.unknown': 'لا أعرف',
  'consent.withdrawn.doubt':
    '{count, plural, zero {سُحبت مع شك. لم يكن منها شيء منشورًا. أُبلغ الفريق.} one {سُحبت مع شك. أُنزلت صفحة واحدة. أُبلغ الفريق.} two {سُحبت مع شك. أُنزلت صفحتان. أُبلغ الفريق.} few {سُحبت مع شك. أُنزلت # صفحات. أُبلغ الفريق.} many {سُحبت مع شك. أُنزلت # صفحة. أُبلغ الفريق.} other {سُحبت مع شك. أُنزلت # صفحة. أُبلغ الفريق.}}',
  'publishing.doubt.title': 'سحب مشكوك فيه',
  'publishing.doubt.link': 'عبر رابطها الخاص، {at}.',
  'publishing.doubt.member': 'سجّله {name}، {at}.',
  'publishing.doubt.what': 'سُحبت به الموافقة على: {items}.',
  'publishing.doubt.word.met': 'كان موافقًا لتعليماتها المسبقة.',
  'publishing.doubt.word.not-met': 'لم يكن موافقًا لتعليماتها المسبقة.',
  'publishing.doubt.word.unknown': 'لم يعرف أحد هل يوافق تعليماتها المسبقة.',
  'publishing.doubt.pages':
    '{count, plural, zero {لم يكن منها شيء منشورًا.} one {أُنزلت صفحة واحدة وحُفظت مختومة.} two {أُنزلت صفحتان وحُفظتا مختومتين.} few {أُنزلت # صفحات وحُفظت مختومة.} many {أُنزلت # صفحة وحُفظت مختومة.} other {أُنزلت # صفحة وحُفظت مختومة.}}',
  'publishing.doubt.narrowed': 'ضُيّقت به الموافقة على: {item}، فلم تعد تشمل: {purposes}. لم يُنزل شيء.',
  'publishing.doubt.unkept':
    '{count, plural, zero {حُفظ كل ما أُنزل.} one {أُنزلت صفحة واحدة ولم يمكن حفظها: لا تعود إلا بنشرها من جديد.} two {أُنزلت صفحتان ولم يمكن حفظهما: لا تعودان إلا بنشرهما من جديد.} few {أُنزلت # صفحات ولم يمكن حفظها: لا تعود إلا بنشرها من جديد.} many {أُنزلت # صفحة ولم يمكن حفظها: لا تعود إلا بنشرها من جديد.} other {أُنزلت # صفحة ولم يمكن حفظها: لا تعود إلا بنشرها من جديد.}}',
  'publishing.doubt.asked': 'وقّع زميل على إعادتها. يؤكدها شخص ثانٍ.',
  'publishing.doubt.restore': 'إعادة ما أُخذ',
  'publishing.doubt.restore.text':
    'توقّع أولًا ثم يؤكد شخص ثانٍ؛ عندئذ تسري الموافقات من جديد وتعود الصفحات منشورة كما كانت، في خطوة واحدة. تأكد أولًا بطريق آمن من أنها لم تقل ذلك بحرية.',
  'publishing.doubt.restore.reason': 'لماذا، وكيف عرفت',
  'publishing.doubt.restore.button': 'التوقيع وطلب شخص ثانٍ',
  'publishing.doubt.restored': 'عاد ما أُخذ.',
  'publishing.doubt.stand': 'كانت كلمتها: يبقى السحب',
  'publishing.doubt.stand.text': 'لا تعود الموافقة بعدها إلا بأن تُمنح من جديد.',
  'publishing.doubt.stood': 'بقي السحب.',
  'publishing.doubt.settled': 'حُسم أمر هذا السحب من قبل.',
  'publishing.doubt.nothing': 'لا يمكن أن يعود منه شيء: أجابت بعده، أو انتهت المدة.',
  'publishing.doubt.regained': 'موافقات تسري من جديد',
  'publishing.doubt.regained.for': '{item}، وتشمل من جديد: {purposes}',
  'publishing.doubt.today': '{code}: سحب مشكوك فيه أزال فورًا كل ما شمله',
  'publishing.kind.withdrawal': 'العودة بعد سحب مشكوك فيه',
  'publishing.rule.restore-consent': 'يُلغى سحب مشكوك فيه: يوقّع شخصان، من منظمتين متى كان في الائتلاف منظمتان.',
} as const satisfies Record<keyof typeof doubtEn, string>
