import { campaignsAr } from './console-campaigns-ar.ts'
import { officialEmailsAr } from './console-official-emails-ar.ts'
import { officialsAr } from './console-officials-ar.ts'

export const consoleAr = { ...campaignsAr, ...officialEmailsAr, ...officialsAr }
