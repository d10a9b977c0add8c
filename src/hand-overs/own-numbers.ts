import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'

export interface OwnNumbers {
  full: number
  first: number
  unnamed: number
}

/** What the own organisation's sheet would hold now, said before it is made. */
export async function countOwnSigners(tx: Tx, campaignId: string): Promise<OwnNumbers> {
  mustBeAllowed(tx, 'hand-over.read')
  if (tx.actor.kind !== 'member') return { full: 0, first: 0, unnamed: 0 }
  const { rows } = await sql<OwnNumbers>`
    with people as (select max(case when s.id is null then 0 when a.identity = 'full' then 2
          when a.identity = 'first-name' then 1 else 0 end) as listed
      from actions a left join supporters s on s.organisation_id = a.organisation_id and s.id = a.supporter_id
        and s.erased_at is null
      where a.organisation_id = ${tx.actor.organisationId} and a.campaign_id = ${campaignId} and a.kind = 'signature'
        and a.state = 'confirmed' group by coalesce(a.supporter_id, a.id))
    select count(*) filter (where listed = 2)::int as full, count(*) filter (where listed = 1)::int as first,
      count(*) filter (where listed = 0)::int as unnamed from people`.execute(tx.db)
  return rows[0]!
}
