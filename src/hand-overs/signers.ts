/** Who signed a petition through one organisation, each as she agreed to stand on the list. */
import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { fewest } from '#updates/index.ts'
import { signedName } from '#campaigns/index.ts'

export type Listed = 'full' | 'first-name' | 'country'

/** One who stands on the sheet by name. */
export interface Signer {
  name: string
  /** ISO 3166-1 alpha-2; absent where staff did not learn it */
  country?: string
}

/** Those who signed one version of the letter. */
export interface SignersOfLetter {
  /** absent: signed before versions were kept */
  letterId?: string
  named: Signer[]
  /** who sign without their name */
  unnamed: number
  /** of them by country, the most first; who stands in none of these is in `unnamed` alone */
  countries: { country: string; people: number }[]
}

export interface SignersCount {
  full: number
  first: number
  unnamed: number
  /** of all of them, entered by staff */
  recorded: number
}

interface Row {
  id: string
  person: string
  letter_id: string | null
  identity: Listed | null
  recorded: boolean
  country: string | null
  supporter_id: string | null
  sealed: Buffer | null
  /** the name that stood under it, where she is called otherwise since */
  name_sealed: Buffer | null
}

const atOnce = 1000

/**
 * Confirmed signatures of this organisation alone, by letter. Whoever signed one letter twice stands there once, as she said
 * last. Safety: who was not asked, who said no name, and who was erased since, is a number.
 * @param about `caseCountry` stands in no number by country: a single one there would be a trace
 */
export async function readSigners(
  tx: Tx,
  about: { organisationId: string; campaignId: string; caseCountry: string; language: string },
): Promise<{ letters: SignersOfLetter[]; counts: SignersCount }> {
  const key = await tx.keys.organisation(about.organisationId)
  const letters = new Map<string, Map<string, Row>>()
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await readPiece(tx, about, after)
    for (const row of rows) {
      const people = letters.get(row.letter_id ?? '') ?? new Map<string, Row>()
      letters.set(row.letter_id ?? '', people)
      const before = people.get(row.person)
      people.set(row.person, row.identity ? row : { ...row, identity: before?.identity ?? null })
    }
    if (rows.length < atOnce) break
    after = rows.at(-1)!.id
  }
  const nameOf = ({ identity, supporter_id: id, sealed, ...act }: Row): string => {
    if (!id || !sealed || (identity !== 'full' && identity !== 'first-name')) return ''
    const { firstName, lastName } = signedName(key, act, { id, sealed })
    return (identity === 'full' ? [firstName, lastName] : [firstName]).filter(Boolean).join(' ')
  }
  const best = new Map<string, { listed: Listed; row: Row }>()
  const found = [...letters].map(([letterId, people]) => {
    const named: Signer[] = []
    const unnamed: Row[] = []
    for (const row of people.values()) {
      const name = nameOf(row)
      if (name) named.push({ name, ...(row.country ? { country: row.country } : {}) })
      else unnamed.push(row)
      const listed = name ? row.identity! : 'country'
      const before = best.get(row.person)
      if (!before || weight[listed] > weight[before.listed]) best.set(row.person, { listed, row })
    }
    const { compare } = new Intl.Collator(about.language)
    return {
      ...(letterId ? { letterId } : {}),
      named: named.toSorted((a, b) => compare(a.name, b.name) || compare(a.country ?? '', b.country ?? '')),
      unnamed: unnamed.length,
      countries: byCountry(unnamed, about.caseCountry),
    }
  })
  const everybody = [...best.values()]
  const count = (listed: Listed) => everybody.filter((one) => one.listed === listed).length
  return {
    letters: found,
    counts: {
      full: count('full'),
      first: count('first-name'),
      unnamed: count('country'),
      recorded: everybody.filter(({ row }) => row.recorded).length,
    },
  }
}

/** How many sign without a name and are in no number by country. */
export const elsewhereOf = ({ unnamed, countries }: Pick<SignersOfLetter, 'unnamed' | 'countries'>): number =>
  unnamed - countries.reduce((sum, { people }) => sum + people, 0)

const weight: Record<Listed, number> = { full: 2, 'first-name': 1, country: 0 }

/**
 * Safety: neither a number here nor what the sum of all leaves over tells of a few. A country with fewer goes to those who
 * are left over, beside the case's own and who said none; and where these are few, no country is told.
 */
function byCountry(rows: readonly Row[], without: string): { country: string; people: number }[] {
  const told = [...Map.groupBy(rows, ({ country }) => country ?? '')]
    .filter(([country, those]) => country !== '' && country !== without && those.length >= fewest)
    .map(([country, those]) => ({ country, people: those.length }))
  const left = elsewhereOf({ unnamed: rows.length, countries: told })
  if (left > 0 && left < fewest) return []
  return told.toSorted((a, b) => b.people - a.people || (a.country < b.country ? -1 : 1))
}

/** In the order in which they signed, so that the last word of whoever signed twice counts. */
async function readPiece(
  tx: Tx,
  { organisationId, campaignId }: { organisationId: string; campaignId: string },
  after: string,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select a.id, coalesce(a.supporter_id, a.id) as person, a.letter_id, a.identity, a.recorded_by is not null as recorded,
      trim(coalesce(a.country, s.country)) as country, s.id as supporter_id, s.sealed,
      a.name_sealed
    from actions a left join supporters s on s.organisation_id = a.organisation_id and s.id = a.supporter_id
      and s.erased_at is null
    where a.organisation_id = ${organisationId} and a.campaign_id = ${campaignId} and a.kind = 'signature'
      and a.state = 'confirmed' and a.confirmed_at <= ${tx.now} and a.id > ${after}::uuid
    order by a.id limit ${atOnce}`.execute(tx.db)
  return rows
}
