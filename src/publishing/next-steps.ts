/** From a new file to a page that stands: her word, the text, the signatures. Nothing is asked of whoever helps in private. */
import { caseHref, offerNextStep } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import { signOffHref } from './asked.ts'
import { givenConsents } from './given.ts'
import { gateItems } from './tables.ts'

offerNextStep({
  name: 'consent',
  order: 20,
  verb: 'consent.record',
  label: 'cases.step.consent',
  async find(tx, { id }) {
    const any = await tx.db.selectFrom('consents').select('id').where('case_id', '=', id).limit(1).execute()
    return any.length === 0 ? caseHref(id, '/consents/new') : undefined
  },
})
offerNextStep({
  name: 'wording',
  order: 30,
  verb: 'case.wording',
  label: 'cases.step.wording',
  async find(tx, { id }) {
    return (await mayBeShown(tx, id)) && !(await isWorded(tx, id)) ? caseHref(id, '/wording') : undefined
  },
})
offerNextStep({
  name: 'publish',
  order: 40,
  verb: 'publishing.sign-off',
  label: 'cases.step.publish',
  async find(tx, { id }) {
    if (!(await mayBeShown(tx, id)) || !(await isWorded(tx, id))) return undefined
    // once a page stood, it is for people to say whether it comes again
    const asked = await tx.db
      .selectFrom('sign_offs')
      .select('id')
      .where('case_id', '=', id)
      .where('subject_kind', '=', 'case')
      .where('state', 'in', ['asked', 'prepared', 'signed'])
      .limit(1)
      .execute()
    return asked.length === 0 ? caseHref(id, '/publish') : undefined
  },
})
offerNextStep({
  name: 'signature',
  order: 50,
  verb: 'publishing.sign-off',
  label: 'cases.step.signature',
  async find(tx, { id }) {
    const asked = await tx.db
      .selectFrom('sign_offs')
      .select('id')
      .where('case_id', '=', id)
      .where('subject_kind', '=', 'case')
      .where('state', '=', 'asked')
      .orderBy('signed_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return asked && signOffHref(id, asked.id)
  },
})

/** She agreed to be shown on the web, under her name or another. */
const mayBeShown = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await givenConsents(tx, caseId)).some(
    ({ item, purposes }) => gateItems.some((gate) => gate === item) && purposes.includes('web'),
  )

const isWorded = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await tx.db.selectFrom('case_texts').select('language').where('case_id', '=', caseId).limit(1).execute())
    .length > 0
