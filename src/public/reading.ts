import type pg from 'pg'
import type { CampaignDocument, CampaignTally } from '#campaigns/document.ts'
import type { CaseDocument } from '#cases/document.ts'
import type { SignatoryDocument } from '#joint-letters/document.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import { assessmentEnds, closesAt } from './ends.ts'
import {
  listedAmong,
  type DocumentRow,
  type Notice,
  type Repost,
  type Signatories,
  type SnapshotRows,
} from './snapshot.ts'

/** All published rows as they stood together at one moment. */
export interface Reading extends SnapshotRows {
  documents: DocumentRow[]
  documentsById: ReadonlyMap<string, DocumentRow>
  tallies: ReadonlyMap<string, CampaignTally>
  organisations: ReadonlyMap<string, OrganisationDocument>
  quiet: ReadonlySet<string>
  /** of withdrawn updates, by the uuid of their case */
  notices: ReadonlyMap<string, readonly Notice[]>
  reposts: ReadonlyMap<string, readonly Repost[]>
  signatories: ReadonlyMap<string, Signatories>
  /** key of each image that may be shown, with the moment (ms) at which the page it belongs to runs out */
  files: ReadonlyMap<string, number>
}

interface Stamp {
  kind: DocumentRow['kind']
  key: string
  language: string
  stamp: string
}

// A row that was written anew has another transaction or another place: no clock is asked, no trigger trusted.
const stamps = `select kind, key, language, xmin::text || ctid::text as stamp from published.documents`

const bodies = `select d.kind, d.key, d.language, d.publication_id as "publicationId", d.case_id as "caseId", d.body,
    coalesce(extract(epoch from d.ends_at) * 1000, 'Infinity')::float8 as "endsAt",
    coalesce(extract(epoch from d.fresh_until) * 1000, 'Infinity')::float8 as "freshUntil",
    d.xmin::text || d.ctid::text as stamp
  from published.documents d
  join unnest($1::text[], $2::text[], $3::text[]) as wanted (kind, key, language) using (kind, key, language)`

const fileKeys = `select key, publication_id as "publicationId" from published.files
  union all select key, publication_id from published.page_files`

const withdrawn = `select kind, key, case_id as "caseId", published_at as "publishedAt", withdrawn_at as "withdrawnAt"
  from published.notices order by withdrawn_at desc, key`

const passedOn = `select organisation_id as "organisationId", update_key as "updateKey", case_id as "caseId",
    posted_at as "postedAt", ended
  from published.reposts order by posted_at desc, update_key`

// A letter may have hundreds: read again only where one of them changed.
const signatoryStamps = `select letter_key as key, md5(string_agg(id::text || xmin::text || ctid::text, ' ' order by id)) as stamp
  from published.signatories group by 1`

const underLetters = `select letter_key as key,
    jsonb_strip_nulls(body || jsonb_build_object('id', id, 'organisationId', organisation_id)) as body
  from published.signatories where letter_key = any ($1) order by letter_key, position, id`

/** One consistent look; bodies that are known already are not sent again. */
export async function readPublished(pool: pg.Pool, known: Reading | undefined): Promise<Reading> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows: seen } = await client.query<Stamp>(stamps)
    const changed = seen.filter((row) => known?.documentsById.get(idOf(row))?.stamp !== row.stamp)
    const fresh =
      changed.length > 0 ? (await client.query<Row>(bodies, columns(changed))).rows.map(ending) : []
    const freshById = new Map(fresh.map((row) => [idOf(row), row]))
    const documents = seen.flatMap(
      (row) => freshById.get(idOf(row)) ?? known?.documentsById.get(idOf(row)) ?? [],
    )
    const tallies = await pairs<CampaignTally>(client, 'select key as id, body from published.tallies')
    const organisations = await pairs<OrganisationDocument>(
      client,
      `select organisation_id as id, body || jsonb_build_object('unlisted', unlisted) as body
        from published.organisations order by 1`,
    )
    const quiet = await client.query<{ kind: string; key: string }>('select kind, key from published.quiet')
    const notices = await client.query<Notice & { caseId: string }>(withdrawn)
    const reposts = await client.query<Repost>(passedOn)
    const signatories = await readSignatories(client, known?.signatories)
    const files = await client.query<{ key: string; publicationId: string }>(fileKeys)
    await client.query('commit')
    return {
      documents,
      documentsById: new Map(documents.map((row) => [idOf(row), row])),
      tallies,
      organisations,
      quiet: new Set(quiet.rows.map(({ kind, key }) => `${kind} ${key}`)),
      notices: Map.groupBy(notices.rows, ({ caseId }) => caseId),
      reposts: Map.groupBy(reposts.rows, ({ organisationId }) => organisationId),
      signatories,
      files: new Map([...endOfFiles(files.rows, documents), ...logosOf(organisations, documents)]),
    }
  } catch (error) {
    broken = true
    throw error
  } finally {
    client.release(broken)
  }
}

async function readSignatories(
  client: pg.PoolClient,
  known: Reading['signatories'] = new Map(),
): Promise<Map<string, Signatories>> {
  const { rows: seen } = await client.query<{ key: string; stamp: string }>(signatoryStamps)
  const changed = seen.filter(({ key, stamp }) => known.get(key)?.stamp !== stamp).map(({ key }) => key)
  const { rows } =
    changed.length > 0
      ? await client.query<{ key: string; body: SignatoryDocument }>(underLetters, [changed])
      : { rows: [] }
  const fresh = Map.groupBy(rows, ({ key }) => key)
  return new Map(
    seen.map(({ key, stamp }) => {
      const list = fresh.get(key)?.map(({ body }) => body) ?? known.get(key)?.list ?? []
      return [key, { stamp, list }]
    }),
  )
}

/** Safety: the logo of whoever is named nowhere is shown to nobody, not even to who kept its address. */
const logosOf = (organisations: Reading['organisations'], documents: DocumentRow[]): [string, number][] =>
  listedAmong(organisations, documents).flatMap(({ logo }) => (logo ? [[logo.key, Infinity]] : []))

interface Row extends DocumentRow {
  endsAt: number
}

/**
 * Safety: a page goes when a consent on it ends. `fresh_until` may also be the end of an assessment or of acting, after
 * which the page itself says so; where it is neither of these, the page goes by it too.
 */
function ending({ endsAt, freshUntil, ...row }: Row): DocumentRow {
  const own = row.kind === 'case' || row.kind === 'campaign' ? saysItself(row.kind, row.body) : Infinity
  const explained = Math.abs(freshUntil - own) < 1_000
  return { ...row, freshUntil: explained ? endsAt : Math.min(endsAt, freshUntil) }
}

const saysItself = (kind: 'case' | 'campaign', body: DocumentRow['body']): number =>
  kind === 'case' ? assessmentEnds(body as CaseDocument) : closesAt(body as CampaignDocument)

const idOf = (row: Stamp): string => `${row.kind} ${row.key} ${row.language}`

const columns = (rows: Stamp[]): string[][] => [
  rows.map((row) => row.kind),
  rows.map((row) => row.key),
  rows.map((row) => row.language),
]

async function pairs<T>(client: pg.PoolClient, text: string): Promise<Map<string, T>> {
  const { rows } = await client.query<{ id: string; body: T }>(text)
  return new Map(rows.map(({ id, body }) => [id, body]))
}

/** Safety: an image has no longer life than the page that was signed off with it. */
function endOfFiles(
  files: { key: string; publicationId: string }[],
  documents: DocumentRow[],
): Map<string, number> {
  const ends = new Map<string, number>()
  for (const row of documents)
    ends.set(row.publicationId, Math.max(ends.get(row.publicationId) ?? -Infinity, row.freshUntil))
  return new Map(files.map((file) => [file.key, ends.get(file.publicationId) ?? -Infinity]))
}
