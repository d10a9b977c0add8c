import type { letters as english } from './letters-en.ts'

export const letters = {
  'letter.sent-by': 'كتب هذه الرسالة الشخص المذكور أعلاه، وترسلها عنه {organisation} ({website}).',
  'letter.test': 'تجربة: وصلت هذه الرسالة إليك وحدك. وعند إيقاف وضع التجربة تصل إلى المسؤول.',
  'campaigns.letters': 'ما وقّعه الناس',
  'campaigns.letters.text':
    'تُحفظ كل نسخة نُشرت. ويبقى التوقيع مع النسخة التي كانت في استمارته؛ ومن وقّع نسخة لاحقة يُحسب فيها أيضًا.',
  'campaigns.letters.version': 'النسخة {version}، {language}',
  'campaigns.letters.published': 'نُشرت',
  'campaigns.letters.people': 'من وقّعوها',
  'campaigns.letters.current': 'على الصفحة الآن',
  'campaigns.letters.unknown':
    '{count, plural, zero {لم يوقّع أحد قبل حفظ النسخ.} one {وقّع شخص واحد قبل حفظ النسخ.} two {وقّع شخصان قبل حفظ النسخ.} few {وقّع # أشخاص قبل حفظ النسخ.} many {وقّع # شخصًا قبل حفظ النسخ.} other {وقّع # شخص قبل حفظ النسخ.}}',
} as const satisfies Record<keyof typeof english, string>
