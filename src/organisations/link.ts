/** One-time links: the first member, an invitation, a new organisation, a recovery, the demo's sign-in. */
import type { Role } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { newId } from '#platform/ids.ts'
import { isToken, newToken, tokenHash } from '#platform/sign-in/token.ts'
import { NotFound } from '#platform/web/errors.ts'

export type LinkPurpose = 'first-member' | 'invitation' | 'new-organisation' | 'recovery' | 'demo'

/** Whom an invitation is for; sealed under the instance key. */
export interface LinkNote {
  name: string
  address: string
}

export interface OneTimeLink {
  id: string
  purpose: LinkPurpose
  organisationId: string | undefined
  accountId: string | undefined
  role: Role | undefined
  note: LinkNote | undefined
  createdAt: Date
  createdBy: string | undefined
  expiresAt: Date
}

const notePlace = (row: string) => ({ table: 'one_time_links', column: 'note_sealed', row })
const hour = 60 * 60_000
export const linkLasts: Record<LinkPurpose, number> = {
  'first-member': 24 * hour,
  invitation: 7 * 24 * hour,
  'new-organisation': 14 * 24 * hour,
  recovery: 24 * hour,
  demo: 365 * 24 * hour,
}

/** Makes a link and gives its secret once; only the hash is stored. */
export async function makeLink(
  tx: Tx,
  link: { purpose: LinkPurpose; organisationId?: string; accountId?: string; role?: Role; note?: LinkNote },
): Promise<{ id: string; token: string }> {
  const id = newId(tx.now.getTime())
  const { token, hash } = newToken()
  await tx.db
    .insertInto('one_time_links')
    .values({
      id,
      token_hash: hash,
      purpose: link.purpose,
      organisation_id: link.organisationId ?? null,
      account_id: link.accountId ?? null,
      role: link.role ?? null,
      note_sealed: link.note ? tx.keys.instance.sealJson(notePlace(id), link.note) : null,
      created_at: tx.now,
      created_by: tx.actor.kind === 'member' ? tx.actor.accountId : null,
      expires_at: new Date(tx.now.getTime() + linkLasts[link.purpose]),
    })
    .execute()
  return { id, token }
}

/** The link if it can still be used. Runs as `signIn`. @throws NotFound ('organisations.link.gone') */
export async function getLink(tx: Tx, token: string): Promise<OneTimeLink> {
  const row = isToken(token)
    ? await usable(tx).where('token_hash', '=', tokenHash(token)).executeTakeFirst()
    : undefined
  // Safety: used, revoked, run out and never made are one answer
  if (!row) throw new NotFound('organisations.link.gone')
  return opened(tx, row)
}

/**
 * Uses it up; of two at the same moment one wins.
 * @param organisationId the one that came in by it, for a link that was for none yet
 * @throws NotFound ('organisations.link.gone')
 */
export async function useLink(tx: Tx, link: OneTimeLink, organisationId?: string): Promise<void> {
  const used = await tx.db
    .updateTable('one_time_links')
    .set({ used_at: tx.now, ...(organisationId ? { used_for: organisationId } : {}) })
    .where('id', '=', link.id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!used.numUpdatedRows) throw new NotFound('organisations.link.gone')
}

/** Open invitations of the organisation, newest first. */
export async function listInvitations(tx: Tx): Promise<OneTimeLink[]> {
  const rows = await usable(tx).where('purpose', '=', 'invitation').orderBy('created_at', 'desc').execute()
  return rows.map((row) => opened(tx, row))
}

const usable = (tx: Tx) =>
  tx.db
    .selectFrom('one_time_links')
    .selectAll()
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', tx.now)

type Row = Awaited<ReturnType<ReturnType<typeof usable>['execute']>>[number]

const opened = (tx: Tx, row: Row): OneTimeLink => ({
  id: row.id,
  purpose: row.purpose,
  organisationId: row.organisation_id ?? undefined,
  accountId: row.account_id ?? undefined,
  role: row.role ?? undefined,
  note: row.note_sealed ? tx.keys.instance.openJson<LinkNote>(notePlace(row.id), row.note_sealed) : undefined,
  createdAt: row.created_at,
  createdBy: row.created_by ?? undefined,
  expiresAt: row.expires_at,
})
