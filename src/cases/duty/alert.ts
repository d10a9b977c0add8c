import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { inEachOrganisation } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Job, WorkerServices } from '#platform/module.ts'
import { Refused } from '#platform/web/errors.ts'
import { raiseAlarm } from './alarm.ts'
import { recipientsOf } from './recipients.ts'
import { carriedStages, type CarriedStage, type Nearness } from './tables.ts'

export interface Alert {
  caseId: string
  kind: CarriedStage
  /** rings a single time under this key, whoever asks again: codes, ids and moments, never a word of the case */
  onceKey: string
  /** the row that it is about; `endAlerts` takes it when that row is settled */
  about?: string | undefined
  near?: Nearness | undefined
  /** the sign of life that it is about, and the step of its ladder */
  checkIn?: { id: string; step: number } | undefined
  /** the moment that it is raised for, where a clock decides; one that ran ahead does not use it up */
  ringsAt?: Date | undefined
  /** woken too where they are on the team, whoever is on duty: the owner of a time limit */
  also?: readonly string[]
  /** the louder alarm that speaks for this one */
  toldIn?: string | undefined
}

/** Where a life may hang on it, or where anyone must be able to pull it back: the whole team at once. */
const wakesAll: Readonly<Record<CarriedStage, boolean>> = {
  deadline: false,
  hearing: false,
  'consent-review-missed': true,
  'duress-withdrawal': true,
  'emergency-raised': true,
  'emergency-review-due': true,
  'in-danger': true,
  'text-held': false,
  duress: true,
  emergency: true,
}

/**
 * Wakes the team of a case through the channels of its duty, in the transaction of whatever it is about. The organisation
 * of the actor is woken now; those of other teams' members within seconds, by their own worker.
 * @returns the alarm's id; undefined when it rang before, or when nobody of this organisation is on the team
 */
export async function alertTeam(tx: Tx, alert: Alert): Promise<string | undefined> {
  mustBeAllowed(tx, 'alarm.raise')
  if (tx.actor.kind === 'sign-in') throw new Refused()
  const { organisationId } = tx.actor
  const { caseId, kind } = alert
  const recipients = new Set(await recipientsOf(tx, organisationId, caseId, wakesAll[kind]))
  // Safety: the key stays unused where nobody would hear it; what she sent stands even so, for the others to carry
  if (recipients.size === 0 && !alert.checkIn) return undefined
  if (alert.also?.length) {
    const team = await recipientsOf(tx, organisationId, caseId, true)
    for (const one of alert.also) if (team.includes(one)) recipients.add(one)
  }
  return await raiseAlarm(tx, {
    ...{ organisationId, caseId, stage: kind, recipients: [...recipients] },
    once: { key: alert.onceKey, about: alert.about, near: alert.near, ringsAt: alert.ringsAt },
    ...(alert.checkIn ? { checkIn: alert.checkIn } : {}),
    ...(alert.toldIn ? { toldIn: alert.toldIn } : {}),
  })
}

/**
 * What a job finds to be alarmed about with each look, every few seconds: what rang before costs one read for all of them.
 * @returns how many rang now
 */
export async function alertAll(tx: Tx, alerts: readonly Alert[]): Promise<number> {
  const known = await rung(
    tx,
    alerts.map(({ onceKey }) => onceKey),
  )
  let rang = 0
  for (const alert of alerts) if (!known.has(alert.onceKey) && (await alertTeam(tx, alert))) rang++
  return rang
}

/** Which of these keys have been used up. */
export async function rung(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  if (tx.actor.kind === 'sign-in' || keys.length === 0) return new Set()
  const rows = await tx.db
    .selectFrom('alarms')
    .select('once_key')
    .where('organisation_id', '=', tx.actor.organisationId)
    .where('once_key', 'in', keys)
    .where('early_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.once_key!))
}

/** A clock that is put right by an hour rings nothing twice; one that was far ahead has used up what is still to come. */
const early = 2 * 3_600_000
const remembered = 3 * 86_400_000

/** Carries to this organisation what another one's members raised, and gives back what a wrong clock used up. */
export async function keepAlerts(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'alarm.raise')
  if (tx.actor.kind !== 'worker') throw new Refused()
  const { organisationId } = tx.actor
  const back = await tx.db
    .updateTable('alarms')
    .set({ early_at: tx.now })
    .where('organisation_id', '=', organisationId)
    .where('early_at', 'is', null)
    .where('rings_at', '>', new Date(tx.now.getTime() + early))
    .returning('id')
    .execute()
  if (back.length > 0) await record(tx, 'alarm.rang-early', { organisationId, data: { alarms: back.length } })
  const { rows } = await sql<{
    case_id: string
    stage: CarriedStage
    once_key: string
    about: string | null
    near: Nearness | null
    rings_at: Date | null
    check_in_id: string | null
    step: number | null
  }>`select distinct on (a.once_key) a.case_id, a.stage, a.once_key, a.about, a.near, a.rings_at, a.check_in_id, a.step
    from alarms a left join check_ins i on i.id = a.check_in_id
    where a.stage = any (${carriedStages}::text[]) and a.once_key is not null
      and (i.id is null or i.state in ('duress', 'emergency')) and a.organisation_id <> ${organisationId} and a.told_in is null
      and a.early_at is null and a.raised_at > ${new Date(tx.now.getTime() - remembered)}
      and exists (select 1 from case_team t where t.case_id = a.case_id and t.organisation_id = ${organisationId}
        and t.removed_at is null)
      and not exists (select 1 from alarms b where b.organisation_id = ${organisationId} and b.once_key = a.once_key
        and b.early_at is null)
    order by a.once_key`.execute(tx.db)
  for (const row of rows)
    await alertTeam(tx, {
      ...{ caseId: row.case_id, kind: row.stage, onceKey: row.once_key },
      ...{ about: row.about ?? undefined, near: row.near ?? undefined, ringsAt: row.rings_at ?? undefined },
      ...(row.check_in_id ? { checkIn: { id: row.check_in_id, step: row.step ?? 0 } } : {}),
    })
}

export const keepAllAlerts: Job = {
  name: 'alerts',
  everySeconds: 10,
  run: keepAlertsOnce,
}

export async function keepAlertsOnce(services: Pick<WorkerServices, 'db' | 'organisations'>): Promise<void> {
  await inEachOrganisation(services, keepAlerts)
}
