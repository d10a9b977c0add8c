import { offerNextStep } from '../next-step.ts'
import { caseHref } from '../views/case-shell.tsx'

offerNextStep({
  name: 'person',
  order: 10,
  verb: 'case.person',
  label: 'cases.step.person',
  async find(tx, { id }) {
    const any = await tx.db.selectFrom('persons').select('id').where('case_id', '=', id).limit(1).execute()
    return any.length === 0 ? `${caseHref(id)}#person` : undefined
  },
})
