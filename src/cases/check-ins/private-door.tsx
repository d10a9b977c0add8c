/**
 * What private links lead to. Opening one changes nothing; a button does. Nothing here knows what an answer means: it is
 * sealed as it came, so that ok and duress cannot differ by a byte or by a moment.
 */
import { workerOf } from '#platform/actor.ts'
import { createI18n, isLanguage, languages, negotiate, type I18n, type Language } from '#platform/i18n.ts'
import type { PrivateContext, PrivateRoute } from '#platform/module.ts'
import { readFields } from '#platform/web/body.ts'
import { NotFound, Overloaded } from '#platform/web/errors.ts'
import { findPrivateLink, type PrivateLink } from '../duty/private-link.ts'
import { CheckInPage, ReceivedPage, TakeAlarmPage } from './views/private-pages.tsx'

/** Addresses that say nothing. */
export const checkInPath = (token: string): string => `/k/${token}`
export const takeAlarmPath = (token: string): string => `/r/${token}`

const smallForm = 4 * 1024
const tokenOf = (c: PrivateContext): string => c.req.param('token') ?? ''

/** @throws NotFound: a link that is void says so, or she would trust in an answer that nobody reads */
async function linkOf(c: PrivateContext, kind: PrivateLink['kind']): Promise<PrivateLink> {
  const link = await findPrivateLink(c.get('door').db, tokenOf(c))
  if (link?.kind !== kind) throw new NotFound()
  return link
}

function wordsOf(c: PrivateContext, language?: string): I18n {
  const chosen: Language =
    language && isLanguage(language) ? language : negotiate(c.req.header('Accept-Language'), languages)
  return createI18n(chosen, c.get('door').catalogue)
}

const frame = (c: PrivateContext, i18n: I18n) => ({ i18n, css: c.get('door').assets.privateCss })

async function showCheckIn(c: PrivateContext): Promise<Response> {
  const link = await linkOf(c, 'check-in')
  return c.html(<CheckInPage {...frame(c, wordsOf(c, link.language))} />)
}

async function takeCheckIn(c: PrivateContext): Promise<Response> {
  const link = await linkOf(c, 'check-in')
  const i18n = wordsOf(c, link.language)
  const fields = await readFields(c.req.raw, smallForm)
  const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : '')
  const submission = {
    type: 'check-in',
    token: tokenOf(c),
    answer: text('answer') === 'call' ? 'call' : 'well',
    word: text('word').slice(0, 100),
    at: c.get('door').db.clock.now().toISOString(),
  }
  return await keep(c, submission, i18n, () => <CheckInPage {...frame(c, i18n)} failed />)
}

/** Safety: a message that lay in a telephone for long takes nothing; what rings by then has messages of its own. */
const alarmLinkLasts = 7 * 86_400_000

async function mustRingStill(c: PrivateContext): Promise<void> {
  const { organisationId, id } = await linkOf(c, 'alarm')
  const { db } = c.get('door')
  const message = await db.reading(workerOf(organisationId), (tx) =>
    tx.db.selectFrom('alarm_messages').select('created_at').where('id', '=', id).executeTakeFirst(),
  )
  const age = message && db.clock.now().getTime() - message.created_at.getTime()
  if (age === undefined || age >= alarmLinkLasts) throw new NotFound()
}

async function showAlarm(c: PrivateContext): Promise<Response> {
  await mustRingStill(c)
  return c.html(<TakeAlarmPage {...frame(c, wordsOf(c))} />)
}

async function takeAlarm(c: PrivateContext): Promise<Response> {
  await mustRingStill(c)
  const i18n = wordsOf(c)
  const submission = { type: 'alarm-acknowledged', token: tokenOf(c) }
  return await keep(c, submission, i18n, () => <TakeAlarmPage {...frame(c, i18n)} failed />)
}

/** Durable first, then the one answer; where that fails, the page says so and can be sent again. */
async function keep(
  c: PrivateContext,
  submission: { type: string },
  i18n: I18n,
  again: () => unknown,
): Promise<Response> {
  try {
    await c.get('door').intake.append(1, submission)
  } catch (error) {
    if (!(error instanceof Overloaded)) throw error
    c.header('Retry-After', String(error.retryAfterSeconds))
    return c.html(again() as string, 503)
  }
  return c.redirect(`/done/${i18n.lang}`, 303)
}

const showReceived = (c: PrivateContext) =>
  c.html(<ReceivedPage {...frame(c, wordsOf(c, c.req.param('lang')))} />)

export const privateRoutes: readonly PrivateRoute[] = [
  { method: 'GET', path: '/k/:token', handle: showCheckIn },
  { method: 'POST', path: '/k/:token', handle: takeCheckIn },
  { method: 'GET', path: '/r/:token', handle: showAlarm },
  { method: 'POST', path: '/r/:token', handle: takeAlarm },
  { method: 'GET', path: '/done/:lang', handle: showReceived },
]
