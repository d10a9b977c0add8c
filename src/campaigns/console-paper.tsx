/** Signatures on paper: a new batch of the own organisation. */
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { organisationOf, redirect, refusedForm } from '#organisations/index.ts'
import { blankForm } from '#ui/index.ts'
import { getCampaign } from './campaign.ts'
import { campaignPage } from './console-campaign-page.tsx'
import { attempt, idOf, now, reading, takeForm, writing, type Refusal } from './console-parts.tsx'
import { paperBatchRoutes } from './console-paper-batch.tsx'
import { paperRoomRoutes } from './console-paper-room.tsx'
import { recordPaper } from './paper-batch.ts'
import { paperStanding } from './paper-confirming.ts'
import { mustHoldMore, prepareScans } from './paper-evidence.ts'
import { largestForm, newBatchForm, tooLarge } from './paper-forms.ts'
import { listSignedLetters } from './signed-letter.ts'
import { NewPaperView } from './views/console-paper.tsx'

export const paperRoutes: readonly ConsoleRoute[] = [
  ...paperRoomRoutes,
  { method: 'GET', path: '/campaigns/:id/paper/new', verb: 'paper.record', handle: (c) => newPage(c) },
  { method: 'POST', path: '/campaigns/:id/paper/new', verb: 'paper.record', handle: takeNew },
  ...paperBatchRoutes,
]

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
  const form = await takeForm(c, newBatchForm(today), largestForm).catch((error) => tooLarge(c, error))
  if (!form.ok) return newPage(c, form)
  const { evidence, without, ...value } = form.value
  const bytes = evidence.reduce((sum, one) => sum + one.bytes.length, 0)
  const done = await attempt(async () => {
    await reading(c, (tx) => mustHoldMore(tx, campaignId, bytes))
    const scans = await prepareScans(evidence, c.get('member').accountId)
    return await writing(c, async (tx) => {
      const batch = { ...value, campaignId, scans, ...(without ? { withoutEvidence: without } : {}) }
      const id = await recordPaper(tx, batch)
      const standing = (await paperStanding(tx, campaignId)).find(({ batchId }) => batchId === id)
      return {
        id,
        said: standing?.state === 'waits' ? ('paper.recorded.waits' as const) : ('paper.recorded' as const),
      }
    })
  }, form.values)
  return done.ok ? redirect(c, `/paper/${done.value.id}`, done.value.said) : newPage(c, done)
}
