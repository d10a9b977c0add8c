import { campaignsEn } from './console-campaigns-en.ts'
import { officialsEn } from './console-officials-en.ts'

export const consoleEn = { ...campaignsEn, ...officialsEn }
