/** Once her page stands, people want to do something: the first action of a case is one press away. */
import { offerNextStep } from '#cases/index.ts'

offerNextStep({
  name: 'action',
  order: 60,
  verb: 'campaign.edit',
  label: 'campaigns.step.action',
  whenPublic: true,
  async find(tx, { id }) {
    const any = await tx.db.selectFrom('campaigns').select('id').where('case_id', '=', id).limit(1).execute()
    return any.length === 0 ? `/campaigns/new?case=${id}&kind=email` : undefined
  },
})
