import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CampaignDocument } from '#campaigns/document.ts'
import type { ActSubmission, Answer } from '#campaigns/submission.ts'
import { callOutcomes, identities, type ActionKind, type Identity } from '#campaigns/views/public.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { holdsLink } from '#platform/text/link-in-text.ts'
import { parseName } from '#platform/text/name.ts'
import type { Parsed } from '#platform/text/parsed.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { maybe, ticked, typed } from '#platform/web/forms.ts'
import { messageLimit } from './act-page.ts'
import { callable, emailable } from './journey.ts'
import {
  bodyField,
  editableText,
  parseBody,
  subjectLimit,
  sameText,
  submittedBody,
  variantOf,
} from './letter.ts'
import { catalogue } from './site.ts'
import type { Visible } from './visible.ts'

/** What a form of this kind adds to the submission; the person's part is the same on all of them. */
export type ActPart = Omit<
  ActSubmission,
  'type' | 'at' | 'language' | 'journey' | 'network' | 'campaignId' | 'organisationId'
> & {
  /** what the lead is asked to send, on the page of another organisation; a submission of its own */
  leadNewsletter?: Answer
}

interface FormContext {
  found: Pick<Visible<'campaign'>, 'body' | 'organisation' | 'partner' | 'lead'>
  i18n: I18n
  kind: ActionKind
  /** a further step: who acts is known by the journey */
  known: boolean
  variant: string | undefined
}

/** What a form is made for, with the questions on it in words. */
interface Asking extends FormContext {
  follow: Question
  newsletter: Question | undefined
  /** instead of it, where the charter lets partners' pages ask for the lead as well: one question for both */
  newsletters: Record<Newsletters, Question> | undefined
}

const person = {
  firstName: typed(parseName),
  lastName: typed(parseName),
  email: typed(parseAddress),
  country: typed(parseCountry),
  follow: z.enum(['yes', 'no']),
  newsletter: ticked(),
}
/** Taken as the form says it, also where another letter stands on the page by now; the worker looks whether it was public. */
const signedLetter = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .optional()
  .catch(undefined)
const nobody = { firstName: z.undefined().catch(undefined) }

const kept = new WeakMap<CampaignDocument, Map<string, z.ZodType<ActPart>>>()

/** Checks a form and gives what it submits. Made once per published version and form: making one costs more than using it. */
export function actSchema(context: FormContext): z.ZodType<ActPart> {
  const { found, i18n, kind, known } = context
  const variant = variantOf(found.body, context.variant)?.id ?? ''
  let schemas = kept.get(found.body)
  if (!schemas) kept.set(found.body, (schemas = new Map()))
  // the organisation stands in the words of the newsletter, and may change without the campaign
  const name = [
    i18n.lang,
    kind,
    known,
    variant,
    found.organisation.newsletterOffered,
    found.organisation.name,
    leadOnForm(found)?.name,
  ].join(' ')
  let schema = schemas.get(name)
  if (!schema)
    schemas.set(
      name,
      // of what was found only this: the rest belongs to a snapshot that is soon the past
      (schema = makeSchema(asking({ ...context, found: pick(found) }))),
    )
  return schema
}

const pick = ({ body, organisation, partner, lead }: FormContext['found']): FormContext['found'] => ({
  ...{ body, organisation },
  ...(partner ? { partner } : {}),
  ...(lead ? { lead } : {}),
})

/** Whose newsletters somebody asks for on a partner's page. */
export const newsletterChoices = ['own', 'both', 'none'] as const
type Newsletters = (typeof newsletterChoices)[number]

/** The lead, where a partner's page may ask for its newsletter too: by the charter, and only who is named. */
export function leadOnForm({
  organisation,
  partner,
  lead,
}: FormContext['found']): Visible<'campaign'>['lead'] {
  const both = partner?.sharing === 'own-and-lead' && organisation.newsletterOffered
  return both && lead?.newsletterOffered && lead.id !== organisation.id ? lead : undefined
}

function newslettersOf({ found, i18n }: FormContext): Asking['newsletters'] {
  const lead = leadOnForm(found)
  if (!lead) return undefined
  const names = { organisation: found.organisation.name, lead: lead.name }
  const one = (choice: Newsletters): Question => {
    const answer = question(i18n, `act.newsletters.${choice}`, names)
    return { ...answer, wording: `${i18n.t('act.newsletters')} ${answer.wording}` }
  }
  return { own: one('own'), both: one('both'), none: one('none') }
}

function asking(context: FormContext): Asking {
  const { body, organisation } = context.found
  const newsletters = newslettersOf(context)
  return {
    ...context,
    newsletters,
    follow: question(context.i18n, 'act.follow', { name: body.personName }),
    newsletter:
      organisation.newsletterOffered && !newsletters
        ? question(context.i18n, 'act.newsletter', { organisation: organisation.name })
        : undefined,
  }
}

function makeSchema(context: Asking): z.ZodType<ActPart> {
  switch (context.kind) {
    case 'message':
      return withPerson(context, {
        message: typed((text) => parsePlain(text, { max: messageLimit, links: 'refuse' })),
      }).transform(({ message, ...rest }) => ({ kind: 'message', text: message, ...whoOf(context, rest) }))
    case 'signature':
      return withPerson(context, { signedLetter, identity: z.enum(identities) }).transform(
        ({ signedLetter: signed, identity, ...rest }) => ({
          kind: 'signature',
          ...(signed ? { signedLetter: signed } : {}),
          ...whoOf(context, rest),
          identity: storedIdentity[identity],
          listed: listedAs(context.i18n, identity),
        }),
      )
    case 'email':
      return emailSchema(context)
    case 'call':
      return callSchema(context)
  }
}

function withPerson<S extends z.ZodRawShape>(context: Asking, fields: S) {
  const asked = context.newsletters ? { ...person, newsletter: z.enum(newsletterChoices) } : person
  return z.object({ ...fields, ...((context.known ? nobody : asked) as typeof person) })
}

type Person = z.output<z.ZodObject<typeof person>>

function whoOf(
  { follow, newsletter, newsletters, known }: Asking,
  value: Person,
): Pick<ActPart, 'who' | 'keepPosted' | 'newsletter' | 'leadNewsletter'> {
  if (known) return {}
  const { firstName, lastName, email, country } = value
  return {
    who: { firstName, lastName, email, country },
    keepPosted: { yes: value.follow === 'yes', ...follow },
    ...(newsletter ? { newsletter: { yes: value.newsletter, ...newsletter } } : {}),
    ...(newsletters ? chosen(newsletters, value.newsletter as unknown as Newsletters) : {}),
  }
}

function chosen(
  newsletters: Record<Newsletters, Question>,
  choice: Newsletters,
): Pick<ActPart, 'newsletter' | 'leadNewsletter'> {
  const answer = { yes: choice !== 'none', ...newsletters[choice] }
  return { newsletter: answer, ...(choice === 'both' ? { leadNewsletter: answer } : {}) }
}

type Question = Omit<Answer, 'yes'>

/** The question exactly as it stood on the page; the version tells which wording of ours it was made from. */
export function question(i18n: I18n, key: MessageKey, values: Record<string, string>): Question {
  return { wording: i18n.t(key, values), version: versionOf(i18n, key) }
}

const versions = new Map<string, string>()

function versionOf({ lang }: I18n, key: MessageKey): string {
  const name = `${key} ${lang}`
  let version = versions.get(name)
  if (!version) {
    const hash = createHash('sha256').update(catalogue[lang].get(key) ?? '')
    versions.set(name, (version = `${name} ${hash.digest('hex').slice(0, 12)}`))
  }
  return version
}

const storedIdentity = { full: 'full', first: 'first-name', country: 'country' } as const

/** How somebody may stand on the list that is handed over: the question and her answer, as they stood on the page. */
function listedAs(i18n: I18n, identity: Identity): Question {
  const { wording, version } = question(i18n, `act.listed.${identity}`, {})
  return { wording: `${i18n.t('act.listed')} ${wording}`, version }
}

function emailSchema(context: Asking): z.ZodType<ActPart> {
  const { body } = context.found
  const variant = variantOf(body, context.variant)!
  const editable = body.letterMode !== 'locked'
  const original = editableText(body, variant)
  const text: z.ZodType<string> = editable ? typed(parseBody(body, variant)) : fixed(original)
  const subject: z.ZodType<string> = editable ? typed(parseSubject(variant.subject)) : fixed(variant.subject)
  const fields = {
    subject,
    [bodyField]: text,
    identity: z.enum(identities),
    reply: ticked(),
    copy: ticked(),
    send: z.enum(['server', 'own']).catch('server'),
  }
  return withPerson(context, fields).transform((value): ActPart => {
    const own = value['send'] === 'own'
    const [title, written] = [String(value['subject']), String(value[bodyField])]
    const identity = storedIdentity[value['identity'] as Identity]
    return {
      kind: 'email',
      ...whoOf(context, value as unknown as Person),
      officials: emailable(body).map(({ id }) => id),
      letter: {
        variant: variant.id,
        subject: title,
        body: submittedBody(body, variant, written),
        edited: !sameText(written, original) || !sameText(title, variant.subject),
      },
      ...(own
        ? { ownProgram: true }
        : { identity, replyTo: value['reply'] === true, copy: value['copy'] === true }),
    }
  })
}

/** Whatever was sent for a fixed part, the part stands. */
const fixed = (text: string): z.ZodType<string> => z.unknown().transform(() => text)

const parseSubject =
  (original: string) =>
  (input: string): Parsed<string> =>
    parsePlain(input.replace(/\s+/g, ' '), {
      max: Math.max(subjectLimit, original.length),
      links: holdsLink(original) ? 'allow' : 'refuse',
    })

const parseNote = (input: string): Parsed<string> => parsePlain(input, { max: 1_000, optional: true })

function callSchema(context: Asking): z.ZodType<ActPart> {
  const officials = callable(context.found.body).map(({ id }) => id)
  return z
    .object({
      official: z.string().refine((id) => officials.includes(id), 'error.field.choose'),
      outcome: z.enum(callOutcomes),
      note: maybe(typed(parseNote)),
      firstName: maybe(typed(parseName)),
      email: maybe(typed(parseAddress)),
      country: maybe(typed(parseCountry)),
      follow: maybe(z.enum(['yes', 'no'])),
    })
    .superRefine((value, issues) => {
      if (context.known) return
      if (value.follow === 'yes' && !value.email)
        issues.addIssue({ code: 'custom', path: ['email'], message: 'error.address.empty' })
      if (!value.email) return
      // an address alone is nobody: the worker counts persons by address and name
      const missing = {
        firstName: 'error.name.empty',
        country: 'error.country.empty',
        follow: 'error.field.choose',
      } as const
      for (const [field, message] of Object.entries(missing))
        if (!value[field as keyof typeof missing]) issues.addIssue({ code: 'custom', path: [field], message })
    })
    .transform((value): ActPart => {
      const { firstName = '', email, country = '' } = value
      return {
        kind: 'call',
        officials: [value.official],
        outcome: value.outcome.replace('_', '-') as NonNullable<ActPart['outcome']>,
        ...(value.note ? { note: value.note } : {}),
        ...(email && !context.known
          ? {
              who: { firstName, lastName: '', email, country },
              keepPosted: { yes: value.follow === 'yes', ...context.follow },
            }
          : {}),
      }
    })
}

/** The official's part of a letter for one's own mail program needs their addresses. */
export const addressesOf = (document: CampaignDocument): { name: string; address: string }[] =>
  emailable(document).flatMap(({ name, email }) => (email ? [{ name, address: email }] : []))
