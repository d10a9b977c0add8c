import { sql } from 'kysely'
import { isOnTeam } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { ConsentText } from './consent.ts'
import { consentPlace } from './given.ts'
import type { ConsentItem, ConsentState, ConsentWay, SubjectKind } from './tables.ts'

export interface ConsentRow {
  id: string
  personId: string
  item: ConsentItem
  state: ConsentState
  how: ConsentWay
  purposes: string[]
  languages: string[]
  givenAt: Date
  expiresAt?: Date
  /** YYYY-MM-DD */
  reviewOn?: string
  recordedBy: string
  recordedAt: Date
  withdrawnAt?: Date
  withdrawnBy?: string
  /** only for the case team */
  text?: ConsentText
  withdrawalReason?: string
}

/**
 * All consents of a case, those that stand first.
 * @param at.open this session has said why it reads the file: the words open, for the case team
 */
export async function listConsents(
  tx: Tx,
  caseId: string,
  { open }: { open: boolean } = { open: false },
): Promise<ConsentRow[]> {
  mustBeAllowed(tx, 'consent.read')
  const rows = await tx.db
    .selectFrom('consents')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy(sql`state = 'given'`, 'desc')
    .orderBy('recorded_at', 'desc')
    .orderBy('item')
    .execute()
  const key = rows.length > 0 && open && (await isOnTeam(tx, caseId)) ? await tx.keys.case(caseId) : undefined
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    item: row.item,
    state: row.state,
    how: row.how,
    purposes: row.purposes,
    languages: row.languages,
    givenAt: row.given_at,
    expiresAt: row.expires_at ?? undefined,
    reviewOn: row.review_on ?? undefined,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    withdrawnAt: row.withdrawn_at ?? undefined,
    withdrawnBy: row.withdrawn_by ?? undefined,
    text: key?.openJson<ConsentText>(consentPlace(row.id), row.sealed),
    withdrawalReason:
      key && row.withdrawal_sealed
        ? key.open(consentPlace(row.id, 'withdrawal_sealed'), row.withdrawal_sealed)
        : undefined,
  }))
}

/** Notes that a member is shown the sealed words of consents: one event for a page of them, none for an empty one. */
export async function noteWordsRead(tx: Tx, caseId: string, consents: readonly ConsentRow[]): Promise<void> {
  mustBeAllowed(tx, 'consent.read')
  const ids = consents.filter(({ text }) => text !== undefined).map(({ id }) => id)
  if (ids.length === 0) return
  await record(tx, 'consent.words-read', {
    caseId,
    subject: caseId,
    data: { count: ids.length, consents: ids },
  })
}

export interface PublicationRow {
  id: string
  subjectKind: SubjectKind
  subjectId: string
  /** short id in the page's address; of a partner's page its campaign's, and its own part */
  key: string
  languages: string[]
  images: number
  publishedAt: Date
  publishedBy: string
  signOffId: string
  alone: boolean
  /** who signed beside the author */
  secondBy?: string | null
  /** whose page it is */
  personId: string
  items: { personId: string; item: ConsentItem; consentId: string; givenAt: Date }[]
  /** ids of her points that it carries */
  points: string[]
}

/** What of a case is public now, and on which consents it stands. */
export async function listPublications(tx: Tx, caseId: string): Promise<PublicationRow[]> {
  mustBeAllowed(tx, 'consent.read')
  const { rows } = await sql<PublicationRow>`
    select p.id, p.subject_kind as "subjectKind", p.subject_id as "subjectId",
      coalesce((select min(case d.kind when 'partner-page' then (d.body ->> 'campaignKey') || '/' || (d.body ->> 'address')
        else d.key end) from published.documents d where d.publication_id = p.id), '') as key,
      (select min(d.person_id::text) from published.documents d where d.publication_id = p.id) as "personId",
      array(select d.language from published.documents d where d.publication_id = p.id order by d.language) as languages,
      (select count(distinct i) from (
         select f.person_id as i from published.files f where f.publication_id = p.id and f.item = 'image') s)::int
        + (select (count(*) + 1) / 2 from published.page_files f where f.publication_id = p.id and p.subject_kind <> 'joint-letter')::int as images,
      array(select distinct w.point_id from publication_points w where w.publication_id = p.id) as points,
      p.published_at as "publishedAt", p.published_by as "publishedBy", s.id as "signOffId", s.alone, s.second_by as "secondBy"
    from publications p join sign_offs s on s.id = p.sign_off_id
    where p.case_id = ${caseId} order by p.subject_kind, p.published_at desc`.execute(tx.db)
  const items = await tx.db
    .selectFrom('publication_items as i')
    .innerJoin('consents as c', 'c.id', 'i.consent_id')
    .select([
      'i.publication_id',
      'i.person_id as personId',
      'i.item',
      'i.consent_id as consentId',
      'c.given_at as givenAt',
    ])
    .where('i.case_id', '=', caseId)
    .orderBy('i.item')
    .execute()
  return rows.map((row) => ({
    ...row,
    items: items.filter((item) => item.publication_id === row.id),
  }))
}

/** What the case page showed when the end of a consent took it down. */
export interface FormerPage {
  languages: string[]
  /** whose page it was; unknown for one of before that was kept */
  personId?: string | undefined
  /** what it told of others, as ticks */
  others: string[]
  items: ConsentItem[]
  /** ids of her points */
  points: string[]
}

/** The case page that a withdrawal or the end of a consent took down; undefined when it is public or went otherwise. */
export async function formerPage(tx: Tx, caseId: string): Promise<FormerPage | undefined> {
  mustBeAllowed(tx, 'consent.read')
  const [down, before] = await tx.db
    .selectFrom('events')
    .select(['type', 'data'])
    .where('case_id', '=', caseId)
    .where('subject', '=', caseId)
    .where('type', 'in', ['publication.published', 'publication.taken-down'])
    .orderBy('id', 'desc')
    .limit(2)
    .execute()
  if (down?.type !== 'publication.taken-down' || before?.type !== 'publication.published') return undefined
  if (down.data['reason'] !== 'withdrawn' && down.data['reason'] !== 'expired') return undefined
  return {
    languages: before.data['languages'] as string[],
    personId: before.data['person'] as string | undefined,
    items: before.data['items'] as ConsentItem[],
    others: (before.data['others'] ?? []) as string[],
    points: (before.data['points'] ?? []) as string[],
  }
}

export interface WhatGoesDown {
  /** languages of the case page; 0 when it stays */
  casePageLanguages: number
  campaigns: number
  letters: number
  updates: number
  images: number
}

/** What a withdrawal of these consents would take down at this moment. */
export async function whatGoesDown(
  tx: Tx,
  caseId: string,
  consentIds: readonly string[],
): Promise<WhatGoesDown> {
  return countPages(
    (await listPublications(tx, caseId)).filter(({ items }) =>
      items.some(({ consentId }) => consentIds.includes(consentId)),
    ),
  )
}

/** What visitors lose when these go. */
export function countPages(shown: readonly PublicationRow[]): WhatGoesDown {
  const count = (kind: SubjectKind) => shown.filter(({ subjectKind }) => subjectKind === kind).length
  return {
    casePageLanguages: shown.find(({ subjectKind }) => subjectKind === 'case')?.languages.length ?? 0,
    campaigns: count('campaign'),
    letters: count('joint-letter'),
    updates: count('update'),
    images: shown.reduce((sum, { images }) => sum + images, 0),
  }
}
