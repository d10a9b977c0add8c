/** What the person herself says of a point: read back, approved, for fewer eyes, taken back. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import { accountOfWord, type ByLink } from '../by-link.ts'
import { mustBeOnTeam } from '../circles.ts'
import { isNarrower, type ApprovalWay, type PointVisibility } from './lists.ts'
import {
  dropApproval,
  lockPoint,
  openPoint,
  sealEnd,
  sealPoint,
  unapproved,
  type AnyVersion,
  type PointRef,
} from './point-row.ts'
import { rewrite } from './point.ts'
import { words } from './ports.ts'
import { openText, seenOf, textsOf } from './text-row.ts'
import { latestDay } from '../zone.ts'

/**
 * The point was read back to her. Where she said it otherwise, her words are a new version, and that is what was read.
 * @throws Conflict ('case.changed', 'statement.error.move'), Invalid for a day that has not come
 */
export async function readBack(
  tx: Tx,
  input: PointRef & {
    /** YYYY-MM-DD */
    on: string
    /** what she changed, in a sentence */
    changed?: string | undefined
    /** how it reads now */
    text?: string | undefined
    byLink?: ByLink | undefined
  },
): Promise<void> {
  mustBeAllowed(tx, 'statement.answer')
  const accountId = accountOfWord(tx, input.byLink)
  await mustBeOnTeam(tx, input.caseId)
  mustBePast(tx.now, input.on)
  const row = await lockPoint(tx, input, 'read-back')
  const key = await tx.keys.case(input.caseId)
  const original = (await textsOf(tx, row.id)).find((one) => one.original)!
  const before = openText(key, original, row.form).text
  if (input.changed && (!input.text || input.text === before))
    throw new Invalid({ text: 'statement.error.say-how' })
  if (input.text && input.text !== before) await rewrite(tx, row, { form: row.form, text: input.text })
  await tx.db
    .updateTable('statement_points')
    .set({
      ...{ state: 'read-back', read_back_on: input.on, read_back_by: accountId },
      sealed: sealPoint(key, row.id, { changed: input.changed || undefined }),
      ...{ changed_at: tx.now, changed_by: accountId },
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'statement.read-back', {
    caseId: input.caseId,
    subject: row.id,
    data: { changed: Boolean(input.changed) },
  })
}

/**
 * She approved the very words, in these languages and for this circle. Pins her consent for her words, and the hash of
 * each text. A translation that was added later is approved beside what was approved before.
 * @returns language and SHA-256 of each text that she approved
 * @throws Refused ('statement.error.no-consent') without a given consent for her words, ('statement.error.not-hers') while
 * nobody can tell that it is hers, Conflict ('statement.error.unchecked'
 * for a translation that nobody checked, 'statement.error.outdated' for one of older words)
 */
export async function approvePoint(
  tx: Tx,
  input: PointRef & {
    on: string
    how: ApprovalWay
    visibility: PointVisibility
    /** of the translations that she approves too; the words that she said always are */
    languages: readonly string[]
    /** who was there, or where the recording is kept */
    note?: string | undefined
    /** from `seenOf` the texts of the page that the form stood on */
    seen?: string | undefined
    byLink?: ByLink | undefined
  },
): Promise<{ texts: string[] }> {
  mustBeAllowed(tx, 'statement.answer')
  const accountId = accountOfWord(tx, input.byLink)
  await mustBeOnTeam(tx, input.caseId)
  mustBePast(tx.now, input.on)
  const row = await lockPoint(tx, input)
  const again = row.state === 'approved'
  await lockPoint(tx, input, again ? 'approve-more' : 'approve')
  // Safety: what she approved for few is made wider by reading it back to her anew, not beside a translation
  if (again && input.visibility !== row.visibility) throw new Conflict('statement.error.wider')
  if (input.how === 'oral-with-witness' && !input.note) throw new Invalid({ note: 'statement.error.witness' })
  // Safety: as with a consent, nobody approves for her in custody what she did not leave in their hands
  const word = { caseId: input.caseId, personId: row.person_id, byAnother: input.how === 'lawyer' }
  if (!input.byLink && !(await words().canBeHers(tx, word))) throw new Refused('statement.error.not-hers')
  const consentId = await words().consent(tx, input.caseId, row.person_id)
  if (!consentId) throw new Refused('statement.error.no-consent')
  const key = await tx.keys.case(input.caseId)
  const texts = await textsOf(tx, row.id)
  if (input.seen && seenOf(texts) !== input.seen) throw new Conflict('case.changed')
  const chosen = texts.filter((one) => one.original || input.languages.includes(one.language))
  if (input.languages.some((language) => !texts.some((one) => one.language === language)))
    throw new Invalid({ languages: 'error.field.choose' })
  for (const one of chosen) {
    if (one.state === 'translated')
      throw new Conflict(
        one.point_version === row.version ? 'statement.error.unchecked' : 'statement.error.outdated',
      )
    // Safety: what she approves is what the seal holds
    if (!openText(key, one, row.form).hash.equals(one.text_hash))
      throw new Conflict('statement.error.altered')
  }
  await tx.db
    .updateTable('statement_points')
    .set({
      ...{ state: 'approved', visibility: input.visibility, consent_id: consentId },
      ...{ approved_on: input.on, approved_how: input.how, approved_by: accountId },
      sealed: sealPoint(key, row.id, { ...openPoint(key, row), approval: input.note || undefined }),
      ...{ changed_at: tx.now, changed_by: accountId },
    })
    .where('id', '=', row.id)
    .execute()
  for (const one of chosen)
    await tx.db
      .updateTable('statement_texts')
      .set({ state: 'approved', approved_hash: one.text_hash })
      .where('id', '=', one.id)
      .execute()
  const said = chosen.map((one) => `${one.language} ${one.text_hash.toString('hex')}`)
  await record(tx, 'statement.approved', {
    caseId: input.caseId,
    subject: row.id,
    data: {
      ...{ how: input.how, visibility: input.visibility, consent: consentId, version: row.version },
      texts: said,
      ...(input.byLink ? { link: input.byLink.id } : {}),
    },
  })
  return { texts: said }
}

/**
 * She stands by it, but for fewer eyes: whatever shows it beyond goes down in this transaction.
 * @throws Invalid when it is no narrower than it is
 */
export async function narrowPoint(
  tx: Tx,
  input: PointRef & { visibility: Exclude<PointVisibility, 'public'>; reason?: string | undefined },
): Promise<{ takenDown: number }> {
  mustBeAllowed(tx, 'statement.end')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await lockPoint(tx, input, 'narrow')
  if (!isNarrower(input.visibility, row.visibility))
    throw new Invalid({ visibility: 'statement.error.narrower' })
  return await end(tx, row, { state: 'narrowed', visibility: input.visibility }, input.reason)
}

/**
 * She takes it back: it is shown nowhere, from this moment. It stays in the file, for the team, as taken back. In
 * whichever version it is by now, and whether or not what is sealed can still be opened.
 */
export async function withdrawPoint(
  tx: Tx,
  {
    caseId,
    pointId,
    reason,
    byLink,
  }: AnyVersion & { reason?: string | undefined; byLink?: ByLink | undefined },
): Promise<{ takenDown: number }> {
  mustBeAllowed(tx, 'statement.end')
  await mustBeOnTeam(tx, caseId)
  const row = await lockPoint(tx, { caseId, pointId }, 'withdraw')
  return await end(tx, row, { state: 'withdrawn', visibility: 'team' }, reason, byLink)
}

async function end(
  tx: Tx,
  row: Awaited<ReturnType<typeof lockPoint>>,
  to: { state: 'narrowed' | 'withdrawn'; visibility: PointVisibility },
  reason: string | undefined,
  byLink?: ByLink,
): Promise<{ takenDown: number }> {
  const accountId = accountOfWord(tx, byLink)
  const takenDown = await dropApproval(tx, row)
  const { sealed, whole } = await sealEnd(tx, row, reason)
  await tx.db
    .updateTable('statement_points')
    .set({
      ...{ ...to, ...unapproved, ...(sealed ? { sealed } : {}) },
      ...{ changed_at: tx.now, changed_by: accountId },
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, to.state === 'narrowed' ? 'statement.narrowed' : 'statement.withdrawn', {
    caseId: row.case_id,
    subject: row.id,
    data: {
      ...{ visibility: to.visibility, takenDown },
      ...(byLink ? { link: byLink.id } : {}),
      ...(whole ? {} : { sealBroken: true }),
    },
  })
  return { takenDown }
}

function mustBePast(now: Date, day: string): void {
  if (day > latestDay(now)) throw new Invalid({ on: 'statement.error.future' })
}
