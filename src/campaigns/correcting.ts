/** A supporter sets right what is held on her, by the link in her mail; her inbox is told, and can undo it. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import { isLanguage } from '#platform/i18n.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import type { Keys } from '#platform/keys/keyring.ts'
import { signLink, verifyLink } from '#platform/keys/links.ts'
import type { WorkerServices } from '#platform/module.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { changedDetailsMail, declareMail, queueMail, unchangedDetailsMail } from '#delivery/index.ts'
import {
  changeDetails,
  findChange,
  findMeant,
  fullName,
  openAddress,
  undoChange,
  type NewDetails,
  type SupporterChange,
  type SupporterName,
  type Unchanged,
} from '#supporters/index.ts'
import { preferencesHref, undoHref } from './addresses.ts'
import { i18nFor } from './confirm-mail.ts'
import { linkPublicKey } from './confirming.ts'
import { preferenceToken } from './preference-token.ts'
import { keepSignedName, namesUnderSignatures, putNamesBack, signAnew, stayOnePerson } from './signed-name.ts'
import type { Correction } from './submission.ts'

/** Whom a correction is about: an inbox, and in a broadcast's link one of its readers. */
export interface CorrectingLink {
  organisationId: string
  inbox: number
  supporterId?: string
}

/** What goes with a change, so that undoing it finds the names under signatures again. */
interface Beside {
  signatures: boolean
  under: Record<string, SupporterName>
}

/** Safety: the public process is not trusted; what it says is read again, and what cannot be read is left out. */
export function checkCorrection(given: unknown): Correction | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  const text = (name: keyof Correction): string => {
    const value: unknown = (given as Record<string, unknown>)[name]
    return typeof value === 'string' ? value : ''
  }
  const first = parseName(text('firstName'))
  const last = parseName(text('lastName'))
  const country = parseCountry(text('country'))
  const former = parsePlain(text('former'), { max: 170, maxLines: 1 })
  const mailLanguage = text('mailLanguage')
  return {
    ...(first.ok ? { firstName: first.value } : {}),
    ...(last.ok ? { lastName: last.value } : {}),
    ...(country.ok ? { country: country.value } : {}),
    ...(isLanguage(mailLanguage) ? { mailLanguage } : {}),
    ...(former.ok ? { former: former.value } : {}),
    ...((given as Correction).signatures === true ? { signatures: true } : {}),
  }
}

/**
 * Applies a correction to the one supporter who is meant.
 * @returns the name by which other organisations find her, where she was found
 */
export async function correct(
  tx: Tx,
  link: CorrectingLink,
  correction: Correction,
  { language, silent = false }: { language: string; silent?: boolean },
): Promise<string | undefined> {
  mustBeAllowed(tx, 'supporter.change')
  const { organisationId } = link
  const { former, firstName, lastName, country, mailLanguage } = correction
  const meant = await findMeant(tx, { ...link, ...(former ? { former } : {}) })
  const tell = (why: Unchanged) => (silent ? undefined : tellUnchanged(tx, link, { why, language }))
  if (!meant) {
    await tell('which')
    return undefined
  }
  const hers = { organisationId, supporterId: meant.id }
  const details: NewDetails = {
    ...(firstName ? { firstName } : {}),
    ...(lastName ? { lastName } : {}),
    ...(country ? { country } : {}),
    ...(mailLanguage ? { language: mailLanguage } : {}),
  }
  const beside: Beside = {
    signatures: correction.signatures === true,
    under: correction.signatures ? await namesUnderSignatures(tx, hers) : {},
  }
  const done = await changeDetails(tx, { ...hers, details, beside })
  if ('unchanged' in done) {
    await tell(done.unchanged)
    return fullName(meant)
  }
  await followName(tx, hers, done.change)
  await queueMail(tx, {
    ...{ organisationId, kind: 'details-changed', urgency: 5, inbox: link.inbox },
    ...{ language: done.change.after.language, template: 'details-changed' },
    ...{ values: { change: done.change.id }, onceKey: `details-changed ${done.change.id}` },
  })
  return fullName(meant)
}

/** What she did keeps its name, unless she asked for her signatures too; and she stays one person in each case. */
async function followName(
  tx: Tx,
  hers: { organisationId: string; supporterId: string },
  change: SupporterChange,
): Promise<void> {
  if (!change.what.includes('name')) return
  const { before, after } = change
  if ((change.beside as Beside).signatures) await signAnew(tx, hers)
  await keepSignedName(tx, hers, before, {
    but: (change.beside as Beside).signatures ? 'signature' : undefined,
  })
  const key = await tx.keys.organisation(hers.organisationId)
  const box = await tx.db
    .selectFrom('inboxes')
    .select(['number', 'address_sealed'])
    .where('organisation_id', '=', hers.organisationId)
    .where('number', '=', change.inbox)
    .executeTakeFirst()
  const address = box && openAddress(key, box)
  if (address) await stayOnePerson(tx, hers, { address, before, after })
}

const tellUnchanged = (
  tx: Tx,
  { organisationId, inbox }: CorrectingLink,
  { why, language }: { why: Unchanged; language: string },
): Promise<unknown> =>
  queueMail(tx, {
    ...{ organisationId, kind: 'details-unchanged', urgency: 5, inbox, language },
    ...{ template: 'details-unchanged', values: { why } },
    // once a day for each reason, however often the form is sent
    onceKey: `details-unchanged ${why} ${inbox} ${tx.now.toISOString().slice(0, 10)}`,
  })

const undoLife = 90 * 86_400_000

/** The link to "this was not me" under a change: of that change alone. */
export const undoToken = (
  keys: Keys,
  now: Date,
  link: { organisationId: string; changeId: string; language: string },
): string =>
  signLink(keys.linkPrivate, 'undo', {
    ids: [link.organisationId, link.changeId],
    language: link.language,
    expires: new Date(now.getTime() + undoLife),
  })

/** @param at when the form was sent: whoever was in time is not told otherwise by a slow drain */
export function readUndo(
  keys: Keys,
  token: string,
  at: Date,
): { organisationId: string; changeId: string } | undefined {
  const verdict = verifyLink(linkPublicKey(keys), token, 'undo', at)
  if (verdict.state !== 'valid') return undefined
  const [organisationId, changeId] = verdict.ids
  return organisationId && changeId ? { organisationId, changeId } : undefined
}

/** Takes "this was not me" under changes. */
export async function takeUndoings(
  tx: Tx,
  organisationId: string,
  batch: readonly Received[],
  services: WorkerServices,
): Promise<void> {
  mustBeAllowed(tx, 'supporter.change')
  for (const { submission } of batch) {
    const link = readUndo(services.keys, String(submission['token']), sentAt(submission['at'], tx.now))
    if (link?.organisationId !== organisationId) {
      await dropSubmission(tx, 'undo', 'link')
      continue
    }
    const change = await undoChange(tx, link)
    if (!change?.what.includes('name')) continue
    const { before, after, at } = change
    const hers = { organisationId, supporterId: change.supporterId }
    await putNamesBack(tx, hers, { before, after, at, under: (change.beside as Beside).under })
  }
}

/** Safety: a moment ahead of the clock is none. */
function sentAt(at: unknown, now: Date): Date {
  const read = new Date(String(at))
  return Number.isNaN(read.getTime()) || read > now ? now : read
}

const sayPart = (i18n: I18n, { before, after }: SupporterChange) => ({
  name: [fullName(before), fullName(after)],
  country: [before, after].map(({ country }) => (country ? i18n.country(country) : '–')),
  language: [before, after].map(({ language }) => i18n.language(language)),
})

declareMail('details-changed', async (tx, mail, services) => {
  const { organisationId } = mail
  const change = await findChange(tx, { organisationId, changeId: String(mail.values['change']) })
  // undone before it left: there is nothing to tell
  if (!change || change.undoneAt) return undefined
  const i18n = i18nFor(services, mail.language)
  const { lang } = i18n
  const said = sayPart(i18n, change)
  return changedDetailsMail(i18n, {
    changes: change.what.map((part) => {
      const [before = '', after = ''] = said[part]
      return { label: i18n.t(`supporter.held.${part}` as MessageKey), before, after }
    }),
    name: change.what.includes('name')
      ? (change.beside as Beside).signatures
        ? 'anew'
        : 'as-signed'
      : undefined,
    undoUrl: undoHref(
      services.publicUrl,
      lang,
      undoToken(services.keys, tx.now, { organisationId, changeId: change.id, language: lang }),
    ),
    choicesUrl: choices(services, tx.now, mail, lang),
    sender: mail.sender,
  })
})

declareMail('details-unchanged', (tx, mail, services) => {
  const i18n = i18nFor(services, mail.language)
  const why = String(mail.values['why']) as Unchanged
  return Promise.resolve(
    unchangedDetailsMail(i18n, {
      why,
      choicesUrl: choices(services, tx.now, mail, i18n.lang),
      sender: mail.sender,
    }),
  )
})

const choices = (
  services: WorkerServices,
  now: Date,
  { organisationId, inbox }: { organisationId: string; inbox: number | null },
  language: string,
): string =>
  preferencesHref(
    services.publicUrl,
    language,
    preferenceToken(services.keys, now, { organisationId, inbox: inbox!, language }),
  )
