import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { numberPeople, stopsAllMail, welcome } from '#supporters/index.ts'
import type { Act } from './acting.ts'

/** The person behind an act. */
export interface Identified {
  supporterId: string
  inbox: number
  /** her number within the case */
  number: number
  country: string | null
  /** nothing may be mailed to her inbox */
  silent: boolean
}

/**
 * Gives each act its person: by what was typed, or, on the later steps of a visit, by the first step's journey token.
 * Nothing is retyped, and nothing of the person stands in an address.
 */
export async function identify(tx: Tx, organisationId: string, acts: readonly Act[]): Promise<void> {
  await nameThem(tx, organisationId, acts)
  const byVisit = new Map<string, Identified>()
  for (const act of acts)
    if (act.person && act.journey) byVisit.set(visit(act.campaign.caseId, act.journey), act.person)
  const later = acts.filter((act) => !act.person && act.journey)
  const unknown = later.filter((act) => !byVisit.has(visit(act.campaign.caseId, act.journey!)))
  for (const [name, person] of await peopleOfVisits(tx, organisationId, unknown)) byVisit.set(name, person)
  for (const act of later) {
    const person = byVisit.get(visit(act.campaign.caseId, act.journey!))
    if (person) act.person = person
  }
}

const visit = (caseId: string, journey: Buffer): string => `${caseId} ${journey.toString('hex')}`

async function nameThem(tx: Tx, organisationId: string, acts: readonly Act[]): Promise<void> {
  const named = acts.filter((act) => act.who)
  const welcomed = await welcome(
    tx,
    organisationId,
    named.map((act) => ({ ...act.who!, language: act.language })),
  )
  const byCase = Map.groupBy(
    named.map((act, position) => ({ act, position })),
    ({ act }) => act.campaign.caseId,
  )
  for (const [caseId, group] of byCase) {
    const numbers = await numberPeople(
      tx,
      caseId,
      group.map(({ act }) => act.who!),
    )
    for (const [place, { act, position }] of group.entries()) {
      const { supporterId, inbox, suppressed } = welcomed[position]!
      act.person = {
        supporterId,
        inbox,
        number: numbers[place]!,
        country: act.who!.country,
        silent: stopsAllMail(suppressed),
      }
    }
  }
}

async function peopleOfVisits(
  tx: Tx,
  organisationId: string,
  acts: readonly Act[],
): Promise<Map<string, Identified>> {
  if (acts.length === 0) return new Map()
  const journeys = acts.map((act) => act.journey!)
  const { rows } = await sql<{
    case_id: string
    journey: Buffer
    supporter_id: string
    person_number: number
    inbox: number
    country: string | null
    suppressed_reason: Parameters<typeof stopsAllMail>[0]
  }>`
    with begun as (
      select case_id, journey, supporter_id, person_number, country, acted_at as at from actions
      where organisation_id = ${organisationId} and person_number is not null and journey = any (${journeys}::bytea[])
      union all select case_id, journey, supporter_id, person_number, country, began_at from visits
      where organisation_id = ${organisationId} and journey = any (${journeys}::bytea[])
    )
    select distinct on (b.case_id, b.journey) b.case_id, b.journey, b.supporter_id, b.person_number, b.country,
      s.inbox, i.suppressed_reason
    from begun b
      join supporters s on s.organisation_id = ${organisationId} and s.id = b.supporter_id and s.erased_at is null
      join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
    order by b.case_id, b.journey, b.at`.execute(tx.db)
  return new Map(
    rows.map((row) => [
      visit(row.case_id, row.journey),
      {
        supporterId: row.supporter_id,
        inbox: row.inbox,
        number: row.person_number,
        country: row.country?.trim() ?? null,
        silent: stopsAllMail(row.suppressed_reason),
      },
    ]),
  )
}

/**
 * Whose visit it is that began with a form which had been sent before: a double click, or somebody who signs again
 * weeks later. The form changes nothing, but her next step from that page of thanks is as accepted as any.
 */
export async function keepVisits(
  tx: Tx,
  organisationId: string,
  repeated: Iterable<Pick<Act, 'person' | 'who' | 'journey' | 'campaign' | 'at'>>,
): Promise<void> {
  const rows = []
  for (const { person, who, journey, campaign, at } of repeated)
    if (person && who && journey)
      rows.push({
        organisation_id: organisationId,
        case_id: campaign.caseId,
        journey,
        supporter_id: person.supporterId,
        person_number: person.number,
        country: person.country,
        began_at: at,
      })
  if (rows.length === 0) return
  await tx.db
    .insertInto('visits')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
