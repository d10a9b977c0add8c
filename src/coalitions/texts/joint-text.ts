import { sql } from 'kysely'

/** What the coalition writes together before it is signed: an update, a campaign, a joint letter, or what the case page says. */
export interface JointText {
  kind: 'case' | 'campaign' | 'joint-letter' | 'update'
  /** of the update, the campaign, the letter, or the case */
  id: string
  caseId: string
}

/** The columns that say of which text a row is; of the case page it is the case alone. */
export const columnsOf = ({ kind, id, caseId }: JointText) => ({
  case_id: caseId,
  update_id: kind === 'update' ? id : null,
  campaign_id: kind === 'campaign' ? id : null,
  letter_id: kind === 'joint-letter' ? id : null,
})

/** The rows of one text alone. */
export function isOf(text: JointText) {
  const { case_id, update_id, campaign_id, letter_id } = columnsOf(text)
  return sql<boolean>`case_id = ${case_id} and update_id is not distinct from ${update_id}::uuid
    and campaign_id is not distinct from ${campaign_id}::uuid and letter_id is not distinct from ${letter_id}::uuid`
}

/** Names as they were when it was said or saved: who serves where may change. */
export interface Speaker {
  person: string
  organisation: string
}
