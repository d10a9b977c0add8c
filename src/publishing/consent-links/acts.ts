/** Whether what is pressed behind her link is her word, and what the team reads of it. */
import type { PointVisibility } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { isAnyOutOfReach } from '../doubt.ts'
import type { ConsentItem, HerWord } from '../tables.ts'
import type { Visit } from './opening.ts'
import type { ConsentLinkActTable, HerAct } from './tables.ts'

export interface Weight {
  word: HerWord
  /** Safety: it takes away at once, and brings nothing about that shows more */
  inDoubt: boolean
}

/** Safety: in custody, or while she is out of reach, a telephone may be in other hands, whichever phrase was typed. */
export async function weigh(tx: Tx, { link, forced }: Visit): Promise<Weight> {
  const held = await isAnyOutOfReach(tx, link.case_id, [link.person_id])
  if (forced) return { word: 'not-met', inDoubt: true }
  return held === false ? { word: 'met', inDoubt: false } : { word: 'unknown', inDoubt: true }
}

export interface Doing {
  visit: Visit
  weight: Weight
}

export const byHer = ({ visit: { link }, weight }: Doing) => ({
  ...{ caseId: link.case_id, word: weight.word, byLink: { id: link.id, madeBy: link.made_by } },
})

export type DoubtfulAct = ConsentLinkActTable

/** What was pressed there in doubt, in order: to whoever holds the telephone it has come about. */
export const doubtfulActs = (tx: Tx, { link }: Visit) =>
  tx.db
    .selectFrom('consent_link_acts')
    .selectAll()
    .where('link_id', '=', link.id)
    .where('in_doubt', '=', true)
    .where('act', '<>', 'confirm')
    .orderBy('at')
    .orderBy('id')
    .execute()

/** A consent that she answered about, or a point of hers. */
type About =
  | { consent: { id: string; item: ConsentItem }; purposes?: readonly string[] }
  | { pointId: string; approved?: { circle: PointVisibility; texts: readonly string[] } }

/** Writes down what she did, for the team to read and, of a point, with the hash of each text that she approved. */
export async function note(tx: Tx, { visit, weight }: Doing, act: HerAct, about: About): Promise<void> {
  const id = newId(tx.now.getTime())
  const { id: linkId, case_id: caseId } = visit.link
  const what =
    'consent' in about
      ? { consent_id: about.consent.id, purposes: about.purposes ? [...about.purposes] : null }
      : {
          point_id: about.pointId,
          circle: about.approved?.circle ?? null,
          texts: about.approved ? [...about.approved.texts] : null,
        }
  const none = { consent_id: null, purposes: null, point_id: null, circle: null, texts: null }
  await tx.db
    .insertInto('consent_link_acts')
    .values({
      ...{ id, case_id: caseId, link_id: linkId, at: tx.now, act, ...none, ...what },
      ...{ in_doubt: weight.inDoubt, seen_at: null, seen_by: null },
    })
    .execute()
  await record(tx, 'consent-link.used', {
    ...{ caseId, subject: linkId },
    data: {
      ...{ act, inDoubt: weight.inDoubt },
      ...('consent' in about ? { item: about.consent.item } : { point: about.pointId }),
    },
  })
}
