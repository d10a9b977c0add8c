import { auditAr } from './audit-ar.ts'
import { auditEn } from './audit-en.ts'
import { ar } from './console-ar.ts'
import { en } from './console-en.ts'
import { eventsAr } from './events-ar.ts'
import { eventsEn } from './events-en.ts'

export const messages = { en: { ...en, ...eventsEn, ...auditEn }, ar: { ...ar, ...eventsAr, ...auditAr } }
