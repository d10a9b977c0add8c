import { Hono, type Context } from 'hono'
import { z } from 'zod'
import type { LeaveSubmission } from '#campaigns/submission.ts'
import { isLanguage, languages, negotiate, type Language } from '#platform/i18n.ts'
import { isOpaqueToken } from '#platform/keys/links-opaque.ts'
import { readFields } from '#platform/web/body.ts'
import { NotFound } from '#platform/web/errors.ts'
import { checkForm } from '#platform/web/forms.ts'
import {
  preferenceCommands,
  preferencesDone,
  PreferencesDonePage,
  PreferencesPage,
  UnsubscribedPage,
  UnsubscribePage,
  type PreferenceCommand,
} from '#supporters/views/public.ts'
import { preferencesChangePath, preferencesPath, privacyPath } from './addresses.ts'
import { fromVisitor, languageOf, page } from './answers.ts'
import { shellOf, siteNameOf, snapshotOf, type Site } from './site.ts'
import { caseBehind } from './visible.ts'

/** What links in mails lead to beside confirming. GET and HEAD change nothing, because scanners open them; only buttons act. */
export function mailRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/u/:token', (c) => askToUnsubscribe(c, site))
  app.post('/u/:token', (c) => unsubscribe(c, site))
  app.get('/:lang/unsubscribed', (c) => page(c, <UnsubscribedPage shell={shellOf(site, languageOf(c))} />))

  app.get('/:lang/preferences/:token', (c) => preferences(c, site))
  app.post('/:lang/preferences/:token', (c) => obey(c, site))
  app.get('/:lang/preferences/done/:command', (c) => {
    const command = z.enum(preferencesDone).safeParse(c.req.param('command'))
    if (!command.success) throw new NotFound()
    return page(c, <PreferencesDonePage shell={shellOf(site, languageOf(c))} command={command.data} />)
  })
  return app
}

const tokenOf = (c: Context): string => c.req.param('token') ?? ''

const smallForm = 4 * 1024

/** Unsubscribing begins outside of any language: that of the browser stands in until another is chosen on the page. */
function languageOfLeaving(c: Context): Language {
  const chosen = c.req.query('lang') ?? ''
  return isLanguage(chosen) ? chosen : negotiate(c.req.header('Accept-Language'), languages)
}

/** Safety: what has the right form is answered alike, known or not; only the office can tell. */
function mustBeToken(c: Context, site: Site): string {
  const token = tokenOf(c)
  if (isOpaqueToken(token) || choicesLink(site, token)) return token
  throw new NotFound()
}

function askToUnsubscribe(c: Context, site: Site): Promise<Response> {
  const token = mustBeToken(c, site)
  const shell = shellOf(site, languageOfLeaving(c), (other) => `/u/${token}?lang=${other}`)
  const formHref = `/u/${token}?lang=${shell.i18n.lang}`
  return page(c, <UnsubscribePage shell={shell} page={{ formHref }} />)
}

async function unsubscribe(c: Context, site: Site): Promise<Response> {
  const lang = languageOfLeaving(c)
  const submission: LeaveSubmission = {
    type: 'unsubscribe',
    ...fromVisitor(c, site, lang),
    token: mustBeToken(c, site),
  }
  // Safety: the token alone says who leaves; a mail program that sends no proper form beside it is obeyed as well
  const fields = await readFields(c.req.raw, smallForm).catch(() => ({ 'List-Unsubscribe': 'One-Click' }))
  // Safety: no rate limit: one mail provider speaks for millions, and nobody may be kept from leaving
  await site.intake.append(1, submission)
  // Source: RFC 8058 section 3.1: the mail program's own request acts at once and is not redirected.
  if (fields['List-Unsubscribe'] === 'One-Click') return c.text('ok', 200, { 'Cache-Control': 'no-store' })
  return site.seeOther(`/${lang}/unsubscribed`)
}

interface ChoicesLink {
  organisationId: string | undefined
  caseId: string | undefined
}

/** Of a single mail: signed as a whole. Of a broadcast: signed once for all, and behind the dot what only the office can open. */
function choicesLink(site: Site, token: string): ChoicesLink | undefined {
  const dot = token.indexOf('.')
  if (dot >= 0 && !isOpaqueToken(token.slice(dot + 1))) return undefined
  const verdict =
    dot < 0 ? site.verifyLink('preference', token) : site.verifyLink('choices', token.slice(0, dot))
  if (verdict.state !== 'valid') return undefined
  return { organisationId: verdict.ids[0], caseId: verdict.ids[dot < 0 ? 2 : 1] }
}

export function preferenceLink(c: Context, site: Site): ChoicesLink {
  const link = choicesLink(site, tokenOf(c))
  if (!link) throw new NotFound()
  return link
}

/** Safety: an organisation that is not named in public is called by the site's own name. */
export const organisationNamed = (site: Site, id: string | undefined): string =>
  snapshotOf(site).organisation(id ?? '')?.name ?? siteNameOf(site)

function preferences(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  const link = preferenceLink(c, site)
  const shell = shellOf(site, lang, (other) => preferencesPath(other, tokenOf(c)))
  const projection = {
    organisation: organisationNamed(site, link.organisationId),
    person: personOf(site, link, lang),
    others: snapshotOf(site).organisations.length > 1,
    formHref: preferencesPath(lang, tokenOf(c)),
    privacyHref: privacyPath(lang),
    changeHref: preferencesChangePath(lang, tokenOf(c)),
  }
  return page(c, <PreferencesPage shell={shell} page={projection} />)
}

/** Safety: the choices stay when the case has gone quiet, but then name nobody. */
function personOf(site: Site, { caseId }: ChoicesLink, lang: Language): string | undefined {
  try {
    return caseId ? caseBehind(site, caseId, lang).body.name : undefined
  } catch {
    return undefined
  }
}

const commands: Record<PreferenceCommand, NonNullable<LeaveSubmission['command']>> = {
  held: 'send-what-you-hold',
  stop_case: 'stop-case',
  stop_all: 'stop-all',
  take_back: 'take-back-actions',
  erase: 'erase',
}
const preferenceSchema = z.object({
  command: z.enum(preferenceCommands),
  // Safety: without a choice it is meant for the one whose mail it was
  scope: z.enum(['one', 'all']).catch('one'),
})

async function obey(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  preferenceLink(c, site)
  const form = checkForm(await readFields(c.req.raw, smallForm), preferenceSchema)
  if (!form.ok) return site.seeOther(preferencesPath(lang, tokenOf(c)))
  const submission: LeaveSubmission = {
    type: 'preference',
    ...fromVisitor(c, site, lang),
    token: tokenOf(c),
    command: commands[form.value.command],
    ...(form.value.scope === 'all' ? { everywhere: true } : {}),
  }
  await site.intake.append(1, submission)
  return site.seeOther(`/${lang}/preferences/done/${form.value.command}`)
}
