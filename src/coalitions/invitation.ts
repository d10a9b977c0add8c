/** How an organisation comes in: it is invited by the lead, and says yes or no itself. */
import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { getCase, mustBeOnTeam } from '#cases/index.ts'
import { linkLasts, makeLink } from '#organisations/index.ts'
import { charterInForce } from './charter.ts'
import { listCoalition, myPart } from './coalition.ts'
import type { InvitationTable } from './tables.ts'

/** Sealed under the instance key: the invited organisation has none of the case's. */
interface InvitationText {
  /** as the inviting team calls it; a new one names itself */
  organisation: string
  /** the person that the link is meant for; only for a new organisation */
  person?: string
  address?: string
  message: string
  /** of the case and of the inviting organisation, when it was written */
  codeName: string
  inviter: string
}

export interface Invitation extends InvitationText {
  id: string
  caseId: string
  role: 'partner' | 'observer'
  state: 'open' | 'accepted' | 'declined' | 'revoked' | 'expired'
  invitedId?: string
  createdAt: Date
  expiresAt: Date
  answeredAt?: Date
  /** of an organisation for which one person alone stands so far: a colleague has still to look at it */
  unconfirmed: boolean
  createdBy: string
}

export interface DirectoryEntry {
  id: string
  name: string
  country: string
  /** '' where it named none */
  website: string
}

/**
 * Organisations that may be found here, or are together with the own one elsewhere, and are not in the case's coalition.
 * For whoever may invite.
 */
export async function listInvitable(tx: Tx, caseId: string): Promise<DirectoryEntry[]> {
  mustBeAllowed(tx, 'coalition.invite')
  await mustBeOnTeam(tx, caseId)
  const inside = new Set((await listCoalition(tx, caseId)).map(({ organisationId }) => organisationId))
  const { rows } = await sql<DirectoryEntry>`
    select id, name, country, website from wl.organisation_directory() order by lower(name) collate "C", id`.execute(
    tx.db,
  )
  return rows.filter(({ id }) => !inside.has(id))
}

export type Invited =
  | { kind: 'known'; organisationId: string }
  | { kind: 'new'; organisation: string; person: string; address: string }

/**
 * Invites an organisation that may be found on this instance, or a new one by a link that is shown once. For admins and caseworkers of the
 * team, of the lead unless the charter says otherwise.
 * @throws Refused ('coalition.room-closed') while the coalition's room is shut, Conflict when it is in or invited already
 */
export async function inviteOrganisation(
  tx: Tx,
  input: { caseId: string; role: 'partner' | 'observer'; message: string; invited: Invited },
): Promise<{ invitationId: string; token?: string; expiresAt: Date }> {
  mustBeAllowed(tx, 'coalition.invite')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await getCase(tx, input.caseId)
  if (row.publicity < 2) throw new Refused('coalition.room-closed')
  if (row.state !== 'open' && row.state !== 'monitoring') throw new Refused('coalition.not-open')
  const mine = await myPart(tx, input.caseId)
  const { invites } = (await charterInForce(tx, input.caseId)).terms
  if (mine.role !== 'lead' && (mine.role === 'observer' || invites === 'lead'))
    throw new Refused('coalition.lead-invites')
  const { invited } = input
  const link = invited.kind === 'new' ? await linkFor(tx, invited) : undefined
  const known = invited.kind === 'known' ? await knownOf(tx, input.caseId, invited.organisationId) : undefined
  const id = newId(tx.now.getTime())
  const expiresAt = new Date(tx.now.getTime() + linkLasts['new-organisation'])
  const text: InvitationText = {
    organisation: known?.name ?? (invited.kind === 'new' ? invited.organisation : ''),
    ...(invited.kind === 'new' ? { person: invited.person, address: invited.address } : {}),
    ...{ message: input.message, codeName: row.codeName, inviter: mine.name },
  }
  await tx.db
    .insertInto('coalition_invitations')
    .values({
      ...{ id, case_id: input.caseId, organisation_id: tx.actor.organisationId, role: input.role },
      ...{ invited_id: known?.id ?? null, link_id: link?.id ?? null },
      sealed: tx.keys.instance.sealJson(place(id), text),
      // Safety: whether a colleague has to look at it, and whether there is one, is said by the database (`unproven`, `alone`)
      ...{ created_at: tx.now, created_by: tx.actor.accountId, expires_at: expiresAt },
    })
    .execute()
  await record(tx, 'coalition.invited', {
    caseId: input.caseId,
    subject: id,
    data: { role: input.role, kind: invited.kind },
  })
  return { invitationId: id, expiresAt, ...(link ? { token: link.token } : {}) }
}

const linkFor = (tx: Tx, { person, address }: { person: string; address: string }) =>
  makeLink(tx, { purpose: 'new-organisation', role: 'admin', note: { name: person, address } })

async function knownOf(tx: Tx, caseId: string, organisationId: string): Promise<DirectoryEntry> {
  const found = (await listInvitable(tx, caseId)).find(({ id }) => id === organisationId)
  // Safety: one that is not listed is refused like one that does not exist
  if (!found) throw new Invalid({ organisationId: 'coalition.error.not-invitable' })
  const before = (await listInvitations(tx, caseId)).filter(({ invitedId }) => invitedId === organisationId)
  if (before.some(({ state }) => state === 'open')) throw new Conflict('coalition.error.invited-already')
  // one that ran out makes room for the new one
  for (const { id, state } of before)
    if (state === 'expired') await revokeInvitationOf(tx, { caseId, invitationId: id })
  return found
}

/** What was asked of whom, newest first. For the team. */
export async function listInvitations(tx: Tx, caseId: string): Promise<Invitation[]> {
  mustBeAllowed(tx, 'coalition.see')
  await mustBeOnTeam(tx, caseId)
  const rows = await invitations(tx)
    .where('case_id', '=', caseId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => opened(tx, row))
}

/** Invitations that wait for the own organisation's word. */
export async function listInvitationsToUs(tx: Tx): Promise<Invitation[]> {
  mustBeAllowed(tx, 'coalition.see')
  const rows = await toUs(tx).where('state', '=', 'open').orderBy('created_at').execute()
  return rows.map((row) => opened(tx, row)).filter(({ state }) => state === 'open')
}

/** One that was sent to the own organisation. @throws NotFound, also for another's */
export async function getInvitationToUs(tx: Tx, invitationId: string): Promise<Invitation> {
  mustBeAllowed(tx, 'coalition.see')
  const row = await toUs(tx).where('id', '=', invitationId).executeTakeFirst()
  if (!row) throw new NotFound()
  return opened(tx, row)
}

/**
 * Says yes or no for the own organisation. For its administrators.
 * @param named whether it may be named in public
 * @throws Conflict ('coalition.error.answered') when it was answered, taken back or ran out in the meantime
 */
export async function answerInvitation(
  tx: Tx,
  input: { invitationId: string; accepts: boolean; named: boolean },
): Promise<string> {
  mustBeAllowed(tx, 'coalition.answer')
  const asked = await getInvitationToUs(tx, input.invitationId)
  const { rows } = await sql<{ case_id: string | null }>`select wl.answer_invitation(${asked.id}::uuid,
    ${input.accepts}, ${input.named}, ${tx.now}::timestamptz) as case_id`.execute(tx.db)
  const caseId = rows[0]?.case_id
  if (!caseId) throw new Conflict('coalition.error.answered')
  // who declined is not in the case: its own log tells it, and the inviting team's is told by the database
  if (input.accepts)
    await record(tx, 'coalition.joined', { caseId, subject: asked.id, data: { role: asked.role } })
  else await record(tx, 'coalition.declined', { subject: asked.id })
  return caseId
}

/**
 * Stands for an organisation that a link brought in, beside whoever invited it: it will sign and vote. Once is enough, for
 * every later invitation. For another one of the inviting organisation on the team. @throws Conflict ('coalition.error.answered')
 */
export async function confirmInvitation(
  tx: Tx,
  input: { caseId: string; invitationId: string },
): Promise<void> {
  mustBeAllowed(tx, 'coalition.confirm')
  await mustBeOnTeam(tx, input.caseId)
  const { rows } = await sql<{ done: boolean }>`
    select wl.confirm_invitation(id, ${tx.now}::timestamptz) as done from coalition_invitations
    where id = ${input.invitationId} and case_id = ${input.caseId}`.execute(tx.db)
  if (rows.length === 0) throw new NotFound()
  if (!rows[0]?.done) throw new Conflict('coalition.error.answered')
  await record(tx, 'coalition.invitation-confirmed', { caseId: input.caseId, subject: input.invitationId })
}

/** Takes an invitation back; its link opens nothing any more. @throws Conflict ('coalition.error.answered') */
export async function revokeInvitationOf(
  tx: Tx,
  input: { caseId: string; invitationId: string },
): Promise<void> {
  mustBeAllowed(tx, 'coalition.revoke')
  await mustBeOnTeam(tx, input.caseId)
  const { rows } = await sql<{ done: boolean }>`
    select wl.revoke_invitation(id, ${tx.now}::timestamptz) as done from coalition_invitations
    where id = ${input.invitationId} and case_id = ${input.caseId}`.execute(tx.db)
  if (rows.length === 0) throw new NotFound()
  if (!rows[0]?.done) throw new Conflict('coalition.error.answered')
  await record(tx, 'coalition.invitation-revoked', { caseId: input.caseId, subject: input.invitationId })
}

const place = (id: string) => ({ table: 'coalition_invitations', column: 'sealed', row: id })
const invitations = (tx: Tx) => tx.db.selectFrom('coalition_invitations').selectAll()
const toUs = (tx: Tx) =>
  invitations(tx).where('invited_id', '=', tx.actor.kind === 'member' ? tx.actor.organisationId : '')

type Row = Selectable<InvitationTable>

const opened = (tx: Tx, row: Row): Invitation => ({
  ...tx.keys.instance.openJson<InvitationText>(place(row.id), row.sealed),
  ...{
    id: row.id,
    caseId: row.case_id,
    role: row.role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  },
  state: row.state === 'open' && row.expires_at <= tx.now ? 'expired' : row.state,
  ...{ unconfirmed: row.unproven && !row.confirmed_by && !row.alone, createdBy: row.created_by },
  ...(row.invited_id ? { invitedId: row.invited_id } : {}),
  ...(row.answered_at ? { answeredAt: row.answered_at } : {}),
})
