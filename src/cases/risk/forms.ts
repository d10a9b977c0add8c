import { z } from 'zod'
import { many, maybe, wholeNumber } from '#platform/web/forms.ts'
import { day, optionalWords, perLanguage, version, words } from '../forms.ts'
import { harms } from '../reasons.ts'
import { riskLevels } from '../tables.ts'
import { threatActors, threatStatuses, trends, verifications } from './lists.ts'

/** What the team writes behind a judgement, in the order in which it is asked. */
export const behindFields = [
  'reasons',
  'ownView',
  'vulnerabilities',
  'capacities',
  'impact',
  'dissent',
  'triggers',
] as const

const several = <K extends string>(names: readonly K[], max: number) =>
  Object.fromEntries(names.map((name) => [name, optionalWords(max)])) as Record<
    K,
    ReturnType<typeof optionalWords>
  >

export const statusForm = z.object({
  harm: z.enum(harms),
  level: z.enum(riskLevels),
  trend: z.preprocess((value) => value ?? 'unknown', z.enum(trends)),
  assessedOn: day(),
  validUntil: day(),
  nextReviewOn: maybe(day()),
  assessorCount: wholeNumber(1, 500),
  ...perLanguage('wording', () => optionalWords(300, 2)),
  ...perLanguage('assessors', () => optionalWords(1000)),
  ...several(behindFields, 4000),
  threats: many(z.uuid()),
})

export const threatTexts = ['link', 'channel', 'history', 'capability', 'intent'] as const
/** Five questions before a threat is judged: facts, pattern, objective, source, likely to be carried out. */
export const fiveQuestions = ['facts', 'pattern', 'objective', 'source', 'likely'] as const

export const threatForm = z.object({
  version: maybe(version()),
  what: words(2000, 40),
  actor: z.enum(threatActors),
  verification: z.enum(verifications),
  firstSeen: day(),
  lastSeen: day(),
  ...several(threatTexts, 2000),
  ...several(fiveQuestions, 2000),
})

export const moveThreatForm = z.object({
  version: version(),
  status: z.enum(threatStatuses),
  ended: optionalWords(2000),
  reopens: optionalWords(2000),
})

export const measureForm = z.object({
  // not `harm`: both forms stand on one page, and each field has its own id
  against: z.enum(harms),
  what: words(600, 5),
  remains: optionalWords(600),
  ownerId: maybe(z.uuid('error.field.choose')),
  dueOn: maybe(day()),
})

export const doneForm = z.object({ measureId: z.uuid() })
