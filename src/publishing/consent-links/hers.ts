/** What she reads behind her link: her consents, her points, and what of her is public. */
import { readHerPoints, type HerPoint, type PointVisibility } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { ConsentItem, SubjectKind } from '../tables.ts'
import { doubtfulActs, weigh, type DoubtfulAct, type Weight } from './acts.ts'
import type { Visit } from './opening.ts'

export interface HerConsent {
  id: string
  item: ConsentItem
  state: 'given' | 'proposed'
  purposes: string[]
  languages: string[]
  givenAt: Date
  expiresAt?: Date
}

export interface HerOwnPoint extends HerPoint {
  /** for whom she approved it; absent: it waits for her */
  circle?: PointVisibility
}

export interface PublicPage {
  kind: SubjectKind
  title: string
  path: string
  consentIds: string[]
}

/** Her consents and proposals, and what of her is public on them. */
export async function readHers(
  tx: Tx,
  visit: Visit,
): Promise<{ consents: HerConsent[]; points: HerOwnPoint[]; pages: PublicPage[]; weight: Weight }> {
  mustBeAllowed(tx, 'consent.by-link')
  const weight = await weigh(tx, visit)
  const rows = await tx.db
    .selectFrom('consents')
    .selectAll()
    .where('case_id', '=', visit.link.case_id)
    .where('person_id', '=', visit.link.person_id)
    .orderBy('item')
    .orderBy('recorded_at')
    .execute()
  const acts = weight.inDoubt ? await doubtfulActs(tx, visit) : []
  // Safety: whoever holds the telephone reads that what was pressed has come about, whatever the team did with it
  const consents = rows.flatMap((row): HerConsent[] => {
    const acted = acts.findLast(({ consent_id }) => consent_id === row.id)
    if (acted?.act === 'withdraw') return []
    const state = acted || standsToTheEye(row, acts) ? 'given' : row.state
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
  return { consents, points: await pointsOf(tx, visit, acts), pages: await pagesOn(tx, visit, ids), weight }
}

/**
 * Safety: a point that is taken back in doubt takes all her words down (`her-points.ts`); to whoever holds the telephone it
 * took that point alone.
 */
const standsToTheEye = (row: { item: ConsentItem; state: string }, acts: readonly DoubtfulAct[]): boolean =>
  row.item === 'quotes' &&
  row.state === 'withdrawn' &&
  acts.some(({ point_id, act }) => point_id !== null && act === 'withdraw')

interface PageBody {
  title?: string
  headline?: string
  name?: string
  caseKey?: string
  /** of a partner's page: its campaign, and its part of the address */
  campaignKey?: string
  address?: string
}

function pathOf(kind: SubjectKind, language: string, key: string, body: PageBody): string {
  if (kind === 'update') return `/${language}/c/${body.caseKey}/updates/${key}`
  if (kind === 'joint-letter') return `/${language}/c/${body.caseKey}/letters/${key}`
  if (kind === 'partner-page') return `/${language}/act/${body.campaignKey}/${body.address}`
  return `/${language}/${kind === 'case' ? 'c' : 'act'}/${key}`
}

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
    const text = body as PageBody
    return {
      kind,
      title: text.title ?? text.headline ?? text.name ?? text.address ?? '',
      path: pathOf(kind, language, key, text),
      consentIds: all.map(({ consent_id }) => consent_id),
    }
  })
}

/** What she said, as she approved it or as it waits for her. */
async function pointsOf(tx: Tx, { link }: Visit, acts: readonly DoubtfulAct[]): Promise<HerOwnPoint[]> {
  const points = await readHerPoints(tx, { caseId: link.case_id, personId: link.person_id })
  return points.flatMap((point): HerOwnPoint[] => {
    const mine = acts.filter(({ point_id }) => point_id === point.id)
    // what was taken back has no way back here, whatever was pressed in the same moment
    if (mine.some(({ act }) => act === 'withdraw')) return []
    const circle = mine.at(-1)?.circle ?? (point.state === 'approved' ? point.visibility : undefined)
    return [{ ...point, ...(circle ? { circle } : {}) }]
  })
}

/** How many public pages of hers carry this point, each language by itself. */
export async function pagesWith(tx: Tx, { link }: Visit, pointId: string): Promise<number> {
  const rows = await tx.db
    .selectFrom('publication_points as p')
    .innerJoin('published.documents as d', 'd.publication_id', 'p.publication_id')
    .select(['d.kind', 'd.key', 'd.language'])
    .distinct()
    .where('p.case_id', '=', link.case_id)
    .where('p.point_id', '=', pointId)
    .execute()
  return rows.length
}
