import type { taskEn } from './en.ts'

export const taskAr: Record<keyof typeof taskEn, string> = {
  'task.tab': 'المهام',
  'task.empty.title': 'لا مهمة مدوَّنة',
  'task.empty.text':
    'دوّن ما يجب فعله ومن يقوم به وحتى متى. ما حان موعده يظهر في صفحة اليوم لدى من يقوم به، بالاسم الرمزي وحده.',
  'task.add': 'إضافة مهمة',
  'task.what': 'ما يجب فعله',
  'task.owner': 'من يقوم به',
  'task.due': 'حتى',
  'task.state': 'الحالة',
  'task.done': 'أُنجزت',
  'task.overdue': 'متأخرة',
  'task.finish': 'تسجيل الإنجاز',
  'task.reopen': 'إعادة فتحها',
  'task.today':
    '{code}: {count, plural, zero {لا مهام مستحقة} one {حان موعد مهمة واحدة} two {حان موعد مهمتين} few {حان موعد # مهام} many {حان موعد # مهمة} other {حان موعد # مهمة}}',
}
