import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'
import { emergencyAr } from './emergency-ar.ts'
import { emergencyEn } from './emergency-en.ts'
import { preparedAr } from './prepared-ar.ts'
import { preparedEn } from './prepared-en.ts'
import { publicityAr } from './publicity-ar.ts'
import { publicityEn } from './publicity-en.ts'
import { directionAr } from './direction-ar.ts'
import { directionEn } from './direction-en.ts'
import { doubtAr } from './doubt-ar.ts'
import { doubtEn } from './doubt-en.ts'
import { jointAr } from './joint-ar.ts'
import { jointEn } from './joint-en.ts'
import { pressAr } from './press-ar.ts'
import { pressEn } from './press-en.ts'
import { linkAr } from './link-ar.ts'
import { linkEn } from './link-en.ts'
import { quietAr } from './quiet-ar.ts'
import { quietEn } from './quiet-en.ts'
import { unobtainableAr } from './unobtainable-ar.ts'
import { unobtainableEn } from './unobtainable-en.ts'
import { signingAr } from './signing-ar.ts'
import { signingEn } from './signing-en.ts'

export const messages = {
  en: {
    ...consoleEn,
    ...signingEn,
    ...publicityEn,
    ...quietEn,
    ...emergencyEn,
    ...preparedEn,
    ...doubtEn,
    ...directionEn,
    ...unobtainableEn,
    ...linkEn,
    ...jointEn,
    ...pressEn,
  },
  ar: {
    ...consoleAr,
    ...signingAr,
    ...publicityAr,
    ...quietAr,
    ...emergencyAr,
    ...preparedAr,
    ...doubtAr,
    ...directionAr,
    ...unobtainableAr,
    ...linkAr,
    ...jointAr,
    ...pressAr,
  },
}
