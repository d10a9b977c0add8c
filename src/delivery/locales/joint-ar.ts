import type { joint as en } from './joint-en.ts'

export const joint = {
  'joint.title': 'نشرة مشتركة، {code}',
  'joint.standing.waiting': 'تنتظر',
  'joint.standing.quiet': 'تنتظر انتهاء الصمت',
  'joint.standing.sending': 'قيد الإرسال',
  'joint.standing.cancelled': 'موقوفة',
  'joint.standing.done': 'اكتملت',
  'joint.sender':
    'ترسلها {organisation}: {count, plural, zero {لا رسائل} one {رسالة واحدة} two {رسالتان} few {# رسائل} many {# رسالة} other {# رسالة}} في المجموع، من كل منظمة إلى من أجابوها أولًا. ولا يصل أحدًا اثنتان.',
  'joint.goes': 'تخرج في {at} ما لم تحبسها منظمة.',
  'joint.held':
    '{count, plural, one {تحبسها منظمة. تخرج حين يُرفع الحبس، وليس قبل موعدها.} two {تحبسها منظمتان. تخرج حين يُرفع الحبسان، وليس قبل موعدها.} few {تحبسها # منظمات. تخرج حين يُرفع كل حبس، وليس قبل موعدها.} other {تحبسها # منظمة. تخرج حين يُرفع كل حبس، وليس قبل موعدها.}}',
  'joint.quiet':
    'القضية في صمت. وحين ينهيه شخصان {count, plural, =0 {تخرج فورًا.} one {تبدأ دقيقة الحبس من جديد.} two {تبدأ دقيقتا الحبس من جديد.} few {تبدأ دقائق الحبس # من جديد.} other {تبدأ دقائق الحبس # من جديد.}}',
  'joint.holds': 'من حبسها',
  'joint.hold.stands': 'تحبسها',
  'joint.hold.released': 'رُفع',
  'joint.hold': 'احبسها',
  'joint.hold.reason': 'لماذا يجب ألا تخرج الآن',
  'joint.hold.hint': 'تقرأ هذا كل منظمات القضية. ولا يخرج شيء حتى ترفع الحبس.',
  'joint.hold.save': 'احبسها',
  'joint.release': 'ارفع الحبس',
  'joint.did.hold': 'حُبست. لا يخرج شيء.',
  'joint.did.release': 'رُفع الحبس.',
  'joint.did.stop': 'أُوقفت. لا يخرج شيء بعد الآن.',
  'joint.stop': 'أوقفها كلها',
  'joint.stop.text': 'تنتهي لدى كل المنظمات. وما خرج لا يمكن استرجاعه، وللمتابعة أرسل التحديث من جديد.',
  'joint.results': 'بحسب المنظمة',
  'joint.col.organisation': 'المنظمة',
  'joint.col.mails': 'الرسائل',
  'joint.part': 'هذا جزء منظمتك من نشرة مشتركة.',
  'joint.part.open': 'انظر إليها كلها',
  'joint.before': 'النشرات المشتركة لهذا التحديث',
  'joint.col.begun': 'بدأت',
  'joint.col.standing': 'الحالة',
  'joint.today.goes': '{code}: تخرج نشرة مشتركة في {at}، ويمكنكم حبسها',
  'joint.today.held': '{code}: نشرة مشتركة محبوسة',
  'joint.today.left':
    '{code}: غادرت منظمة قبل أن ترسل نشرة مشتركة إلى {count, plural, zero {أحد} one {شخص واحد} two {شخصين} few {# أشخاص} many {# شخصًا} other {# شخص}}؛ أرسلوا التحديث من جديد ليصل إلى من تعرفهم منظمات أخرى',
} as const satisfies Record<keyof typeof en, string>
