/** What staff read where a draft is talked about. */
export const ar = {
  'joint-text.discussion': 'نقاش',
  'joint-text.comments':
    '{count, plural, =0 {التعليقات المفتوحة} zero {التعليقات المفتوحة} one {تعليق مفتوح واحد} two {تعليقان مفتوحان} few {# تعليقات مفتوحة} many {# تعليقًا مفتوحًا} other {# تعليق مفتوح}}',
  'joint-text.comments.none': 'لا تعليق مفتوحًا.',
  'joint-text.comments.resolved':
    '{count, plural, zero {لا تعليق عولج} one {عولج تعليق واحد} two {عولج تعليقان} few {عولجت # تعليقات} many {عولج # تعليقًا} other {عولج # تعليق}}',
  'joint-text.comment': 'تعليق',
  'joint-text.comment.hint': 'يقرؤه كل من في غرفة الائتلاف، باسمك واسم منظمتك. ولا يُنشر منه شيء أبدًا.',
  'joint-text.comment.language': 'على النص بـ',
  'joint-text.comment.save': 'علّق',
  'joint-text.comment.saved': 'حُفظ.',
  'joint-text.comment.on': '{language}، النسخة {version}',
  'joint-text.comment.resolve': 'عولج',
  'joint-text.comment.reopen': 'افتحه من جديد',
  'joint-text.comment.resolved': 'عولج',
  'joint-text.comment.too-many': 'بلغ هذا النص أقصى ما يتسع له من التعليقات.',
  'joint-text.versions.of': 'النسخ جنبًا إلى جنب:',
  'joint-text.versions.name': 'النسخة {version}، {person}، {organisation}، {at}',
  'joint-text.versions.from': 'من',
  'joint-text.versions.to': 'إلى',
  'joint-text.versions.compare': 'قارن',
  'joint-text.versions.none': 'لا نسخة محفوظة بعد: يحفظها الحفظ التالي.',
  'joint-text.versions.one': 'هناك نسخة واحدة حتى الآن.',
}
