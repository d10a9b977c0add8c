/** One batch of signatures on paper: its scans, its history, correcting and withdrawing it. */
import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { asDownload } from '#platform/web/download.ts'
import { listCoalition } from '#coalitions/index.ts'
import { findAccount, redirect, refusedForm } from '#organisations/index.ts'
import { blankForm } from '#ui/index.ts'
import { getCampaign } from './campaign.ts'
import { campaignPage } from './console-campaign-page.tsx'
import { attempt, idOf, reading, takeForm, writing, type Refusal } from './console-parts.tsx'
import { addEvidence, correctPaper, getPaper, withdrawPaper } from './paper-batch.ts'
import { confirmPaper, listConfirmations, paperStanding } from './paper-confirming.ts'
import { mustHoldMore, openEvidence, prepareScans } from './paper-evidence.ts'
import {
  confirmationForm,
  correctionForm,
  evidenceForm,
  largestForm,
  tooLarge,
  withdrawalForm,
} from './paper-forms.ts'
import { listSignedLetters } from './signed-letter.ts'
import { PaperBatchView, type AskAgain } from './views/console-paper-batch.tsx'

export const paperBatchRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/paper/:batchId', verb: 'paper.read', handle: (c) => batchPage(c) },
  { method: 'POST', path: '/paper/:batchId/correct', verb: 'paper.record', handle: takeCorrection },
  { method: 'POST', path: '/paper/:batchId/withdraw', verb: 'paper.record', handle: takeWithdrawal },
  { method: 'POST', path: '/paper/:batchId/confirm', verb: 'paper.confirm', handle: takeConfirmation },
  { method: 'POST', path: '/paper/:batchId/evidence', verb: 'paper.record', handle: takeEvidence },
  {
    method: 'POST',
    path: '/paper/:batchId/evidence/:evidenceId',
    verb: 'paper.open-evidence',
    handle: download,
  },
]

const hrefOf = (batchId: string): string => `/paper/${batchId}`

async function batchPage(c: ConsoleContext, refused?: Refusal, ask?: AskAgain): Promise<Response> {
  const i18n = c.get('i18n')
  const { campaign, ...shown } = await reading(c, async (tx) => {
    const batch = await getPaper(tx, idOf(c, 'batchId'))
    const campaign = await getCampaign(tx, batch.campaignId)
    const { letters } = await listSignedLetters(tx, campaign)
    const confirmations = await listConfirmations(tx, batch.id)
    const own = confirmations.filter((one) => one.organisationId === c.get('member').organisationId)
    const names = new Map<string, string>()
    for (const { by } of [{ by: batch.recordedBy }, ...batch.changes, ...own])
      names.set(by, (await findAccount(tx, { id: by }))?.name ?? '–')
    const members = await listCoalition(tx, campaign.caseId, { gone: true })
    for (const { by, organisationId } of confirmations)
      if (!names.has(by))
        names.set(by, members.find((one) => one.organisationId === organisationId)?.name ?? '–')
    return {
      ...{ campaign, batch, names, confirmations },
      letter: letters.find(({ id }) => id === batch.letterId),
      standing: (await paperStanding(tx, campaign.id)).find(({ batchId }) => batchId === batch.id),
    }
  })
  return campaignPage(c, campaign, 'paper', {
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <PaperBatchView
        i18n={i18n}
        campaign={campaign}
        {...shown}
        ask={ask}
        mayRecord={can(c.get('member'), 'paper.record')}
        mayConfirm={can(c.get('member'), 'paper.confirm')}
        form={refused ? refusedForm(i18n, refused) : blankForm}
      />
    ),
  })
}

async function takeCorrection(c: ConsoleContext): Promise<Response> {
  const batchId = idOf(c, 'batchId')
  const was = await reading(c, (tx) => getPaper(tx, batchId))
  const form = await takeForm(c, correctionForm)
  if (!form.ok) return batchPage(c, form)
  const { sure, ...value } = form.value
  // shown before it is done: the number that the public reads is about to change
  if (!sure && value.signatures !== was.signatures)
    return batchPage(c, undefined, { what: 'correct', ...value })
  const done = await attempt(() => writing(c, (tx) => correctPaper(tx, { batchId, ...value })), form.values)
  return done.ok ? redirect(c, hrefOf(batchId), 'paper.corrected') : batchPage(c, done)
}

async function takeWithdrawal(c: ConsoleContext): Promise<Response> {
  const batchId = idOf(c, 'batchId')
  await reading(c, (tx) => getPaper(tx, batchId))
  const form = await takeForm(c, withdrawalForm)
  if (!form.ok) return batchPage(c, form)
  const { sure, whyWithdrawn: why, version } = form.value
  if (!sure) return batchPage(c, undefined, { what: 'withdraw', why, version })
  const done = await attempt(
    () => writing(c, (tx) => withdrawPaper(tx, { batchId, version, why })),
    form.values,
  )
  return done.ok ? redirect(c, hrefOf(batchId), 'paper.withdraw.done') : batchPage(c, done)
}

async function takeConfirmation(c: ConsoleContext): Promise<Response> {
  const batchId = idOf(c, 'batchId')
  const { campaignId } = await reading(c, (tx) => getPaper(tx, batchId))
  const form = await takeForm(c, confirmationForm)
  if (!form.ok) return batchPage(c, form)
  const { version } = form.value
  const done = await attempt(
    () => writing(c, (tx) => confirmPaper(tx, { campaignId, batchId, version })),
    form.values,
  )
  return done.ok ? redirect(c, hrefOf(batchId), 'paper.confirm.done') : batchPage(c, done)
}

async function takeEvidence(c: ConsoleContext): Promise<Response> {
  const batchId = idOf(c, 'batchId')
  // Safety: nobody makes us read a large body for a batch that is not hers
  const { campaignId } = await reading(c, (tx) => getPaper(tx, batchId))
  const form = await takeForm(c, evidenceForm, largestForm).catch((error) => tooLarge(c, error))
  if (!form.ok) return batchPage(c, form)
  const { version, evidence } = form.value
  const done = await attempt(async () => {
    const bytes = evidence.reduce((sum, one) => sum + one.bytes.length, 0)
    await reading(c, (tx) => mustHoldMore(tx, campaignId, bytes))
    const scans = await prepareScans(evidence, c.get('member').accountId)
    await writing(c, (tx) => addEvidence(tx, { batchId, version, scans }))
  }, form.values)
  return done.ok ? redirect(c, hrefOf(batchId), 'paper.added') : batchPage(c, done)
}

async function download(c: ConsoleContext): Promise<Response> {
  const [batchId, evidenceId] = [idOf(c, 'batchId'), idOf(c, 'evidenceId')]
  const found = await writing(c, (tx) => openEvidence(tx, { batchId, evidenceId }))
  return asDownload(c, { fileName: found.name, contentType: found.type, bytes: found.bytes })
}
