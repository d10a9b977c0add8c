/** A withdrawal in doubt: two people bring back what it took, or one says that it stands. */
import { alertAll, endAlerts, mustBeOnTeam } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { consentsHref } from './consents-href.ts'
import { openSignDoor, type Matter, type SignedBy } from './doors.ts'
import { settleAsStanding } from './doubt.ts'
import { holdGate } from './gate.ts'
import { givenConsents, type GivenConsent } from './given.ts'
import { dropKept, openKept, type KeptInput } from './kept.ts'
import { shownBy, withGate } from './publication.ts'
import { bringBack, findQuiet, sortPages, type Sorted } from './quiet.ts'
import { askForSignature, type Asked } from './signing.ts'
import type { ConsentItem, HerWord } from './tables.ts'
import { keepOn } from './waiting.ts'

export interface Doubt {
  id: string
  caseId: string
  at: Date
  byAccount?: string
  /** by her own link */
  byLink: boolean
  word: HerWord
  held?: boolean
  /** taken back whole */
  items: ConsentItem[]
  /** for fewer purposes: those that were taken away */
  narrowed: { item: ConsentItem; purposes: string[] }[]
  /** kinds of page that it took down and that are kept */
  pages: number
  /** pages that it took down and that could not be kept */
  unkept: number
}

/** Withdrawals of a case that nobody has settled yet, the newest first. */
export async function listDoubts(tx: Tx, caseId: string): Promise<Doubt[]> {
  mustBeAllowed(tx, 'consent.read')
  const rows = await tx.db
    .selectFrom('withdrawals')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('in_doubt', '=', true)
    .where('settled_at', 'is', null)
    .orderBy('at', 'desc')
    .execute()
  const doubts: Doubt[] = []
  for (const row of rows) {
    const items = await tx.db
      .selectFrom('withdrawal_items as i')
      .innerJoin('consents as c', 'c.id', 'i.consent_id')
      .select(['c.item', 'i.former_purposes', 'i.left_purposes'])
      .where('i.withdrawal_id', '=', row.id)
      .where('i.final_at', 'is', null)
      .orderBy('c.item')
      .execute()
    const { n } = await tx.db
      .selectFrom('kept_pages')
      .select((of) => of.fn.countAll<number>().as('n'))
      .where('withdrawal_id', '=', row.id)
      .executeTakeFirstOrThrow()
    doubts.push({
      ...{ id: row.id, caseId, at: row.at, word: row.word, byLink: row.by_link !== null, pages: n },
      ...(row.by_account ? { byAccount: row.by_account } : {}),
      ...(row.held === null ? {} : { held: row.held }),
      unkept: row.unkept,
      items: items.filter((one) => !one.former_purposes).map(({ item }) => item),
      narrowed: items.flatMap(({ item, former_purposes: former, left_purposes: left }) =>
        former ? [{ item, purposes: former.filter((one) => !left?.includes(one)) }] : [],
      ),
    })
  }
  return doubts
}

/**
 * Signs that what a withdrawal in doubt took comes back, and why; a second person confirms it. For writers on the team,
 * with a fresh proof.
 * @throws Conflict ('publishing.doubt.settled'), Invalid without a reason, NotFound
 */
export async function askToRestore(
  tx: Tx,
  input: { caseId: string; withdrawalId: string; reason: string },
): Promise<Asked> {
  mustBeAllowed(tx, 'publishing.sign-off')
  await mustBeOnTeam(tx, input.caseId)
  const { caseId } = await openDoubt(tx, input.withdrawalId)
  if (caseId !== input.caseId) throw new NotFound()
  if (input.reason.trim() === '') throw new Invalid({ reason: 'error.field.empty' })
  await endAlerts(tx, { caseId, about: input.withdrawalId })
  return await askForSignature(tx, {
    ...{ kind: 'withdrawal', subjectId: input.withdrawalId, choice: {}, note: input.reason },
  })
}

/**
 * It was her word after all: it stays as it is, and can only be given anew. One person on the team suffices.
 * @throws Conflict ('publishing.doubt.settled'), NotFound
 */
export async function letStand(tx: Tx, input: { caseId: string; withdrawalId: string }): Promise<void> {
  mustBeAllowed(tx, 'consent.withdraw')
  await mustBeOnTeam(tx, input.caseId)
  await holdGate(tx, input.caseId)
  const { caseId } = await openDoubt(tx, input.withdrawalId)
  if (caseId !== input.caseId) throw new NotFound()
  await endAlerts(tx, { caseId, about: input.withdrawalId })
  await settleAsStanding(tx, { id: input.withdrawalId, caseId })
}

/**
 * Wakes the team for what is in doubt, each withdrawal once. For the worker, so that no withdrawal can fail for an alarm,
 * and whoever records one need not see the file.
 */
export async function alarmDoubts(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'alarm.raise')
  const rows = await tx.db
    .selectFrom('withdrawals')
    .select(['id', 'case_id'])
    .where('in_doubt', '=', true)
    .where('settled_at', 'is', null)
    .orderBy('at')
    .execute()
  await alertAll(
    tx,
    rows.map(({ id, case_id: caseId }) => ({
      ...{ caseId, kind: 'duress-withdrawal', onceKey: `withdrawal ${id}`, about: id },
    })),
  )
  await alarmForced(tx)
}

/** Safety: her phrase for duress wakes the team as soon as it is typed, whatever is pressed afterwards. */
async function alarmForced(tx: Tx): Promise<void> {
  const rows = await tx.db
    .selectFrom('consent_links')
    .select(['id', 'case_id'])
    .where('duress_at', '>', new Date(tx.now.getTime() - 3 * 86_400_000))
    .orderBy('duress_at')
    .execute()
  await alertAll(
    tx,
    rows.map(({ id, case_id: caseId }) => ({
      ...{ caseId, kind: 'duress-withdrawal', onceKey: `consent-link ${id}`, about: id },
    })),
  )
}

openSignDoor({
  kind: 'withdrawal',
  async make(tx, { subjectId, forReading }) {
    const { caseId } = await openDoubt(tx, subjectId)
    // what is only looked at takes no locks
    if (!forReading) await holdGate(tx, caseId)
    return await undoing(tx, await openDoubt(tx, subjectId))
  },
  href: ({ caseId }) => consentsHref(caseId),
})

interface OpenDoubt {
  id: string
  caseId: string
  at: Date
}

async function openDoubt(tx: Tx, id: string): Promise<OpenDoubt> {
  const row = isId(id)
    ? await tx.db.selectFrom('withdrawals').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  // Safety: what was her word has no way back
  if (!row.in_doubt || row.settled_at) throw new Conflict('publishing.doubt.settled')
  return { id, caseId: row.case_id, at: row.at }
}

interface Regained {
  id: string
  /** purposes that come back to a consent that stands */
  widened?: string[] | undefined
  former: 'given' | 'proposed' | 'unobtainable'
  consent: GivenConsent
}

/** Built from what stands now, so that whoever signs second signs what will come about. */
async function undoing(tx: Tx, doubt: OpenDoubt): Promise<Matter> {
  const { caseId } = doubt
  const regained = await regainable(tx, doubt)
  if (regained.length === 0) throw new Conflict('publishing.doubt.nothing')
  const kept = await stillDown(tx, await openKept(tx, caseId, { withdrawalId: doubt.id }))
  const given = [
    ...(await givenConsents(tx, caseId)),
    ...regained.filter(({ former }) => former === 'given').map(({ consent }) => consent),
  ]
  const stands = (await publicSubjects(tx, caseId)).includes(caseId)
  const gone = { beganAt: doubt.at }
  const sorted = await sortPages(tx, kept, { given, gone, stands, undone: doubt.id })
  // Safety: quiet is ended by its own signatures
  if (sorted.back.length > 0 && (await findQuiet(tx, caseId))) throw new Conflict('publishing.quiet')
  return {
    ...{
      caseId,
      kind: 'withdrawal',
      subjectId: doubt.id,
      items: [],
      regained: regained.map(({ consent, widened }) => ({
        ...{ personId: consent.personId, item: consent.item, purposes: widened },
      })),
    },
    shown: {
      consents: regained.map(({ id, former, widened, consent }) =>
        [id, former, ...(widened ? consent.purposes : [])].join(' '),
      ),
      returning: sorted.returning,
      pages: sorted.back.map((page) => shownBy(page, withGate(page))),
    },
    returning: sorted.returning,
    rule: async () => 'restore-consent',
    perform: (inner, by) => undo(inner, doubt, regained, sorted, by),
  }
}

/**
 * Safety: never past her own later word (leaving the case is one), a newer answer, whatever became of it since, or an end
 * that she set. What was superseded has a successor that counts; a proposal is no answer.
 */
async function regainable(tx: Tx, { id, at }: OpenDoubt): Promise<Regained[]> {
  const rows = await tx.db
    .selectFrom('withdrawal_items as i')
    .innerJoin('consents as c', 'c.id', 'i.consent_id')
    .select(['c.id', 'c.person_id', 'c.item', 'c.languages', 'c.purposes', 'c.given_at', 'c.expires_at'])
    .select(['i.former', 'i.former_purposes', 'i.left_purposes'])
    .where('i.withdrawal_id', '=', id)
    .where('i.final_at', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        and([eb('i.former_purposes', 'is', null), eb('c.state', '=', 'withdrawn')]),
        // what was narrowed stands, unless a later word took it whole
        and([eb('i.former_purposes', 'is not', null), eb('c.state', '=', eb.ref('i.former'))]),
      ]),
    )
    .where((where) => where.or([where('c.expires_at', 'is', null), where('c.expires_at', '>', tx.now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('consents as n')
            .select('n.id')
            .whereRef('n.person_id', '=', 'c.person_id')
            .whereRef('n.item', '=', 'c.item')
            .whereRef('n.id', '<>', 'c.id')
            .where((where) =>
              where.or([
                where('n.state', '=', 'given'),
                where.and([
                  where('n.recorded_at', '>=', at),
                  where('n.state', 'not in', ['proposed', 'superseded']),
                ]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('c.id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, former: row.former, widened: takenFrom(row) },
    consent: {
      ...{ id: row.id, personId: row.person_id, item: row.item, languages: row.languages },
      ...{ purposes: withTaken(row), givenAt: row.given_at, expiresAt: row.expires_at ?? undefined },
    },
  }))
}

interface Narrowed {
  purposes: string[]
  former_purposes: string[] | null
  left_purposes: string[] | null
}

const takenFrom = ({ former_purposes: former, left_purposes: left }: Narrowed): string[] | undefined =>
  former?.filter((one) => !left?.includes(one))

/** What it took comes back, in the former order; what another narrowing took does not. */
function withTaken(row: Narrowed): string[] {
  const { purposes, former_purposes: former } = row
  if (!former) return purposes
  const back = [...purposes, ...takenFrom(row)!]
  return [...former.filter((one) => back.includes(one)), ...purposes.filter((one) => !former.includes(one))]
}

/** A page that was signed anew meanwhile stays as it is: the older one does not take its place. */
async function stillDown(tx: Tx, kept: readonly KeptInput[]): Promise<KeptInput[]> {
  const [first] = kept
  if (!first) return []
  const shown = await publicSubjects(tx, first.caseId)
  return kept.filter(({ subjectId }) => !shown.includes(subjectId))
}

const publicSubjects = async (tx: Tx, caseId: string): Promise<string[]> =>
  (await tx.db.selectFrom('publications').select('subject_id').where('case_id', '=', caseId).execute()).map(
    (row) => row.subject_id,
  )

async function undo(
  tx: Tx,
  doubt: OpenDoubt,
  regained: readonly Regained[],
  { back, returning, waiting }: Sorted,
  by: SignedBy,
): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  const { caseId } = doubt
  // Safety: settled before anything comes back; the database lets no consent return without it
  await tx.db
    .updateTable('withdrawals')
    .set({
      ...{ settled_at: tx.now, settled_by: tx.actor.accountId, settled_how: 'restored' },
      sign_off_id: by.signOffId,
    })
    .where('id', '=', doubt.id)
    .where('settled_at', 'is', null)
    .execute()
  for (const { id, former, widened, consent } of regained) {
    await tx.db
      .updateTable('consents')
      .set(
        widened
          ? { purposes: consent.purposes }
          : { state: former, withdrawn_at: null, withdrawn_by: null, withdrawal_sealed: null },
      )
      .where('id', '=', id)
      .execute()
    await record(tx, 'consent.restored', { caseId, subject: id, data: { item: consent.item } })
  }
  await bringBack(tx, back, by)
  await keepOn(tx, { withdrawalId: doubt.id, since: doubt.at }, waiting)
  await dropKept(tx, { withdrawalId: doubt.id })
  await record(tx, 'withdrawal.restored', {
    caseId,
    subject: doubt.id,
    data: { back: back.length, down: returning.filter((one) => !one.back).map((one) => one.subjectId) },
  })
}
