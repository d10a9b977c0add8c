import { mustBeAllowed } from '#platform/access.ts'
import type { Child } from 'hono/jsx'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { I18n } from '#platform/i18n.ts'
import { listPlans } from '../check-ins/reads.ts'
import type { PlanText } from '../check-ins/plan.ts'
import { mustBeOnTeam } from '../circles.ts'
import { listPersons, type Person } from '../persons/person.ts'
import { newestOfEach, listAssessments, type Assessment } from '../risk/assessment.ts'
import { findWishesBeside } from '../wishes/beside.tsx'
import type { Wish } from '../wishes/wish.ts'
import { listThreats, type Threat } from '../risk/threat.ts'
import { readEmergencyParts } from './emergency-part.ts'

export interface EmergencySheet {
  persons: Person[]
  threats: Threat[]
  assessments: Assessment[]
  wishes: Wish[]
  /** what was agreed for the day on which she does not answer */
  plans: PlanText[]
  /** what other modules keep for this day: who speaks for her, what counts as her word */
  parts: ((i18n: I18n) => Child)[]
  openedAt: Date
}

/**
 * Opens what is needed when something has happened: lawyer, who speaks for her, family, trusted contacts in the agreed order,
 * health, whom never to call, threats. One press opens
 * it, without a reason asked; the log keeps it and the others of the team see it on Today.
 * @throws Refused ('case.team-only'), NotFound
 */
export async function openEmergencySheet(tx: Tx, caseId: string): Promise<EmergencySheet> {
  mustBeAllowed(tx, 'case.emergency-sheet')
  await mustBeOnTeam(tx, caseId)
  await record(tx, 'emergency-sheet.opened', { caseId, subject: caseId })
  const threats = await listThreats(tx, caseId)
  const plans = await listPlans(tx, caseId, true)
  const persons = await listPersons(tx, caseId)
  return {
    persons,
    parts: await readEmergencyParts(tx, { caseId, persons }),
    threats: threats.filter(({ status }) => status === 'open' || status === 'escalated'),
    assessments: newestOfEach(await listAssessments(tx, caseId)),
    wishes: await findWishesBeside(tx, caseId),
    plans: plans.flatMap(({ row, text }) => (row.state === 'ended' || !text ? [] : [text])),
    openedAt: tx.now,
  }
}
