import { z } from 'zod'
import { isLanguage, languages } from '#platform/i18n.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { file, many, maybe, typed, wholeNumber } from '#platform/web/forms.ts'
import { signingFields, tick } from '#publishing/index.ts'
import { audienceKinds, audienceWho } from './audience.ts'
import { authorKinds, storedKinds, translations } from './tables.ts'

const words = (max: number, maxLines?: number) =>
  z.preprocess(
    (value) => value ?? '',
    typed((input) => parsePlain(input, { max, optional: true, ...(maxLines ? { maxLines } : {}) })),
  )

const day = z
  .string()
  .trim()
  .regex(/^\d{4}-\d\d-\d\d$/, 'error.field.empty')
  .refine((text) => {
    const at = new Date(`${text}T00:00:00Z`)
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  }, 'error.field.form')

const facts = { kind: z.enum(storedKinds), datedOn: day, defaultLanguage: z.enum(languages) }
const version = wholeNumber(0, 1_000_000)

export const newUpdateForm = z.object({ ...facts, caseId: z.uuid('error.field.choose') })
export const factsForm = z.object({ ...facts, version })

export const longestBody = 20_000

export const textForm = z.object({
  version,
  translation: z.enum(translations),
  headline: words(160, 1),
  place: words(80, 1),
  source: words(120, 1),
  body: words(longestBody),
  ask: words(600, 6),
  nextExpected: words(300, 3),
  correctionNote: words(600, 6),
})

export const imageBytes = 12 * 1024 * 1024
const perLanguage = (name: string, max: number) =>
  Object.fromEntries(languages.map((code) => [`${name}-${code}`, words(max, 1)]))

export const imageForm = z.object({
  picture: maybe(file(imageBytes)),
  shows: z.enum(['yes', 'no']),
  ...perLanguage('credit', 120),
  ...perLanguage('alt', 300),
})

export const byLanguage = (value: Record<string, unknown>, name: string): Record<string, string> =>
  Object.fromEntries(
    languages.flatMap((code) => {
      const text = value[`${name}-${code}`]
      return typeof text === 'string' && text !== '' ? [[code, text]] : []
    }),
  )

export const publishForm = z.object({
  version,
  languages: many(z.enum(languages)).refine((list) => list.length > 0, 'error.field.choose'),
  items: many(tick),
  others: many(tick),
  ...signingFields,
})

export const pointsForm = z.object({ version, points: many(z.uuid('error.field.choose')) })

export const audienceForm = z.object({
  who: z.enum(audienceWho).catch('acted'),
  kinds: many(z.enum(audienceKinds)).catch([]),
  languages: many(z.string().refine(isLanguage)).catch([]),
  countries: many(z.string().regex(/^[A-Z]{2}$/)).catch([]),
})

const named = (name: string) => perLanguage(name, 120)

export const authorForm = z
  .object({
    version,
    kind: z.enum(authorKinds, 'error.field.choose'),
    organisationId: z.union([z.literal(''), z.uuid('error.field.choose')]).catch(''),
    realName: words(200, 1),
    ...named('name'),
  })
  .transform(({ version: read, kind, organisationId, realName, ...rest }, check) => {
    const names = byLanguage(rest, 'name')
    const refuse = (field: string, message: string) => {
      check.addIssue({ code: 'custom', path: [field], message })
      return z.NEVER
    }
    if (kind === 'organisation')
      return organisationId === ''
        ? refuse('organisationId', 'error.field.choose')
        : { version: read, author: { kind, organisationId } }
    if (kind === 'withheld') return { version: read, author: { kind, realName } }
    if (Object.keys(names).length === 0) return refuse(`name-${languages[0]}`, 'error.field.empty')
    return { version: read, author: kind === 'person' ? { kind, names } : { kind, names, realName } }
  })

export const authorActForm = z.object({ version, act: z.enum(['up', 'remove']) })

export const sourceForm = z.object({
  version,
  organisationId: z.union([z.literal(''), z.uuid('error.field.choose')]),
})

export const repostForm = z.object({})
export const repostActForm = z.object({ repostId: z.uuid('error.field.choose') })

export const copyForm = z.object({
  // Safety: what is typed here becomes a link that colleagues press
  url: z
    .string()
    .trim()
    .max(500, 'error.field.long')
    .refine((text) => isWebPage(text), 'error.link.https')
    .transform((text) => new URL(text).href),
  site: typed((input) => parsePlain(input, { max: 120, maxLines: 1 })),
  contact: maybe(typed(parseAddress)).transform((address) => address ?? ''),
})

function isWebPage(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return protocol === 'https:' && username === '' && password === ''
}

export const copyActForm = z.object({ act: z.enum(['told', 'remove']) })
