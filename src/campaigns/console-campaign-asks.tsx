/** Demands, officials and preview of a campaign. */
import { z } from 'zod'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { isId } from '#platform/ids.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { Invalid, NotFound } from '#platform/web/errors.ts'
import { typed, typedValues } from '#platform/web/forms.ts'
import { organisationOf, redirect, refusedForm } from '#organisations/index.ts'
import { documentOf, readSource } from './campaign-document.ts'
import {
  officialsOf,
  removeCampaignOfficial,
  setCampaignOfficial,
  type Channel,
} from './campaign-officials.ts'
import { getCampaign } from './campaign.ts'
import { listCampaignTexts } from './campaign-texts.ts'
import { languageIn } from './console-campaigns.tsx'
import { campaignPage } from './console-campaign-page.tsx'
import {
  attempt,
  fieldsOf,
  idOf,
  now,
  oneOf,
  reading,
  textsOf,
  tickedOf,
  writing,
  type Refusal,
} from './console-parts.tsx'
import { addDemand, demandStates, listDemands, moveDemand, removeDemand, setDemandState } from './demand.ts'
import { listTargets } from './target-reads.ts'
import { CampaignOfficialsView, DemandsView } from './views/console-asks.tsx'
import { PreviewView } from './views/console-preview.tsx'

export const campaignAskRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/demands', verb: 'campaign.edit', handle: (c) => demandsPage(c) },
  { method: 'POST', path: '/campaigns/:id/demands', verb: 'campaign.edit', handle: takeDemand },
  {
    method: 'GET',
    path: '/campaigns/:id/officials',
    verb: 'campaign.edit',
    handle: (c) => officialsPage(c),
  },
  { method: 'POST', path: '/campaigns/:id/officials', verb: 'campaign.edit', handle: takeOfficial },
  { method: 'GET', path: '/campaigns/:id/preview', verb: 'campaign.read', handle: firstPreview },
  { method: 'GET', path: '/campaigns/:id/preview/:language', verb: 'campaign.read', handle: previewPage },
]

async function demandsPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const shown = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    return {
      campaign,
      demands: await listDemands(tx, campaign.id),
      texts: await listCampaignTexts(tx, campaign.id),
    }
  })
  return campaignPage(c, shown.campaign, 'demands', {
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <DemandsView
        i18n={i18n}
        {...shown}
        form={refused ? refusedForm(i18n, refused) : { values: {}, errors: {} }}
      />
    ),
  })
}

const demandText = z.object({ text: typed((input) => parsePlain(input, { max: 300, maxLines: 3 })) })

async function takeDemand(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const values = textsOf(await fieldsOf(c))
  const demandId = values['demand'] ?? ''
  const act = oneOf(values['do'], ['add', 'up', 'down', 'remove', ...demandStates])
  if (!act || (act !== 'add' && !isId(demandId))) throw new NotFound()
  const done = await attempt(
    () =>
      writing(c, async (tx) => {
        if (act === 'add') {
          const read = demandText.safeParse(values)
          if (!read.success) throw new Invalid({ text: read.error.issues[0]?.message ?? 'error.field.empty' })
          await addDemand(tx, { campaignId, text: read.data.text })
        } else if (act === 'remove') await removeDemand(tx, { campaignId, demandId })
        else if (act === 'up' || act === 'down') await moveDemand(tx, { campaignId, demandId, to: act })
        else await setDemandState(tx, { campaignId, demandId, state: act })
      }),
    values,
  )
  return done.ok
    ? redirect(c, `/campaigns/${campaignId}/demands`, 'campaigns.demands.saved')
    : demandsPage(c, done)
}

async function officialsPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const shown = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    return { campaign, officials: await officialsOf(tx, campaign.id), all: await listTargets(tx) }
  })
  return campaignPage(c, shown.campaign, 'officials', {
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <CampaignOfficialsView
        i18n={i18n}
        {...shown}
        form={refused ? refusedForm(i18n, refused) : { values: {}, errors: {} }}
      />
    ),
  })
}

async function takeOfficial(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const fields = await fieldsOf(c)
  const values = textsOf(fields)
  const targetId = values['official'] ?? ''
  const channels = tickedOf(fields, 'channels').filter((one): one is Channel =>
    ['email', 'call'].includes(one),
  )
  const done = await attempt(
    () =>
      writing(c, async (tx) => {
        if (!isId(targetId)) throw new Invalid({ official: 'error.field.choose' })
        if (values['do'] === 'remove') await removeCampaignOfficial(tx, { campaignId, targetId })
        else await setCampaignOfficial(tx, { campaignId, targetId, channels })
      }),
    typedValues(fields),
  )
  return done.ok
    ? redirect(c, `/campaigns/${campaignId}/officials`, 'campaigns.officials.saved')
    : officialsPage(c, done)
}

async function firstPreview(c: ConsoleContext): Promise<Response> {
  const campaign = await reading(c, (tx) => getCampaign(tx, idOf(c, 'id')))
  return redirect(c, `/campaigns/${campaign.id}/preview/${campaign.defaultLanguage}`)
}

async function previewPage(c: ConsoleContext): Promise<Response> {
  const language = languageIn(c)
  if (!language) throw new NotFound()
  const source = await reading(c, async (tx) => readSource(tx, await getCampaign(tx, idOf(c, 'id'))))
  const known = source.texts.map((text) => text.language)
  const kind = oneOf(c.req.query('kind'), source.campaign.kinds) ?? source.campaign.kinds[0]
  return campaignPage(c, source.campaign, 'preview', {
    body: (
      <PreviewView
        i18n={c.get('i18n')}
        catalogue={c.get('office').catalogue}
        campaign={source.campaign}
        known={known}
        language={language}
        {...(kind ? { kind } : {})}
        {...(known.includes(language) ? { document: documentOf(source, language, known) } : {})}
        now={now(c)}
        organisation={(await organisationOf(c)).name}
      />
    ),
  })
}
