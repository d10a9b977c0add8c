import { workerOf } from '#platform/actor.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Job } from '#platform/module.ts'
import { ImageRefused, reencodeImage, type Picture } from '#platform/sandbox/run.ts'
import { logoPlace } from './signatory.ts'

/** In pixels: twice what a page shows, for fine screens. */
const logoSize = { maxWidth: 480, maxHeight: 240, maxPixels: 25_000_000, maxBytes: 40_000 }

interface Waiting {
  signatoryId: string
  letterId: string
  caseId: string
  original: Buffer
}

/**
 * Draws logos anew, one by one, in the sandbox and outside of any transaction. Safety: only of organisations whose mail was
 * answered; what a stranger uploads for nobody is never decoded at all. And only before a person decides: what is listed
 * without its logo gets none later, since nobody would have seen it.
 */
export const drawLogos: Job = {
  name: 'draw-logos',
  everySeconds: 15,
  async run({ db, organisations }) {
    const failed = new Map<string, unknown>()
    for (const organisationId of await organisations()) {
      const worker = workerOf(organisationId)
      for (;;) {
        const waiting = await db.reading(worker, (tx) => nextLogo(tx, organisationId, [...failed.keys()]))
        if (!waiting) break
        try {
          const drawn = await draw(waiting.original)
          await db.transaction(worker, (tx) => settle(tx, waiting, drawn))
        } catch (error) {
          // one that cannot be kept now keeps nobody else's back; the next run tries it again
          failed.set(waiting.signatoryId, error)
        }
      }
    }
    for (const error of failed.values()) throw error
  },
}

async function nextLogo(
  tx: Tx,
  organisationId: string,
  without: readonly string[],
): Promise<Waiting | undefined> {
  mustBeAllowed(tx, 'sign-on.take')
  const row = await tx.db
    .selectFrom('joint_letter_logos as g')
    .innerJoin('joint_letter_signatories as s', 's.id', 'g.signatory_id')
    .innerJoin('joint_letters as l', 'l.id', 's.letter_id')
    .select(['s.id as signatoryId', 's.letter_id as letterId', 's.case_id as caseId', 'g.original'])
    .where('l.organisation_id', '=', organisationId)
    .where('g.rendition', 'is', null)
    .where('s.state', 'in', ['waiting', 'declined'])
    .$if(without.length > 0, (query) => query.where('s.id', 'not in', [...without]))
    .orderBy('s.verified_at')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const key = await tx.keys.case(row.caseId)
  return { ...row, original: key.openBytes(logoPlace(row.signatoryId, 'original'), row.original) }
}

/** @throws Overloaded: the next run tries again */
async function draw(original: Buffer): Promise<Picture | ImageRefused> {
  try {
    return await reencodeImage(original, logoSize)
  } catch (error) {
    if (error instanceof ImageRefused) return error
    throw error
  }
}

/** Keeps what was drawn, or lets go of what no decoder takes: the signature stands without it. */
async function settle(tx: Tx, waiting: Waiting, drawn: Picture | ImageRefused): Promise<void> {
  mustBeAllowed(tx, 'sign-on.take')
  const { signatoryId, letterId, caseId } = waiting
  const about = { caseId, subject: signatoryId }
  if (drawn instanceof ImageRefused) {
    await tx.db.deleteFrom('joint_letter_logos').where('signatory_id', '=', signatoryId).execute()
    await record(tx, 'joint-letter.logo-refused', { ...about, data: { letter: letterId, code: drawn.code } })
    return
  }
  const key = await tx.keys.case(caseId)
  const { numUpdatedRows } = await tx.db
    .updateTable('joint_letter_logos')
    .set({
      rendition: key.sealBytes(logoPlace(signatoryId, 'rendition'), drawn.bytes),
      ...{ content_type: drawn.type, width: drawn.width, height: drawn.height },
    })
    .where('signatory_id', '=', signatoryId)
    .executeTakeFirst()
  // taken back while it was drawn
  if (numUpdatedRows === 0n) return
  await record(tx, 'joint-letter.logo-drawn', { ...about, data: { letter: letterId } })
}
