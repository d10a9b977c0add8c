import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { threatMoves, type ThreatActor, type ThreatStatus, type Verification } from './lists.ts'
import { latestDay } from '../zone.ts'

/** What the team knows of a threat; sealed whole. Only what happened is always known. */
export interface ThreatText {
  what: string
  /** how it hangs together with the person's work */
  link?: string
  channel?: string
  history?: string
  capability?: string
  intent?: string
  /** the five questions: facts, pattern, objective, source, likely to be carried out */
  facts?: string
  pattern?: string
  objective?: string
  source?: string
  likely?: string
  /** why it ended, and what would open it again */
  ended?: string
  reopens?: string
}

export interface Threat extends ThreatText {
  id: string
  status: ThreatStatus
  statusAt: Date
  actor: ThreatActor
  verification: Verification
  /** days, YYYY-MM-DD */
  firstSeen: string
  lastSeen: string
  version: number
}

export type ThreatInput = Omit<ThreatText, 'ended' | 'reopens'> & {
  caseId: string
  actor: ThreatActor
  verification: Verification
  firstSeen: string
  lastSeen: string
}

/** Writes a threat into the file. For writers on the team. @throws Invalid, NotFound, Refused ('case.team-only') */
export async function addThreat(tx: Tx, input: ThreatInput): Promise<string> {
  mustBeAllowed(tx, 'threat.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustBeInOrder(tx.now, input)
  const { caseId, actor, verification, firstSeen, lastSeen, ...text } = input
  const id = newId(tx.now.getTime())
  const sealed = (await tx.keys.case(caseId)).sealJson(place(id), text)
  const by = tx.actor.accountId
  await tx.db
    .insertInto('threats')
    .values({
      ...{ id, case_id: caseId, actor, verification, first_seen: firstSeen, last_seen: lastSeen, sealed },
      ...{ created_at: tx.now, created_by: by, status_at: tx.now, status_by: by },
    })
    .execute()
  await record(tx, 'threat.recorded', { caseId, subject: id, data: { actor } })
  return id
}

/** @throws Conflict ('case.changed') when somebody else saved in between */
export async function editThreat(
  tx: Tx,
  input: ThreatInput & { threatId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'threat.write')
  await mustBeOnTeam(tx, input.caseId)
  mustBeInOrder(tx.now, input)
  const { caseId, threatId, version, actor, verification, firstSeen, lastSeen, ...text } = input
  const known = await lock(tx, caseId, threatId)
  if (known.version !== version) throw new Conflict('case.changed')
  const key = await tx.keys.case(caseId)
  const before = key.openJson<ThreatText>(place(threatId), known.sealed)
  await tx.db
    .updateTable('threats')
    .set({
      ...{ actor, verification, first_seen: firstSeen, last_seen: lastSeen, version: version + 1 },
      sealed: key.sealJson(place(threatId), { ...before, ...text }),
    })
    .where('id', '=', threatId)
    .execute()
  await record(tx, 'threat.edited', { caseId, subject: threatId })
}

/**
 * Moves a threat between open, escalated, dormant and ended. What ends says why, and what would open it again.
 * @throws Conflict ('case.wrong-state', 'case.changed'), Invalid
 */
export async function moveThreat(
  tx: Tx,
  input: {
    caseId: string
    threatId: string
    version: number
    status: ThreatStatus
    ended?: string
    reopens?: string
  },
): Promise<void> {
  mustBeAllowed(tx, 'threat.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const known = await lock(tx, input.caseId, input.threatId)
  if (!threatMoves[known.status].includes(input.status)) throw new Conflict('case.wrong-state')
  if (known.version !== input.version) throw new Conflict('case.changed')
  const ending = input.status === 'ended'
  if (ending && (!input.ended || !input.reopens))
    throw new Invalid({
      ...(input.ended ? {} : { ended: 'error.field.empty' }),
      ...(input.reopens ? {} : { reopens: 'error.field.empty' }),
    })
  const key = await tx.keys.case(input.caseId)
  const before = key.openJson<ThreatText>(place(input.threatId), known.sealed)
  const text = ending ? { ...before, ended: input.ended, reopens: input.reopens } : before
  await tx.db
    .updateTable('threats')
    .set({
      ...{ status: input.status, status_at: tx.now, status_by: tx.actor.accountId },
      ...{ version: known.version + 1, sealed: key.sealJson(place(input.threatId), text) },
    })
    .where('id', '=', input.threatId)
    .execute()
  await record(tx, 'threat.moved', {
    caseId: input.caseId,
    subject: input.threatId,
    data: { from: known.status, to: input.status },
  })
}

/** What is open comes first, then what was seen last. Empty for who is not on the team. */
export async function listThreats(tx: Tx, caseId: string): Promise<Threat[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId).orderBy('last_seen', 'desc').orderBy('id').execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  const order: ThreatStatus[] = ['escalated', 'open', 'dormant', 'ended']
  return rows
    .map((row) => ({
      ...key.openJson<ThreatText>(place(row.id), row.sealed),
      ...{ id: row.id, status: row.status, statusAt: row.status_at, actor: row.actor, version: row.version },
      ...{ verification: row.verification, firstSeen: row.first_seen, lastSeen: row.last_seen },
    }))
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
}

/** @throws NotFound */
export async function getThreat(tx: Tx, caseId: string, threatId: string): Promise<Threat> {
  const found = (await listThreats(tx, caseId)).find(({ id }) => id === threatId)
  if (!found) throw new NotFound()
  return found
}

function mustBeInOrder(now: Date, { firstSeen, lastSeen }: ThreatInput): void {
  const latest = latestDay(now)
  const wrong: Record<string, string> = {}
  if (firstSeen > latest) wrong['firstSeen'] = 'case.status.error.future'
  if (lastSeen > latest) wrong['lastSeen'] = 'case.status.error.future'
  else if (lastSeen < firstSeen) wrong['lastSeen'] = 'risk.error.order'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

const place = (id: string) => ({ table: 'threats', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) => tx.db.selectFrom('threats').selectAll().where('case_id', '=', caseId)

async function lock(tx: Tx, caseId: string, threatId: string) {
  const row = await of(tx, caseId).where('id', '=', threatId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}
