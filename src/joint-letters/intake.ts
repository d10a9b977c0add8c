import { isId } from '#platform/ids.ts'
import type { IntakeHandler } from '#platform/intake/drain.ts'
import { takeSignOnAnswers } from './answering-sign-ons.ts'
import { readSignOnLink } from './sign-on-links.ts'
import type { SignOnAnswer, SignOnSubmission } from './submission.ts'
import { takeSignOns } from './taking-sign-ons.ts'

/** The verbs behind what organisations from outside send. */
export const jointLetterIntake: Readonly<
  Record<SignOnSubmission['type'] | SignOnAnswer['type'], IntakeHandler>
> = {
  'sign-on': {
    async owner({ db }, { letterId }) {
      if (typeof letterId !== 'string' || !isId(letterId)) return undefined
      const { rows } = await db.pool.query<{ organisation_id: string | null }>(
        'select organisation_id from wl.joint_letter_owner($1)',
        [letterId],
      )
      return rows[0]?.organisation_id ?? undefined
    },
    take: (tx, batch) => takeSignOns(tx, organisationOf(tx.actor), batch),
  },
  'sign-on-answer': {
    owner: async ({ keys, db }, submission) =>
      readSignOnLink(keys, submission as unknown as SignOnAnswer, db.clock.now())?.organisationId,
    take: (tx, batch, services) => takeSignOnAnswers(tx, organisationOf(tx.actor), batch, services),
  },
}

function organisationOf(actor: { kind: string; organisationId?: string }): string {
  if (!actor.organisationId) throw new Error('the drain works for one organisation at a time')
  return actor.organisationId
}
