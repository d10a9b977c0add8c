/** Each organisation's own page of a campaign: who has one, writing one's own, signing it, taking it off. */
import { z } from 'zod'
import { can } from '#platform/access.ts'
import { languages } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { Invalid } from '#platform/web/errors.ts'
import { checkForm, typedValues } from '#platform/web/forms.ts'
import {
  afterAsking,
  askingOf,
  consentItems,
  givenConsents,
  lastReview,
  reviewValues,
  waitingHour,
  signingFields,
} from '#publishing/index.ts'
import { getOrganisation, redirect, refusedForm } from '#organisations/index.ts'
import { readSource } from './campaign-document.ts'
import { introIn, partnerPageForm, partnerPageValues } from './campaign-forms.ts'
import { getCampaign } from './campaign.ts'
import { campaignPage } from './console-campaign-page.tsx'
import {
  attempt,
  fieldsOf,
  idOf,
  reading,
  takeForm,
  tickedOf,
  writing,
  type Refusal,
} from './console-parts.tsx'
import {
  closePartnerPage,
  pausePartnerPage,
  publishedLanguages,
  publishPartnerPage,
} from './partner-page-publishing.ts'
import { draftPartnerPage, editPartnerPage, getPartnerPage, pagesByMember } from './partner-page.ts'
import { PartnerPagesView, PartnerPageView } from './views/console-partner-pages.tsx'
import { PublishPartnerPageView } from './views/console-partner-publish.tsx'

export const partnerPageRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/pages', verb: 'campaign.read', handle: (c) => listPage(c) },
  { method: 'POST', path: '/campaigns/:id/pages', verb: 'partner-page.edit', handle: takeNew },
  { method: 'GET', path: '/partner-pages/:id', verb: 'campaign.read', handle: (c) => editPage(c) },
  { method: 'POST', path: '/partner-pages/:id', verb: 'partner-page.edit', handle: takeEdit },
  {
    method: 'GET',
    path: '/partner-pages/:id/publish',
    verb: 'partner-page.publish',
    handle: (c) => publishPage(c),
  },
  {
    method: 'POST',
    path: '/partner-pages/:id/publish',
    verb: 'partner-page.publish',
    handle: takePublication,
  },
  { method: 'POST', path: '/partner-pages/:id/pause', verb: 'partner-page.stop', handle: takePause },
  { method: 'POST', path: '/partner-pages/:id/close', verb: 'partner-page.stop', handle: takeClose },
]

async function listPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const member = c.get('member')
  const shown = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    return { campaign, members: await pagesByMember(tx, campaign) }
  })
  return campaignPage(c, shown.campaign, 'pages', {
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <PartnerPagesView
        i18n={c.get('i18n')}
        {...shown}
        mine={member.organisationId}
        mayEdit={can(member, 'partner-page.edit')}
        publicUrl={c.get('office').publicUrl}
        form={refused ? refusedForm(c.get('i18n'), refused) : { values: {}, errors: {} }}
      />
    ),
  })
}

async function takeNew(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const done = await attempt(() => writing(c, (tx) => draftPartnerPage(tx, { campaignId })), {})
  return done.ok ? redirect(c, `/partner-pages/${done.value}`, 'partner-page.drafted') : listPage(c, done)
}

const readPage = (c: ConsoleContext) =>
  reading(c, async (tx) => {
    const page = await getPartnerPage(tx, idOf(c, 'id'))
    const campaign = await getCampaign(tx, page.campaignId)
    const members = await pagesByMember(tx, campaign)
    const name = members.find((one) => one.page?.id === page.id)?.name ?? ''
    return { page, campaign, name }
  })

async function editPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const shown = await readPage(c)
  const values = refused && {
    ...refused.values,
    // whoever saves again after having been told does so knowingly
    ...(refused.status === 409 ? { version: String(shown.page.version) } : {}),
  }
  const { senderName, senderAddress } = await reading(c, (tx) => getOrganisation(tx, member.organisationId))
  return campaignPage(c, shown.campaign, 'pages', {
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <PartnerPageView
        i18n={i18n}
        {...shown}
        languages={languages}
        form={
          refused
            ? refusedForm(i18n, { values: values!, errors: refused.errors })
            : { values: partnerPageValues(shown.page), errors: {} }
        }
        conflict={refused?.status === 409}
        ours={shown.page.organisationId === member.organisationId && can(member, 'partner-page.edit')}
        sender={`${senderName} <${senderAddress}>`}
        publicUrl={c.get('office').publicUrl}
      />
    ),
  })
}

async function takeEdit(c: ConsoleContext): Promise<Response> {
  const pageId = idOf(c, 'id')
  const form = await takeForm(c, partnerPageForm)
  if (!form.ok) return editPage(c, form)
  const { version, address, accent, donate, social } = form.value
  const done = await attempt(
    () =>
      writing(c, async (tx) => {
        const { intro, errors } = introIn(form.values)
        if (Object.keys(errors).length > 0) throw new Invalid(errors)
        await editPartnerPage(tx, {
          ...{ pageId, version, address, accent, intro },
          ...{ showsDonate: donate, showsSocial: social },
        })
      }),
    form.values,
  )
  return done.ok ? redirect(c, `/partner-pages/${pageId}`, 'partner-page.saved') : editPage(c, done)
}

async function publishPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const shown = await readPage(c)
  const { page, campaign } = shown
  const known = await reading(c, async (tx) => ({
    source: await readSource(tx, campaign),
    consents: await givenConsents(tx, campaign.caseId),
    review: await lastReview(tx, campaign.caseId),
    waits: await waitingHour(tx, { caseId: campaign.caseId, subjectId: page.id }),
    published: await publishedLanguages(tx, campaign.shortId),
  }))
  const hers = known.consents.filter((one) => one.personId === known.source.shown?.gate.personId)
  const ready = known.published.filter((language) => page.intro[language]?.trim())
  const form = refused
    ? refusedForm(i18n, { ...refused, values: { ...refused.values, version: String(page.version) } })
    : {
        values: {
          ...reviewValues(known.review),
          ...known.waits,
          version: String(page.version),
          items: known.source.shown?.items.map((one) => one.item) ?? [],
          languages: ready,
        },
        errors: {},
      }
  return campaignPage(c, campaign, 'pages', {
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <PublishPartnerPageView
        i18n={i18n}
        {...shown}
        ready={ready}
        consents={consentItems.flatMap((item) => hers.filter((one) => one.item === item))}
        form={form}
      />
    ),
  })
}

async function takePublication(c: ConsoleContext): Promise<Response> {
  const pageId = idOf(c, 'id')
  const fields = await fieldsOf(c)
  const values = typedValues(fields)
  const signing = checkForm(fields, z.object(signingFields))
  if (!signing.ok) return publishPage(c, signing)
  if (fields['read'] !== 'yes')
    return publishPage(c, { values, errors: { read: 'campaigns.publish.read-first' } })
  const { condition: _, publishAt: __, ...asking } = askingOf(signing.value)
  const input = {
    ...asking,
    pageId,
    version: Number(fields['version']) || 0,
    items: tickedOf(fields, 'items'),
    languages: tickedOf(fields, 'languages'),
  }
  const done = await attempt(
    () =>
      writing(c, async (tx) => {
        const { caseId } = await getPartnerPage(tx, pageId)
        return { caseId, asked: await publishPartnerPage(tx, input) }
      }),
    values,
  )
  if (!done.ok) return publishPage(c, done)
  return afterAsking(c, done.value.caseId, done.value.asked, {
    href: `/partner-pages/${pageId}`,
    flash: 'partner-page.published',
  })
}

async function takePause(c: ConsoleContext): Promise<Response> {
  const pageId = idOf(c, 'id')
  const done = await attempt(() => writing(c, (tx) => pausePartnerPage(tx, { pageId })), {})
  return done.ok ? redirect(c, `/partner-pages/${pageId}`, 'partner-page.paused') : editPage(c, done)
}

async function takeClose(c: ConsoleContext): Promise<Response> {
  const pageId = idOf(c, 'id')
  await writing(c, (tx) => closePartnerPage(tx, { pageId }))
  return redirect(c, `/partner-pages/${pageId}`, 'partner-page.closed')
}
