import type { Language } from '#platform/i18n.ts'
import { hostOf, shownHost } from '#platform/text/website.ts'
import type { SignatoryDocument } from '#joint-letters/document.ts'
import type {
  AnswerProjection,
  LetterHead,
  LetterProjection,
  SignatoryProjection,
  SignOnProjection,
} from '#joint-letters/views/public.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import { casePath, letterPath, letterPrintPath, privacyPath, signatoriesPath, signPath } from './addresses.ts'
import { pictureOf, type Composed } from './case-page.ts'
import { signOnEnds } from './ends.ts'
import type { Site } from './site.ts'
import { Gone, type Visible } from './visible.ts'

export type VisibleLetter = Visible<'joint-letter'>

/** Whether organisations from outside may sign it at this moment. */
export const takesSignOns = (found: VisibleLetter): boolean =>
  found.now < signOnEnds(found.body) && answersFor(found) !== undefined

/** Safety: nobody gives an address to who is not told; the lead does not answer for another's letter. */
const answersFor = ({ body, organisation }: VisibleLetter): OrganisationDocument | undefined =>
  organisation && organisation.id === body.organisationId ? organisation : undefined

/** @throws Gone while nobody who is named in public takes what is typed */
export function takerOf(found: VisibleLetter): OrganisationDocument {
  const organisation = answersFor(found)
  if (!organisation) throw new Gone()
  return organisation
}

function headOf(found: VisibleLetter, lang: Language): LetterHead {
  const { body, about } = found
  const organisation = answersFor(found)
  return {
    lang: body.lang,
    title: body.title,
    addressee: body.addressee,
    place: body.place,
    datedOn: body.datedOn,
    ...(organisation
      ? { organisation: { name: organisation.name, href: organisation.website || undefined } }
      : {}),
    person: about.body.name,
    caseHref: casePath(lang, body.caseKey, about.body.slug),
    letterHref: letterPath(lang, body.caseKey, body.id),
    fallback: found.fallback,
  }
}

/** One letter with everybody who signed it. */
export function composeLetter(
  site: Site,
  found: VisibleLetter,
  lang: Language,
  path: (lang: Language, caseKey: string, id: string) => string,
): Composed<LetterProjection> {
  const { body, snapshot, now } = found
  const list = snapshot.signatoriesOf(body.id)
  const ends = signOnEnds(body)
  const page: LetterProjection = {
    ...headOf(found, lang),
    canonical: site.publicUrl + path(lang, body.caseKey, body.id),
    summary: body.excerpt,
    bodyHtml: body.html,
    signatories: list.map(signatoryOf),
    countries: new Set(list.map(({ country }) => country)).size,
    signatoriesHref: signatoriesPath(lang, body.caseKey, body.id),
    printHref: letterPrintPath(lang, body.caseKey, body.id),
    ...(takesSignOns(found)
      ? { sign: { href: signPath(lang, body.caseKey, body.id), until: body.closesOn } }
      : {}),
    closed: body.closed === true || (body.openToOthers && now >= ends),
  }
  return { page, freshUntil: Math.min(found.freshUntil, ends > now ? ends : Infinity) }
}

function signatoryOf({ name, country, website, logo }: SignatoryDocument): SignatoryProjection {
  const picture = pictureOf(logo)
  return {
    name,
    country,
    ...(website ? { website: { href: website, host: shownHost(hostOf(website)) } } : {}),
    ...(picture ? { logo: picture } : {}),
  }
}

/** The letter as it stands now, for whoever filled in a form before its words were mended. */
export function composeChanged(found: VisibleLetter, lang: Language): AnswerProjection['changed'] {
  const { body } = found
  return {
    letter: { ...headOf(found, lang), bodyHtml: body.html },
    ...(takesSignOns(found) ? { textHash: body.textHash } : {}),
  }
}

/** The form for an organisation from outside. */
export function composeSignOn(found: VisibleLetter, lang: Language): SignOnProjection {
  const { body } = found
  return {
    ...headOf(found, lang),
    takenBy: takerOf(found).name,
    textHash: body.textHash,
    formHref: signPath(lang, body.caseKey, body.id),
    privacyHref: privacyPath(lang),
    ...(body.closesOn ? { until: body.closesOn } : {}),
  }
}
