import type { pressEn } from './press-en.ts'

export const pressAr = {
  'press.tab': 'الصحافة',
  'press.speakers': 'من يتحدث إلى الصحافة',
  'press.speaks.lead': 'وفق الميثاق تتحدث المنظمة القائدة باسم الجميع: لا يظهر هنا إلا أعضاؤها.',
  'press.speaks.spokespeople':
    'وفق الميثاق يتحدث المسمَّون هنا باسم الجميع. يمكن لكل منظمة أن تسمّيهم، إلا من تراقب فقط.',
  'press.speaks.each': 'وفق الميثاق تتحدث كل منظمة عن نفسها، ولا أحد باسم الجميع. ومن تراقب فقط لا تسمّي أحدًا.',
  'press.speakers.none': 'لم يُسمَّ أحد بعد. تقول كل منظمة ذلك عن أعضائها:',
  'press.speakers.caption':
    '{count, plural, zero {لا أحد} one {شخص واحد} two {شخصان} few {# أشخاص} many {# شخصًا} other {# شخص}}، يُرى في هذه الغرفة فقط',
  'press.col.who': 'من',
  'press.col.for': 'عن',
  'press.col.hours': 'متى',
  'press.col.phone': 'الهاتف',
  'press.kit': 'ملف الصحافة',
  'press.kit.text':
    'ما هو منشور من القضية بتوقيع، بقدر ما وافقت عليه لوسائل الإعلام. يتغيّر مع الصفحة ومع موافقاتها؛ وما سُلّم لأحد لا يُستردّ.',
  'press.kit.not-public': 'لا صفحة منشورة للقضية، فلا شيء يُعطى للصحافة.',
  'press.kit.missing': 'غير مجاز للصحافة',
  'press.kit.consents': 'موافقاتها',
  'press.kit.take': 'حفظ في ملف واحد ({language})',
  'press.kit.use': 'يُرجى مراجعة المنظمة التي أعطتك هذا قبل النشر: فقد يتغيّر ما اتُّفق عليه مع الشخص المعني.',
  'press.not-cleared': 'لم توافق على هذا للصحافة.',
  'press.credit': 'الصورة: {credit}',
  'press.facts': 'باختصار',
  'press.quotes': 'للاقتباس',
  'press.quote.verbatim': '{name}، {on}',
  'press.quote.paraphrase': 'بمعنى كلام {name}، {on}؛ لا يوضع بين علامتي اقتباس',
} as const satisfies Record<keyof typeof pressEn, string>
