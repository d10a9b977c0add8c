import { Hono, type Context } from 'hono'
import type { ActionKind } from '#campaigns/document.ts'
import type { ActSubmission } from '#campaigns/submission.ts'
import { ActionPage, NextStep, OwnMailPage, SharePage } from '#campaigns/views/public.ts'
import type { Language } from '#platform/i18n.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { FormState, PublicShell } from '#ui/index.ts'
import { valueOf } from '#ui/index.ts'
import { actSchema, addressesOf, type ActPart } from './act-form.ts'
import { composeAct, type ActOptions } from './act-page.ts'
import { actPath, casePath, followPath, insidePath, nextPath } from './addresses.ts'
import { fromVisitor, languageOf, page, ready, takeForm } from './answers.ts'
import {
  callable,
  emailable,
  isJourney,
  isKnown,
  lastDone,
  newJourney,
  nextStep,
  readAfter,
  type Done,
} from './journey.ts'
import { editableText, ownLetter, variantOf } from './letter.ts'
import { idOf } from './reading-routes.tsx'
import { i18nOf, shellOf, type Site } from './site.ts'
import { closesAt } from './ends.ts'
import { visible, type Visible } from './visible.ts'
import { ClosedPage } from './views.tsx'

const kinds = new Set<string>(['message', 'email', 'call', 'signature'])

/** What visitors do: a form, its answer, and the steps after it. */
export function actRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/:lang/act/:id', (c) => {
    const [lang, found] = campaignOf(c, site)
    const first = found.body.kinds[0]
    if (!first) throw new NotFound()
    return site.seeOther(actPath(lang, found.key, first))
  })
  app.get('/:lang/act/:id/share', (c) => share(c, site))
  app.get('/:lang/act/:id/:kind', (c) => form(c, site, false))
  app.get('/:lang/act/:id/:kind/inside', (c) => form(c, site, true))
  app.post('/:lang/act/:id/:kind', (c) => post(c, site))
  app.get('/:lang/act/:id/next/:journey', (c) => thanks(c, site))
  app.get('/:lang/act/:id/next/:journey/share', (c) => share(c, site))
  app.get('/:lang/act/:id/next/:journey/:kind', (c) => nextForm(c, site))
  app.post('/:lang/act/:id/next/:journey/:kind', (c) => post(c, site))
  return app
}

function campaignOf(c: Context, site: Site): [Language, Visible<'campaign'>] {
  const [lang, id] = [languageOf(c), idOf(c)]
  if ((c.req.param('id') ?? '') !== id) throw new NotFound()
  return [lang, visible(site, 'campaign', id, lang)]
}

function kindOf(c: Context): ActionKind {
  const kind = c.req.param('kind') ?? ''
  if (!kinds.has(kind)) throw new NotFound()
  return kind as ActionKind
}

const shellFor = (site: Site, found: Visible<'campaign'>, lang: Language, kind: ActionKind): PublicShell =>
  shellOf(site, lang, (other) => actPath(other, found.key, kind), found.languages)

function closedPage(site: Site, found: Visible<'campaign'>, lang: Language) {
  const { body, about } = found
  const i18n = i18nOf(lang)
  // the last moment in which one could act, told as the day that it was there
  const lastMoment = new Date(closesAt(body) - 1000)
  return (
    <ClosedPage
      shell={shellOf(site, lang)}
      on={i18n.date(body.actBy ?? lastMoment, { zone: body.zone })}
      person={body.personName}
      caseHref={casePath(lang, body.caseKey, about.body.slug)}
      followHref={followPath(lang, body.caseKey)}
    />
  )
}

const isClosed = (found: Visible<'campaign'>): boolean => found.now >= closesAt(found.body)

/** Cached by what the address really asks for; anything else in the query string changes nothing. */
function form(c: Context, site: Site, inside: boolean): Promise<Response> {
  const [lang, found] = campaignOf(c, site)
  const kind = kindOf(c)
  if (isClosed(found)) return page(c, closedPage(site, found, lang))
  const wanted = c.req.query(kind === 'call' ? 'official' : 'variant')
  const known = [...found.body.letters, ...found.body.officials].some(({ id }) => id === wanted)
  const options: ActOptions = { inside, ...(known ? { variant: wanted, official: wanted } : {}) }
  const base = inside ? insidePath(lang, found.key, kind) : actPath(lang, found.key, kind)
  const path = known
    ? `${base}?${kind === 'call' ? 'official' : 'variant'}=${encodeURIComponent(wanted!)}`
    : base
  return ready(c, site, path, found.body.caseKey, () => {
    const now = visible(site, 'campaign', found.key, lang)
    if (isClosed(now))
      return { page: undefined, freshUntil: now.freshUntil, markup: () => closedPage(site, now, lang) }
    const composed = composeAct(site, now, lang, kind, options)
    return { ...composed, markup: () => actionPage(site, now, lang, kind, options) }
  })
}

function actionPage(
  site: Site,
  found: Visible<'campaign'>,
  lang: Language,
  kind: ActionKind,
  options: ActOptions,
  state?: FormState,
) {
  const { page: projection } = composeAct(site, found, lang, kind, options)
  return (
    <ActionPage
      shell={shellFor(site, found, lang, kind)}
      page={projection}
      form={state}
      inside={options.inside}
      hidden={options.inside ? { inside: 'yes' } : undefined}
    />
  )
}

interface Visit {
  journey: string
  after: readonly Done[]
  known: boolean
}

function visitOf(c: Context): Visit | undefined {
  const journey = c.req.param('journey')
  if (journey === undefined) return undefined
  if (!isJourney(journey)) throw new NotFound()
  const after = readAfter(c.req.query('after'))
  return { journey, after, known: isKnown(after) }
}

/** A further step. Who is not known yet is led to the form that asks. */
function nextForm(c: Context, site: Site): Response | Promise<Response> {
  const [lang, found] = campaignOf(c, site)
  const [kind, visit] = [kindOf(c), visitOf(c)!]
  if (isClosed(found)) return page(c, closedPage(site, found, lang))
  if (!visit.known && kind !== 'call') return site.seeOther(actPath(lang, found.key, kind))
  const options = { visit, variant: c.req.query('variant'), official: c.req.query('official') }
  return page(c, actionPage(site, found, lang, kind, options))
}

async function post(c: Context, site: Site): Promise<Response> {
  const [lang, found] = campaignOf(c, site)
  const [kind, visit] = [kindOf(c), visitOf(c)]
  if (isClosed(found)) return await page(c, closedPage(site, found, lang), 410)
  const known = visit?.known ?? false
  if (visit && !known && kind !== 'call') return site.seeOther(actPath(lang, found.key, kind))
  mustAskFor(found, kind)
  const i18n = i18nOf(lang)
  return await takeForm<ActPart>(c, site, {
    i18n,
    schema: (fields) => actSchema({ found, i18n, kind, known, variant: textOf(fields['variant']) }),
    again(state) {
      const options = {
        visit,
        inside: valueOf(state, 'inside') !== '',
        variant: valueOf(state, 'variant') || undefined,
        official: knownOfficial(found, valueOf(state, 'official')),
      }
      return actionPage(site, found, lang, kind, options, state)
    },
    take: (part) => take(c, site, found, lang, part, visit),
  })
}

/** What the campaign does not ask for is no address at all. @throws NotFound */
function mustAskFor({ body }: Visible<'campaign'>, kind: ActionKind): void {
  const asked =
    kind === 'email'
      ? emailable(body).length > 0 && body.letters.length > 0
      : kind !== 'call' || callable(body).length > 0
  if (!body.kinds.includes(kind) || !asked) throw new NotFound()
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const knownOfficial = (found: Visible<'campaign'>, id: string): string | undefined =>
  found.body.officials.some((official) => official.id === id) ? id : undefined

async function take(
  c: Context,
  site: Site,
  found: Visible<'campaign'>,
  lang: Language,
  part: ActPart,
  visit: Visit | undefined,
): Promise<Response> {
  const journey = visit?.journey ?? newJourney()
  const submission: ActSubmission = {
    type: 'act',
    ...fromVisitor(c, site, lang),
    journey,
    campaignId: found.body.campaignId,
    organisationId: found.organisation.id,
    ...part,
  }
  await site.intake.append(3, submission)
  const after: Done[] = [doneBy(part, visit?.known ?? false), ...(visit?.after ?? [])]
  const next = nextPath(lang, found.key, journey, after)
  return part.ownProgram ? await ownMail(c, site, found, lang, part, next) : site.seeOther(next)
}

function doneBy(part: ActPart, known: boolean): Done {
  if (part.ownProgram) return 'own'
  return part.kind === 'call' && (!part.who || known) ? 'called' : part.kind
}

/** The letter goes back to the one who wrote it, and is kept in no address and no page. */
async function ownMail(
  c: Context,
  site: Site,
  found: Visible<'campaign'>,
  lang: Language,
  part: ActPart,
  nextHref: string,
): Promise<Response> {
  const letter = part.letter!
  const variant = variantOf(found.body, letter.variant)!
  const typed = letter.edited ? letter.body : editableText(found.body, variant)
  const name = part.who ? `${part.who.firstName} ${part.who.lastName}` : ''
  const projection = {
    person: found.body.personName,
    to: addressesOf(found.body),
    lang: variant.lang ?? found.body.lang,
    subject: letter.subject,
    body: ownLetter(found.body, variant, typed, emailable(found.body), name),
    nextHref,
  }
  return await page(c, <OwnMailPage shell={shellFor(site, found, lang, 'email')} page={projection} />)
}

/** Safety: made from the address alone, so a second, identical act gets the very same page as the first. */
function thanks(c: Context, site: Site): Promise<Response> {
  const [lang, found] = campaignOf(c, site)
  const { journey, after } = visitOf(c)!
  const done = lastDone(after)
  if (!done) throw new NotFound()
  const { body, about, organisation } = found
  const projection = {
    ...done,
    person: body.personName,
    caseHref: casePath(lang, body.caseKey, about.body.slug),
    step: isClosed(found) ? undefined : nextStep({ document: body, organisation, lang, journey, after }),
  }
  const shell = shellOf(site, lang, (other) => nextPath(other, found.key, journey, after))
  return page(c, <NextStep shell={shell} page={projection} />)
}

function share(c: Context, site: Site): Promise<Response> {
  const [lang, found] = campaignOf(c, site)
  const visit = visitOf(c)
  const { body, about } = found
  const caseHref = casePath(lang, body.caseKey, about.body.slug)
  const projection = {
    person: body.personName,
    link: site.publicUrl + caseHref,
    text: body.title,
    lang: body.lang,
    caseHref,
    nextHref: visit && nextPath(lang, found.key, visit.journey, [...visit.after, 'share']),
  }
  const shell = shellOf(site, lang, (other) => `/${other}/act/${found.key}/share`, found.languages)
  return page(c, <SharePage shell={shell} page={projection} />)
}
