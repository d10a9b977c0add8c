import { Hono, type Context } from 'hono'
import { z } from 'zod'
import type { ConfirmSubmission } from '#campaigns/submission.ts'
import type { Language } from '#platform/i18n.ts'
import type { Link } from '#platform/keys/links.ts'
import { readFields } from '#platform/web/body.ts'
import { NotFound } from '#platform/web/errors.ts'
import { checkForm } from '#platform/web/forms.ts'
import { AnswerTakenPage, ConfirmedPage, ConfirmPage, ExpiredPage } from '#supporters/views/public.ts'
import type { PublicShell } from '#ui/index.ts'
import { actPath, answeredPath, casePath, confirmedPath, confirmPath, sharePath } from './addresses.ts'
import { fromVisitor, languageOf, page } from './answers.ts'
import { idOf } from './reading-routes.tsx'
import { shellOf, snapshotOf, type Site } from './site.ts'
import { caseBehind, Gone, throughPartner, visible, type Visible } from './visible.ts'

/**
 * What the link of a confirmation mail leads to, and back to the page on which it was done. GET and HEAD change nothing,
 * because scanners open them; only buttons act.
 */
export function confirmRoutes(site: Site): Hono {
  const app = new Hono()
  // the mail's links say beforehand which button is meant; none of them acts by being opened
  app.get('/:lang/confirm/:token', (c) => askToConfirm(c, site, 'follow'))
  app.get('/:lang/confirm/:token/only', (c) => askToConfirm(c, site, 'only'))
  app.get('/:lang/confirm/:token/not-me', (c) => askToConfirm(c, site, 'not_me'))
  app.post('/:lang/confirm/:token', (c) => confirm(c, site))
  app.get('/:lang/answered', (c) => {
    const shell = shellOf(site, languageOf(c), answeredPath)
    return page(c, <AnswerTakenPage shell={shell} />)
  })
  app.get('/:lang/confirmed/:page/:id/:answer', (c) => confirmed(c, site))
  app.get('/:lang/confirmed/act/:id/:partner/:answer', (c) => confirmed(c, site))
  return app
}

interface Subject {
  person: string
  organisation: string
  /** where "confirmed" speaks of it */
  page: 'act' | 'c' | 'newsletter'
  /** the part of the address: of a campaign on an organisation's own page, with that page's */
  id: string
  /** on whose own page of a campaign it was done */
  partner?: string
}

/** What a link of ours is about, as it may be told now. @throws Gone */
function subjectOf(site: Site, link: Pick<Link, 'ids' | 'about'>, lang: Language): Subject {
  const snapshot = snapshotOf(site)
  const campaign = link.about ? snapshot.campaignOf(link.about) : undefined
  const unnamed = new URL(site.publicUrl).hostname
  if (campaign) {
    const found = visible(site, 'campaign', campaign.key, lang)
    const { organisation = unnamed, address, own } = actedThrough(found, link.ids[0])
    return {
      ...{ person: found.body.personName, organisation, page: 'act' },
      id: own ? campaign.key : `${campaign.key}/${address ?? noPage}`,
      ...(address ? { partner: organisation } : {}),
    }
  }
  const found = caseBehind(site, link.ids[2], lang)
  if (isNewsletter(link)) {
    const lead = snapshot.organisation(link.ids[0] ?? '')?.name ?? unnamed
    return { person: found.body.name, organisation: lead, page: 'newsletter', id: found.key }
  }
  // who followed while the lead was named reads of it in its mail; here it is not named any more
  const organisation = found.organisation?.name ?? unnamed
  return { person: found.body.name, organisation, page: 'c', id: found.key }
}

/** A link that confirms a newsletter alone, asked for on the page of another organisation. */
const isNewsletter = ({ ids }: Pick<Link, 'ids'>): boolean => ids[3] === 'newsletter'

/** Stands in an address for a page that is gone; no page has it. */
const noPage = '-'

interface ActedThrough {
  /** on the campaign's own page */
  own: boolean
  /** who keeps what she typed, where it may be named */
  organisation?: string
  /** of its page of the campaign */
  address?: string
}

/** An organisation whose page is gone reads her name in its mail, and is not named here any more. */
function actedThrough(found: Visible<'campaign'>, organisationId = ''): ActedThrough {
  if (organisationId === found.body.organisationId)
    return { own: true, organisation: found.organisation.name }
  const page = found.snapshot.pageOfPartner(found.key, organisationId)
  const organisation = found.snapshot.organisation(organisationId)?.name
  const address = page?.versions.values().next().value?.body.address
  return { own: false, ...(organisation && address ? { organisation, address } : {}) }
}

/** As on the page on which it was done: an organisation's own page of a campaign stands under its name. */
const under = (shell: PublicShell, partner: string | undefined): PublicShell =>
  partner ? { ...shell, siteName: partner } : shell

const tokenOf = (c: Context): string => c.req.param('token') ?? ''

function askToConfirm(c: Context, site: Site, meant: keyof typeof choices): Promise<Response> {
  const lang = languageOf(c)
  const verdict = site.verifyLink('confirm', tokenOf(c))
  if (verdict.state === 'invalid') throw new NotFound()
  if (verdict.state === 'expired') return expired(c, site, lang, verdict)
  const formHref = confirmPath(lang, tokenOf(c))
  const inOther = (other: Language) => confirmPath(other, tokenOf(c)) + waysOf[meant]
  const { person, organisation, partner } = subjectOf(site, verdict, lang)
  const shell = under(shellOf(site, lang, inOther), partner)
  const purpose = verdict.about ? 'action' : isNewsletter(verdict) ? 'newsletter' : 'follow'
  return page(c, <ConfirmPage shell={shell} page={{ purpose, person, organisation, formHref, meant }} />)
}

/** The same link in another language asks the same. */
const waysOf = { follow: '', only: '/only', not_me: '/not-me' } as const

function expired(
  c: Context,
  site: Site,
  lang: Language,
  link: Pick<Link, 'ids' | 'about'>,
): Promise<Response> {
  const { actHref, partner } = whereToActAgain(site, link, lang)
  return page(c, <ExpiredPage shell={under(shellOf(site, lang), partner)} actHref={actHref} />, 410)
}

/** On the page on which it was done, while there is one; else on the campaign's own. */
function whereToActAgain(
  site: Site,
  { about, ids }: Pick<Link, 'ids' | 'about'>,
  lang: Language,
): { actHref?: string; partner?: string | undefined } {
  const campaign = about ? snapshotOf(site).campaignOf(about) : undefined
  const kind = campaign?.versions.values().next().value?.body.kinds[0]
  if (!campaign || !kind) return {}
  try {
    const { organisation, address } = actedThrough(visible(site, 'campaign', campaign.key, lang), ids[0])
    if (address) return { actHref: actPath(lang, `${campaign.key}/${address}`, kind), partner: organisation }
  } catch {
    // the campaign's own page says that there is nothing to see
  }
  return { actHref: actPath(lang, campaign.key, kind) }
}

const smallForm = 4 * 1024
const choices = { follow: 'keep-posted', only: 'only', not_me: 'not-me' } as const
const confirmSchema = z.object({ answer: z.enum(['follow', 'only', 'not_me']) })

async function confirm(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  const verdict = site.verifyLink('confirm', tokenOf(c))
  if (verdict.state === 'invalid') throw new NotFound()
  if (verdict.state === 'expired') return await expired(c, site, lang, verdict)
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
  const subject = subjectNow(site, verdict, lang)
  if (!subject) return site.seeOther(answeredPath(lang))
  return site.seeOther(confirmedPath(lang, subject.page, subject.id, form.value.answer))
}

/** Safety: what is taken is not refused; of what went quiet while she read, its thanks say nothing. */
function subjectNow(...of: Parameters<typeof subjectOf>): Subject | undefined {
  try {
    return subjectOf(...of)
  } catch (error) {
    if (error instanceof Gone) return undefined
    throw error
  }
}

function confirmed(c: Context, site: Site): Promise<Response> {
  const [lang, id, partner] = [languageOf(c), idOf(c), c.req.param('partner')]
  const answer = c.req.param('answer') as keyof typeof choices
  if (!Object.hasOwn(choices, answer)) throw new NotFound()
  const asked = c.req.param('page')
  const of = partner !== undefined || asked === 'act' ? 'act' : asked === 'newsletter' ? 'newsletter' : 'c'
  const campaign = of === 'act' ? visible(site, 'campaign', id, lang) : undefined
  const { body, key, organisation } = visible(site, 'case', campaign?.body.caseKey ?? id, lang)
  // Safety: an address that is no page now names nobody, whether there was one or not
  const through = campaign && partner !== undefined ? throughIfThere(campaign, partner, lang) : campaign
  const here = through?.partner ? `${id}/${through.partner.address}` : id
  const inOther = (other: Language) =>
    confirmedPath(other, of, partner === undefined ? id : `${id}/${partner}`, answer)
  const shell = under(shellOf(site, lang, inOther), through?.partner && through.organisation.name)
  const next =
    of === 'act' && answer !== 'not_me'
      ? { href: sharePath(lang, here), label: shell.i18n.t('next.share', { name: body.name }) }
      : undefined
  const keeper = of === 'act' ? through?.organisation : of === 'c' ? organisation : undefined
  const purpose = ({ act: 'action', c: 'follow', newsletter: 'newsletter' } as const)[of]
  const projection = {
    ...{ purpose, answer, person: body.name, organisation: keeper?.name, next },
    caseHref: casePath(lang, key, body.slug),
  }
  return page(c, <ConfirmedPage shell={shell} page={projection} />)
}

function throughIfThere(
  found: Visible<'campaign'>,
  address: string,
  lang: Language,
): Visible<'campaign'> | undefined {
  try {
    return throughPartner(found, address, lang)
  } catch (error) {
    if (error instanceof Gone) return undefined
    throw error
  }
}
