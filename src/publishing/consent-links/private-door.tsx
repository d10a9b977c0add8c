/**
 * Her pages behind the consent link. Before the phrase nothing here differs from person to person; afterwards each form
 * carries a sealed pass, because no cookie and no address may outlive the visit.
 */
import { pointVisibilities } from '#cases/index.ts'
import { workerOf } from '#platform/actor.ts'
import { createI18n, isLanguage, languages, negotiate, type I18n } from '#platform/i18n.ts'
import { isId } from '#platform/ids.ts'
import type { PrivateContext, PrivateRoute } from '#platform/module.ts'
import { readFields, type Fields } from '#platform/web/body.ts'
import { NotFound } from '#platform/web/errors.ts'
import { withoutDeadlock } from '#platform/without-deadlock.ts'
import { takeHerPoint, type HerPointInput } from './her-points.ts'
import { takeHerWord, type HerWordInput } from './her-word.ts'
import { pagesWith, readHers, type HerConsent } from './hers.ts'
import { findOpenLink, readVisit, tryPhrase, visitMinutes, type Found } from './opening.ts'
import { herActs } from './tables.ts'
import { ConfirmPage, HerPage, HerDonePage, PhrasePage } from './views/her-pages.tsx'
import { ConfirmPointPage } from './views/her-points.tsx'

export const consentLinkPath = (token: string): string => `/m/${token}`

const smallForm = 16 * 1024
/** Safety: a telephone that was put down shows an empty page as soon as its pass has run out, without script. */
function close(c: PrivateContext): void {
  c.header('Cache-Control', 'no-store')
  c.header('Refresh', `${visitMinutes * 60}; url=/away`)
}
const tokenOf = (c: PrivateContext): string => c.req.param('token') ?? ''

function wordsOf(c: PrivateContext, language: string): I18n {
  const chosen = isLanguage(language) ? language : negotiate(c.req.header('Accept-Language'), languages)
  return createI18n(chosen, c.get('door').catalogue)
}

const frame = (c: PrivateContext, i18n: I18n) => ({ i18n, css: c.get('door').assets.privateCss })

async function showPhrase(c: PrivateContext): Promise<Response> {
  const link = await findOpenLink(c.get('door').db, tokenOf(c))
  c.header('Cache-Control', 'no-store')
  return c.html(<PhrasePage {...frame(c, wordsOf(c, link.language))} />)
}

const textOf = (fields: Fields, name: string): string =>
  typeof fields[name] === 'string' ? (fields[name] as string) : ''
const textsOf = (fields: Fields, name: string): string[] =>
  [fields[name] ?? []].flat().filter((value) => typeof value === 'string')

async function takeStep(c: PrivateContext): Promise<Response> {
  const link = await findOpenLink(c.get('door').db, tokenOf(c))
  const i18n = wordsOf(c, link.language)
  const fields = await readFields(c.req.raw, smallForm)
  close(c)
  const pass = textOf(fields, 'pass')
  if (pass === '') return await takePhrase(c, i18n, link, textOf(fields, 'phrase').slice(0, 200))
  const point = pointIn(fields)
  if (point) return await takePointStep(c, i18n, link, pass, point, textOf(fields, 'step') === 'do')
  const input = wordIn(fields)
  if (!input) return await herPage(c, i18n, link, pass)
  if (textOf(fields, 'step') !== 'do') return await confirmPage(c, i18n, link, pass, input)
  await withoutDeadlock(() =>
    c.get('door').db.transaction(workerOf(link.organisationId), async (tx) => {
      await takeHerWord(tx, await readVisit(tx, link.id, pass, true), input)
    }),
  )
  return c.redirect(`/m/done/${i18n.lang}`, 303)
}

function wordIn(fields: Fields): HerWordInput | undefined {
  const act = herActs.find((one) => one === textOf(fields, 'act'))
  if (!act) return undefined
  return { act, consentIds: textsOf(fields, 'consent'), without: textsOf(fields, 'without') }
}

function pointIn(fields: Fields): HerPointInput | undefined {
  const [pointId, act] = [textOf(fields, 'point'), textOf(fields, 'act')]
  if (!isId(pointId) || (act !== 'approve' && act !== 'withdraw')) return undefined
  const circle = pointVisibilities.find((one) => one === textOf(fields, 'circle'))
  return { act, pointId, seen: textOf(fields, 'seen'), circle }
}

async function takePhrase(c: PrivateContext, i18n: I18n, link: Found, phrase: string): Promise<Response> {
  const pass = await tryPhrase(c.get('door').db, link, phrase)
  if (!pass) return c.html(<PhrasePage {...frame(c, i18n)} wrong />, 422)
  return await herPage(c, i18n, link, pass)
}

/** A point is read once more, with what will happen, before anything does. */
async function takePointStep(
  c: PrivateContext,
  i18n: I18n,
  link: Found,
  pass: string,
  input: HerPointInput,
  sure: boolean,
): Promise<Response> {
  const { db } = c.get('door')
  const worker = workerOf(link.organisationId)
  if (sure) {
    const taken = await withoutDeadlock(() =>
      db.transaction(worker, async (tx) => takeHerPoint(tx, await readVisit(tx, link.id, pass, true), input)),
    )
    return taken ? c.redirect(`/m/done/${i18n.lang}`, 303) : await herPage(c, i18n, link, pass)
  }
  const read = await db.reading(worker, async (tx) => {
    const visit = await readVisit(tx, link.id, pass, false)
    const { points } = await readHers(tx, visit)
    const point = points.find(({ id }) => id === input.pointId)
    return { visit, point, pages: await pagesWith(tx, visit, input.pointId) }
  })
  if (!read.point) throw new NotFound()
  return c.html(
    <ConfirmPointPage
      {...frame(c, i18n)}
      {...{ pass: read.visit.pass, input, point: read.point, pages: read.pages }}
    />,
  )
}

type Of = Pick<Found, 'organisationId' | 'id'>

async function herPage(
  c: PrivateContext,
  i18n: I18n,
  { organisationId, id }: Of,
  pass: string,
): Promise<Response> {
  const { db, publicUrl } = c.get('door')
  const { hers, visit } = await db.reading(workerOf(organisationId), async (tx) => {
    const opened = await readVisit(tx, id, pass, false)
    return { hers: await readHers(tx, opened), visit: opened }
  })
  return c.html(<HerPage {...frame(c, i18n)} pass={visit.pass} hers={hers} publicUrl={publicUrl} />)
}

const endsOnWeb = ({ act, without = [] }: HerWordInput, { purposes }: HerConsent): boolean =>
  act === 'withdraw' || without.includes('web') || purposes.every((one) => without.includes(one))

/** Says what will happen before it does. */
async function confirmPage(
  c: PrivateContext,
  i18n: I18n,
  { organisationId, id }: Of,
  pass: string,
  input: HerWordInput,
): Promise<Response> {
  const { meant, pages, visit } = await c.get('door').db.reading(workerOf(organisationId), async (tx) => {
    const opened = await readVisit(tx, id, pass, false)
    const hers = await readHers(tx, opened)
    const chosen: HerConsent[] = hers.consents.filter((one) => input.consentIds.includes(one.id))
    const ending = chosen.filter((one) => endsOnWeb(input, one))
    return {
      visit: opened,
      meant: chosen,
      pages: hers.pages.filter((page) => ending.some((one) => page.consentIds.includes(one.id))).length,
    }
  })
  if (meant.length === 0) throw new NotFound()
  return c.html(
    <ConfirmPage {...frame(c, i18n)} pass={visit.pass} input={input} meant={meant} pages={pages} />,
  )
}

async function showDone(c: PrivateContext): Promise<Response> {
  close(c)
  return c.html(<HerDonePage {...frame(c, wordsOf(c, c.req.param('lang') ?? ''))} />)
}

/** Quick exit, without script: an empty page that says nothing. */
const showNothing = (c: PrivateContext) => c.html('<!doctype html><title></title>')

export const herRoutes: readonly PrivateRoute[] = [
  { method: 'GET', path: '/m/done/:lang', handle: showDone },
  { method: 'GET', path: '/away', handle: showNothing },
  { method: 'GET', path: '/m/:token', handle: showPhrase },
  { method: 'POST', path: '/m/:token', handle: takeStep },
]
