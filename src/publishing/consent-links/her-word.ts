/** What she reads behind her link, and what her word there brings about: through the verbs that a caseworker uses. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { recordConsent, type ConsentText } from '../consent.ts'
import { withdrawConsent } from '../withdrawal.ts'
import { isAnyOutOfReach } from '../doubt.ts'
import { narrowInDoubt } from '../narrowing.ts'
import type { ConsentPurpose } from '../matrix.ts'
import type { ConsentItem, HerWord, SubjectKind } from '../tables.ts'
import type { Visit } from './opening.ts'
import type { HerAct } from './tables.ts'

export interface HerConsent {
  id: string
  item: ConsentItem
  state: 'given' | 'proposed'
  purposes: string[]
  languages: string[]
  givenAt: Date
  expiresAt?: Date
}

export interface PublicPage {
  kind: SubjectKind
  title: string
  path: string
  consentIds: string[]
}

interface Weight {
  word: HerWord
  /** Safety: it takes away at once, and brings nothing about that shows more */
  inDoubt: boolean
}

/** Safety: in custody, or while she is out of reach, a telephone may be in other hands, whichever phrase was typed. */
async function weigh(tx: Tx, { link, forced }: Visit): Promise<Weight> {
  const held = await isAnyOutOfReach(tx, link.case_id, [link.person_id])
  if (forced) return { word: 'not-met', inDoubt: true }
  return held === false ? { word: 'met', inDoubt: false } : { word: 'unknown', inDoubt: true }
}

/** Her consents and proposals, and what of her is public on them. */
export async function readHers(
  tx: Tx,
  visit: Visit,
): Promise<{ consents: HerConsent[]; pages: PublicPage[]; inDoubt: boolean }> {
  mustBeAllowed(tx, 'consent.by-link')
  const { inDoubt } = await weigh(tx, visit)
  const rows = await tx.db
    .selectFrom('consents')
    .selectAll()
    .where('case_id', '=', visit.link.case_id)
    .where('person_id', '=', visit.link.person_id)
    .orderBy('item')
    .orderBy('recorded_at')
    .execute()
  const acts = inDoubt ? await doubtfulActs(tx, visit) : []
  // Safety: whoever holds the telephone reads that what was pressed has come about, whatever the team did with it
  const consents = rows.flatMap((row): HerConsent[] => {
    const acted = acts.findLast(({ consent_id }) => consent_id === row.id)
    if (acted?.act === 'withdraw') return []
    const state = acted ? 'given' : row.state
    if (state !== 'given' && state !== 'proposed') return []
    return [
      {
        ...{
          id: row.id,
          item: row.item,
          state,
          languages: row.languages,
          givenAt: acted?.at ?? row.given_at,
        },
        purposes: acted?.purposes ?? row.purposes,
        ...(row.expires_at ? { expiresAt: row.expires_at } : {}),
      },
    ]
  })
  const ids = consents.filter(({ state }) => state === 'given').map(({ id }) => id)
  return { consents, pages: await pagesOn(tx, visit, ids), inDoubt }
}

const doubtfulActs = (tx: Tx, { link }: Visit) =>
  tx.db
    .selectFrom('consent_link_acts')
    .selectAll()
    .where('link_id', '=', link.id)
    .where('in_doubt', '=', true)
    .where('act', '<>', 'confirm')
    .orderBy('at')
    .orderBy('id')
    .execute()

const pathOf = (kind: SubjectKind, language: string, key: string, caseKey: string | undefined): string =>
  kind === 'update'
    ? `/${language}/c/${caseKey}/updates/${key}`
    : `/${language}/${kind === 'case' ? 'c' : 'act'}/${key}`

/** Safety: only pages that show something of hers; a title or an address never tells of another person. */
async function pagesOn(tx: Tx, { link }: Visit, consentIds: readonly string[]): Promise<PublicPage[]> {
  if (consentIds.length === 0) return []
  const rows = await tx.db
    .selectFrom('publication_items as i')
    .innerJoin('published.documents as d', 'd.publication_id', 'i.publication_id')
    .select(['d.kind', 'd.key', 'd.language', 'd.body', 'i.consent_id'])
    .where('i.case_id', '=', link.case_id)
    .where('i.consent_id', 'in', consentIds)
    // the item without which there is no page is hers
    .whereRef('d.person_id', '=', 'i.person_id')
    .orderBy('d.kind')
    .orderBy('d.key')
    .orderBy('d.language')
    .execute()
  return [...Map.groupBy(rows, (row) => `${row.kind} ${row.key} ${row.language}`).values()].map((all) => {
    const { kind, key, language, body } = all[0]!
    const text = body as { title?: string; headline?: string; name?: string; caseKey?: string }
    return {
      kind,
      title: text.title ?? text.headline ?? text.name ?? '',
      path: pathOf(kind, language, key, text.caseKey),
      consentIds: all.map(({ consent_id }) => consent_id),
    }
  })
}

export interface HerWordInput {
  act: HerAct
  consentIds: readonly string[]
  /** purposes that she takes away, where it is narrowed */
  without?: readonly string[]
}

/**
 * Her word. It confirms, approves what was proposed, narrows or takes back, never more than was proposed. Sent twice it
 * changes nothing the second time.
 */
export async function takeHerWord(tx: Tx, visit: Visit, input: HerWordInput): Promise<void> {
  mustBeAllowed(tx, 'consent.by-link')
  const weight = await weigh(tx, visit)
  const { consents } = await readHers(tx, visit)
  const state = input.act === 'approve' ? 'proposed' : 'given'
  const meant = consents.filter(
    (one) => input.consentIds.includes(one.id) && (one.state === state || input.act === 'withdraw'),
  )
  if (meant.length === 0) return
  const doing = { visit, weight, without: input.without ?? [] }
  if (input.act === 'withdraw') await withdraw(tx, doing, meant)
  if (input.act === 'narrow') for (const one of meant) await narrow(tx, doing, one)
  if (input.act === 'approve') for (const one of meant) await approve(tx, doing, one)
  if (input.act === 'confirm')
    for (const one of meant) {
      await note(tx, doing, 'confirm', one)
      await record(tx, 'consent.confirmed', {
        caseId: visit.link.case_id,
        subject: one.id,
        data: { item: one.item },
      })
    }
}

interface Doing {
  visit: Visit
  weight: Weight
  without: readonly string[]
}

async function withdraw(tx: Tx, doing: Doing, consents: readonly HerConsent[]): Promise<void> {
  await takeBack(tx, doing, consents)
  for (const one of consents) await note(tx, doing, 'withdraw', one)
}

const byHer = ({ visit: { link }, weight }: Doing) => ({
  ...{ caseId: link.case_id, word: weight.word, byLink: { id: link.id, madeBy: link.made_by } },
})

const takeBack = (tx: Tx, doing: Doing, consents: readonly HerConsent[]) =>
  withdrawConsent(tx, { ...byHer(doing), consentIds: consents.map(({ id }) => id) })

async function narrow(tx: Tx, doing: Doing, one: HerConsent): Promise<void> {
  const left = one.purposes.filter((purpose) => !doing.without.includes(purpose))
  if (left.length === one.purposes.length) return
  if (left.length === 0) return await withdraw(tx, doing, [one])
  const offWeb = one.purposes.includes('web') && !left.includes('web')
  // Safety: in doubt it brings about what her own word would, to the eye of whoever holds the telephone; and two people
  // can bring back exactly what stood
  if (!doing.weight.inDoubt) await give(tx, doing, one, left)
  else if (offWeb) await takeBack(tx, doing, [one])
  else await narrowInDoubt(tx, { ...byHer(doing), consentId: one.id, left })
  await note(tx, doing, 'narrow', one, left)
}

async function approve(tx: Tx, doing: Doing, one: HerConsent): Promise<void> {
  // Safety: what would show more waits for her word by a way that is sure
  if (!doing.weight.inDoubt) {
    await give(tx, doing, one, one.purposes)
    const replaced = await tx.db
      .updateTable('consents')
      .set({ state: 'superseded' })
      .where('id', '=', one.id)
      .where('state', '=', 'proposed')
      .returning('id')
      .execute()
    await recordAll(
      tx,
      'consent.superseded',
      replaced.map(({ id }) => ({
        ...{ caseId: doing.visit.link.case_id, subject: id },
        data: { item: one.item, proposed: true },
      })),
    )
  }
  await note(tx, doing, 'approve', one)
}

/** The same record that a caseworker would make, in the words of the one that it takes the place of. */
async function give(tx: Tx, { visit }: Doing, one: HerConsent, purposes: readonly string[]): Promise<void> {
  const { link } = visit
  const row = await tx.db
    .selectFrom('consents')
    .select(['sealed', 'review_on'])
    .where('id', '=', one.id)
    .executeTakeFirstOrThrow()
  const key = await tx.keys.case(link.case_id)
  const text = key.openJson<ConsentText>({ table: 'consents', column: 'sealed', row: one.id }, row.sealed)
  const today = tx.now.toISOString().slice(0, 10)
  await recordConsent(tx, {
    ...{ caseId: link.case_id, personId: link.person_id, items: [one.item], answer: 'given', how: 'link' },
    ...{ agreed: text.agreed, witness: text.witness, givenAt: tx.now, languages: one.languages },
    purposes: purposes as ConsentPurpose[],
    ...(one.expiresAt ? { expiresAt: one.expiresAt } : {}),
    reviewOn: row.review_on && row.review_on > today ? row.review_on : undefined,
    byLink: { id: link.id, madeBy: link.made_by },
  })
}

async function note(
  tx: Tx,
  { visit, weight }: Doing,
  act: HerAct,
  one: HerConsent,
  purposes?: readonly string[],
): Promise<void> {
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('consent_link_acts')
    .values({
      ...{ id, case_id: visit.link.case_id, link_id: visit.link.id, at: tx.now, act, consent_id: one.id },
      ...{
        purposes: purposes ? [...purposes] : null,
        in_doubt: weight.inDoubt,
        seen_at: null,
        seen_by: null,
      },
    })
    .execute()
  await record(tx, 'consent-link.used', {
    ...{ caseId: visit.link.case_id, subject: visit.link.id },
    data: { act, item: one.item, inDoubt: weight.inDoubt },
  })
}
