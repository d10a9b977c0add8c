import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { Verification } from '../risk/lists.ts'
import type { FactKind, IncidentClass, Precision, Reliability, TlpMark, Visibility } from './lists.ts'
import { latestDay } from '../zone.ts'

/** What is known, sealed whole. */
export interface FactText {
  /** one statement, as the team knows it */
  statement: string
  /** "according to her lawyer": how a text may attribute it */
  attribution?: string
  /** who said it, one each; the public rule counts them */
  sources: string[]
  /** the same for the public, by language */
  public?: Record<string, string>
  /** why it no longer counts as known */
  retracted?: string
}

export interface Fact extends FactText {
  id: string
  kind: FactKind
  class?: IncidentClass
  /** YYYY-MM-DD, in `zone` */
  on: string
  precision: Precision
  zone: string
  verification: Verification
  reliability: Reliability
  visibility: Visibility
  tlp: TlpMark
  version: number
  retractedAt?: Date
}

export type FactInput = Omit<FactText, 'retracted'> & {
  caseId: string
  kind: FactKind
  class?: IncidentClass | undefined
  on: string
  precision: Precision
  zone: string
  verification: Verification
  reliability: Reliability
  visibility: Visibility
  tlp: TlpMark
}

/** Writes a fact into the file. For writers on the team. @throws Invalid, NotFound, Refused ('case.team-only') */
export async function addFact(tx: Tx, input: FactInput): Promise<string> {
  mustBeAllowed(tx, 'fact.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  const id = newId(tx.now.getTime())
  const { text, row } = split(input)
  await tx.db
    .insertInto('facts')
    .values({
      ...{ id, case_id: input.caseId, ...row },
      sealed: (await tx.keys.case(input.caseId)).sealJson(place(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'fact.recorded', {
    caseId: input.caseId,
    subject: id,
    data: { kind: input.kind, visibility: input.visibility },
  })
  return id
}

/** @throws Conflict ('case.changed') when somebody else saved in between, ('fact.retracted') */
export async function editFact(
  tx: Tx,
  input: FactInput & { factId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'fact.write')
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  const known = await lock(tx, input.caseId, input.factId)
  if (known.retracted_at) throw new Conflict('fact.retracted')
  if (known.version !== input.version) throw new Conflict('case.changed')
  const { text, row } = split(input)
  await tx.db
    .updateTable('facts')
    .set({
      ...row,
      version: known.version + 1,
      sealed: (await tx.keys.case(input.caseId)).sealJson(place(input.factId), text),
    })
    .where('id', '=', input.factId)
    .execute()
  await record(tx, 'fact.edited', {
    caseId: input.caseId,
    subject: input.factId,
    data: { visibility: input.visibility },
  })
}

/** What turned out wrong stays as history, is shown as such to the team, and to nobody else. */
export async function retractFact(
  tx: Tx,
  input: { caseId: string; factId: string; version: number; why: string },
): Promise<void> {
  mustBeAllowed(tx, 'fact.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const known = await lock(tx, input.caseId, input.factId)
  if (known.retracted_at) return
  if (known.version !== input.version) throw new Conflict('case.changed')
  const key = await tx.keys.case(input.caseId)
  const text = key.openJson<FactText>(place(input.factId), known.sealed)
  await tx.db
    .updateTable('facts')
    .set({
      ...{ retracted_at: tx.now, retracted_by: tx.actor.accountId, visibility: 'team' },
      ...{
        version: known.version + 1,
        sealed: key.sealJson(place(input.factId), { ...text, retracted: input.why }),
      },
    })
    .where('id', '=', input.factId)
    .execute()
  await record(tx, 'fact.retracted', { caseId: input.caseId, subject: input.factId })
}

/** Newest first. The wall decides: the team reads all, the coalition's room what was opened to it. */
export async function listFacts(tx: Tx, caseId: string): Promise<Fact[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId).orderBy('happened_on', 'desc').orderBy('id', 'desc').limit(500).execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<FactText>(place(row.id), row.sealed),
    ...{ id: row.id, kind: row.kind, class: row.class ?? undefined, on: row.happened_on },
    ...{ precision: row.precision, zone: row.zone, verification: row.verification },
    ...{ reliability: row.reliability, visibility: row.visibility, tlp: row.tlp, version: row.version },
    retractedAt: row.retracted_at ?? undefined,
  }))
}

/** @throws NotFound */
export async function getFact(tx: Tx, caseId: string, factId: string): Promise<Fact> {
  const found = (await listFacts(tx, caseId)).find(({ id }) => id === factId)
  if (!found) throw new NotFound()
  return found
}

/** What the public page may tell in one language, oldest first. */
export const publicFacts = (
  all: readonly Fact[],
  language: string,
): { on: string; precision: Precision; text: string }[] =>
  all
    .filter((one) => one.visibility === 'public' && !one.retractedAt)
    .flatMap(({ on, precision, public: words }) => {
      const text = words?.[language]
      return text ? [{ on, precision, text }] : []
    })
    .toReversed()

/** Whether nothing that is known rests on more than one source: then the case is one voice's word. */
export async function restsOnOneSource(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('facts')
    .select((where) => where.fn.max('source_count').as('most'))
    .where('case_id', '=', caseId)
    .where('retracted_at', 'is', null)
    .executeTakeFirst()
  return (row?.most ?? 0) < 2
}

/** The rules of the table, said in words at their fields. */
function mustHold(now: Date, input: FactInput): void {
  const latest = latestDay(now)
  const wrong: Record<string, string> = {}
  if (input.on > latest) wrong['on'] = 'case.status.error.future'
  if (input.sources.length === 0) wrong['sources'] = 'error.field.empty'
  if (input.kind !== 'fact' && !input.class) wrong['class'] = 'error.field.choose'
  if (input.visibility === 'public') {
    // Safety: one voice alone is not published as a fact, and a mark that forbids it is not forgotten
    if (input.sources.length < 2) wrong['sources'] = 'fact.error.two-sources'
    if (input.tlp !== 'clear') wrong['tlp'] = 'fact.error.tlp-public'
    if (!Object.values(input.public ?? {}).some((text) => text !== ''))
      wrong['visibility'] = 'fact.error.public-words'
  } else if (input.visibility === 'coalition' && input.tlp === 'red') wrong['tlp'] = 'fact.error.tlp-red'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

function split(input: FactInput) {
  const { statement, attribution, sources, public: words } = input
  const text: FactText = { statement, attribution: attribution || undefined, sources, public: words }
  return {
    text,
    row: {
      ...{ kind: input.kind, class: input.kind === 'fact' ? null : (input.class ?? null) },
      ...{ happened_on: input.on, precision: input.precision, zone: input.zone, tlp: input.tlp },
      ...{ verification: input.verification, reliability: input.reliability, visibility: input.visibility },
      source_count: sources.length,
    },
  }
}

const place = (id: string) => ({ table: 'facts', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) => tx.db.selectFrom('facts').selectAll().where('case_id', '=', caseId)

async function lock(tx: Tx, caseId: string, factId: string) {
  const row = await of(tx, caseId).where('id', '=', factId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}
