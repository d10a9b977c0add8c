/** "Every organisation of this site": one hands the wish on, sealed, and each finds out for itself whom it is about. */
import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import { openEnvelope } from '#platform/intake/envelope.ts'
import { rawPublicKey, type Keys } from '#platform/keys/keyring.ts'
import type { Place } from '#platform/keys/seal.ts'
import type { WorkerServices } from '#platform/module.ts'
import { addressOfInbox } from '#supporters/index.ts'
import type { Correction, LeaveSubmission } from './submission.ts'

export interface WishElsewhere {
  /** who is to obey */
  organisationId: string
  /** exact */
  address: string
  command: NonNullable<LeaveSubmission['command']>
  caseId?: string
  language: string
  /** for 'change'; says by which name she is known */
  correction?: Correction
}

/** Safety: under the instance key, so that no form of a visitor can speak for an address that is not hers. */
const place: Place = { table: 'intake', column: 'elsewhere', row: '' }

/**
 * Hands on what she asked of all, in the transaction that obeys for this one. Nothing is kept of whom else it concerns:
 * every organisation is told, and most of them find nobody.
 */
export async function tellOthers(
  tx: Tx,
  from: { organisationId: string; inbox: number; caseId?: string },
  wish: Pick<WishElsewhere, 'command' | 'language' | 'correction'>,
  services: WorkerServices,
): Promise<void> {
  const { organisationId, inbox, caseId } = from
  const address = await addressOfInbox(tx, organisationId, inbox)
  if (!address) return
  const others = (await services.organisations()).filter((id) => id !== organisationId)
  const envelope = openEnvelope(rawPublicKey(services.keys.intakePrivate))
  const rows = others.map((id) => {
    const told: WishElsewhere = { ...wish, organisationId: id, address, ...(caseId ? { caseId } : {}) }
    const token = services.keys.instance.sealJson(place, told).toString('base64url')
    return envelope.seal({ type: 'elsewhere', token })
  })
  if (rows.length === 0) return
  await sql`insert into intake.rows (lane, sealed) select 1, sealed from unnest(${rows}::bytea[]) as t (sealed)`.execute(
    tx.db,
  )
}

/** A wish that was handed on; undefined for whatever we did not seal. */
export function readWish(keys: Keys, token: unknown): WishElsewhere | undefined {
  try {
    return keys.instance.openJson<WishElsewhere>(place, Buffer.from(String(token), 'base64url'))
  } catch {
    return undefined
  }
}

/**
 * Takes wishes that other organisations handed on; a wish about nobody leaves no trace.
 * @param obey what the own preference page does
 */
export async function takeElsewhere(
  tx: Tx,
  organisationId: string,
  batch: readonly Received[],
  services: WorkerServices,
  obey: (
    link: { organisationId: string; inbox: number; caseId?: string },
    wish: WishElsewhere,
  ) => Promise<void>,
): Promise<void> {
  for (const { submission } of batch) {
    const wish = readWish(services.keys, submission['token'])
    if (wish?.organisationId !== organisationId) {
      await dropSubmission(tx, 'elsewhere', 'link')
      continue
    }
    const key = await tx.keys.organisation(organisationId)
    const inbox = await tx.db
      .selectFrom('inboxes')
      .select('number')
      .where('organisation_id', '=', organisationId)
      .where('address_index', '=', key.index('address', wish.address))
      .executeTakeFirst()
    const { caseId } = wish
    if (inbox) await obey({ organisationId, inbox: inbox.number, ...(caseId ? { caseId } : {}) }, wish)
  }
}
