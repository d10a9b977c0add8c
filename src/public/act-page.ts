import type { ActionKind, CampaignDocument, OfficialDocument } from '#campaigns/document.ts'
import { letterHash } from '#campaigns/letter-hash.ts'
import type {
  ActionBase,
  ActionProjection,
  CallableOfficial,
  CallAction,
  EmailAction,
  OfficialProjection,
  SignatureAction,
} from '#campaigns/views/public.ts'
import type { Language } from '#platform/i18n.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { ActPlace } from './act-place.ts'
import { newsEnd } from './act-below.tsx'
import { leadOnForm } from './act-form.ts'
import { actPath, casePath, privacyPath } from './addresses.ts'
import type { Composed } from './case-page.ts'
import { callable, callsMade, emailable, type Done } from './journey.ts'
import { letterProjection, variantOf } from './letter.ts'
import { logoOf } from './logo.ts'
import { i18nOf, type Site } from './site.ts'
import { closesAt } from './ends.ts'
import { counterOf, type Visible } from './visible.ts'

/** Characters of a message of support. */
export const messageLimit = 1_000
/** Local time at an office is told to the minute. */
const callPageLife = 60_000

export interface ActOptions {
  place: ActPlace
  /** the form for people inside the country of risk */
  inside?: boolean
  variant?: string
  official?: string
  /** a further step of one visit */
  visit?: { journey: string; after: readonly Done[]; known: boolean }
}

/**
 * The form of one kind of action.
 * @throws NotFound when the campaign does not ask for it
 */
export function composeAct(
  site: Site,
  found: Visible<'campaign'>,
  lang: Language,
  kind: ActionKind,
  options: ActOptions,
): Composed<ActionProjection> {
  const { body, now } = found
  if (!body.kinds.includes(kind)) throw new NotFound()
  const base = baseOf(site, found, lang, kind, options)
  const closes = closesAt(body) > now ? closesAt(body) : Infinity
  const freshUntil = Math.min(found.freshUntil, closes, newsEnd(found, lang))
  switch (kind) {
    case 'message':
      return {
        freshUntil,
        page: { ...base, kind, maxLength: messageLimit, prompt: body.messagePrompt || undefined },
      }
    case 'signature': {
      return { freshUntil, page: { ...base, kind, letter: letterOf(body) } }
    }
    case 'email':
      return { freshUntil, page: emailOf(found, lang, base, options) }
    case 'call':
      return {
        freshUntil: Math.min(freshUntil, now + callPageLife),
        page: callOf(found, lang, base, options),
      }
  }
}

function baseOf(
  site: Site,
  found: Visible<'campaign'>,
  lang: Language,
  kind: ActionKind,
  { place, visit }: ActOptions,
): ActionBase {
  const { body, about, organisation } = found
  return {
    campaignId: body.campaignId,
    lang: body.lang,
    canonical: site.publicUrl + actPath(lang, body.id, kind),
    embeddable: visit ? undefined : site.publicUrl + place.form(kind),
    title: body.title,
    summary: body.summary,
    person: body.personName,
    caseHref: casePath(lang, body.caseKey, about.body.slug),
    demands: body.demands.map(({ text, state }) => ({ text, state })),
    actBy: body.actBy,
    zone: body.zone,
    counter: counterOf(body, found.snapshot.tally(body.id)),
    organisation: organisation.name,
    privacyHref: privacyPath(lang),
    formHref: visit ? place.next(visit.journey, visit.after, kind) : place.form(kind),
    // Safety: whoever lives under the same power is warned before writing, on every form.
    risk: { country: body.caseCountry, insideHref: place.inside(kind) },
    known: visit?.known ?? false,
    newsletter: organisation.newsletterOffered,
    lead: leadOnForm(found)?.name,
    ...partnerOf(found),
    whatHappenedHtml: body.whatHappenedHtml,
    whyItMattersHtml: body.whyItMattersHtml,
    ...(kind === 'email' || kind === 'call' ? { dos: body.dos, donts: body.donts } : {}),
  }
}

/** What is signed, and how the form says which text it was: by the time it is sent another one may stand here. */
function letterOf({ lang, signatureText: text, summary }: CampaignDocument): SignatureAction['letter'] {
  if (!text) return { lang, text: summary }
  return { lang, text, hash: letterHash(lang, text).toString('base64url') }
}

/** What the organisation says on its own page of the campaign. */
function partnerOf({ partner, organisation }: Visible<'campaign'>): Pick<ActionBase, 'partner'> {
  if (!partner) return {}
  const { lang, introHtml, accent } = partner
  const { name, website } = organisation
  const logo = logoOf(organisation)
  return { partner: { name, href: website || undefined, logo, lang, introHtml, accent } }
}

function emailOf(
  found: Visible<'campaign'>,
  lang: Language,
  base: ActionBase,
  options: ActOptions,
): EmailAction {
  const { body } = found
  const officials = emailable(body)
  const variant = variantOf(body, options.variant)
  if (officials.length === 0 || !variant) throw new NotFound()
  const { place, visit, inside } = options
  const startingFrom = (variant: string): string =>
    visit
      ? place.next(visit.journey, visit.after, 'email', { variant })
      : inside
        ? place.inside('email', { variant })
        : place.form('email', { variant })
  return {
    ...base,
    kind: 'email',
    officials: officials.map(officialOf),
    letter: letterProjection(i18nOf(lang), body, variant, officials, startingFrom),
    serverSends: true,
    ownMail: officials.every((official) => official.email),
  }
}

function callOf(
  found: Visible<'campaign'>,
  lang: Language,
  base: ActionBase,
  { place, official: wanted, visit }: ActOptions,
): CallAction {
  const officials = callable(found.body)
  const at = wanted ? officials.findIndex(({ id }) => id === wanted) : callsMade(visit?.after ?? [])
  const official = officials[at]
  if (!official) throw new NotFound()
  const hours = { from: hour(official.officeOpens), to: hour(official.officeCloses) }
  const one: CallableOfficial = {
    ...officialOf(official),
    phone: official.phone!,
    zone: official.zone,
    officeHours: hours,
  }
  const asksEmail = found.body.kinds.includes('email') && emailable(found.body).length > 0
  return {
    ...base,
    kind: 'call',
    official: one,
    script: (found.body.script ?? found.body.summary)
      .replaceAll('{salutation}', official.salutation)
      .replaceAll('{name}', i18nOf(lang).t('public.letter.name')),
    position: at + 1,
    total: officials.length,
    emailHref: asksEmail ? emailInstead(place, visit) : undefined,
    now: new Date(found.now).toISOString(),
  }
}

const emailInstead = (place: ActPlace, visit: ActOptions['visit']): string =>
  visit?.known ? place.next(visit.journey, visit.after, 'email') : place.form('email')

const officialOf = (official: OfficialDocument): OfficialProjection => ({
  id: official.id,
  name: official.name,
  role: official.title,
  institution: official.institution || undefined,
  country: official.country,
  language: official.language || undefined,
})

const hour = (at: number): string => `${String(at).padStart(2, '0')}:00`
