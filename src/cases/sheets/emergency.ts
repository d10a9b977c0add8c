import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { mustBeOnTeam } from '../circles.ts'
import { listPersons, type Person } from '../persons/person.ts'
import { newestOfEach, listAssessments, type Assessment } from '../risk/assessment.ts'
import { findWishesBeside } from '../wishes/beside.tsx'
import type { Wish } from '../wishes/wish.ts'
import { listThreats, type Threat } from '../risk/threat.ts'

export interface EmergencySheet {
  persons: Person[]
  threats: Threat[]
  assessments: Assessment[]
  wishes: Wish[]
  openedAt: Date
}

/**
 * Opens what is needed when something has happened: lawyer, family, health, whom never to call, threats. One press opens
 * it, without a reason asked; the log keeps it and the others of the team see it on Today.
 * @throws Refused ('case.team-only'), NotFound
 */
export async function openEmergencySheet(tx: Tx, caseId: string): Promise<EmergencySheet> {
  mustBeAllowed(tx, 'case.emergency-sheet')
  await mustBeOnTeam(tx, caseId)
  await record(tx, 'emergency-sheet.opened', { caseId, subject: caseId })
  const threats = await listThreats(tx, caseId)
  return {
    persons: await listPersons(tx, caseId),
    threats: threats.filter(({ status }) => status === 'open' || status === 'escalated'),
    assessments: newestOfEach(await listAssessments(tx, caseId)),
    wishes: await findWishesBeside(tx, caseId),
    openedAt: tx.now,
  }
}
