import { auditAr } from './audit-ar.ts'
import { auditEn } from './audit-en.ts'
import { ar } from './console-ar.ts'
import { en } from './console-en.ts'
import { embedsAr } from './embeds-ar.ts'
import { embedsEn } from './embeds-en.ts'
import { eventsAr } from './events-ar.ts'
import { eventsEn } from './events-en.ts'

export const messages = {
  en: { ...en, ...eventsEn, ...auditEn, ...embedsEn },
  ar: { ...ar, ...eventsAr, ...auditAr, ...embedsAr },
}
