import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import { statedAt } from '#platform/intake/stated.ts'
import { rawPublicKey, type Keys } from '#platform/keys/keyring.ts'
import { verifyLink } from '#platform/keys/links.ts'
import type { WorkerServices } from '#platform/module.ts'
import { confirmOptIns, endOptIns, liftUnsubscribed, optInByMail, suppress } from '#supporters/index.ts'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { stopBursts } from './burst.ts'
import { i18nFor } from './confirm-mail.ts'
import { noticeCount } from './counting.ts'
import { forgetStrangers } from './expiring.ts'
import { releaseOfficialEmails, stopOfficialEmails } from './official-emails.ts'
import type { ConfirmSubmission } from './submission.ts'

/** Whom a confirmation link speaks for. */
export interface ConfirmLink {
  organisationId: string
  inbox: number
  caseId: string
  campaignId?: string
  /** its mail speaks of the newsletter alone, or of it too */
  newsletter?: 'alone' | 'too'
}

const publicKeys = new WeakMap<Keys, KeyObject>()
export function linkPublicKey(keys: Keys): KeyObject {
  let key = publicKeys.get(keys)
  if (!key) {
    const raw = rawPublicKey(keys.linkPrivate)
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]) // Source: RFC 8410
    publicKeys.set(keys, (key = createPublicKey({ key: spki, format: 'der', type: 'spki' })))
  }
  return key
}

/** Reads the token of a submission. It counts when it was valid at the moment of the click, however late it is drained. */
export function readConfirmLink(
  keys: Keys,
  submission: Pick<ConfirmSubmission, 'token' | 'at'>,
  now: Date,
): ConfirmLink | undefined {
  const verdict = verifyLink(
    linkPublicKey(keys),
    String(submission.token),
    'confirm',
    statedAt(submission.at, now),
  )
  if (verdict.state !== 'valid') return undefined
  const [organisationId, inbox, caseId, only] = verdict.ids
  if (!organisationId || !caseId || !/^\d{1,9}$/.test(inbox ?? '')) return undefined
  return {
    organisationId,
    inbox: Number(inbox),
    caseId,
    ...(verdict.about ? { campaignId: verdict.about } : {}),
    ...(only === 'newsletter'
      ? { newsletter: 'alone' }
      : only === 'newsletter-too'
        ? { newsletter: 'too' }
        : {}),
  }
}

/** Takes the answers to confirmation mails. Answering twice changes nothing the second time. */
export async function takeConfirmations(
  tx: Tx,
  organisationId: string,
  batch: readonly Received[],
  services: WorkerServices,
): Promise<void> {
  mustBeAllowed(tx, 'action.confirm')
  const letters: string[] = []
  for (const { submission } of batch) {
    const answer = submission as unknown as ConfirmSubmission
    const link = readConfirmLink(services.keys, answer, tx.now)
    if (!link || link.organisationId !== organisationId) await dropSubmission(tx, 'confirm', 'link')
    else if (answer.choice === 'not-me') await notMe(tx, link)
    else if (answer.choice === 'keep-posted' || answer.choice === 'only')
      letters.push(...(await confirm(tx, link, answer, services)))
    else await dropSubmission(tx, 'confirm', 'choice')
  }
  // Safety: a burst stops the queue before its last letter is let into it
  await stopBursts(tx, letters)
  await releaseOfficialEmails(tx, letters)
}

/** @returns the emails that are confirmed now, for the caller to release */
async function confirm(
  tx: Tx,
  link: ConfirmLink,
  answer: ConfirmSubmission,
  services: WorkerServices,
): Promise<string[]> {
  const supporters = await supportersOf(tx, link)
  if (supporters.length === 0) return []
  if (link.newsletter === 'alone') {
    await confirmNewsletter(tx, link, supporters, answer)
    return []
  }
  const { within, beyond } = await household(tx, link, supporters)
  const actions = await endPending(tx, link, within, 'confirmed')
  await endPending(tx, link, beyond, 'quarantined')
  const messages = actions.filter((action) => action.kind === 'message')
  if (messages.length > 0)
    await tx.db
      .insertInto('support_messages')
      .values(messages.map(({ id }) => ({ action_id: id, organisation_id: link.organisationId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  if (answer.choice === 'keep-posted') await keepPosted(tx, link, supporters, answer, services)
  else
    // what she asked for in other cases has mails of its own
    for (const only of [{ caseId: link.caseId }, { scope: 'newsletter' as const }])
      await endOptIns(tx, link.organisationId, supporters, 'confirmed-only', { ...only, unconfirmed: true })
  if (link.campaignId && actions.length > 0) await noticeCount(tx, link.campaignId)
  return actions.filter((action) => action.kind === 'email').map((action) => action.id)
}

async function confirmNewsletter(
  tx: Tx,
  { organisationId, inbox }: ConfirmLink,
  supporters: string[],
  { choice }: ConfirmSubmission,
): Promise<void> {
  if (choice !== 'keep-posted') {
    await endOptIns(tx, organisationId, supporters, 'confirmed-only', {
      ...{ scope: 'newsletter', unconfirmed: true },
    })
    return
  }
  await liftUnsubscribed(tx, organisationId, inbox)
  await confirmOptIns(tx, organisationId, supporters, { newsletter: true })
}

async function keepPosted(
  tx: Tx,
  link: ConfirmLink,
  supporters: string[],
  answer: ConfirmSubmission,
  services: WorkerServices,
): Promise<void> {
  const { organisationId, caseId } = link
  await liftUnsubscribed(tx, organisationId, link.inbox)
  await confirmOptIns(tx, organisationId, supporters, { caseId, newsletter: link.newsletter === 'too' })
  const standing = await tx.db
    .selectFrom('opt_ins')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`supporter_id = any (${supporters}::uuid[])`)
    .executeTakeFirst()
  if (standing) return
  // the form was answered with no; the words of the button in the mail are what she agreed to now
  const i18n = i18nFor(services, answer.language)
  await optInByMail(tx, {
    organisationId,
    supporterId: supporters[0]!,
    caseId,
    wording: i18n.t('mail.follow.yes'),
    version: 'mail',
    language: i18n.lang,
    at: tx.now,
  })
}

/**
 * "This was not me": what waits is erased, and nothing is ever mailed to the inbox again.
 * Safety: whoever typed her address into our form gains nothing by it, and she hears from us once.
 */
async function notMe(tx: Tx, link: ConfirmLink): Promise<void> {
  const supporters = await supportersOf(tx, link)
  const actions = await endPending(tx, link, supporters, 'expired')
  await stopOfficialEmails(tx, { actionIds: actions.map((action) => action.id) }, true)
  await endOptIns(tx, link.organisationId, supporters, 'not-me', { unconfirmed: true })
  await suppress(tx, link.organisationId, link.inbox, 'not-me')
  await forgetStrangers(tx, link.organisationId, supporters)
}

async function supportersOf(tx: Tx, link: ConfirmLink): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('supporters')
    .select('id')
    .where('organisation_id', '=', link.organisationId)
    .where('inbox', '=', link.inbox)
    .where('erased_at', 'is', null)
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => row.id)
}

/** A family, a shared office: so many people may act in one campaign through one inbox. */
const mostPeoplePerInbox = 8

/**
 * Who of an inbox may be confirmed: those who already are, then those who acted first.
 * Safety: one click speaks for all names that came with an address, so a stranger with one inbox and a list of names
 * would be a crowd, and as many letters to the officials.
 */
async function household(
  tx: Tx,
  link: ConfirmLink,
  supporters: readonly string[],
): Promise<{ within: string[]; beyond: string[] }> {
  if (!link.campaignId || supporters.length <= mostPeoplePerInbox)
    return { within: [...supporters], beyond: [] }
  const { rows } = await sql<{ id: string }>`
    select supporter_id as id from actions
    where organisation_id = ${link.organisationId} and campaign_id = ${link.campaignId}
      and supporter_id = any (${supporters}::uuid[]) and state in ('pending', 'confirmed')
    group by supporter_id
    order by bool_or(state = 'confirmed' and not self_reported) desc, min(acted_at), supporter_id`.execute(
    tx.db,
  )
  const acted = rows.map((row) => row.id)
  return { within: acted.slice(0, mostPeoplePerInbox), beyond: acted.slice(mostPeoplePerInbox) }
}

async function endPending(
  tx: Tx,
  link: ConfirmLink,
  supporters: string[],
  state: 'confirmed' | 'quarantined' | 'expired',
): Promise<{ id: string; kind: string }[]> {
  if (!link.campaignId || supporters.length === 0) return []
  const rows = await tx.db
    .updateTable('actions')
    .set(
      state === 'confirmed'
        ? { state, confirmed_at: tx.now, expires_at: null }
        : state === 'quarantined'
          ? { state }
          : { state, ended_at: tx.now, sealed: null, name_sealed: null, journey: null },
    )
    .where('organisation_id', '=', link.organisationId)
    .where('campaign_id', '=', link.campaignId)
    .where(sql<boolean>`supporter_id = any (${supporters}::uuid[])`)
    .where('state', '=', 'pending')
    .returning(['id', 'kind'])
    .execute()
  await recordAll(
    tx,
    `action.${state}`,
    rows.map((row) => ({
      caseId: link.caseId,
      organisationId: link.organisationId,
      subject: row.id,
      data: { kind: row.kind },
    })),
  )
  return rows
}
