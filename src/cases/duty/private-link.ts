import { createHash } from 'node:crypto'
import type { Database } from '#platform/database.ts'
import type { Sealer } from '#platform/keys/keyring.ts'

/** 16 bytes as base64url: nothing in it can be read, and nobody guesses one. */
const form = /^[A-Za-z0-9_-]{22}$/

/** The secret of one link, the same each time it is asked for; whoever lacks the key cannot make it. */
export const linkToken = (key: Sealer, purpose: string): string =>
  key.derive(`private-link/${purpose}`).subarray(0, 16).toString('base64url')

/** What the database keeps of it: a stolen dump opens no door. */
export const linkHash = (token: string): Buffer => createHash('sha256').update(token).digest()

export interface PrivateLink {
  kind: 'check-in' | 'alarm' | 'consent'
  organisationId: string
  /** of the plan, the message that carried the alarm, or the consent link */
  id: string
  language?: string
}

/** Which door a link opens; undefined for one that is made up, outdated or ended. */
export async function findPrivateLink(
  { pool }: Pick<Database, 'pool'>,
  token: string,
): Promise<PrivateLink | undefined> {
  if (!form.test(token)) return undefined
  const { rows } = await pool.query<{
    kind: PrivateLink['kind']
    organisation_id: string
    id: string
    language: string | null
  }>('select * from wl.find_private_link($1)', [linkHash(token)])
  const row = rows[0]
  if (!row) return undefined
  return {
    kind: row.kind,
    organisationId: row.organisation_id,
    id: row.id,
    ...(row.language ? { language: row.language } : {}),
  }
}
