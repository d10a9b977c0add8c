/** Who serves in the organisation, and as what. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Role } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound } from '#platform/web/errors.ts'
import { addressIndex, openAccount } from './account.ts'
import { listInvitations, makeLink } from './link.ts'
import { tellMemberRemoved, tellVoiceEnded } from './member-removed.ts'
import { endSessionsOfColleague } from './session.ts'

export const roles = ['admin', 'caseworker', 'campaigner', 'viewer'] as const satisfies readonly Role[]

export interface ServingMember {
  id: string
  accountId: string
  name: string
  address: string
  role: Role
  since: Date
}

/** The members of one's organisation, by the day on which they came. */
export async function listMembers(tx: Tx): Promise<ServingMember[]> {
  mustBeAllowed(tx, 'member.list')
  const rows = await serving(tx).orderBy('m.created_at').execute()
  return rows.map((row) => opened(tx, row))
}

/** @throws NotFound, also for a member of another organisation */
export async function getMember(tx: Tx, memberId: string): Promise<ServingMember> {
  mustBeAllowed(tx, 'member.list')
  const row = await serving(tx).where('m.id', '=', memberId).executeTakeFirst()
  if (!row) throw new NotFound()
  return opened(tx, row)
}

const serving = (tx: Tx) =>
  tx.db
    .selectFrom('members as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select([
      'm.id as member_id',
      'm.role',
      'm.created_at',
      'a.id',
      'a.address_sealed',
      'a.name_sealed',
      'a.language',
    ])
    .where('m.organisation_id', '=', organisationIdOf(tx))
    .where('m.removed_at', 'is', null)

function opened(
  tx: Tx,
  row: Awaited<ReturnType<ReturnType<typeof serving>['execute']>>[number],
): ServingMember {
  const { id, name, address } = openAccount(tx.keys.instance, row)
  return { id: row.member_id, accountId: id, name, address, role: row.role, since: row.created_at }
}

/**
 * Invites somebody by a link that is shown once to whoever invites; mail is extra.
 * @throws Refused ('access.step-up'), Invalid when that address serves here or is invited already
 */
export async function inviteMember(
  tx: Tx,
  { name, address, role }: { name: string; address: string; role: Role },
): Promise<{ invitationId: string; token: string }> {
  mustBeAllowed(tx, 'member.invite')
  const organisationId = organisationIdOf(tx)
  const index = addressIndex(tx.keys.instance, address)
  const already = await serving(tx).where('a.address_index', '=', index).executeTakeFirst()
  if (already) throw new Invalid({ address: 'organisations.invite.serves' })
  const open = await listInvitations(tx)
  if (open.some(({ note }) => note && addressIndex(tx.keys.instance, note.address).equals(index)))
    throw new Invalid({ address: 'organisations.invite.open' })
  const { id, token } = await makeLink(tx, {
    purpose: 'invitation',
    organisationId,
    role,
    note: { name, address },
  })
  await record(tx, 'member.invited', { subject: id, data: { role } })
  return { invitationId: id, token }
}

/** @throws NotFound when it was used, has run out, or is another organisation's */
export async function revokeInvitation(tx: Tx, { invitationId }: { invitationId: string }): Promise<void> {
  mustBeAllowed(tx, 'member.revoke-invitation')
  const revoked = await tx.db
    .updateTable('one_time_links')
    .set({ revoked_at: tx.now })
    .where('id', '=', invitationId)
    .where('purpose', '=', 'invitation')
    .where('organisation_id', '=', organisationIdOf(tx))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!revoked.numUpdatedRows) throw new NotFound()
  await record(tx, 'member.invitation-revoked', { subject: invitationId })
}

/** Admits an account to an organisation. Runs as `signIn`, from an accepted link. @throws Conflict when it serves there */
export async function admitMember(
  tx: Tx,
  admission: { organisationId: string; accountId: string; role: Role; createdBy?: string },
): Promise<string> {
  const id = newId(tx.now.getTime())
  const { organisationId, accountId, role, createdBy } = admission
  const admitted = await tx.db
    .insertInto('members')
    .values({
      id,
      organisation_id: organisationId,
      account_id: accountId,
      role,
      created_at: tx.now,
      created_by: createdBy ?? null,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'account_id']).where('removed_at', 'is', null).doNothing(),
    )
    .executeTakeFirst()
  if (!admitted.numInsertedOrUpdatedRows) throw new Conflict('organisations.invite.serves')
  await record(tx, 'member.joined', { organisationId, subject: id, data: { role, accountId } })
  return id
}

/** @throws Refused ('access.step-up'), NotFound, Conflict ('organisations.member.last-admin') */
export async function changeRole(
  tx: Tx,
  { memberId, role }: { memberId: string; role: Role },
): Promise<void> {
  mustBeAllowed(tx, 'member.change-role')
  await lockAdmins(tx)
  const member = await getMember(tx, memberId)
  if (member.role === role) return
  if (member.role === 'admin') await mustLeaveAnAdmin(tx, memberId)
  await tx.db.updateTable('members').set({ role }).where('id', '=', memberId).execute()
  await endSessionsOfColleague(tx, member.accountId, 'role-changed')
  if (role === 'viewer') await tellVoiceEnded(tx, { accountId: member.accountId })
  await record(tx, 'member.role-changed', { subject: memberId, data: { from: member.role, to: role } })
}

/** Ends the membership, every session and what later modules gave at once. @throws Refused ('access.step-up'), NotFound, Conflict */
export async function removeMember(tx: Tx, { memberId }: { memberId: string }): Promise<void> {
  mustBeAllowed(tx, 'member.remove')
  await lockAdmins(tx)
  const member = await getMember(tx, memberId)
  if (member.role === 'admin') await mustLeaveAnAdmin(tx, memberId)
  await tx.db
    .updateTable('members')
    .set({ removed_at: tx.now, removed_by: tx.actor.kind === 'member' ? tx.actor.accountId : null })
    .where('id', '=', memberId)
    .execute()
  await endSessionsOfColleague(tx, member.accountId, 'removed')
  await tellMemberRemoved(tx, { accountId: member.accountId })
  await tellVoiceEnded(tx, { accountId: member.accountId })
  await record(tx, 'member.removed', { subject: memberId, data: { role: member.role } })
}

/** Two administrators who remove each other at the same moment wait for one another here. */
async function lockAdmins(tx: Tx): Promise<void> {
  await tx.db
    .selectFrom('members')
    .select('id')
    .where('organisation_id', '=', organisationIdOf(tx))
    .where('role', '=', 'admin')
    .where('removed_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

async function mustLeaveAnAdmin(tx: Tx, memberId: string): Promise<void> {
  const other = await serving(tx)
    .where('m.role', '=', 'admin')
    .where('m.id', '!=', memberId)
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst()
  if (!other) throw new Conflict('organisations.member.last-admin')
}

export function organisationIdOf(tx: Tx): string {
  if (tx.actor.kind === 'sign-in') throw new NotFound()
  return tx.actor.organisationId
}
