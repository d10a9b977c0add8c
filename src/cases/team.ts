import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from './circles.ts'
import { raiseAlarm } from './duty/alarm.ts'
import { onMemberRemoved } from '#organisations/index.ts'
import { listPeopleBeside } from './people-beside.ts'
import type { TeamRole } from './tables.ts'

/**
 * Lets one more into the case file, by name: a colleague, or somebody whom another organisation of the coalition has named
 * to the others. For admins and caseworkers of the team, with a recent step-up.
 * @throws NotFound for anybody else, Conflict ('case.team.already')
 */
export async function addToTeam(
  tx: Tx,
  input: { caseId: string; accountId: string; role: TeamRole },
): Promise<void> {
  mustBeAllowed(tx, 'case.team')
  await mustBeOnTeam(tx, input.caseId)
  await joinTeam(tx, input)
}

/**
 * Part of a verb that has asked for permission: writes a colleague into the team.
 * @throws NotFound when the account serves no organisation of ours, Conflict ('case.team.already')
 */
export async function joinTeam(
  tx: Tx,
  input: { caseId: string; accountId: string; role: TeamRole },
): Promise<void> {
  const { actor } = tx
  if (actor.kind !== 'member') throw new Refused()
  await holdTeam(tx, input.caseId)
  const organisationId = await organisationOf(tx, input)
  if (!organisationId) throw new NotFound()
  if ((await team(tx, input.caseId)).includes(input.accountId)) throw new Conflict('case.team.already')
  await tx.db
    .insertInto('case_team')
    .values({
      case_id: input.caseId,
      account_id: input.accountId,
      organisation_id: organisationId,
      role: input.role,
      added_at: tx.now,
      added_by: actor.accountId,
    })
    .execute()
  await record(tx, 'case.team-joined', {
    caseId: input.caseId,
    subject: input.accountId,
    data: { role: input.role },
  })
}

/**
 * Ends somebody's access to the file at once.
 * @throws Conflict ('case.team.last') for the last one: a file that nobody can open helps nobody
 */
export async function removeFromTeam(tx: Tx, input: { caseId: string; accountId: string }): Promise<void> {
  mustBeAllowed(tx, 'case.team')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  await holdTeam(tx, input.caseId)
  const now = await team(tx, input.caseId)
  if (!now.includes(input.accountId)) throw new NotFound()
  // Safety: the lead keeps somebody on the team: others may leave the coalition, and then nobody could take down for her
  if (now.length === 1 || (await isLastOfLead(tx, input))) throw new Conflict('case.team.last')
  // the event first: after leaving, one may no longer write into this case
  await record(tx, 'case.team-left', { caseId: input.caseId, subject: input.accountId })
  await tx.db
    .updateTable('case_team')
    .set({ removed_at: tx.now, removed_by: tx.actor.accountId })
    .where('case_id', '=', input.caseId)
    .where('account_id', '=', input.accountId)
    .where('removed_at', 'is', null)
    .execute()
}

// Safety: a place on a team ends with the membership; who is invited again begins with no file. The last one goes too:
// a member whose telephone is in the wrong hands must not stay because nobody else knows the case.
onMemberRemoved(async (tx, { accountId }) => {
  const { rows } = await sql<{
    of_case: string
    unwatched: boolean
  }>`select of_case, unwatched from wl.leave_teams(${accountId}, ${tx.now})`.execute(tx.db)
  await recordAll(
    tx,
    'case.team-left',
    rows.map((row) => ({ caseId: row.of_case, subject: accountId, data: { reason: 'member-removed' } })),
  )
  if (rows.some((row) => row.unwatched)) await tellNobodyIsLeft(tx)
})

/** Safety: administrators hear that a case has nobody of theirs any more, and not which: they may not know that it exists. */
async function tellNobodyIsLeft(tx: Tx): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const admins = await tx.db
    .selectFrom('members')
    .select('account_id')
    .where('organisation_id', '=', tx.actor.organisationId)
    .where('role', '=', 'admin')
    .where('removed_at', 'is', null)
    .execute()
  const recipients = admins.map((one) => one.account_id)
  await raiseAlarm(tx, { organisationId: tx.actor.organisationId, stage: 'nobody-left', recipients })
}

async function isLastOfLead(tx: Tx, input: { caseId: string; accountId: string }): Promise<boolean> {
  const { rows } = await sql<{ account_id: string }>`
    select t.account_id from case_team t join cases k on k.id = t.case_id and k.lead_organisation_id = t.organisation_id
    where t.case_id = ${input.caseId} and t.removed_at is null`.execute(tx.db)
  return rows.length === 1 && rows[0]?.account_id === input.accountId
}

/** For whom somebody would be on the team. */
async function organisationOf(
  tx: Tx,
  { caseId, accountId }: { caseId: string; accountId: string },
): Promise<string | undefined> {
  const own = tx.actor.kind === 'member' ? tx.actor.organisationId : ''
  const { rows } = await sql`select 1 from members where account_id = ${accountId}
    and organisation_id = ${own} and removed_at is null`.execute(tx.db)
  if (rows.length > 0) return own
  return (await listPeopleBeside(tx, caseId)).find((one) => one.accountId === accountId)?.organisationId
}

/** Two who remove each other at the same moment must not leave an empty team. */
async function holdTeam(tx: Tx, caseId: string): Promise<void> {
  await tx.db.selectFrom('cases').select('id').where('id', '=', caseId).forUpdate().execute()
}

async function team(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('case_team')
    .select('account_id')
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .execute()
  return rows.map((row) => row.account_id)
}
