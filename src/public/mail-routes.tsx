import { Hono, type Context } from 'hono'
import { z } from 'zod'
import type { ConfirmSubmission, LeaveSubmission } from '#campaigns/submission.ts'
import { isLanguage, languages, negotiate, type Language } from '#platform/i18n.ts'
import { isOpaqueToken } from '#platform/keys/links-opaque.ts'
import type { Link } from '#platform/keys/links.ts'
import { readFields } from '#platform/web/body.ts'
import { NotFound } from '#platform/web/errors.ts'
import { checkForm } from '#platform/web/forms.ts'
import {
  ConfirmedPage,
  ConfirmPage,
  ExpiredPage,
  preferenceCommands,
  PreferencesDonePage,
  PreferencesPage,
  UnsubscribedPage,
  UnsubscribePage,
  type PreferenceCommand,
} from '#supporters/views/public.ts'
import { actPath, casePath, confirmedPath, confirmPath, preferencesPath, privacyPath } from './addresses.ts'
import { fromVisitor, languageOf, page } from './answers.ts'
import { idOf } from './reading-routes.tsx'
import { shellOf, siteNameOf, snapshotOf, type Site } from './site.ts'
import { Gone, visible, type Visible } from './visible.ts'

/** What links in mails lead to. GET and HEAD change nothing, because scanners open them; only buttons act. */
export function mailRoutes(site: Site): Hono {
  const app = new Hono()
  // the mail's links say beforehand which button is meant; none of them acts by being opened
  app.get('/:lang/confirm/:token', (c) => askToConfirm(c, site, 'follow'))
  app.get('/:lang/confirm/:token/only', (c) => askToConfirm(c, site, 'only'))
  app.get('/:lang/confirm/:token/not-me', (c) => askToConfirm(c, site, 'not_me'))
  app.post('/:lang/confirm/:token', (c) => confirm(c, site))
  app.get('/:lang/confirmed/:page/:id/:answer', (c) => confirmed(c, site))

  app.get('/u/:token', (c) => askToUnsubscribe(c, site))
  app.post('/u/:token', (c) => unsubscribe(c, site))
  app.get('/:lang/unsubscribed', (c) => page(c, <UnsubscribedPage shell={shellOf(site, languageOf(c))} />))

  app.get('/:lang/preferences/:token', (c) => preferences(c, site))
  app.post('/:lang/preferences/:token', (c) => obey(c, site))
  app.get('/:lang/preferences/done/:command', (c) => {
    const command = z.enum(preferenceCommands).safeParse(c.req.param('command'))
    if (!command.success) throw new NotFound()
    return page(c, <PreferencesDonePage shell={shellOf(site, languageOf(c))} command={command.data} />)
  })
  return app
}

interface Subject {
  person: string
  organisation: string
  /** where "confirmed" speaks of it */
  page: 'act' | 'c' | 'newsletter'
  id: string
}

/** What a link of ours is about, as it may be told now. @throws Gone */
function subjectOf(site: Site, link: Pick<Link, 'ids' | 'about'>, lang: Language): Subject {
  const snapshot = snapshotOf(site)
  const campaign = link.about ? snapshot.campaignOf(link.about) : undefined
  if (campaign) {
    const found = visible(site, 'campaign', campaign.key, lang)
    const organisation = answeringFor(site, found, link.ids[0])
    return { person: found.body.personName, organisation, page: 'act', id: campaign.key }
  }
  const found = caseOf(site, link.ids[2], lang)
  if (isNewsletter(link)) {
    const lead = snapshot.organisation(link.ids[0] ?? '')?.name ?? new URL(site.publicUrl).hostname
    return { person: found.body.name, organisation: lead, page: 'newsletter', id: found.key }
  }
  // who followed while the lead was named reads of it in its mail; here it is not named any more
  const organisation = found.organisation?.name ?? new URL(site.publicUrl).hostname
  return { person: found.body.name, organisation, page: 'c', id: found.key }
}

/** A link that confirms a newsletter alone, asked for on the page of another organisation. */
const isNewsletter = ({ ids }: Pick<Link, 'ids'>): boolean => ids[3] === 'newsletter'

/** Who keeps what she typed; an organisation whose page is gone reads her name in its mail, and is not named here any more. */
function answeringFor(site: Site, found: Visible<'campaign'>, organisationId = ''): string {
  if (organisationId === found.body.organisationId) return found.organisation.name
  const named = found.snapshot.pageOfPartner(found.key, organisationId) !== undefined
  const partner = named ? found.snapshot.organisation(organisationId) : undefined
  return partner?.name ?? new URL(site.publicUrl).hostname
}

function caseOf(site: Site, caseId: string | undefined, lang: Language): Visible<'case'> {
  const subject = caseId ? snapshotOf(site).caseOf(caseId) : undefined
  if (!subject) throw new Gone()
  return visible(site, 'case', subject.key, lang)
}

const tokenOf = (c: Context): string => c.req.param('token') ?? ''

function askToConfirm(c: Context, site: Site, meant: keyof typeof choices): Promise<Response> {
  const lang = languageOf(c)
  const verdict = site.verifyLink('confirm', tokenOf(c))
  if (verdict.state === 'invalid') throw new NotFound()
  const formHref = confirmPath(lang, tokenOf(c))
  const inOther = (other: Language) => confirmPath(other, tokenOf(c)) + waysOf[meant]
  const shell = shellOf(site, lang, inOther)
  if (verdict.state === 'expired') return expired(c, site, lang, verdict.about)
  const { person, organisation } = subjectOf(site, verdict, lang)
  const purpose = verdict.about ? 'action' : isNewsletter(verdict) ? 'newsletter' : 'follow'
  return page(c, <ConfirmPage shell={shell} page={{ purpose, person, organisation, formHref, meant }} />)
}

/** The same link in another language asks the same. */
const waysOf = { follow: '', only: '/only', not_me: '/not-me' } as const

function expired(c: Context, site: Site, lang: Language, campaignId: string | undefined): Promise<Response> {
  const campaign = campaignId ? snapshotOf(site).campaignOf(campaignId) : undefined
  const kind = campaign?.versions.values().next().value?.body.kinds[0]
  const actHref = campaign && kind ? actPath(lang, campaign.key, kind) : undefined
  return page(c, <ExpiredPage shell={shellOf(site, lang)} actHref={actHref} />, 410)
}

const choices = { follow: 'keep-posted', only: 'only', not_me: 'not-me' } as const
const confirmSchema = z.object({ answer: z.enum(['follow', 'only', 'not_me']) })

async function confirm(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  const verdict = site.verifyLink('confirm', tokenOf(c))
  if (verdict.state === 'invalid') throw new NotFound()
  if (verdict.state === 'expired') return await expired(c, site, lang, verdict.about)
  const form = checkForm(await readFields(c.req.raw, smallForm), confirmSchema)
  // no button was pressed: the page with the buttons again
  if (!form.ok) return site.seeOther(confirmPath(lang, tokenOf(c)))
  const submission: ConfirmSubmission = {
    type: 'confirm',
    ...fromVisitor(c, site, lang),
    token: tokenOf(c),
    choice: choices[form.value.answer],
  }
  await site.intake.append(2, submission)
  const { page: about, id } = subjectOf(site, verdict, lang)
  return site.seeOther(confirmedPath(lang, about, id, form.value.answer))
}

const smallForm = 4 * 1024

function confirmed(c: Context, site: Site): Promise<Response> {
  const [lang, id] = [languageOf(c), idOf(c)]
  const answer = c.req.param('answer') as keyof typeof choices
  if (!Object.hasOwn(choices, answer)) throw new NotFound()
  const onCampaign = c.req.param('page') === 'act'
  const caseKey = onCampaign ? visible(site, 'campaign', id, lang).body.caseKey : id
  const { body, key } = visible(site, 'case', caseKey, lang)
  const of = onCampaign ? 'act' : c.req.param('page') === 'newsletter' ? 'newsletter' : 'c'
  const shell = shellOf(site, lang, (other) => confirmedPath(other, of, id, answer))
  const next =
    onCampaign && answer !== 'not_me'
      ? { href: `/${lang}/act/${id}/share`, label: shell.i18n.t('next.share', { name: body.name }) }
      : undefined
  const purpose = ({ act: 'action', c: 'follow', newsletter: 'newsletter' } as const)[of]
  const projection = { purpose, answer, person: body.name, caseHref: casePath(lang, key, body.slug), next }
  return page(c, <ConfirmedPage shell={shell} page={projection} />)
}

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
  return page(c, <UnsubscribePage shell={shell} page={{ organisation: siteNameOf(site), formHref }} />)
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

function preferenceLink(c: Context, site: Site): ChoicesLink {
  const link = choicesLink(site, tokenOf(c))
  if (!link) throw new NotFound()
  return link
}

function preferences(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  const link = preferenceLink(c, site)
  const organisation = snapshotOf(site).organisation(link.organisationId ?? '')?.name ?? siteNameOf(site)
  const shell = shellOf(site, lang, (other) => preferencesPath(other, tokenOf(c)))
  const projection = {
    organisation,
    person: personOf(site, link, lang),
    others: snapshotOf(site).organisations.length > 1,
    formHref: preferencesPath(lang, tokenOf(c)),
    privacyHref: privacyPath(lang),
  }
  return page(c, <PreferencesPage shell={shell} page={projection} />)
}

/** Safety: the choices stay when the case has gone quiet, but then name nobody. */
function personOf(site: Site, { caseId }: ChoicesLink, lang: Language): string | undefined {
  try {
    return caseId ? caseOf(site, caseId, lang).body.name : undefined
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
