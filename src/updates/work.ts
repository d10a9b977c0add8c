/** What organisations do with updates, for the coalition's page: numbers per organisation. */
import { sql } from 'kysely'
import { byOrganisation, countsAsWork, type Counted } from '#coalitions/index.ts'

countsAsWork({
  label: 'coalition.work.updates',
  async count(tx, caseId) {
    const { rows } = await sql<Counted>`
      select organisation_id as id, count(*)::int as count from updates
      where case_id = ${caseId} and published_at is not null group by organisation_id`.execute(tx.db)
    return byOrganisation(rows)
  },
})

countsAsWork({
  label: 'coalition.work.reposts',
  async count(tx, caseId) {
    const { rows } = await sql<Counted>`
      select organisation_id as id, count(*)::int as count from reposts
      where case_id = ${caseId} group by organisation_id`.execute(tx.db)
    return byOrganisation(rows)
  },
})
