import { Hono, type Context } from 'hono'
import type { ActionKind } from '#campaigns/document.ts'
import type { ActSubmission, FollowSubmission } from '#campaigns/submission.ts'
import { ActionPage, NextStep, OwnMailPage, SharePage } from '#campaigns/views/public.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { FormState } from '#ui/index.ts'
import { valueOf } from '#ui/index.ts'
import { BelowAsk, handOverOf, newsEnd } from './act-below.tsx'
import { actSchema, addressesOf, type ActPart } from './act-form.ts'
import { composeAct, type ActOptions } from './act-page.ts'
import { onOurPages, type ActDoor, type ActRoom } from './act-place.ts'
import { casePath, followPath, standingPath } from './addresses.ts'
import { dress, fromVisitor, languageOf, page, ready, takeForm } from './answers.ts'
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

const kinds: readonly string[] = ['message', 'email', 'call', 'signature']
const isKind = (text = ''): text is ActionKind => kinds.includes(text)

/** What visitors do: a form, its answer, and the steps after it. */
export function actRoutes(site: Site, door: ActDoor = ourDoor(site)): Hono {
  const app = new Hono()
  const at = (rest: string): string => `${door.at}${rest}`
  // a form that was opened before is taken where it stands
  for (const all of door.movedTo ? [at(''), at('/*')] : [])
    app.get(all, async (c, next) => {
      const now = door.movedTo!(c)
      if (now) return door.seeOther(now)
      await next()
    })
  app.get(at(''), (c) => {
    const { place, look } = door.enter(c)
    const { kinds: asked } = look().body
    // a page that leads here may say with which step to begin
    const first = asked.find((kind) => kind === c.req.query('step')) ?? asked[0]
    if (!first) throw new NotFound()
    return door.seeOther(place.form(first))
  })
  app.get(at('/share'), (c) => share(c, site, door))
  // what is no kind may be the address of a partner's page
  app.get(at('/:kind'), (c, next) => (isKind(c.req.param('kind')) ? form(c, site, door, false) : next()))
  app.get(at('/:kind/inside'), (c) => form(c, site, door, true))
  app.post(at('/:kind'), (c) => post(c, site, door))
  app.get(at('/next/:journey'), (c) => thanks(c, door))
  app.get(at('/next/:journey/share'), (c) => share(c, site, door))
  app.get(at('/next/:journey/:kind'), (c) => nextForm(c, site, door))
  app.post(at('/next/:journey/:kind'), (c) => post(c, site, door))
  return app
}

/** The forms on our own pages. */
function ourDoor(site: Site): ActDoor {
  return {
    at: '/:lang/act/:id',
    seeOther: site.seeOther,
    goOn: site.seeOther,
    enter(c) {
      const [lang, id] = [languageOf(c), idOf(c)]
      if ((c.req.param('id') ?? '') !== id) throw new NotFound()
      const look = (): Visible<'campaign'> => visible(site, 'campaign', id, lang)
      look()
      dress(c, site.askingHeaders)
      return {
        lang,
        look,
        place: onOurPages(lang, id),
        shell: (here, available) => ({
          ...shellOf(site, lang, here && ((other) => here(onOurPages(other, id))), available),
          standingHref: standingPath(lang, 'act', id),
        }),
        headers: () => site.askingHeaders,
        below: (found) => <BelowAsk found={found} lang={lang} />,
      }
    },
  }
}

function kindOf(c: Context): ActionKind {
  const kind = c.req.param('kind') ?? ''
  if (!isKind(kind)) throw new NotFound()
  return kind
}

function closedPage({ lang, look, shell }: ActRoom) {
  const found = look()
  const { body, about } = found
  const i18n = i18nOf(lang)
  // the last moment in which one could act, told as the day that it was there
  const lastMoment = new Date(closesAt(body) - 1000)
  return (
    <ClosedPage
      shell={shell()}
      on={i18n.date(body.actBy ?? lastMoment, { zone: body.zone })}
      person={body.personName}
      caseHref={casePath(lang, body.caseKey, about.body.slug)}
      followHref={followPath(lang, body.caseKey)}
      handOver={handOverOf(found, lang)?.handOver}
    />
  )
}

const isClosed = (found: Visible<'campaign'>): boolean => found.now >= closesAt(found.body)

/** Cached by what the address really asks for; anything else in the query string changes nothing. */
function form(c: Context, site: Site, door: ActDoor, inside: boolean): Promise<Response> {
  const room = door.enter(c)
  const [{ place }, found, kind] = [room, room.look(), kindOf(c)]
  if (isClosed(found)) return page(c, closedPage(room))
  const name = kind === 'call' ? 'official' : 'variant'
  const wanted = c.req.query(name)
  const known = [...found.body.letters, ...found.body.officials].some(({ id }) => id === wanted)
  const choice = known ? { [name]: wanted } : {}
  const options: ActOptions = { place, inside, ...choice }
  const path = inside ? place.inside(kind, choice) : place.form(kind, choice)
  return ready(c, site, path, found.body.caseKey, () => {
    const now = room.look()
    const headers = room.headers(now)
    if (isClosed(now))
      return {
        ...{ page: undefined, headers, markup: () => closedPage(room) },
        freshUntil: Math.min(now.freshUntil, newsEnd(now, room.lang)),
      }
    const composed = composeAct(site, now, room.lang, kind, options)
    return { ...composed, headers, markup: () => actionPage(site, room, now, kind, options) }
  })
}

function actionPage(
  site: Site,
  room: ActRoom,
  found: Visible<'campaign'>,
  kind: ActionKind,
  options: ActOptions,
  state?: FormState,
) {
  const { page: projection } = composeAct(site, found, room.lang, kind, options)
  return (
    <ActionPage
      shell={room.shell((place) => place.form(kind), found.languages)}
      page={projection}
      form={state}
      inside={options.inside}
      hidden={options.inside ? { inside: 'yes' } : undefined}
      below={room.below?.(found)}
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
function nextForm(c: Context, site: Site, door: ActDoor): Response | Promise<Response> {
  const room = door.enter(c)
  const [{ place }, found, kind, visit] = [room, room.look(), kindOf(c), visitOf(c)!]
  if (isClosed(found)) return page(c, closedPage(room))
  if (!visit.known && kind !== 'call') return door.seeOther(place.form(kind))
  const options = { place, visit, variant: c.req.query('variant'), official: c.req.query('official') }
  return page(c, actionPage(site, room, found, kind, options))
}

async function post(c: Context, site: Site, door: ActDoor): Promise<Response> {
  const room = door.enter(c)
  const [{ lang, place }, found, kind, visit] = [room, room.look(), kindOf(c), visitOf(c)]
  if (isClosed(found)) return await page(c, closedPage(room), 410)
  const known = visit?.known ?? false
  if (visit && !known && kind !== 'call') return door.seeOther(place.form(kind))
  mustAskFor(found, kind)
  const i18n = i18nOf(lang)
  return await takeForm<ActPart>(c, site, {
    i18n,
    schema: (fields) => actSchema({ found, i18n, kind, known, variant: textOf(fields['variant']) }),
    again(state) {
      const options = {
        place,
        visit,
        inside: valueOf(state, 'inside') !== '',
        variant: valueOf(state, 'variant') || undefined,
        official: knownOfficial(found, valueOf(state, 'official')),
      }
      return actionPage(site, room, found, kind, options, state)
    },
    async take(part) {
      const next = await take(c, site, room, found, part, visit)
      return part.ownProgram ? await ownMail(c, room, found, part, next) : door.goOn(next)
    },
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

/** Keeps what was sent, and says where it goes on. */
async function take(
  c: Context,
  site: Site,
  { lang, place }: ActRoom,
  found: Visible<'campaign'>,
  part: ActPart,
  visit: Visit | undefined,
): Promise<string> {
  const journey = visit?.journey ?? newJourney()
  const { leadNewsletter, ...act } = part
  const visitor = fromVisitor(c, site, lang)
  const submission: ActSubmission = {
    type: 'act',
    ...visitor,
    journey,
    campaignId: found.body.campaignId,
    organisationId: found.organisation.id,
    ...act,
  }
  // two organisations keep an address each: two sealed rows, of which neither knows of the other
  const forLead: FollowSubmission[] =
    leadNewsletter && found.lead && act.who
      ? [
          {
            ...{ type: 'follow', ...visitor, caseKey: found.body.caseKey },
            ...{ organisationId: found.lead.id, who: act.who, newsletter: leadNewsletter },
          },
        ]
      : []
  await Promise.all([submission, ...forLead].map((one) => site.intake.append(3, one)))
  return place.next(journey, [doneBy(part, visit?.known ?? false), ...(visit?.after ?? [])])
}

function doneBy(part: ActPart, known: boolean): Done {
  if (part.ownProgram) return 'own'
  return part.kind === 'call' && (!part.who || known) ? 'called' : part.kind
}

/** The letter goes back to the one who wrote it, and is kept in no address and no page. */
async function ownMail(
  c: Context,
  { shell }: ActRoom,
  found: Visible<'campaign'>,
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
  const around = shell((place) => place.form('email'), found.languages)
  return await page(c, <OwnMailPage shell={around} page={projection} />)
}

/** Safety: made from the address alone, so a second, identical act gets the very same page as the first. */
function thanks(c: Context, door: ActDoor): Promise<Response> {
  const room = door.enter(c)
  const [{ lang, place }, found] = [room, room.look()]
  const { journey, after } = visitOf(c)!
  const done = lastDone(after)
  if (!done) throw new NotFound()
  const { body, about, organisation } = found
  const projection = {
    ...done,
    person: body.personName,
    caseHref: casePath(lang, body.caseKey, about.body.slug),
    step: isClosed(found)
      ? undefined
      : nextStep({ document: body, organisation, lang, place, journey, after }),
  }
  return page(c, <NextStep shell={room.shell((one) => one.next(journey, after))} page={projection} />)
}

function share(c: Context, site: Site, door: ActDoor): Promise<Response> {
  const room = door.enter(c)
  const [{ lang, place }, found, visit] = [room, room.look(), visitOf(c)]
  const { body, about } = found
  const caseHref = casePath(lang, body.caseKey, about.body.slug)
  const projection = {
    person: body.personName,
    link: site.publicUrl + caseHref,
    text: body.title,
    lang: body.lang,
    caseHref,
    nextHref: visit && place.next(visit.journey, [...visit.after, 'share']),
  }
  return page(c, <SharePage shell={room.shell((one) => one.share(), found.languages)} page={projection} />)
}
