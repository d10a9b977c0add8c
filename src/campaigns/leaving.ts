import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { MessageKey } from '#platform/i18n.ts'
import { record, recordAll } from '#platform/events.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import { statedAt } from '#platform/intake/stated.ts'
import type { Keys } from '#platform/keys/keyring.ts'
import { signLink, verifyLink } from '#platform/keys/links.ts'
import { type Addressee, openOpaque, opaqueToken } from '#platform/keys/links-opaque.ts'
import type { WorkerServices } from '#platform/module.ts'
import { declareMail, heldDataMail, queueMail } from '#delivery/index.ts'
import { endOptIns, eraseInbox, heldData, suppress } from '#supporters/index.ts'
import { preferencesHref } from './addresses.ts'
import { i18nFor } from './confirm-mail.ts'
import { linkPublicKey } from './confirming.ts'
import { noticeCount } from './counting.ts'
import { checkCorrection, correct } from './correcting.ts'
import { takeElsewhere, tellOthers } from './leaving-elsewhere.ts'
import { stopOfficialEmails } from './official-emails.ts'
import { choicesLife, preferenceToken } from './preference-token.ts'
import type { LeaveSubmission } from './submission.ts'

/** Whom a link to leave by speaks for. `number` is the supporter's, in opaque links of broadcasts. */
export interface LeavingLink {
  organisationId: string
  inbox: number
  caseId?: string
  /** the one reader of it whom a broadcast was for */
  supporterId?: string
}

const opaqueKeys = new WeakMap<Keys, Buffer>()

/**
 * The key of opaque links in broadcasts: of the instance, because the token itself says which organisation. Always the
 * same Buffer, by which its ciphers are known: deriving them anew costs more than all the rest of a broadcast's mail.
 */
export function opaqueKey(keys: Keys): Buffer {
  let key = opaqueKeys.get(keys)
  if (!key) opaqueKeys.set(keys, (key = keys.instance.derive('opaque-links')))
  return key
}

/** The one-click link of a broadcast (RFC 8058). Both numbers are the dense ones. */
export const unsubscribeToken = (keys: Keys, organisation: number, supporter: number): string =>
  opaqueToken(opaqueKey(keys), 'unsubscribe', { organisation, supporter })

/** What all mails of a broadcast in one language share of their link to "your choices": signed once. */
export const choicesSignature = (
  keys: Keys,
  now: Date,
  link: { organisationId: string; caseId: string; language: string },
): string =>
  signLink(keys.linkPrivate, 'choices', {
    ids: [link.organisationId, link.caseId],
    language: link.language,
    expires: new Date(now.getTime() + choicesLife),
  })

/**
 * The link to "your choices" in a broadcast. Its first half, which public can check, says whose mail of which case it was;
 * its second, which the office alone can open, whom it was for.
 */
export const choicesToken = (
  keys: Keys,
  signature: string,
  organisation: number,
  supporter: number,
): string => `${signature}.${opaqueToken(opaqueKey(keys), 'choices', { organisation, supporter })}`

/** Safety: who wants to leave is never told that her link is too old: of a link to leave by the signature alone counts. */
const anyAge = new Date(0)

/** The two halves of such a link as it came. */
function choicesLink(
  keys: Keys,
  token: string,
  at: Date = anyAge,
): { organisationId: string; caseId: string; whom: Addressee } | undefined {
  const [signature = '', opaque] = token.split('.', 3)
  if (opaque === undefined || token.length !== signature.length + 1 + opaque.length) return undefined
  const whom = openOpaque(opaqueKey(keys), 'choices', opaque)
  const verdict = whom && verifyLink(linkPublicKey(keys), signature, 'choices', at)
  if (!whom || verdict?.state !== 'valid') return undefined
  const [organisationId, caseId] = verdict.ids
  return organisationId && caseId ? { organisationId, caseId, whom } : undefined
}

/** The organisation whose token it is; its inbox is found behind that organisation's wall. */
export async function ownerOfLeaving(services: WorkerServices, token: string): Promise<string | undefined> {
  const opaque = openOpaque(opaqueKey(services.keys), 'unsubscribe', token)
  if (!opaque)
    return (choicesLink(services.keys, token) ?? preferenceLink(services.keys, token))?.organisationId
  const { rows } = await services.db.pool.query<{ id: string | null }>(
    'select wl.organisation_of_number($1) as id',
    [opaque.organisation],
  )
  return rows[0]?.id ?? undefined
}

function preferenceLink(keys: Keys, token: string, at: Date = anyAge): LeavingLink | undefined {
  const verdict = verifyLink(linkPublicKey(keys), token, 'preference', at)
  if (verdict.state !== 'valid') return undefined
  const [organisationId, inbox, caseId] = verdict.ids
  if (!organisationId || !/^\d{1,9}$/.test(inbox ?? '')) return undefined
  return { organisationId, inbox: Number(inbox), ...(caseId ? { caseId } : {}) }
}

/** Takes what people do to leave. Lane 1: it overtakes everything else, and the sender waits for it. */
export async function takeLeavings(
  tx: Tx,
  organisationId: string,
  batch: readonly Received[],
  services: WorkerServices,
): Promise<void> {
  mustBeAllowed(tx, 'action.withdraw')
  for (const { submission } of batch) {
    const leaving = submission as unknown as LeaveSubmission
    const changes = leaving.type === 'preference' && leaving.command === 'change'
    const link = await readLink(tx, organisationId, String(leaving.token), services.keys, {
      // Safety: to change what is held, unlike to leave, a link has its year, and the one-click link of a broadcast is none
      ...(changes ? { changing: statedAt(leaving.at, tx.now) } : {}),
    })
    if (!link || link.organisationId !== organisationId) {
      await dropSubmission(tx, leaving.type, 'link')
      continue
    }
    const command = leaving.type === 'unsubscribe' ? 'stop-all' : leaving.command
    const language = String(leaving.language)
    if (changes) {
      await takeCorrection(tx, link, leaving, services)
      continue
    }
    // before the own: what is erased cannot be told any more
    if (leaving.type === 'preference' && leaving.everywhere === true && isCommand(command))
      await tellOthers(tx, link, { command, language }, services)
    await obey(tx, link, command, language)
  }
}

/** The others find her by the name that she had here: an organisation that knows another reader of the inbox changes nothing. */
async function takeCorrection(
  tx: Tx,
  link: LeavingLink,
  leaving: LeaveSubmission,
  services: WorkerServices,
): Promise<void> {
  const correction = checkCorrection(leaving.correction)
  if (!correction) return await dropSubmission(tx, 'preference', 'correction')
  const language = String(leaving.language)
  const name = await correct(tx, link, correction, { language })
  const former = name ?? correction.former
  if (leaving.everywhere === true && former)
    await tellOthers(
      tx,
      link,
      { command: 'change', language, correction: { ...correction, former } },
      services,
    )
}

const isCommand = (command: unknown): command is NonNullable<LeaveSubmission['command']> =>
  ['send-what-you-hold', 'stop-case', 'stop-all', 'take-back-actions', 'erase'].includes(String(command))

/** Takes what she asked of all organisations on the link of another one. */
export async function takeLeavingsElsewhere(
  tx: Tx,
  organisationId: string,
  batch: readonly Received[],
  services: WorkerServices,
): Promise<void> {
  mustBeAllowed(tx, 'action.withdraw')
  await takeElsewhere(
    tx,
    organisationId,
    batch,
    services,
    async (link, { command, language, correction }) => {
      if (command !== 'change') return await obey(tx, link, command, language)
      const read = checkCorrection(correction)
      if (read?.former) await correct(tx, link, read, { language, silent: true })
    },
  )
}

async function readLink(
  tx: Tx,
  organisationId: string,
  token: string,
  keys: Keys,
  { changing }: { changing?: Date },
): Promise<LeavingLink | undefined> {
  const opaque = openOpaque(opaqueKey(keys), 'unsubscribe', token)
  if (opaque) return changing ? undefined : await linkOf(tx, organisationId, opaque)
  const choices = choicesLink(keys, token, changing)
  if (!choices) return preferenceLink(keys, token, changing)
  if (choices.organisationId !== organisationId) return undefined
  const link = await linkOf(tx, organisationId, choices.whom)
  return link && { ...link, caseId: choices.caseId }
}

async function linkOf(
  tx: Tx,
  organisationId: string,
  { organisation, supporter }: Addressee,
): Promise<LeavingLink | undefined> {
  const row = await tx.db
    .selectFrom('supporters')
    .innerJoin('organisations', 'organisations.id', 'supporters.organisation_id')
    .select(['supporters.id', 'supporters.inbox'])
    .where('supporters.organisation_id', '=', organisationId)
    .where('organisations.number', '=', organisation)
    .where('supporters.number', '=', supporter)
    .executeTakeFirst()
  return row && { organisationId, inbox: row.inbox, supporterId: row.id }
}

async function obey(
  tx: Tx,
  link: LeavingLink,
  command: LeaveSubmission['command'],
  language: string,
): Promise<void> {
  const { organisationId, inbox } = link
  const supporters = await readersOf(tx, link)
  switch (command) {
    case 'stop-case':
      // a link without a case is of a mail about no case: then all cases are meant, the newsletter is not
      await endOptIns(
        tx,
        organisationId,
        supporters,
        'unsubscribed',
        link.caseId ? { caseId: link.caseId } : { scope: 'case' },
      )
      return
    case 'stop-all':
      await endOptIns(tx, organisationId, supporters, 'unsubscribed')
      await suppress(tx, organisationId, inbox, 'unsubscribed')
      return
    case 'send-what-you-hold':
      await queueMail(tx, {
        organisationId,
        kind: 'held-data',
        urgency: 5,
        inbox,
        language,
        template: 'held-data',
        values: {},
        // once a day, however often the button is pressed
        onceKey: `held-data ${inbox} ${tx.now.toISOString().slice(0, 10)}`,
      })
      return
    case 'take-back-actions':
      await takeBack(tx, link, supporters)
      return
    case 'erase':
      await eraseInbox(tx, organisationId, inbox)
      return
    default:
      await dropSubmission(tx, 'preference', 'command')
  }
}

async function readersOf(tx: Tx, { organisationId, inbox }: LeavingLink): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('supporters')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('inbox', '=', inbox)
    .where('erased_at', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

/** Withdraws everything she did, in the case of the link or in all: it leaves every count, and what has not left yet stays. */
async function takeBack(tx: Tx, link: LeavingLink, supporters: readonly string[]): Promise<void> {
  const rows = await tx.db
    .updateTable('actions')
    .set({ state: 'withdrawn', ended_at: tx.now })
    .where('organisation_id', '=', link.organisationId)
    .where(sql<boolean>`supporter_id = any (${supporters}::uuid[])`)
    .where('state', 'in', ['pending', 'confirmed', 'quarantined'])
    .$if(link.caseId !== undefined, (query) => query.where('case_id', '=', link.caseId!))
    .returning(['id', 'kind', 'campaign_id', 'case_id'])
    .execute()
  await stopOfficialEmails(tx, { actionIds: rows.map((row) => row.id) }, false)
  await recordAll(
    tx,
    'action.withdrawn',
    rows.map((row) => ({
      caseId: row.case_id,
      organisationId: link.organisationId,
      subject: row.id,
      data: { kind: row.kind },
    })),
  )
  for (const campaignId of new Set(rows.map((row) => row.campaign_id))) await noticeCount(tx, campaignId)
}

declareMail('held-data', async (tx, mail, services) => {
  const i18n = i18nFor(services, mail.language)
  const items = await heldData(tx, mail.organisationId, mail.inbox!)
  await record(tx, 'supporter.held-data-sent', { data: { inbox: mail.inbox } })
  const { zone } = await tx.db
    .selectFrom('organisations')
    .select('time_zone as zone')
    .where('id', '=', mail.organisationId)
    .executeTakeFirstOrThrow()
  const token = preferenceToken(services.keys, tx.now, {
    organisationId: mail.organisationId,
    inbox: mail.inbox!,
    language: i18n.lang,
  })
  return heldDataMail(i18n, {
    items: items.map(({ label, values, text = '', at }) => ({
      label: at
        ? `${i18n.t(label as MessageKey, values?.(i18n, zone))} (${i18n.date(at, { zone })})`
        : i18n.t(label as MessageKey, values?.(i18n, zone)),
      value: text,
    })),
    choicesUrl: preferencesHref(services.publicUrl, i18n.lang, token),
    sender: mail.sender,
  })
})
