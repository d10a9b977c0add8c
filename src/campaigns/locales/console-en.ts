import { campaignsEn } from './console-campaigns-en.ts'
import { officialEmailsEn } from './console-official-emails-en.ts'
import { officialsEn } from './console-officials-en.ts'

export const consoleEn = { ...campaignsEn, ...officialEmailsEn, ...officialsEn }
