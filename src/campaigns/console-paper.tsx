/** Signatures on paper: what the own organisation recorded, a new batch, and one batch with its scans. */
import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { listCoalition } from '#coalitions/index.ts'
import { organisationOf, redirect, refusedForm } from '#organisations/index.ts'
import { blankForm } from '#ui/index.ts'
import { getCampaign } from './campaign.ts'
import { campaignPage } from './console-campaign-page.tsx'
import { attempt, idOf, now, reading, takeForm, writing, type Refusal } from './console-parts.tsx'
import { paperBatchRoutes } from './console-paper-batch.tsx'
import { listPaper, recordPaper } from './paper-batch.ts'
import { prepareScans } from './paper-evidence.ts'
import { largestForm, newBatchForm, tooLarge } from './paper-forms.ts'
import { paperThrough } from './paper-numbers.ts'
import { listSignedLetters } from './signed-letter.ts'
import { NewPaperView, PaperView } from './views/console-paper.tsx'

export const paperRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/paper', verb: 'paper.read', handle: listPage },
  { method: 'GET', path: '/campaigns/:id/paper/new', verb: 'paper.record', handle: (c) => newPage(c) },
  { method: 'POST', path: '/campaigns/:id/paper/new', verb: 'paper.record', handle: takeNew },
  ...paperBatchRoutes,
]

async function listPage(c: ConsoleContext): Promise<Response> {
  const { campaign, ...shown } = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    const members = await listCoalition(tx, campaign.caseId, { gone: true })
    const through = await paperThrough(tx, campaign.id)
    return {
      campaign,
      batches: await listPaper(tx, campaign.id),
      through: through.map((one) => ({
        ...one,
        name: members.find(({ organisationId }) => organisationId === one.organisationId)?.name ?? '',
      })),
      letters: (await listSignedLetters(tx, campaign)).letters,
    }
  })
  return campaignPage(c, campaign, 'paper', {
    body: (
      <PaperView
        i18n={c.get('i18n')}
        campaign={campaign}
        {...shown}
        mayRecord={can(c.get('member'), 'paper.record')}
      />
    ),
  })
}

async function newPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const { campaign, letters } = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    return { campaign, letters: (await listSignedLetters(tx, campaign)).letters }
  })
  return campaignPage(c, campaign, 'paper', {
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <NewPaperView
        i18n={i18n}
        campaign={campaign}
        letters={letters}
        form={refused ? refusedForm(i18n, refused) : blankForm}
      />
    ),
  })
}

async function takeNew(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  // Safety: nobody makes us read a large body, or draw pictures, for a campaign that she does not see
  await reading(c, (tx) => getCampaign(tx, campaignId))
  const { zone } = await organisationOf(c)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now(c))
  const form = await takeForm(c, newBatchForm(today), largestForm).catch(tooLarge)
  if (!form.ok) return newPage(c, form)
  const { evidence, without, ...value } = form.value
  const done = await attempt(async () => {
    const scans = await prepareScans(evidence)
    return await writing(c, (tx) =>
      recordPaper(tx, { ...value, campaignId, scans, ...(without ? { withoutEvidence: without } : {}) }),
    )
  }, form.values)
  return done.ok ? redirect(c, `/paper/${done.value}`, 'paper.recorded') : newPage(c, done)
}
