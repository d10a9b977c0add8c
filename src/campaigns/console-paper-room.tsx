/** Signatures on paper as the room reads them: the page of a campaign, and what is done about numbers of others. */
import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { listCoalition } from '#coalitions/index.ts'
import { redirect, refusedForm } from '#organisations/index.ts'
import { blankForm, ErrorSummary } from '#ui/index.ts'
import { getCampaign, runs } from './campaign.ts'
import { campaignPage } from './console-campaign-page.tsx'
import { attempt, idOf, reading, takeForm, writing, type Refusal } from './console-parts.tsx'
import { listPaper } from './paper-batch.ts'
import { confirmPaper, paperStanding, withdrawPaperOfGone } from './paper-confirming.ts'
import { leftOutForm, othersForm } from './paper-forms.ts'
import { countPaperAgain, leaveOutPaper, listLeftOut } from './paper-left-out.ts'
import { paperThrough } from './paper-numbers.ts'
import { listSignedLetters } from './signed-letter.ts'
import {
  LeavingOut,
  OfOthers,
  SureOfOthers,
  ThroughEach,
  type RoomProps,
} from './views/console-paper-room.tsx'
import { PaperView } from './views/console-paper.tsx'

export const paperRoomRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/paper', verb: 'paper.read', handle: (c) => listPage(c) },
  { method: 'POST', path: '/campaigns/:id/paper/others', verb: 'paper.confirm', handle: takeOthers },
  { method: 'POST', path: '/campaigns/:id/paper/left-out', verb: 'paper.leave-out', handle: takeLeftOut },
]

/** @param askAgain the batch of an organisation that has left, before it is withdrawn */
async function listPage(c: ConsoleContext, refused?: Refusal, askAgain?: string): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { campaign, batches, letters, ...room } = await reading(c, async (tx) => {
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
      standing: await paperStanding(tx, campaign.id),
      leftOut: await listLeftOut(tx, campaign),
      mayLeaveOut: can(member, 'paper.leave-out') && runs(tx, campaign),
    }
  })
  const form = refused ? refusedForm(i18n, refused) : blankForm
  const props: RoomProps = {
    ...{ i18n, campaign, ...room, form },
    ...{ ownId: member.organisationId, mayConfirm: can(member, 'paper.confirm') },
  }
  const ask = room.standing.find((one) => one.batchId === askAgain && one.may === 'withdraw')
  return campaignPage(c, campaign, 'paper', {
    status: refused ? (refused.status ?? 422) : 200,
    body: ask ? (
      <SureOfOthers {...props} ask={ask} />
    ) : (
      <>
        <ErrorSummary i18n={i18n} form={form} />
        <PaperView
          {...{ i18n, campaign, batches, letters, standing: room.standing }}
          mayRecord={can(member, 'paper.record')}
        />
        <OfOthers {...props} />
        {room.through.length > 0 && <ThroughEach {...props} />}
        <LeavingOut {...props} />
      </>
    ),
  })
}

async function takeOthers(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  await reading(c, (tx) => getCampaign(tx, campaignId))
  const form = await takeForm(c, othersForm)
  if (!form.ok) return listPage(c, form)
  const { act, sure, ...seen } = form.value
  if (act === 'withdraw' && !sure) return listPage(c, undefined, seen.batchId)
  const run = act === 'withdraw' ? withdrawPaperOfGone : confirmPaper
  const done = await attempt(() => writing(c, (tx) => run(tx, { campaignId, ...seen })), form.values)
  const said = act === 'withdraw' ? 'paper.withdraw.done' : 'paper.confirm.done'
  return done.ok ? redirect(c, `/campaigns/${campaignId}/paper`, said) : listPage(c, done)
}

async function takeLeftOut(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  await reading(c, (tx) => getCampaign(tx, campaignId))
  const form = await takeForm(c, leftOutForm)
  if (!form.ok) return listPage(c, form)
  const { value } = form
  const out = value.act === 'leave-out'
  const done = await attempt(
    () =>
      writing(c, (tx) =>
        value.act === 'leave-out'
          ? leaveOutPaper(tx, { campaignId, ...value })
          : countPaperAgain(tx, { campaignId, ...value }),
      ),
    form.values,
  )
  const said = out ? 'paper.left-out.done' : 'paper.count-again.done'
  return done.ok ? redirect(c, `/campaigns/${campaignId}/paper`, said) : listPage(c, done)
}
