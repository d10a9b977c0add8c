/** A supporter sets right what is held on her, by the link in her mail; her inbox is told, and can undo it. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import { isLanguage } from '#platform/i18n.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import { statedAt } from '#platform/intake/stated.ts'
import type { Keys } from '#platform/keys/keyring.ts'
import { signLink, verifyLink } from '#platform/keys/links.ts'
import type { WorkerServices } from '#platform/module.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { parsePlain } from '#platform/text/plain.ts'
import {
  changedDetailsMail,
  declareMail,
  queueMail,
  unchangedDetailsMail,
  type UnchangedDetails,
} from '#delivery/index.ts'
import {
  addressOfInbox,
  changeDetails,
  findMeant,
  fullName,
  lockDetails,
  nameCameByLink,
  standingChanges,
  undoChange,
  undoLife,
  whoseChange,
  type NewDetails,
  type SupporterChange,
  type SupporterName,
} from '#supporters/index.ts'
import { preferencesHref, undoHref } from './addresses.ts'
import { i18nFor } from './confirm-mail.ts'
import { linkPublicKey } from './confirming.ts'
import { preferenceToken } from './preference-token.ts'
import {
  keepSignedName,
  namesUnderSignatures,
  putNamesBack,
  signAnew,
  standApart,
  stayOnePerson,
} from './signed-name.ts'
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
  /** the cases in which the new name leads to her number only since then */
  cases?: readonly string[]
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
  const tell = (why: UnchangedDetails['why']) =>
    silent ? undefined : tellUnchanged(tx, link, { why, language })
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
  const { signatures = false } = correction
  const done = await changeDetails(tx, {
    ...{ ...hers, details },
    beside: (change): Promise<Beside> => followName(tx, hers, change, signatures),
  })
  if ('unchanged' in done) {
    if (done.unchanged !== 'no-mail') await tell(done.unchanged)
    return fullName(meant)
  }
  await queueMail(tx, {
    ...{ organisationId, kind: 'details-changed', urgency: 5, inbox: link.inbox },
    ...{ language: await languageToWarnIn(tx, hers, done.change), template: 'details-changed' },
    ...{ values: { change: done.change.id }, onceKey: `details-changed ${done.change.id}` },
  })
  return fullName(meant)
}

interface Hers {
  organisationId: string
  supporterId: string
}

/** What she did keeps its name, unless she asked for her signatures too; and she stays one person in each case. */
async function followName(
  tx: Tx,
  hers: Hers,
  { what, before, after, inbox }: Omit<SupporterChange, 'beside'>,
  signatures: boolean,
): Promise<Beside> {
  if (!what.includes('name')) return { signatures, under: {}, cases: [] }
  const under = signatures ? await namesUnderSignatures(tx, hers) : {}
  if (signatures) await signAnew(tx, hers)
  await keepSignedName(tx, hers, before, { but: signatures ? 'signature' : undefined })
  const address = await addressOfInbox(tx, hers.organisationId, inbox)
  const cases = address ? await stayOnePerson(tx, hers, { address, before, after }) : []
  return { signatures, under, cases }
}

/**
 * Safety: in the language from before any change that can still be undone: whoever forges her details does not choose one that she
 * cannot read for the mail that warns her.
 */
async function languageToWarnIn(tx: Tx, hers: Hers, { before }: SupporterChange): Promise<string> {
  const changes = await standingChanges(tx, hers)
  return (changes.find(({ what }) => what.includes('language'))?.before ?? before).language
}

const tellUnchanged = (
  tx: Tx,
  { organisationId, inbox }: CorrectingLink,
  { why, language }: { why: UnchangedDetails['why']; language: string },
): Promise<unknown> =>
  queueMail(tx, {
    ...{ organisationId, kind: 'details-unchanged', urgency: 5, inbox, language },
    ...{ template: 'details-unchanged', values: { why } },
    // once a day for each reason, however often the form is sent
    onceKey: `details-unchanged ${why} ${inbox} ${tx.now.toISOString().slice(0, 10)}`,
  })

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

/** Whoever was in time when the form was sent is not told otherwise by a slow drain. */
export function readUndo(
  keys: Keys,
  submission: Received['submission'],
  now: Date,
): { organisationId: string; changeId: string } | undefined {
  const token = String(submission['token'])
  const verdict = verifyLink(linkPublicKey(keys), token, 'undo', statedAt(submission['at'], now))
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
    const link = readUndo(services.keys, submission, tx.now)
    if (link?.organisationId !== organisationId) {
      await dropSubmission(tx, 'undo', 'link')
      continue
    }
    // the latest first: what went by the name of one goes by that of the one before it again
    if (submission['keep'] !== true)
      for (const change of await undoChange(tx, link)) await putBack(tx, organisationId, change)
    const whose = submission['lock'] === true ? await whoseChange(tx, link) : undefined
    if (whose) await lockDetails(tx, organisationId, whose.inbox)
  }
}

async function putBack(tx: Tx, organisationId: string, change: SupporterChange): Promise<void> {
  if (!change.what.includes('name')) return
  const { before, after, at, supporterId, inbox } = change
  const { under, cases = [] } = change.beside as Beside
  const hers = { organisationId, supporterId }
  await putNamesBack(tx, hers, { before, after, at, under })
  const address = await addressOfInbox(tx, organisationId, inbox)
  if (address) await standApart(tx, hers, { cases, since: at, address, after })
}

/** What stood there before. Safety: a name that came by a link too may have been typed for her to read, and is not said. */
async function saidBefore(
  tx: Tx,
  i18n: I18n,
  part: SupporterChange['what'][number],
  change: SupporterChange,
): Promise<{ before?: string }> {
  const { country, language, ...name } = change.before
  if (part === 'country') return { before: country ? i18n.country(country) : '–' }
  if (part === 'language') return { before: i18n.language(language) }
  return (await nameCameByLink(tx, change.id)) ? {} : { before: fullName(name) }
}

declareMail('details-changed', async (tx, mail, services) => {
  const { organisationId } = mail
  const changeId = String(mail.values['change'])
  const whose = await whoseChange(tx, { organisationId, changeId })
  const changes = whose ? await standingChanges(tx, { organisationId, ...whose }) : []
  const change = changes.find(({ id }) => id === changeId)
  // undone before it left: there is nothing to tell
  if (!change) return undefined
  const i18n = i18nFor(services, mail.language)
  const { lang } = i18n
  const rows: { label: string; before?: string }[] = []
  for (const part of change.what)
    rows.push({ label: i18n.t(`supporter.held.${part}`), ...(await saidBefore(tx, i18n, part, change)) })
  return changedDetailsMail(i18n, {
    changes: rows,
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
  const why = String(mail.values['why']) as UnchangedDetails['why']
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
