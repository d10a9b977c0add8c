import { randomBytes } from 'node:crypto'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { reencodeImage, type Picture } from '#platform/sandbox/run.ts'
import { Refused } from '#platform/web/errors.ts'
import './access.ts'
import type { LogoDocument } from './document.ts'
import { lockOrganisation, publishOrganisation } from './organisation.ts'

/** Pixels: twice the width at which pages show it. */
const maxWidth = 480
const maxBytes = 40_000

/**
 * Re-encodes an upload in the sandbox, without whatever a camera or a program wrote into it. Slow: never inside a transaction.
 * @throws ImageRefused, Overloaded
 */
export const prepareLogo = (bytes: Uint8Array): Promise<Picture> =>
  reencodeImage(bytes, { maxWidth, maxBytes })

/**
 * Puts a logo in the place of the one before; visitors see it with the next page that names the organisation. `picture` comes
 * from `prepareLogo`. For administrators with a recent step-up.
 */
export async function putLogo(tx: Tx, picture: Picture): Promise<void> {
  mustBeAllowed(tx, 'logo.change')
  const organisationId = ofMember(tx)
  await lockOrganisation(tx, organisationId)
  const row = {
    // Safety: an address that was seen once does not lead to the next one
    key: randomBytes(18).toString('base64url'),
    ...{ content_type: picture.type, width: picture.width, height: picture.height },
    ...{ bytes: picture.bytes, changed_at: tx.now },
  }
  await tx.db
    .insertInto('published.logos')
    .values({ organisation_id: organisationId, ...row })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(row))
    .execute()
  await publishOrganisation(tx, organisationId)
  await record(tx, 'logo.put', { subject: organisationId })
}

/** Takes the logo off all pages; where there is none nothing happens. For administrators with a recent step-up. */
export async function removeLogo(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'logo.change')
  const organisationId = ofMember(tx)
  await lockOrganisation(tx, organisationId)
  const gone = await tx.db
    .deleteFrom('published.logos')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) return
  await publishOrganisation(tx, organisationId)
  await record(tx, 'logo.removed', { subject: organisationId })
}

/** The logo of the acting member's organisation, with its bytes. */
export async function findLogo(
  tx: Tx,
): Promise<(LogoDocument & { contentType: string; bytes: Buffer }) | undefined> {
  mustBeAllowed(tx, 'organisation.see')
  return await tx.db
    .selectFrom('published.logos')
    .select(['key', 'width', 'height', 'content_type as contentType', 'bytes'])
    .where('organisation_id', '=', ofMember(tx))
    .executeTakeFirst()
}

function ofMember({ actor }: Tx): string {
  if (actor.kind !== 'member') throw new Refused()
  return actor.organisationId
}
