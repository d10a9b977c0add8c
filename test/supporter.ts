/** Somebody of the cast acts on the public page and answers our mail, all the way through the drain. */
import { workerOf } from '../src/platform/actor.ts'
import type { Clock } from '../src/platform/clock.ts'
import { confirmLinks } from '../src/campaigns/confirm-mail.ts'
import type { BuiltCampaign } from './build-campaign.ts'
import { act, ruth } from './submissions.ts'
import type { TestWorker } from './worker.ts'

let someone = 0

/** @returns the address that acted; each call is another person unless `changes.who` says who */
export async function actAndConfirm(
  worker: TestWorker,
  where: { organisationId: string; clock: Clock },
  campaign: BuiltCampaign,
  kind: 'message' | 'email' | 'signature',
  changes: Record<string, unknown> = {},
): Promise<string> {
  const { organisationId, clock } = where
  const who = {
    ...ruth,
    email: `person${++someone}@mail.example`,
    ...(changes['who'] as Partial<typeof ruth>),
  }
  await worker.submit(3, act({ ...campaign, organisationId }, kind, clock.now(), { ...changes, who }))
  await worker.drainAll()
  const { inbox } = await numbersOf(worker, organisationId, who.email)
  const { token } = confirmLinks(worker.services, clock.now(), {
    organisationId,
    inbox,
    caseId: campaign.caseId,
    campaignId: campaign.campaignId,
    language: 'en',
  })
  const at = clock.now().toISOString()
  await worker.submit(2, { type: 'confirm', at, language: 'en', token, choice: 'only' })
  await worker.drainAll()
  return who.email
}

/** The dense numbers under which links in mails know who has this address. */
export const numbersOf = (
  worker: TestWorker,
  organisationId: string,
  email: string,
): Promise<{ inbox: number; supporter: number }> =>
  worker.db.reading(workerOf(organisationId), async (tx) => {
    const index = (await tx.keys.organisation(organisationId)).index('address', email)
    return await tx.db
      .selectFrom('inboxes as i')
      .innerJoin('supporters as s', 's.inbox', 'i.number')
      .select(['i.number as inbox', 's.number as supporter'])
      .where('i.address_index', '=', index)
      .executeTakeFirstOrThrow()
  })
