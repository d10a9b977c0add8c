/** The words of a point: changed, translated, checked. Whatever changes them loses what was said about them before. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { PointForm, SpokenLanguage } from './lists.ts'
import { dropApproval, lockPoint, unapproved, type PointRef, type PointRow } from './point-row.ts'
import { words } from './ports.ts'
import { openText, sealText, textsOf } from './text-row.ts'

const memberOf = (tx: Tx): Member => {
  if (tx.actor.kind !== 'member') throw new Refused()
  return tx.actor
}

/**
 * Writes a point anew: a new version. It loses the check of its translations, the reading back and her approval, and
 * every page that carries it goes down; how it read before is kept.
 * @throws NotFound, Conflict ('case.changed', 'statement.error.move'), Refused ('case.team-only')
 */
export async function changePoint(
  tx: Tx,
  input: PointRef & { form: PointForm; text: string },
): Promise<{ takenDown: number }> {
  mustBeAllowed(tx, 'statement.write')
  memberOf(tx)
  await mustBeOnTeam(tx, input.caseId)
  const row = await lockPoint(tx, input, 'change')
  return { takenDown: await rewrite(tx, row, input) }
}

/** The caller holds the point. @returns how many pages went down */
export async function rewrite(
  tx: Tx,
  row: PointRow,
  input: { form: PointForm; text: string },
): Promise<number> {
  const { accountId } = memberOf(tx)
  const takenDown = await dropApproval(tx, row)
  const key = await tx.keys.case(row.case_id)
  const texts = await textsOf(tx, row.id)
  await keepVersion(tx, row)
  const version = row.version + 1
  await tx.db
    .updateTable('statement_points')
    .set({
      ...{ form: input.form, state: 'taken', version, ...unapproved },
      // Safety: words that she approved pass no circle on to words that she has not heard
      visibility: row.state === 'approved' || row.state === 'narrowed' ? 'team' : row.visibility,
      ...{ read_back_on: null, read_back_by: null, changed_at: tx.now, changed_by: accountId },
    })
    .where('id', '=', row.id)
    .execute()
  for (const { id, language, original, ...before } of texts) {
    const text = original
      ? input.text
      : openText(key, { id, language, original, sealed: before.sealed }, row.form).text
    await tx.db
      .updateTable('statement_texts')
      .set({
        ...sealText(key, { id, language, original, form: input.form, text }),
        ...(original
          ? { point_version: version, written_at: tx.now, written_by: accountId }
          : { state: 'translated', checked_at: null, checked_by: null, native: false }),
      })
      .where('id', '=', id)
      .execute()
  }
  await record(tx, 'statement.point-changed', {
    caseId: row.case_id,
    subject: row.id,
    data: { form: input.form, version, ...(takenDown > 0 ? { takenDown } : {}) },
  })
  return takenDown
}

async function keepVersion(tx: Tx, row: PointRow): Promise<void> {
  const key = await tx.keys.case(row.case_id)
  const texts = (await textsOf(tx, row.id)).map((one) => ({
    language: one.language,
    original: one.original,
    text: openText(key, one, row.form).text,
  }))
  await tx.db
    .insertInto('statement_versions')
    .values({
      ...{ point_id: row.id, version: row.version, case_id: row.case_id },
      sealed: key.sealJson(
        { table: 'statement_versions', column: 'sealed', row: `${row.id} ${row.version}` },
        { form: row.form, texts },
      ),
      ...{ written_at: row.changed_at, written_by: row.changed_by },
    })
    .execute()
}

/**
 * Writes down a translation, or writes it anew; it has to be checked by another person. One that was approved loses that,
 * and the pages that carry the point go down.
 * @throws Invalid for the language in which it was said
 */
export async function translatePoint(
  tx: Tx,
  input: PointRef & { language: SpokenLanguage; text: string },
): Promise<{ takenDown: number }> {
  mustBeAllowed(tx, 'statement.write')
  const { accountId } = memberOf(tx)
  await mustBeOnTeam(tx, input.caseId)
  const row = await lockPoint(tx, input, 'change')
  const { language } = input
  const texts = await textsOf(tx, row.id)
  const known = texts.find((one) => one.language === language)
  if (known?.original) throw new Invalid({ language: 'statement.error.original' })
  const takenDown = known?.state === 'approved' ? await dropOne(tx, row, known.id) : 0
  const key = await tx.keys.case(input.caseId)
  const id = known?.id ?? newId(tx.now.getTime())
  const values = {
    ...{ point_version: row.version, state: 'translated' as const },
    ...sealText(key, { id, language, original: false, form: row.form, text: input.text }),
    ...{ written_at: tx.now, written_by: accountId, checked_at: null, checked_by: null, native: false },
  }
  if (known) await tx.db.updateTable('statement_texts').set(values).where('id', '=', id).execute()
  else
    await tx.db
      .insertInto('statement_texts')
      .values({
        ...{ id, case_id: input.caseId, point_id: row.id, person_id: row.person_id },
        ...{ visibility: row.visibility, point_state: row.state, language, original: false, ...values },
      })
      .execute()
  await record(tx, 'statement.translated', { caseId: input.caseId, subject: row.id, data: { language } })
  return { takenDown }
}

/** One translation alone loses her approval; what she approved in other languages stays approved. */
async function dropOne(tx: Tx, row: PointRow, textId: string): Promise<number> {
  const gone = await words().takeDown(tx, row.case_id, [row.id])
  await tx.db
    .updateTable('statement_texts')
    .set({ state: 'checked', approved_hash: null })
    .where('id', '=', textId)
    .execute()
  return gone
}

/**
 * A second person compared a translation with what she said.
 * @throws Refused ('statement.error.own-translation') for one's own, Conflict ('statement.error.outdated') when the words
 * changed after it was written, ('statement.error.checked')
 */
export async function checkTranslation(
  tx: Tx,
  input: PointRef & { language: string; native: boolean },
): Promise<void> {
  mustBeAllowed(tx, 'statement.write')
  const { accountId } = memberOf(tx)
  await mustBeOnTeam(tx, input.caseId)
  const row = await lockPoint(tx, input, 'change')
  const text = (await textsOf(tx, row.id)).find((one) => one.language === input.language && !one.original)
  if (!text) throw new Invalid({ language: 'error.field.choose' })
  if (text.state !== 'translated') throw new Conflict('statement.error.checked')
  if (text.point_version !== row.version) throw new Conflict('statement.error.outdated')
  // Safety: nobody checks their own work; the table refuses it a second time
  if (text.written_by === accountId) throw new Refused('statement.error.own-translation')
  await tx.db
    .updateTable('statement_texts')
    .set({ state: 'checked', checked_at: tx.now, checked_by: accountId, native: input.native })
    .where('id', '=', text.id)
    .execute()
  await record(tx, 'statement.translation-checked', {
    caseId: input.caseId,
    subject: row.id,
    data: { language: input.language, native: input.native },
  })
}
