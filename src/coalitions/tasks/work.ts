import { sql } from 'kysely'
import { byOrganisation, countsAsWork, type Counted } from '../contribution.ts'

countsAsWork({
  label: 'coalition.work.tasks',
  async count(tx, caseId) {
    const { rows } = await sql<Counted>`
      select for_organisation_id as id, count(*)::int as count from coalition_tasks
      where case_id = ${caseId} and state = 'done' and for_organisation_id is not null
      group by for_organisation_id`.execute(tx.db)
    return byOrganisation(rows)
  },
})
