/** Go quiet: one press of one person on the team, everything is gone. Two people bring it back as it stood. */
import { caseHref, mustBeOnTeam } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { openSignDoor, type Matter, type Returning, type SignedBy } from './doors.ts'
import { dropAsked } from './dropping.ts'
import { holdGate } from './gate.ts'
import { covers, givenConsents, type GivenConsent } from './given.ts'
import { dropKept, keepPages, openKept, type KeptInput } from './kept.ts'
import { fallen } from './points.ts'
import { bringOut, shownBy, withGate, type PublishInput } from './publication.ts'
import { tellQuietEnded } from './quiet-ended.ts'
import { askForSignature, type Asked } from './signing.ts'
import type { ConsentItem, SubjectKind } from './tables.ts'
import { removeAll, type Subject } from './taking-down.ts'
import { doubtOf, keepOn, listDoubtful, type WaitingPage } from './waiting.ts'

export interface QuietSpell {
  id: string
  caseId: string
  beganAt: Date
  beganBy: string
}

/** Whether a case is quiet now, and since when. */
export async function findQuiet(tx: Tx, caseId: string): Promise<QuietSpell | undefined> {
  mustBeAllowed(tx, 'consent.read')
  const row = await tx.db
    .selectFrom('quiet_spells')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, caseId, beganAt: row.began_at, beganBy: row.began_by }
}

/**
 * Takes pages, forms, feeds and files down, stops letters and broadcasts, and keeps what stood sealed. Anybody on the
 * case team, at once and without a proof; a second press changes nothing.
 * @throws Refused ('case.team-only'), NotFound
 */
export async function goQuiet(tx: Tx, caseId: string): Promise<{ down: number }> {
  mustBeAllowed(tx, 'publishing.go-quiet')
  await mustBeOnTeam(tx, caseId)
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  await holdGate(tx, caseId)
  if (await findQuiet(tx, caseId)) return { down: 0 }
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('quiet_spells')
    .values({ id, case_id: caseId, began_at: tx.now, began_by: tx.actor.accountId })
    .execute()
  await dropAsked(tx, caseId)
  await keepPages(tx, caseId, { spellId: id })
  const standing: Subject[] = await tx.db
    .selectFrom('publications')
    .select(['subject_kind as subjectKind', 'subject_id as subjectId'])
    .where('case_id', '=', caseId)
    .orderBy('subject_id')
    .execute()
  const gone = await removeAll(tx, caseId, standing, true, 'quiet')
  await record(tx, 'case.went-quiet', { caseId, subject: id, data: { down: gone.length } })
  return { down: gone.length }
}

/** How a kind of page comes back: whether it may, and what is set beside it. */
export interface ReturnDoor {
  /** @param gone when it was taken down: what was changed since then is not undone */
  mayReturn(tx: Tx, subjectId: string, gone: { beganAt: Date }): Promise<boolean>
  /** the subject of the page without which it does not come back; absent: the case page alone */
  standsOn?(tx: Tx, subjectId: string): Promise<string>
  returned(tx: Tx, subjectId: string): Promise<void>
}

const returns = new Map<SubjectKind, ReturnDoor>()

/** Called once for each kind, when its module is loaded. */
export function openReturnDoor(kind: SubjectKind, door: ReturnDoor): void {
  returns.set(kind, door)
}

/** Signs that what stood before comes back; a second person confirms it. For writers on the team, with a fresh proof. */
export async function askToEndQuiet(tx: Tx, caseId: string): Promise<Asked> {
  mustBeAllowed(tx, 'publishing.sign-off')
  await mustBeOnTeam(tx, caseId)
  const spell = await findQuiet(tx, caseId)
  if (!spell) throw new Conflict('publishing.quiet.over')
  return await askForSignature(tx, { kind: 'restore', subjectId: spell.id, choice: {} })
}

openSignDoor({
  kind: 'restore',
  async make(tx, { subjectId, forReading }) {
    const spell = await openSpell(tx, subjectId)
    // what is only looked at takes no locks
    if (!forReading) await holdGate(tx, spell.caseId)
    return await restoring(tx, await openSpell(tx, subjectId))
  },
  href: ({ caseId }) => caseHref(caseId, '/quiet'),
})

async function openSpell(tx: Tx, id: string): Promise<QuietSpell> {
  const row = await tx.db.selectFrom('quiet_spells').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  if (row.ended_at) throw new Conflict('publishing.quiet.over')
  return { id, caseId: row.case_id, beganAt: row.began_at, beganBy: row.began_by }
}

async function restoring(tx: Tx, spell: QuietSpell): Promise<Matter> {
  const { caseId } = spell
  const sorted = await sortKept(tx, spell)
  const { back, returning } = sorted
  const items = new Set(back.flatMap((page) => withGate(page).map((one) => `${one.personId}:${one.item}`)))
  return {
    ...{ caseId, kind: 'restore', subjectId: spell.id },
    items: [...items].toSorted((a, b) => (a < b ? -1 : 1)),
    shown: { returning, pages: back.map((page) => shownBy(page, withGate(page))) },
    returning,
    rule: async () => 'restore',
    perform: (inner, by) => restore(inner, spell, sorted, by),
  }
}

export interface Sorted {
  back: PublishInput[]
  returning: Returning[]
  /** what stays down and is kept for a doubt that is still open */
  waiting: WaitingPage[]
}

/**
 * Safety: looked at against the consents that are given now. What lost one stays down, and so does all that stands on a
 * page that stays down.
 */
async function sortKept(tx: Tx, spell: QuietSpell): Promise<Sorted> {
  const kept = await openKept(tx, spell.caseId, { spellId: spell.id })
  const given = await givenConsents(tx, spell.caseId)
  return await sortPages(tx, kept, { given, gone: spell, stands: true })
}

/**
 * What of the kept comes back, on these consents.
 * @param stands whether there is a case page for the others to stand on, where none is among the kept
 * @param undone the withdrawal whose consents are given again
 */
export async function sortPages(
  tx: Tx,
  kept: readonly KeptInput[],
  on: { given: readonly GivenConsent[]; gone: { beganAt: Date }; stands: boolean; undone?: string },
): Promise<Sorted> {
  const sorted: Sorted = { back: [], returning: [], waiting: [] }
  const { given, stands } = on
  /** what has been looked at, by subject; `waits`: for which doubt it is kept on, and with it all that stands on it */
  const seen = new Map<string, { back: boolean; waits?: string | undefined }>()
  const doubtful = kept[0] ? await listDoubtful(tx, kept[0].caseId, on.undone) : []
  for (const page of kept) {
    const languages = page.documents.map(({ language }) => language)
    const lacking = withGate(page).filter(
      ({ personId, item }) =>
        !given.some((one) => one.personId === personId && one.item === item && covers(one, languages)),
    )
    const missing: ConsentItem[] = lacking.map(({ item }) => item)
    // Safety: a point that she took back or changed meanwhile keeps its page down; consents that come back with it count
    if ((await fallen(tx, page.caseId, page.points ?? [], given)).length > 0 && !missing.includes('quotes'))
      missing.push('quotes')
    const { subjectKind: kind, subjectId, goneAt } = page
    const gone = goneAt ? { beganAt: goneAt } : on.gone
    const door = returns.get(kind)
    const may = (await door?.mayReturn(tx, subjectId, gone)) ?? true
    const base = (await door?.standsOn?.(tx, subjectId)) ?? page.caseId
    const beneath =
      kind === 'case' ? { back: true } : (seen.get(base) ?? { back: stands && base === page.caseId })
    const back = missing.length === 0 && may && beneath.back
    const open = back || !may || missing.length > lacking.length ? undefined : doubtOf(doubtful, lacking)
    const withdrawalId = lacking.length > 0 ? open : may && !back ? beneath.waits : undefined
    seen.set(subjectId, { back, waits: withdrawalId })
    if (back) sorted.back.push(page)
    if (withdrawalId) sorted.waiting.push({ subjectId, withdrawalId })
    sorted.returning.push({
      ...{ kind, subjectId, languages, missing, back },
      ...(withdrawalId ? { waits: true } : {}),
    })
  }
  return sorted
}

async function restore(tx: Tx, spell: QuietSpell, sorted: Sorted, by: SignedBy): Promise<void> {
  const { back, returning, waiting } = sorted
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  const { caseId } = spell
  await tx.db
    .updateTable('quiet_spells')
    .set({ ended_at: tx.now, ended_by: tx.actor.accountId, sign_off_id: by.signOffId })
    .where('id', '=', spell.id)
    .where('ended_at', 'is', null)
    .execute()
  await bringBack(tx, back, by)
  await tellQuietEnded(tx, { caseId, spellId: spell.id })
  await keepOn(tx, { spellId: spell.id, since: spell.beganAt }, waiting)
  await dropKept(tx, { spellId: spell.id })
  await record(tx, 'case.quiet-ended', {
    caseId,
    subject: spell.id,
    data: { back: back.length, down: returning.filter((one) => !one.back).map((one) => one.subjectId) },
  })
}

/** Each page as it stood, and its module is told. */
export async function bringBack(tx: Tx, pages: readonly PublishInput[], by: SignedBy): Promise<void> {
  for (const page of pages) {
    await bringOut(tx, page, by)
    await returns.get(page.subjectKind)?.returned(tx, page.subjectId)
  }
}
