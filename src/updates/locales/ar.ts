import type { en } from './en.ts'

export const ar = {
  'update.kind.alert': 'إنذار',
  'update.kind.further_information': 'معلومات إضافية',
  'update.kind.act_now': 'تحرّك الآن',
  'update.kind.stop': 'نرجو التوقف',
  'update.kind.hearing_notice': 'جلسة قادمة',
  'update.kind.hearing_result': 'بعد الجلسة',
  'update.kind.good_news': 'خبر سار',
  'update.kind.bad_news': 'خبر سيئ',
  'update.kind.still_watching': 'ما زلنا نتابع',
  'update.kind.message': 'رسالة',
  'update.kind.correction': 'تصحيح',
  'update.kind.closing': 'ختام',
  'update.kind.in_memoriam': 'في الذكرى',
  'update.kind.thank_you': 'شكرًا لكم',
  'update.case': 'عن {name}',
  'update.fallback': 'لا يتوفر هذا النص بلغتك بعد، وهو معروض بهذه اللغة: {language}.',
  'update.by': 'بقلم {authors}.',
  'update.author.withheld': 'الاسم محجوب حفاظًا على السلامة',
  'update.source': 'المصدر:',
  'update.postedBy': 'نشرته هنا منظمة {organisation}.',
  'update.corrected': 'جرى تصحيح هذا النص',
  'update.next': 'الخطوة القادمة:',
  'update.ask': 'ما الذي يمكنك فعله الآن',
  'update.ask.nothing': 'لا شيء بعد. سنكتب عندما يكون هناك ما يمكن فعله.',
  'update.earlier': 'أخبار سابقة',
  'update.hand-over': 'التسليم',
  'update.hand-over.received': 'سُلّمت يوم {on} إلى {to}.',
  'update.hand-over.refused': 'حُملت يوم {on} إلى {to} فلم تُقبل.',
  'update.hand-over.left-there': 'تُركت يوم {on} لـ {to}.',
  'update.hand-over.people':
    '{count, plural, zero {لم يوقّعها أحد} one {وقّعها شخص واحد} two {وقّعها شخصان} few {وقّعها # أشخاص} many {وقّعها # شخصًا} other {وقّعها # شخص}}.',
  'update.hand-over.people.from':
    '{count, plural, zero {لم يوقّعها أحد} one {وقّعها شخص واحد} two {وقّعها شخصان} few {وقّعها # أشخاص} many {وقّعها # شخصًا} other {وقّعها # شخص}} من {countries, plural, zero {لا بلد} one {بلد واحد} two {بلدين} few {# بلدان} many {# بلدًا} other {# بلد}}.',
  'update.hand-over.organisations':
    '{count, plural, zero {لم توقّعها أي منظمة} one {وقّعتها منظمة واحدة} two {وقّعتها منظمتان} few {وقّعتها # منظمات} many {وقّعتها # منظمة} other {وقّعتها # منظمة}}.',
  'update.hand-over.organisations.from':
    '{count, plural, zero {لم توقّعها أي منظمة} one {وقّعتها منظمة واحدة} two {وقّعتها منظمتان} few {وقّعتها # منظمات} many {وقّعتها # منظمة} other {وقّعتها # منظمة}} من {countries, plural, zero {لا بلد} one {بلد واحد} two {بلدين} few {# بلدان} many {# بلدًا} other {# بلد}}.',
  'update.hand-over.recorded':
    '{count, plural, zero {} one {ومعها توقيع واحد سجّله الفريق.} two {ومعها توقيعان سجّلهما الفريق.} few {ومعها # توقيعات سجّلها الفريق.} many {ومعها # توقيعًا سجّله الفريق.} other {ومعها # توقيع سجّله الفريق.}}',
  'update.hand-over.paper':
    'على الورق: {evidenced, plural, zero {لا توقيع مع الإثبات} one {توقيع واحد مع الإثبات} two {توقيعان مع الإثبات} few {# توقيعات مع الإثبات} many {# توقيعًا مع الإثبات} other {# توقيع مع الإثبات}}{unproven, plural, zero {} one {، وواحد من دونه} two {، واثنان من دونه} few {، و# من دونه} many {، و# من دونه} other {، و# من دونه}}.',
  'update.hand-over.read': 'كيف جرى التسليم',
} as const satisfies Record<keyof typeof en, string>
