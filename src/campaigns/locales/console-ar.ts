import { campaignsAr } from './console-campaigns-ar.ts'
import { officialsAr } from './console-officials-ar.ts'

export const consoleAr = { ...campaignsAr, ...officialsAr }
