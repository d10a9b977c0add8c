import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { paperThrough, paperTogether, type OnPaper } from '#campaigns/index.ts'
import { listCoalition } from '#coalitions/index.ts'
import type { Subject } from './hand-over.ts'

/** How many had signed when it was handed over. Safety: the case's own country is in no number of countries. */
export interface OverNumbers {
  /** of a petition: confirmed people, each once, through whatever organisation */
  people?: number
  /** signatures that staff entered, apart */
  recorded?: number
  /** signatures on paper, apart from both: with their sheets as evidence, and without */
  onPaper?: OnPaper
  /** of a joint letter: those that stand below it in public */
  organisations?: number
  /** 0 where too few signed to tell it: below the campaign's minimum, or below `fewest` */
  countries: number
}

interface SignersRow {
  organisation_id: string | null
  people: number
  recorded: number
  /** of all together; null for one organisation */
  countries: number | null
}

const signers = async (tx: Tx, campaignId: string): Promise<SignersRow[]> =>
  (await sql<SignersRow>`select * from wl.signers(${campaignId}::uuid)`.execute(tx.db)).rows

/** Counts as it is now. */
export async function countOver(tx: Tx, { campaignId, letterId }: Subject): Promise<OverNumbers> {
  if (campaignId) {
    const all = (await signers(tx, campaignId)).find((row) => row.organisation_id === null)
    const { people = 0, recorded = 0, countries } = all ?? {}
    const onPaper = paperTogether(await paperThrough(tx, campaignId))
    return {
      ...{ people, countries: countries ?? 0 },
      ...(recorded > 0 ? { recorded } : {}),
      ...(onPaper ? { onPaper } : {}),
    }
  }
  const { rows } = await sql<{ organisations: number; countries: number }>`
    select count(*)::int as organisations,
      count(distinct s.body ->> 'country') filter (where s.body ->> 'country' <> k.country)::int as countries
    from published.signatories s join publications p on p.id = s.publication_id join cases k on k.id = p.case_id
    where p.subject_kind = 'joint-letter' and p.subject_id = ${letterId!}`.execute(tx.db)
  return rows[0]!
}

/** One organisation's part in the hand-over of a petition, in numbers alone. */
export interface SheetOf {
  organisationId: string
  name: string
  /** whom it could print now: confirmed people, and what staff entered */
  people: number
  recorded: number
  /** the last sheet that it made */
  sheet?: {
    full: number
    first: number
    unnamed: number
    asOf: Date
    /** people on that paper who are signers no more */
    gone: number
  }
}

/** Who has made its sheet, who has not, and whose is out of date. Organisations without signers are not among them. For the room. */
export async function listSheets(
  tx: Tx,
  handOver: { id: string; caseId: string; campaignId: string },
): Promise<SheetOf[]> {
  mustBeAllowed(tx, 'hand-over.read')
  const counts = await signers(tx, handOver.campaignId)
  const sheets = await tx.db
    .selectFrom('hand_over_sheets')
    .distinctOn('organisation_id')
    .select(['organisation_id', 'full_names', 'first_names', 'unnamed', 'as_of'])
    .where('hand_over_id', '=', handOver.id)
    .orderBy('organisation_id')
    .orderBy('as_of', 'desc')
    .execute()
  const losses = await lossesOf(tx, handOver.id)
  const members = await listCoalition(tx, handOver.caseId, { gone: true })
  return members.flatMap(({ organisationId, name, leftAt }) => {
    const count = counts.find((row) => row.organisation_id === organisationId)
    const sheet = sheets.find((row) => row.organisation_id === organisationId)
    if (!sheet && (!count || leftAt)) return []
    const one: SheetOf = { organisationId, name, people: count?.people ?? 0, recorded: count?.recorded ?? 0 }
    if (!sheet) return [one]
    const { full_names: full, first_names: first, unnamed, as_of: asOf } = sheet
    return [{ ...one, sheet: { full, first, unnamed, asOf, gone: losses.get(organisationId) ?? 0 } }]
  })
}

async function lossesOf(tx: Tx, handOverId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ organisation_id: string; gone: number }>`
    select * from wl.sheet_losses(${handOverId}::uuid)`.execute(tx.db)
  return new Map(rows.map((row) => [row.organisation_id, row.gone]))
}

/** Hand-overs that are still to come and hold a sheet with people on it who are signers no more. */
export async function listStaleSheets(
  tx: Tx,
): Promise<{ handOverId: string; codeName: string; organisation: string; gone: number }[]> {
  mustBeAllowed(tx, 'hand-over.read')
  const open = await tx.db
    .selectFrom('hand_overs')
    .innerJoin('cases', 'cases.id', 'hand_overs.case_id')
    .select(['hand_overs.id', 'hand_overs.case_id', 'cases.code_name'])
    .where('recorded_at', 'is', null)
    .where('dropped_at', 'is', null)
    .where('campaign_id', 'is not', null)
    .execute()
  const stale: Awaited<ReturnType<typeof listStaleSheets>> = []
  for (const one of open) {
    const losses = await lossesOf(tx, one.id)
    if (losses.size === 0) continue
    const members = await listCoalition(tx, one.case_id, { gone: true })
    for (const [organisationId, gone] of losses)
      stale.push({
        handOverId: one.id,
        codeName: one.code_name,
        organisation: members.find((member) => member.organisationId === organisationId)?.name ?? '',
        gone,
      })
  }
  return stale
}
