import type { IntakeHandler } from '#platform/intake/drain.ts'
import { isId } from '#platform/ids.ts'
import { takeActions } from './acting.ts'
import { readUndo, takeUndoings } from './correcting.ts'
import { readConfirmLink, takeConfirmations } from './confirming.ts'
import { findCase, takeFollowers } from './following.ts'
import { readWish } from './leaving-elsewhere.ts'
import { ownerOfLeaving, takeLeavings, takeLeavingsElsewhere } from './leaving.ts'
import { asOrganisation } from './checking.ts'
import { organisationOfAct } from './open-campaign.ts'
import type { VisitorSubmission } from './submission.ts'

const leaving: IntakeHandler = {
  owner: (services, { token }) => ownerOfLeaving(services, String(token)),
  take: (tx, batch, services) => takeLeavings(tx, organisationOf(tx.actor), batch, services),
}

/** The verbs behind each type of submission. */
export const campaignIntake: Readonly<Record<VisitorSubmission['type'] | 'elsewhere', IntakeHandler>> = {
  act: {
    owner: async ({ db }, { campaignId, organisationId }) =>
      typeof campaignId === 'string' && isId(campaignId)
        ? await organisationOfAct(
            db.pool,
            { campaignId, organisationId: asOrganisation(organisationId) },
            db.clock.now(),
          )
        : undefined,
    take: (tx, batch) => takeActions(tx, organisationOf(tx.actor), batch),
  },
  follow: {
    owner: async ({ db }, { caseKey }) => (await findCase(db.pool, String(caseKey)))?.organisationId,
    take: (tx, batch) => takeFollowers(tx, organisationOf(tx.actor), batch),
  },
  confirm: {
    owner: async ({ keys, db }, { token, at }) =>
      readConfirmLink(keys, { token: String(token), at: String(at) }, db.clock.now())?.organisationId,
    take: (tx, batch, services) => takeConfirmations(tx, organisationOf(tx.actor), batch, services),
  },
  // sealed by the office itself
  elsewhere: {
    owner: async ({ keys }, { token }) => readWish(keys, token)?.organisationId,
    take: (tx, batch, services) => takeLeavingsElsewhere(tx, organisationOf(tx.actor), batch, services),
  },
  unsubscribe: leaving,
  preference: leaving,
  undo: {
    owner: async ({ keys, db }, submission) => readUndo(keys, submission, db.clock.now())?.organisationId,
    take: (tx, batch, services) => takeUndoings(tx, organisationOf(tx.actor), batch, services),
  },
}

function organisationOf(actor: { kind: string; organisationId?: string }): string {
  if (!actor.organisationId) throw new Error('the drain works for one organisation at a time')
  return actor.organisationId
}
