import { z } from 'zod'
import { optionalWords, words } from '#cases/index.ts'
import { languages } from '#platform/i18n.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseName } from '#platform/text/name.ts'
import { parsePhone } from '#platform/text/phone.ts'
import { many, maybe, ticked, typed, wholeNumber } from '#platform/web/forms.ts'
import { charterTerms } from './charter.ts'
import { answers, personFunctions } from './lists.ts'

/** One of this instance, or a new one by name: which of the two is said by what is filled in. */
export const inviteForm = z
  .object({
    organisationId: maybe(z.uuid('error.field.choose')),
    organisation: maybe(typed(parseName)),
    person: maybe(typed(parseName)),
    address: maybe(typed(parseAddress)),
    role: z.enum(['partner', 'observer'], 'error.field.choose'),
    message: words(1000, 20),
  })
  .superRefine((value, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (value.organisationId) {
      if (value.organisation) wrong('organisation', 'coalition.error.known-or-new')
      return
    }
    if (!value.organisation) wrong('organisation', 'coalition.error.known-or-new')
    else {
      if (!value.person) wrong('person', 'error.name.empty')
      if (!value.address) wrong('address', 'error.address.empty')
    }
  })

export const answerForm = z.object({ named: z.enum(['yes', 'no'], 'error.field.choose') })

export const namingForm = z.object({ named: z.enum(['yes', 'no'], 'error.field.choose') })

export const personForm = z.object({
  accountId: z.uuid('error.field.choose'),
  functions: many(z.enum(personFunctions)),
  languages: many(z.enum(languages)),
  reach: optionalWords(300, 3),
  phone: maybe(typed(parsePhone)),
  hours: optionalWords(120, 2),
})

export const questionForm = z.object({
  title: words(160),
  text: optionalWords(6000),
  silence: ticked(),
})

export const voteForm = z.object({
  answer: z.enum(answers, 'error.field.choose'),
  reason: optionalWords(2000, 20),
})

/** Who shall lead, or who shall go; why is said to all. */
export const concernForm = z.object({
  kind: z.enum(['lead', 'end-membership']),
  concernsId: z.uuid('error.field.choose'),
  text: words(3000, 40),
})

const { drafts, speaks, dissent, credit, sharing, invites } = charterTerms.shape
/** The terms as they come from a form, with why they shall change. */
export const charterForm = z.object({
  ...{ drafts, speaks, dissent, credit, sharing, invites },
  quorum: wholeNumber(1, 50),
  silenceHours: wholeNumber(0, 336),
  remindHours: wholeNumber(0, 336),
  silentLeadHours: wholeNumber(1, 720),
  holdMinutes: wholeNumber(0, 1440),
  text: optionalWords(3000),
  silence: ticked(),
})
