/** The phrase opens her pages for a few minutes. Nothing is kept in her browser: a sealed pass travels in the forms. */
import type { Selectable } from 'kysely'
import { findPrivateLink } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { SealBroken } from '#platform/keys/seal.ts'
import { isPassphrase } from '#platform/sign-in/passphrase.ts'
import { NotFound } from '#platform/web/errors.ts'
import { attempts, isOpen, spoken } from './link.ts'
import type { ConsentLinkTable } from './tables.ts'

export type Link = Selectable<ConsentLinkTable>

/** How long a pass holds; every page that she opens gives a fresh one. */
export const visitMinutes = 15

export interface Found {
  organisationId: string
  id: string
  language: string
}

/** @throws NotFound alike for a link that is made up, ended, run out, or has no attempts left */
export async function findOpenLink(db: Database, token: string): Promise<Found> {
  const found = await findPrivateLink(db, token)
  if (found?.kind !== 'consent') throw new NotFound()
  const { organisationId, id } = found
  return await db.reading(workerOf(organisationId), async (tx) => {
    const link = await readLink(tx, id)
    if (!link || !(await isOpen(tx, link)) || link.attempts_left === 0) throw new NotFound()
    return { organisationId, id, language: link.language }
  })
}

const readLink = (tx: Tx, id: string): Promise<Link | undefined> =>
  tx.db.selectFrom('consent_links').selectAll().where('id', '=', id).executeTakeFirst()

/**
 * Whether the phrase is hers. Gives a pass; undefined for a wrong one. The last wrong one ends the link, and the team hears.
 * @throws NotFound as `findOpenLink`
 */
export async function tryPhrase(
  db: Database,
  { organisationId, id }: Found,
  phrase: string,
): Promise<string | undefined> {
  const taken = await db.transaction(workerOf(organisationId), (tx) => takeAttempt(tx, id))
  if (!taken) throw new NotFound()
  const said = spoken(phrase)
  // Safety: both are always worked out, so that time does not tell which one it was
  const [hers, forced] = [
    await isPassphrase(taken.key, said, taken.phrase),
    await isPassphrase(taken.key, said, taken.duress),
  ]
  return await db.transaction(workerOf(organisationId), async (tx) => {
    mustBeAllowed(tx, 'consent.by-link')
    const link = await lockLink(tx, id)
    if (!hers && !forced) {
      await countWrong(tx, link)
      return undefined
    }
    await tx.db
      .updateTable('consent_links')
      .set({ attempts_left: attempts, ...(forced && !link.duress_at ? { duress_at: tx.now } : {}) })
      .where('id', '=', id)
      .execute()
    await record(tx, 'consent-link.opened', { caseId: link.case_id, subject: id })
    return sealPass(await tx.keys.case(link.case_id), link, { forced, now: tx.now })
  })
}

/** Safety: an attempt is spent before it is worked out; a hundred at once are still five. */
async function takeAttempt(
  tx: Tx,
  id: string,
): Promise<{ key: Sealer; phrase: string; duress: string | undefined } | undefined> {
  mustBeAllowed(tx, 'consent.by-link')
  const link = await tx.db
    .updateTable('consent_links')
    .set((row) => ({ attempts_left: row('attempts_left', '-', 1) }))
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .where('attempts_left', '>', 0)
    .returning(['case_id', 'person_id'])
    .executeTakeFirst()
  if (!link) return undefined
  const hashes = await tx.db
    .selectFrom('consent_phrases')
    .select(['phrase', 'duress'])
    .where('person_id', '=', link.person_id)
    .executeTakeFirstOrThrow()
  await record(tx, 'consent-link.tried', { caseId: link.case_id, subject: id })
  const key = await tx.keys.case(link.case_id)
  return { key, phrase: hashes.phrase, duress: hashes.duress ?? undefined }
}

async function countWrong(tx: Tx, link: Link): Promise<void> {
  if (link.attempts_left > 0) return
  await tx.db
    .updateTable('consent_links')
    .set({ ended_at: tx.now, ended_how: 'attempts' })
    .where('id', '=', link.id)
    .execute()
  await record(tx, 'consent-link.ended', {
    caseId: link.case_id,
    subject: link.id,
    data: { how: 'attempts' },
  })
}

/** Held until the transaction ends. @throws NotFound when it has ended meanwhile */
async function lockLink(tx: Tx, id: string): Promise<Link> {
  const link = await tx.db
    .selectFrom('consent_links')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!link || !(await isOpen(tx, link))) throw new NotFound()
  return link
}

export interface Visit {
  link: Link
  /** opened with the phrase that she says when somebody forces her */
  forced: boolean
  /** the same visit, some minutes longer */
  pass: string
}

const place = (id: string) => ({ table: 'consent_links', column: 'pass', row: id })

// digits of one length each: the two kinds of pass do not differ by a byte
const sealPass = (key: Sealer, link: Link, { forced, now }: { forced: boolean; now: Date }): string =>
  key.seal(place(link.id), `${forced ? 1 : 0} ${now.getTime() + visitMinutes * 60_000}`).toString('base64url')

/**
 * Whose visit a form belongs to, read in the transaction that answers it.
 * @param held whether the link stays locked, because something is about to change
 * @throws NotFound for a pass that is made up, of another link, or has run out
 */
export async function readVisit(tx: Tx, linkId: string, pass: string, held: boolean): Promise<Visit> {
  const link = held ? await lockLink(tx, linkId) : await readLink(tx, linkId)
  if (!link || !(await isOpen(tx, link))) throw new NotFound()
  const key = await tx.keys.case(link.case_id)
  const [forced, until] = openPass(key, link, pass).split(' ')
  if (!(Number(until) > tx.now.getTime())) throw new NotFound()
  return { link, forced: forced === '1', pass: sealPass(key, link, { forced: forced === '1', now: tx.now }) }
}

function openPass(key: Sealer, link: Link, pass: string): string {
  try {
    return key.open(place(link.id), Buffer.from(pass, 'base64url'))
  } catch (error) {
    if (error instanceof SealBroken) throw new NotFound()
    throw error
  }
}
