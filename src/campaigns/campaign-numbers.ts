import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { byOrganisation, countsAsWork, listCoalition, type Counted } from '#coalitions/index.ts'
import { countActions } from './counting.ts'
import type { OnPaper } from './document.ts'
import { paperThrough, paperTogether } from './paper-numbers.ts'

/** Each number by itself: they count different things, and their sum would mean nothing. */
export interface CampaignNumbers {
  /** acts that came in and need a confirmation, whatever became of them */
  asked: number
  confirmed: number
  /** confirmed people, each once */
  people: number
  countries: number
  /** letters that an official's server took */
  accepted: number
  bounced: number
  unknown: number
  held: number
  /** acts from a crowded inbox: neither counted nor sent */
  setAside: number
  /** calls, and letters from one's own mail program */
  selfReported: number
  recordedByStaff: number
}

export async function readNumbers(tx: Tx, campaignId: string): Promise<CampaignNumbers> {
  const all = await readAllNumbers(tx, [campaignId])
  return all.get(campaignId)!
}

/** For the list: one statement whatever the number of campaigns. Campaigns behind the wall stay at nothing. */
export async function readAllNumbers(tx: Tx, ids: readonly string[]): Promise<Map<string, CampaignNumbers>> {
  mustBeAllowed(tx, 'campaign.read')
  const { rows } = await sql<CampaignNumbers & { id: string }>`
    select c.id, coalesce(a.asked, 0)::int as asked, coalesce(a.confirmed, 0)::int as confirmed,
      coalesce(a.people, 0)::int as people, coalesce(a.countries, 0)::int as countries,
      coalesce(e.accepted, 0)::int as accepted, coalesce(e.bounced, 0)::int as bounced,
      coalesce(e.unknown, 0)::int as unknown, coalesce(e.held, 0)::int as held,
      coalesce(a.aside, 0)::int as "setAside",
      coalesce(a.self, 0)::int as "selfReported", coalesce(a.staff, 0)::int as "recordedByStaff"
    from campaigns c
    left join (select campaign_id,
        count(*) filter (where not self_reported and recorded_by is null) as asked,
        count(*) filter (where state = 'confirmed' and not self_reported and recorded_by is null) as confirmed,
        count(distinct person_number) filter (where state = 'confirmed' and not self_reported and recorded_by is null) as people,
        count(distinct country) filter (where state = 'confirmed' and not self_reported and recorded_by is null) as countries,
        count(*) filter (where state = 'quarantined') as aside,
        count(*) filter (where state = 'confirmed' and self_reported and recorded_by is null) as self,
        count(*) filter (where state = 'confirmed' and recorded_by is not null) as staff
      from actions where kind <> 'follow' and campaign_id = any (${ids}::uuid[]) group by campaign_id) a on a.campaign_id = c.id
    left join (select campaign_id,
        count(*) filter (where state = 'accepted' and not test) as accepted,
        count(*) filter (where state in ('bounced', 'refused') and not test) as bounced,
        count(*) filter (where state = 'unknown' and not test) as unknown,
        count(*) filter (where state = 'held') as held
      from official_emails where campaign_id = any (${ids}::uuid[]) group by campaign_id) e on e.campaign_id = c.id
    where c.id = any (${ids}::uuid[])`.execute(tx.db)
  return new Map(rows.map(({ id, ...numbers }) => [id, numbers]))
}

/** What came through one organisation, in numbers alone. */
export interface PeopleThrough {
  organisationId: string
  name: string
  left: boolean
  people: number
  /** people who came through any other; who came through both is in both numbers */
  throughOthers: number
  acts: number
  recorded: number
  /** signatures on paper, and those of all the others */
  onPaper: OnPaper
  paperOfOthers: OnPaper
}

const noPaper: OnPaper = { evidenced: 0, unproven: 0 }

/** How many people each organisation of the coalition brought, and how many there are together, each once. For the room. */
export async function readPeople(
  tx: Tx,
  campaign: { id: string; caseId: string },
): Promise<{ through: PeopleThrough[]; together: number }> {
  mustBeAllowed(tx, 'campaign.read')
  const members = await listCoalition(tx, campaign.caseId, { gone: true })
  const { rows } = await sql<{
    organisation_id: string
    people: number
    through_others: number
    acts: number
    recorded: number
  }>`select * from wl.campaign_people(${campaign.id}::uuid)`.execute(tx.db)
  const { people: together } = await countActions(tx, campaign.id)
  const paper = await paperThrough(tx, campaign.id)
  const through = members.flatMap((member) => {
    const row = rows.find((one) => one.organisation_id === member.organisationId)
    const onPaper = paper.find((one) => one.organisationId === member.organisationId) ?? noPaper
    if (!row || (member.leftAt && row.acts + row.recorded + onPaper.evidenced + onPaper.unproven === 0))
      return []
    const others = paper.filter((one) => one.organisationId !== member.organisationId)
    return {
      ...{ organisationId: member.organisationId, name: member.name, left: member.leftAt !== undefined },
      ...{ people: row.people, throughOthers: row.through_others, acts: row.acts, recorded: row.recorded },
      ...{ onPaper, paperOfOthers: paperTogether(others) ?? noPaper },
    }
  })
  return { through, together }
}

// Acts alone: somebody who acted in two campaigns is a person in each of them, and two in no sum.
countsAsWork({
  label: 'coalition.work.acts',
  async count(tx, caseId) {
    const { rows } = await sql<Counted>`
      select p.organisation_id as id, sum(p.acts + p.recorded)::int as count
      from campaigns c cross join lateral wl.campaign_people(c.id) p
      where c.case_id = ${caseId} group by p.organisation_id`.execute(tx.db)
    return byOrganisation(rows)
  },
})

/** What the number "confirmed" counts: neither what is self-reported nor what staff recorded. */
const confirmedByMail = sql`a.kind <> 'follow' and a.state = 'confirmed' and not a.self_reported and a.recorded_by is null`

/** Acts confirmed by mail, by country, most first, and by day in the campaign's zone, oldest first: the last thirty days with any. */
export async function readSpread(
  tx: Tx,
  campaign: { id: string; zone: string },
): Promise<{ countries: { country: string; count: number }[]; days: { day: string; count: number }[] }> {
  mustBeAllowed(tx, 'campaign.read')
  const countries = await sql<{ country: string; count: number }>`
    select a.country, count(*)::int as count from actions a join campaigns c on c.id = a.campaign_id
    where c.id = ${campaign.id} and ${confirmedByMail} and a.country is not null
    group by a.country order by count desc, a.country`.execute(tx.db)
  const days = await sql<{ day: string; count: number }>`
    select day, count from (
      select to_char(a.acted_at at time zone ${campaign.zone}, 'YYYY-MM-DD') as day, count(*)::int as count
      from actions a join campaigns c on c.id = a.campaign_id
      where c.id = ${campaign.id} and ${confirmedByMail}
      group by 1 order by 1 desc limit 30) last order by day`.execute(tx.db)
  return { countries: countries.rows, days: days.rows }
}
