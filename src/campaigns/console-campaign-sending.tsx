/** Letters to officials, publication, and the ways to stop. */
import { z } from 'zod'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { isId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import { checkForm, typedValues } from '#platform/web/forms.ts'
import {
  afterAsking,
  askingOf,
  consentItems,
  givenConsents,
  lastReview,
  ObserverSignsNothing,
  observes,
  reviewValues,
  waitingHour,
  signingFields,
  listPersonsShown,
  othersAmong,
} from '#publishing/index.ts'
import { redirect, refusedForm } from '#organisations/index.ts'
import { missingFor, readSource } from './campaign-document.ts'
import { listBurstLetters } from './burst-letters.ts'
import { endForm, pauseForm } from './campaign-forms.ts'
import { officialsOf, stopOfficial } from './campaign-officials.ts'
import { publishCampaign, resumeCampaign } from './campaign-publishing.ts'
import { endCampaign, pauseCampaign } from './campaign-stopping.ts'
import { getCampaign, mayEnd } from './campaign.ts'
import { campaignPage, runByAnother } from './console-campaign-page.tsx'
import {
  attempt,
  fieldsOf,
  idOf,
  now,
  pageOf,
  reading,
  takeForm,
  textOf,
  tickedOf,
  writing,
  type Refusal,
} from './console-parts.tsx'
import { countOfficialEmails, listHeldLetters, noteLettersRead, reviewLetters } from './letters-review.ts'
import type { StoppedByBurst } from './views/console-burst.tsx'
import { AnotherRuns } from './views/console-campaign-frame.tsx'
import { EmailsView } from './views/console-emails.tsx'
import { PublishView } from './views/console-publish.tsx'
import { StopView } from './views/console-stop.tsx'

export const campaignSendingRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/emails', verb: 'official-email.review', handle: emailsPage },
  {
    method: 'POST',
    path: '/campaigns/:id/emails/review',
    verb: 'official-email.review',
    handle: takeReview,
  },
  { method: 'POST', path: '/campaigns/:id/emails/stop', verb: 'official-email.review', handle: takeStop },
  {
    method: 'GET',
    path: '/campaigns/:id/publish',
    verb: 'campaign.publish',
    handle: (c) => publishPage(c),
  },
  { method: 'POST', path: '/campaigns/:id/publish', verb: 'campaign.publish', handle: takePublication },
  { method: 'GET', path: '/campaigns/:id/stop', verb: 'campaign.pause', handle: (c) => stopPage(c) },
  { method: 'POST', path: '/campaigns/:id/pause', verb: 'campaign.pause', handle: takePause },
  { method: 'POST', path: '/campaigns/:id/end', verb: 'campaign.end', handle: takeEnd },
]

const lettersPerPage = 20

async function emailsPage(c: ConsoleContext): Promise<Response> {
  const first = (pageOf(c.req.query()) - 1) * lettersPerPage
  // opening sealed words is an act, and leaves a trace
  const shown = await writing(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    const officials = await officialsOf(tx, campaign.id)
    const bursts: StoppedByBurst[] = []
    for (const official of officials.filter((one) => one.burst))
      bursts.push({
        official,
        ...(await listBurstLetters(tx, { campaignId: campaign.id, targetId: official.id })),
      })
    const held = await listHeldLetters(tx, campaign.id, { limit: lettersPerPage, offset: first })
    await noteLettersRead(tx, campaign, [...bursts.flatMap(({ letters }) => letters), ...held])
    return {
      campaign,
      officials,
      bursts,
      counts: await countOfficialEmails(tx, campaign.id),
      held,
    }
  })
  return campaignPage(c, shown.campaign, 'emails', {
    body: <EmailsView i18n={c.get('i18n')} {...shown} first={first} perPage={lettersPerPage} />,
  })
}

async function takeReview(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const fields = await fieldsOf(c)
  const ids = tickedOf(fields, 'letter').filter(isId)
  const verdict = fields['do'] === 'approve' ? 'approve' : fields['do'] === 'reject' ? 'reject' : undefined
  if (!verdict) throw new NotFound()
  const count = await writing(c, (tx) => reviewLetters(tx, { campaignId, ids, verdict }))
  return redirect(
    c,
    `/campaigns/${campaignId}/emails`,
    verdict === 'approve' ? 'campaigns.letters.approved' : 'campaigns.letters.rejected',
    { count },
  )
}

async function takeStop(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const fields = await fieldsOf(c)
  const targetId = textOf(fields, 'official')
  if (!isId(targetId)) throw new NotFound()
  const stop = fields['do'] === 'stop'
  await writing(c, (tx) => stopOfficial(tx, { campaignId, targetId, stop }))
  return redirect(
    c,
    `/campaigns/${campaignId}/emails`,
    stop ? 'campaigns.official.stopped' : 'campaigns.official.resumed',
  )
}

async function publishPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const { source, consents, persons, review, waits, watching, runBy } = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    return {
      source: await readSource(tx, campaign),
      consents: await givenConsents(tx, campaign.caseId),
      persons: await listPersonsShown(tx, campaign.caseId),
      review: await lastReview(tx, campaign.caseId),
      waits: await waitingHour(tx, { caseId: campaign.caseId, subjectId: campaign.id }),
      watching: await observes(tx, campaign.caseId, c.get('member').organisationId),
      runBy: await runByAnother(tx, campaign),
    }
  })
  const { campaign, shown } = source
  const owner = shown?.gate.personId
  const hers = consents.filter((one) => one.personId === owner)
  const languages = source.texts.map((text) => ({
    language: text.language,
    translation: text.translation,
    missing: missingFor(source, text.language),
  }))
  const form = refused
    ? refusedForm(i18n, { ...refused, values: { ...refused.values, version: String(campaign.version) } })
    : {
        values: {
          ...reviewValues(review),
          ...waits,
          version: String(campaign.version),
          items: shown?.items.filter(({ personId }) => personId === owner).map((one) => one.item) ?? [],
          others: shown ? othersAmong(shown.items, shown.gate.personId) : [],
          languages: languages
            .filter((one) => one.missing.length === 0 && one.translation !== 'machine')
            .map((one) => one.language),
        },
        errors: {},
      }
  return campaignPage(c, campaign, 'publish', {
    status: refused ? (refused.status ?? 422) : 200,
    body: watching ? (
      <ObserverSignsNothing i18n={i18n} />
    ) : runBy !== undefined ? (
      <AnotherRuns i18n={i18n} organisation={runBy} />
    ) : (
      <PublishView
        i18n={i18n}
        source={source}
        languages={languages}
        consents={consentItems.flatMap((item) => hers.filter((one) => one.item === item))}
        others={{ persons, given: consents }}
        late={source.closesAt !== undefined && source.closesAt <= now(c)}
        form={form}
      />
    ),
  })
}

async function takePublication(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const fields = await fieldsOf(c)
  const values = typedValues(fields)
  const signing = checkForm(fields, z.object(signingFields))
  if (!signing.ok) return publishPage(c, signing)
  const input = {
    ...askingOf(signing.value),
    campaignId,
    version: Number(fields['version']) || 0,
    items: [...tickedOf(fields, 'items'), ...tickedOf(fields, 'others')],
    languages: tickedOf(fields, 'languages'),
  }
  if (fields['read'] !== 'yes')
    return publishPage(c, { values, errors: { read: 'campaigns.publish.read-first' } })
  const done = await attempt(
    () =>
      writing(c, async (tx) => {
        const { state, caseId } = await getCampaign(tx, campaignId)
        const asked = await (state === 'paused' ? resumeCampaign(tx, input) : publishCampaign(tx, input))
        return { asked, caseId }
      }),
    values,
  )
  if (!done.ok) return publishPage(c, done)
  return afterAsking(c, done.value.caseId, done.value.asked, {
    href: `/campaigns/${campaignId}`,
    flash: 'campaigns.published',
  })
}

async function stopPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const shown = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    const counts = await countOfficialEmails(tx, campaign.id)
    const waiting = counts.filter((one) => ['waiting', 'held', 'queued'].includes(one.state))
    const count = waiting.reduce((sum, one) => sum + one.count, 0)
    return { campaign, mayEnd: await mayEnd(tx, campaign), waiting: count }
  })
  return campaignPage(c, shown.campaign, 'stop', {
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <StopView
        i18n={i18n}
        {...shown}
        form={refused ? refusedForm(i18n, refused) : { values: {}, errors: {} }}
      />
    ),
  })
}

async function takePause(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const form = await takeForm(c, pauseForm)
  if (!form.ok) return stopPage(c, form)
  const done = await attempt(
    () => writing(c, (tx) => pauseCampaign(tx, { campaignId, ...form.value })),
    form.values,
  )
  return done.ok ? redirect(c, `/campaigns/${campaignId}`, 'campaigns.paused') : stopPage(c, done)
}

async function takeEnd(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const form = await takeForm(c, endForm)
  if (!form.ok) return stopPage(c, form)
  const done = await attempt(
    () => writing(c, (tx) => endCampaign(tx, { campaignId, ...form.value })),
    form.values,
  )
  return done.ok
    ? redirect(c, `/campaigns/${campaignId}`, 'campaigns.ended', { count: done.value })
    : stopPage(c, done)
}
