import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import { recipientsOf } from '../duty/recipients.ts'
import type { CheckInStage } from '../duty/tables.ts'
import type { CheckInRow } from './check-in.ts'
import { checkInPlace, movedPlace } from './check-in.ts'
import { contactPlace, type ContactText } from './contact-row.ts'
import { planPlace, planToken, type PlanText } from './plan.ts'
import type { CheckInPlanTable, ContactTable } from './tables.ts'

export type ContactRow = Selectable<ContactTable> & { text?: ContactText }

/** Newest first. @param open whether this session has opened the file: only then is what was said unsealed */
export async function listContacts(tx: Tx, caseId: string, open: boolean): Promise<ContactRow[]> {
  mustBeAllowed(tx, 'contact.read')
  const rows = await tx.db
    .selectFrom('contacts')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at', 'desc')
    .limit(100)
    .execute()
  if (!open || rows.length === 0) return rows
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({ ...row, text: key.openJson<ContactText>(contactPlace(row.id), row.sealed) }))
}

export interface Plan {
  row: Selectable<CheckInPlanTable>
  text?: PlanText
  /** the secret of her link */
  token?: string
  next?: { id: string; at: Date }
  /** nobody of the organisation whose people are woken is on the team */
  ringsNobody: boolean
  /** somebody who would be woken now has no channel that was tried out */
  mailOnly: boolean
}

export async function listPlans(tx: Tx, caseId: string, open: boolean): Promise<Plan[]> {
  mustBeAllowed(tx, 'check-in.read')
  const rows = await tx.db
    .selectFrom('check_in_plans')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('created_at', 'desc')
    .execute()
  const key = open && rows.length > 0 ? await tx.keys.case(caseId) : undefined
  const plans: Plan[] = []
  for (const row of rows) {
    const next = await tx.db
      .selectFrom('check_ins')
      .select(['id', 'due_at'])
      .where('plan_id', '=', row.id)
      .where('state', '=', 'scheduled')
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst()
    plans.push({
      row,
      ...(next ? { next: { id: next.id, at: next.due_at } } : {}),
      ...(key
        ? {
            text: key.openJson<PlanText>(planPlace(row.id), row.sealed),
            token: planToken(key, row.id, row.link_number),
          }
        : {}),
      ...(row.state === 'active' ? await ringing(tx, row) : { ringsNobody: false, mailOnly: false }),
    })
  }
  return plans
}

async function ringing(
  tx: Tx,
  { organisation_id, case_id }: Selectable<CheckInPlanTable>,
): Promise<Pick<Plan, 'ringsNobody' | 'mailOnly'>> {
  const people = await recipientsOf(tx, organisation_id, case_id, false)
  if (people.length === 0) return { ringsNobody: true, mailOnly: false }
  const proved = await tx.db
    .selectFrom('alarm_channels')
    .select('account_id')
    .where('account_id', 'in', people)
    .where('removed_at', 'is', null)
    .where('proved_at', 'is not', null)
    .execute()
  const mailOnly = people.some((one) => !proved.some(({ account_id }) => account_id === one))
  return { ringsNobody: false, mailOnly }
}

/** @throws NotFound */
export async function getPlan(tx: Tx, caseId: string, planId: string, open: boolean): Promise<Plan> {
  const plan = (await listPlans(tx, caseId, open)).find(({ row }) => row.id === planId)
  if (!plan) throw new NotFound()
  return plan
}

/** Newest first: what stands open, and what was. */
export async function listCheckIns(tx: Tx, caseId: string): Promise<CheckInRow[]> {
  mustBeAllowed(tx, 'check-in.read')
  return await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('state', '<>', 'scheduled')
    .orderBy('due_at', 'desc')
    .limit(60)
    .execute()
}

/** What a contact could answer now, earliest first. */
export async function answerable(tx: Tx, caseId: string): Promise<CheckInRow[]> {
  mustBeAllowed(tx, 'check-in.read')
  return await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('state', 'in', ['scheduled', 'due', 'late', 'system-gap'])
    .orderBy('due_at')
    .limit(8)
    .execute()
}

export interface AlarmOfCheckIn {
  id: string
  stage: CheckInStage
  step: number
  raisedAt: Date
  toldIn?: string
  takenBy?: string
  takenAt?: Date
  sent: number
  waiting: number
  failed: number
}

export interface OneCheckIn {
  row: CheckInRow
  alarms: AlarmOfCheckIn[]
  /** what whoever ended it wrote, while the file is open */
  note?: string
  /** why it was moved, while the file is open */
  moved?: string
}

/** @throws NotFound */
export async function getCheckIn(
  tx: Tx,
  caseId: string,
  checkInId: string,
  open: boolean,
): Promise<OneCheckIn> {
  mustBeAllowed(tx, 'check-in.read')
  if (!isId(checkInId)) throw new NotFound()
  const row = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('id', '=', checkInId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  const { rows } = await sql<{
    id: string
    stage: CheckInStage
    step: number
    raised_at: Date
    told_in: string | null
    acknowledged_by: string | null
    acknowledged_at: Date | null
    sent: number
    waiting: number
    failed: number
  }>`select * from (select distinct on (a.step) a.id, a.stage, a.step, a.raised_at, a.told_in, a.acknowledged_by, a.acknowledged_at,
      count(m.id) filter (where m.state = 'sent')::int as sent,
      count(m.id) filter (where m.state in ('queued', 'claimed'))::int as waiting,
      count(m.id) filter (where m.state = 'failed')::int as failed
    from alarms a left join alarm_messages m on m.alarm_id = a.id where a.check_in_id = ${checkInId}
    -- each organisation rings its own people; whom the others rang stays with them
    group by a.id order by a.step, a.organisation_id = (select wl.organisation()) desc, a.raised_at) a
    order by a.raised_at, a.step`.execute(tx.db)
  const key = open && (row.sealed || row.moved_sealed) ? await tx.keys.case(caseId) : undefined
  const note = row.sealed && key?.openJson<{ note: string }>(checkInPlace(row.id), row.sealed).note
  const moved =
    row.moved_sealed && key?.openJson<{ reason: string }>(movedPlace(row.id), row.moved_sealed).reason
  return {
    row,
    ...(note ? { note } : {}),
    ...(moved ? { moved } : {}),
    alarms: rows.map((alarm) => ({
      id: alarm.id,
      stage: alarm.stage,
      step: alarm.step,
      raisedAt: alarm.raised_at,
      ...(alarm.told_in ? { toldIn: alarm.told_in } : {}),
      ...(alarm.acknowledged_by ? { takenBy: alarm.acknowledged_by } : {}),
      ...(alarm.acknowledged_at ? { takenAt: alarm.acknowledged_at } : {}),
      sent: alarm.sent,
      waiting: alarm.waiting,
      failed: alarm.failed,
    })),
  }
}
