import { sql } from 'kysely'
import { getCase } from '#cases/index.ts'
import { listCoalition } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { OutcomeCounts } from './ledger-ends.ts'
import type { BroadcastState } from './tables.ts'

/** `acted`: did something, through whichever organisation; `following`: asked to hear and did nothing yet; `all`: both. */
export const jointWho = ['acted', 'following', 'all'] as const
export type JointWho = (typeof jointWho)[number]

/** Numbers alone. People are counted once, however many organisations know them; how far those overlap is told nowhere. */
export interface JointAudience {
  people: number
  /** of them, asked to hear, from at least one organisation */
  asked: number
  /** mails in all */
  recipients: number
  /** whether the numbers of all are here: for who wrote the update and for the lead; the rest get their own part alone */
  whole: boolean
  /** the lead first */
  parts: { organisationId: string; name: string; recipients: number }[]
}

/**
 * Counts whom a broadcast of the coalition would reach. For the room, but for those who observe: they get noughts.
 * Safety: who neither wrote it nor leads gets one number, of those who asked its own organisation, whoever else knows them: no
 * two readings tell who is on another list.
 */
export async function countJointAudience(
  tx: Tx,
  update: { id: string; caseId: string },
  who: JointWho,
): Promise<JointAudience> {
  mustBeAllowed(tx, 'broadcast.read')
  const { rows } = await sql<{
    organisation_id: string | null
    people: number
    asked: number
    recipients: number
  }>`
    select * from wl.joint_audience(${update.id}, ${who})`.execute(tx.db)
  const all = rows.find((row) => row.organisation_id === null)
  const { people, asked, recipients } = all ?? { people: 0, asked: 0, recipients: 0 }
  const parts = (await listCoalition(tx, update.caseId)).flatMap(({ organisationId, name }) => {
    const row = rows.find((one) => one.organisation_id === organisationId)
    return row ? [{ organisationId, name, recipients: row.recipients }] : []
  })
  return { people, asked, recipients, whole: all !== undefined, parts }
}

export interface HoldText {
  reason: string
  /** names as they were then */
  person: string
  organisation: string
}

export interface Hold extends HoldText {
  id: string
  organisationId: string
  heldAt: Date
  releasedAt?: Date
  /** of an organisation that has left: any other may let go */
  orphaned: boolean
}

export interface JointPart {
  organisationId: string
  name: string
  state: BroadcastState
  recipients: number
  counts: OutcomeCounts
}

/** `quiet`: its case is quiet, and it waits; `waiting`: for its hour, or for whoever holds it. */
export type JointStanding = 'waiting' | 'quiet' | 'sending' | 'cancelled' | 'done'

export interface Joint {
  id: string
  standing: JointStanding
  caseId: string
  caseCode: string
  updateId: string
  /** who sends it out */
  organisationId: string
  who: JointWho
  recipients: number
  createdAt: Date
  holdMinutes: number
  /** until then, and as long as somebody holds it, nothing leaves */
  holdUntil: Date
  letGoAt?: Date
  /** newest first */
  holds: Hold[]
  /** all for the sender and the lead, else the own one; an organisation without recipients has none */
  parts: JointPart[]
}

export const holdPlace = (id: string) => ({ table: 'broadcast_holds', column: 'sealed', row: id })

/** One broadcast of the coalition, for its room. @throws NotFound */
export async function getJoint(tx: Tx, jointId: string): Promise<Joint> {
  mustBeAllowed(tx, 'broadcast.read')
  const row = isId(jointId)
    ? await tx.db
        .selectFrom('joint_broadcasts')
        .selectAll()
        .select(sql<JointStanding>`wl.joint_standing(id)`.as('standing'))
        .where('id', '=', jointId)
        .executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  const { codeName: caseCode } = await getCase(tx, row.case_id)
  return {
    ...{ id: row.id, caseId: row.case_id, caseCode, updateId: row.update_id, standing: row.standing },
    ...{ organisationId: row.organisation_id, who: row.who, recipients: row.recipients },
    ...{ createdAt: row.created_at, holdMinutes: row.hold_minutes, holdUntil: row.hold_until },
    ...(row.let_go_at ? { letGoAt: row.let_go_at } : {}),
    holds: await holdsOf(tx, row.case_id, row.id),
    parts: await partsOf(tx, row.case_id, row.id),
  }
}

async function holdsOf(tx: Tx, caseId: string, jointId: string): Promise<Hold[]> {
  const rows = await tx.db
    .selectFrom('broadcast_holds')
    .selectAll()
    .where('joint_id', '=', jointId)
    .orderBy('held_at', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  const stays = (await listCoalition(tx, caseId)).filter(({ role }) => role !== 'observer')
  return rows.map((row) => ({
    ...key.openJson<HoldText>(holdPlace(row.id), row.sealed),
    ...{ id: row.id, organisationId: row.organisation_id, heldAt: row.held_at },
    ...(row.released_at ? { releasedAt: row.released_at } : {}),
    orphaned: !stays.some(({ organisationId }) => organisationId === row.organisation_id),
  }))
}

async function partsOf(tx: Tx, caseId: string, jointId: string): Promise<JointPart[]> {
  const { rows } = await sql<
    OutcomeCounts & { organisation_id: string; state: BroadcastState; recipients: number }
  >`select * from wl.joint_results(${jointId})`.execute(tx.db)
  const members = await listCoalition(tx, caseId, { gone: true })
  return rows.map(({ organisation_id: organisationId, state, recipients, ...counts }) => ({
    ...{ organisationId, state, recipients, counts },
    name: members.find((one) => one.organisationId === organisationId)?.name ?? '',
  }))
}

export interface JointInList {
  id: string
  standing: JointStanding
  recipients: number
  createdAt: Date
}

/** The broadcasts of the coalition that carry this update, newest first. For its room. */
export async function listJoints(tx: Tx, updateId: string): Promise<JointInList[]> {
  mustBeAllowed(tx, 'broadcast.read')
  const rows = await tx.db
    .selectFrom('joint_broadcasts')
    .select(['id', 'recipients', 'created_at'])
    .select(sql<JointStanding>`wl.joint_standing(id)`.as('standing'))
    .where('update_id', '=', updateId)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt }))
}

export interface WaitingJoint {
  id: string
  caseCode: string
  createdAt: Date
  holdUntil: Date
  /** somebody holds it */
  held: boolean
}

/** What has not gone yet, in all rooms that the own organisation does more than observe in; oldest first. */
export async function listWaitingJoints(tx: Tx): Promise<WaitingJoint[]> {
  mustBeAllowed(tx, 'broadcast.read')
  const { rows } = await sql<{
    id: string
    code_name: string
    created_at: Date
    hold_until: Date
    held: boolean
  }>`
    select j.id, c.code_name, j.created_at, j.hold_until,
      exists (select 1 from broadcast_holds h where h.joint_id = j.id and h.released_at is null) as held
    from joint_broadcasts j join cases c on c.id = j.case_id
      join coalition_members m on m.case_id = j.case_id and m.organisation_id = wl.organisation() and m.left_at is null
        and m.role <> 'observer'
    where j.let_go_at is null and wl.joint_standing(j.id) = 'waiting'
    order by j.created_at limit 20`.execute(tx.db)
  return rows.map((row) => ({
    ...{ id: row.id, caseCode: row.code_name, createdAt: row.created_at },
    ...{ holdUntil: row.hold_until, held: row.held },
  }))
}

export interface LeftUnsent {
  updateId: string
  caseCode: string
  leftAt: Date
  /** whom it was to mail, and did not */
  people: number
}

const remembered = 30

/**
 * What an organisation that left had still to send of something joint. Who sent it out, and the lead, are told, until the
 * update is sent together anew: then another organisation writes to whom it knows of them.
 */
export async function listLeftUnsent(tx: Tx): Promise<LeftUnsent[]> {
  mustBeAllowed(tx, 'broadcast.read')
  const { rows } = await sql<{ update_id: string; code_name: string; left_at: Date; people: number }>`
    select j.update_id, c.code_name, max(m.left_at) as left_at, sum(unsent.people)::int as people
    from joint_broadcasts j join cases c on c.id = j.case_id
      -- tells who is neither the sender nor the lead of its own part alone
      cross join lateral wl.joint_results(j.id) r
      join coalition_members m on m.case_id = j.case_id and m.organisation_id = r.organisation_id and m.left_at >= j.created_at
      cross join lateral (select r.recipients - r.sent - r.soft - r.hard - r.unknown - r.suppressed as people) unsent
    where r.state = 'cancelled' and unsent.people > 0
      and m.left_at > ${tx.now}::timestamptz - make_interval(days => ${remembered})
      and exists (select 1 from publications p where p.subject_kind = 'update' and p.subject_id = j.update_id)
      and not exists (select 1 from joint_broadcasts n where n.update_id = j.update_id and n.created_at > m.left_at)
      -- whoever stopped all of it knows
      and not exists (select 1 from events e where e.case_id = j.case_id and e.type = 'broadcast.cancelled'
        and e.data ->> 'joint' = j.id::text)
    group by j.update_id, c.code_name order by left_at limit 20`.execute(tx.db)
  return rows.map(({ update_id: updateId, code_name: caseCode, left_at: leftAt, people }) => ({
    ...{ updateId, caseCode, leftAt, people },
  }))
}
