import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import './access.ts'
import { lockOrganisation, publishOrganisation } from './organisation.ts'

/** A site on which the embeds of an organisation may be shown. */
export interface EmbedSite {
  id: string
  /** `https://www.harbour.example` */
  origin: string
  addedAt: Date
}

/** All of them stand in one header of every embed; the database has no place for more (`embed_sites_most`). */
const places = Array.from({ length: 20 }, (_, n) => n + 1)

/** Those of the acting member's organisation, in the order of the alphabet. */
export async function listEmbedSites(tx: Tx): Promise<EmbedSite[]> {
  mustBeAllowed(tx, 'embed-site.list')
  const rows = await tx.db
    .selectFrom('embed_sites')
    .select(['id', 'origin', 'added_at'])
    .where('removed_at', 'is', null)
    .orderBy('origin')
    .execute()
  return rows.map(({ id, origin, added_at }) => ({ id, origin, addedAt: added_at }))
}

/**
 * Lets the embeds of one's organisation be shown on one more site. `origin` is what `parseOrigin` gave; one that is
 * there already stays as it is.
 * @throws Invalid where there are twenty
 */
export async function addEmbedSite(tx: Tx, origin: string): Promise<void> {
  mustBeAllowed(tx, 'embed-site.change')
  const { organisationId, accountId } = memberOf(tx)
  // who comes at once waits here, and then sees what the other has done
  await lockOrganisation(tx, organisationId)
  const sites = await tx.db
    .selectFrom('embed_sites')
    .select(['origin', 'place'])
    .where('removed_at', 'is', null)
    .execute()
  if (sites.some((site) => site.origin === origin)) return
  const place = places.find((one) => !sites.some((site) => site.place === one))
  if (place === undefined) throw new Invalid({ origin: 'organisations.embed-site.most' })
  const id = newId(tx.now.getTime())
  const added = { added_at: tx.now, added_by: accountId }
  await tx.db
    .insertInto('embed_sites')
    .values({ id, organisation_id: organisationId, origin, place, ...added })
    .execute()
  await publishOrganisation(tx, organisationId)
  await record(tx, 'embed-site.added', { subject: id })
}

/** From the next page on, no embed of one's organisation is shown there. @throws NotFound */
export async function removeEmbedSite(tx: Tx, id: string): Promise<void> {
  mustBeAllowed(tx, 'embed-site.change')
  const { organisationId, accountId } = memberOf(tx)
  const gone = await tx.db
    .updateTable('embed_sites')
    .set({ removed_at: tx.now, removed_by: accountId, place: null })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (gone.numUpdatedRows === 0n) throw new NotFound()
  await publishOrganisation(tx, organisationId)
  await record(tx, 'embed-site.removed', { subject: id })
}

function memberOf(tx: Tx) {
  if (tx.actor.kind !== 'member') throw new Refused()
  return tx.actor
}
