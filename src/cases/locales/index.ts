import { messages as checkIns } from '../check-ins/locales/index.ts'
import { messages as crisis } from '../crisis/locales/index.ts'
import { messages as duty } from '../duty/locales/index.ts'
import { messages as effects } from '../effects/locales/index.ts'
import { messages as facts } from '../facts/locales/index.ts'
import { messages as liberty } from '../liberty/locales/index.ts'
import { messages as proceedings } from '../proceedings/locales/index.ts'
import { messages as deadlines } from '../deadlines/locales/index.ts'
import { messages as interventions } from '../interventions/locales/index.ts'
import { messages as tasks } from '../tasks/locales/index.ts'
import { messages as calendar } from '../calendar/locales/index.ts'
import { messages as life } from '../life/locales/index.ts'
import { messages as persons } from '../persons/locales/index.ts'
import { messages as risk } from '../risk/locales/index.ts'
import { messages as sheets } from '../sheets/locales/index.ts'
import { messages as statements } from '../statements/locales/index.ts'
import { messages as wishes } from '../wishes/locales/index.ts'
import { ar } from './ar.ts'
import { consoleAr } from './console-ar.ts'
import { consoleEn } from './console-en.ts'
import { en } from './en.ts'

const nouns = [
  calendar,
  checkIns,
  crisis,
  deadlines,
  duty,
  effects,
  facts,
  interventions,
  liberty,
  life,
  persons,
  proceedings,
  risk,
  sheets,
  statements,
  tasks,
  wishes,
]

/** The case's own, then those of its nouns. */
export const messages = {
  en: { ...en, ...consoleEn, ...joined('en') },
  ar: { ...ar, ...consoleAr, ...joined('ar') },
}

function joined(language: 'en' | 'ar'): Record<string, string> {
  return Object.assign({}, ...nouns.map((noun) => noun[language])) as Record<string, string>
}
