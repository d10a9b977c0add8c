import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { many, maybe, ticked, wholeNumber } from '#platform/web/forms.ts'
import { isId } from '#platform/ids.ts'
import { day, optionalWords, version, words } from '../forms.ts'
import { isZone } from '../zone.ts'
import { ladderStages } from './ladder.ts'
import { planTurns, type PlanTurn } from './plan.ts'
import { weekdays } from './rrule.ts'
import { resolutions } from './states.ts'
import { contactChannels, wellbeings } from './tables.ts'

/** A moment by the clock of a zone that the page names: "2026-11-23T19:30". */
export const localMoment = () =>
  z
    .string()
    .trim()
    .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/, 'error.field.form')

/** Its day and its minutes since midnight. */
export const splitMoment = (text: string): { day: string; minutes: number } => ({
  day: text.slice(0, 10),
  minutes: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)),
})

export const contactForm = z.object({
  at: localMoment(),
  channel: z.enum(contactChannels),
  wellbeing: z.enum(wellbeings),
  statement: ticked(),
  note: optionalWords(10_000),
  next: optionalWords(1000),
  nextOn: maybe(day()),
  answers: maybe(z.string().refine(isId, 'error.field.choose')),
  proxy: ticked(),
  over: ticked(),
})

/** "08:30, 19:30" as minutes since midnight; all share their minute of the hour, as one RRULE can say. */
const times = () =>
  z.string().transform((text, context): number[] => {
    const parts = text.split(/[,\s،]+/).filter(Boolean)
    const read = parts.map((part) => /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(part))
    const minutes = new Set(read.map((match) => match?.[2]))
    if (read.length === 0 || read.length > 12 || read.includes(null) || minutes.size > 1) {
      context.addIssue({ code: 'custom', message: 'check-ins.error.times' })
      return z.NEVER
    }
    return read.map((match) => Number(match![1]) * 60 + Number(match![2])).toSorted((a, b) => a - b)
  })

const stepMinutes = Object.fromEntries(
  ladderStages.map((stage) => [`minutes-${stage}`, maybe(wholeNumber(1, 1439))]),
) as Record<`minutes-${(typeof ladderStages)[number]}`, ReturnType<typeof minutesField>>
function minutesField() {
  return maybe(wholeNumber(1, 1439))
}

export const planForm = z
  .object({
    version: version(),
    name: words(80),
    every: z.enum(['day', 'week']),
    interval: wholeNumber(1, 60),
    days: many(z.enum(weekdays)),
    times: times(),
    zone: z.string().trim().refine(isZone, 'error.field.choose'),
    startsOn: day(),
    until: maybe(day()),
    windowMinutes: wholeNumber(5, 1440),
    language: z.enum(languages),
    channels: optionalWords(2000),
    trusted: optionalWords(4000),
    proxies: optionalWords(1000),
    lawyer: optionalWords(1000),
    authorities: optionalWords(2000),
    agreed: optionalWords(4000),
    codeWord: optionalWords(60, 1),
    duressWord: optionalWords(60, 1),
    forget: ticked(),
    ...stepMinutes,
    hardLimitMinutes: wholeNumber(15, 1440),
  })
  .superRefine(({ every, days, until, startsOn }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (every === 'week' && days.length === 0) wrong('days', 'check-ins.error.days')
    if (until && until < startsOn) wrong('until', 'check-ins.error.until')
  })

export const turnForm = z.object({ turn: z.enum(planTurns as [PlanTurn, ...PlanTurn[]]) })

export const moveForm = z.object({ at: localMoment(), reason: words(1000) })

export const resolveForm = z.object({ resolution: z.enum(resolutions), note: optionalWords(4000) })
