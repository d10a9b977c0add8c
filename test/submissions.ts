/** What visitors of the cast submit, as the public process seals it. */
import type { Submission } from '../src/platform/intake/drain.ts'
import type { BuiltCampaign } from './build-campaign.ts'
import { randomBytes } from 'node:crypto'

export const ruth = { firstName: 'Ruth', lastName: 'Okafor', email: 'ruth@mail.example', country: 'NG' }
export const jonas = { firstName: 'Jonas', lastName: 'Lind', email: 'jonas@mail.example', country: 'SE' }

export const yes = { yes: true, wording: 'Tell me what happens to Samira Haddad.', version: '1' }
export const no = { ...yes, yes: false }

export const newJourney = (): string => randomBytes(16).toString('base64url')

/** One act with everything that its kind needs; `changes` replace parts of it. */
export function act(
  campaign: Pick<BuiltCampaign, 'campaignId' | 'targetId'> & { organisationId?: string },
  kind: 'message' | 'email' | 'call' | 'signature',
  at: Date,
  changes: Record<string, unknown> = {},
): Submission {
  const byKind: Record<string, Record<string, unknown>> = {
    message: { text: 'We think of you.' },
    email: {
      officials: [campaign.targetId],
      letter: { variant: 'plain', subject: '', body: '', edited: false },
      identity: 'full',
    },
    call: { officials: [campaign.targetId], outcome: 'reached' },
    signature: {},
  }
  return {
    type: 'act',
    campaignId: campaign.campaignId,
    organisationId: campaign.organisationId ?? '',
    kind,
    at: at.toISOString(),
    language: 'en',
    who: ruth,
    keepPosted: yes,
    ...byKind[kind],
    ...changes,
  }
}
