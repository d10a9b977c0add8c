/** What organisations do with joint letters, for the coalition's page: numbers per organisation. */
import { sql } from 'kysely'
import { byOrganisation, countsAsWork, type Counted } from '#coalitions/index.ts'

countsAsWork({
  label: 'coalition.work.letters',
  async count(tx, caseId) {
    const { rows } = await sql<Counted>`
      select member_organisation_id as id, count(*)::int as count from joint_letter_signatories
      where case_id = ${caseId} and state = 'listed' and member_organisation_id is not null
      group by member_organisation_id`.execute(tx.db)
    return byOrganisation(rows)
  },
})
