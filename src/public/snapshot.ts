import type { CampaignDocument, CampaignTally, PartnerPageDocument } from '#campaigns/document.ts'
import type { CaseDocument } from '#cases/document.ts'
import type { JointLetterDocument, SignatoryDocument } from '#joint-letters/document.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import type { UpdateDocument } from '#updates/document.ts'

interface Documents {
  case: CaseDocument
  campaign: CampaignDocument
  'joint-letter': JointLetterDocument
  'partner-page': PartnerPageDocument
  update: UpdateDocument
}
export type Kind = keyof Documents

/** One row of `published.documents`. */
export interface DocumentRow {
  kind: Kind
  key: string
  language: string
  publicationId: string
  /** uuid of the case, as links in mails name it */
  caseId: string
  body: Documents[Kind]
  /** from then on (milliseconds since 1970) nothing of it may be shown; Infinity: no consent on it runs out */
  freshUntil: number
  /** changes whenever the row does */
  stamp: string
}

/** What is left of an update that was withdrawn. */
export interface Notice {
  kind: 'update' | 'joint-letter'
  /** short id in its address */
  key: string
  publishedAt: Date
  withdrawnAt: Date
}

/** An organisation passes an update on, on its own page. */
export interface Repost {
  organisationId: string
  /** short id of the update */
  updateKey: string
  caseId: string
  postedAt: Date
  /** the text went down; the key is kept for the notice in the feed */
  ended: boolean
}

/** A published thing in all its languages. */
export interface Subject<K extends Kind = Kind> {
  kind: K
  key: string
  caseId: string
  versions: ReadonlyMap<string, { body: Documents[K]; freshUntil: number }>
}

/** The version that a reader gets: in her language, or visibly in another. */
export interface Version<K extends Kind> {
  body: Documents[K]
  freshUntil: number
  fallback: boolean
}

/** All that the database had published at one moment. Never changed: the next reading makes a new one. */
export interface Snapshot {
  readonly cases: readonly Subject<'case'>[]
  find<K extends Kind>(kind: K, key: string): Subject<K> | undefined
  /** by the ids that links in mails carry */
  caseOf(caseId: string): Subject<'case'> | undefined
  campaignOf(campaignId: string): Subject<'campaign'> | undefined
  campaignsOf(caseKey: string): readonly Subject<'campaign'>[]
  /** an organisation's page of a campaign, by its part of the address, or one that it had before */
  partnerPage(campaignKey: string, address: string): Subject<'partner-page'> | undefined
  /** the same, by the organisation */
  pageOfPartner(campaignKey: string, organisationId: string): Subject<'partner-page'> | undefined
  /** newest first */
  updatesOf(caseKey: string): readonly Subject<'update'>[]
  /** newest first */
  lettersOf(caseKey: string): readonly Subject<'joint-letter'>[]
  letterOf(letterId: string): Subject<'joint-letter'> | undefined
  /** members in the order of the charter, then the others; without whoever is not named */
  signatoriesOf(letterKey: string): readonly SignatoryDocument[]
  /** of updates that were withdrawn, the last first */
  noticesOf(caseKey: string): readonly Notice[]
  /** of an organisation, the last first */
  repostsOf(organisationId: string): readonly Repost[]
  tally(campaignKey: string): CampaignTally | undefined
  organisation(id: string): OrganisationDocument | undefined
  readonly organisations: readonly OrganisationDocument[]
  /** those that the instance's own pages tell of: without whoever is not named in some case, and on no page now */
  readonly listed: readonly OrganisationDocument[]
  isQuiet(kind: Kind, key: string): boolean
}

export interface SnapshotRows {
  documents: Iterable<DocumentRow>
  tallies: ReadonlyMap<string, CampaignTally>
  organisations: ReadonlyMap<string, OrganisationDocument>
  quiet: ReadonlySet<string>
  notices: ReadonlyMap<string, readonly Notice[]>
  /** by organisation */
  reposts: ReadonlyMap<string, readonly Repost[]>
  /** by the short id of their letter */
  signatories: ReadonlyMap<string, Signatories>
}

/** Who stands under one letter. */
export interface Signatories {
  list: readonly SignatoryDocument[]
  /** changes whenever one of the rows does */
  stamp: string
}

export function takeSnapshot(rows: SnapshotRows): Snapshot {
  const subjects = new Map<string, Subject>()
  for (const row of rows.documents) {
    const id = `${row.kind} ${row.key}`
    let subject = subjects.get(id)
    if (!subject)
      subjects.set(id, (subject = { kind: row.kind, key: row.key, caseId: row.caseId, versions: new Map() }))
    const versions = subject.versions as Map<string, { body: Documents[Kind]; freshUntil: number }>
    versions.set(row.language, { body: row.body, freshUntil: row.freshUntil })
  }
  const cases: Subject<'case'>[] = []
  const campaigns = new Map<string, Subject<'campaign'>[]>()
  const updates = new Map<string, Subject<'update'>[]>()
  const letters = new Map<string, Subject<'joint-letter'>[]>()
  const lists: Record<string, Map<string, Subject[]>> = {
    ...{ campaign: campaigns, update: updates, 'joint-letter': letters },
  }
  const partners = new Map<string, Subject<'partner-page'>>()
  for (const subject of subjects.values()) {
    if (subject.kind === 'case') cases.push(subject as Subject<'case'>)
    else if (subject.kind === 'partner-page') {
      const page = subject as Subject<'partner-page'>
      const { campaignKey, address, formerly = [], organisationId } = anyBody(page)
      for (const one of [address, ...formerly]) partners.set(`${campaignKey} ${one}`, page)
      partners.set(`${campaignKey} of ${organisationId}`, page)
    } else {
      const { caseKey } = anyBody(subject) as { caseKey: string }
      const list = lists[subject.kind]!
      list.set(caseKey, [...(list.get(caseKey) ?? []), subject])
    }
  }
  for (const list of [...updates.values(), ...letters.values()]) list.sort(newestFirst)
  return {
    cases,
    find: <K extends Kind>(kind: K, key: string) => subjects.get(`${kind} ${key}`) as Subject<K> | undefined,
    caseOf: (caseId) => cases.find((subject) => subject.caseId === caseId),
    campaignOf: (campaignId) =>
      [...campaigns.values()].flat().find((subject) => anyBody(subject).campaignId === campaignId),
    campaignsOf: (caseKey) => campaigns.get(caseKey) ?? [],
    partnerPage: (campaignKey, address) => partners.get(`${campaignKey} ${address}`),
    pageOfPartner: (campaignKey, organisationId) => partners.get(`${campaignKey} of ${organisationId}`),
    updatesOf: (caseKey) => updates.get(caseKey) ?? [],
    lettersOf: (caseKey) => letters.get(caseKey) ?? [],
    letterOf: (letterId) =>
      [...letters.values()].flat().find((subject) => anyBody(subject).letterId === letterId),
    signatoriesOf: (key) =>
      // Safety: a member stands there only while it is told of at all
      (rows.signatories.get(key)?.list ?? []).filter(
        ({ organisationId }) => !organisationId || rows.organisations.has(organisationId),
      ),
    noticesOf: (caseKey) => rows.notices.get(subjects.get(`case ${caseKey}`)?.caseId ?? '') ?? [],
    repostsOf: (organisationId) => rows.reposts.get(organisationId) ?? [],
    tally: (key) => rows.tallies.get(key),
    organisation: (id) => rows.organisations.get(id),
    organisations: [...rows.organisations.values()],
    listed: listedAmong(rows.organisations, rows.documents),
    isQuiet: (kind, key) => rows.quiet.has(`${kind} ${key}`),
  }
}

/** Safety: the one case page of a host would else say whose it is, though the organisation took its name back. */
export function listedAmong(
  organisations: SnapshotRows['organisations'],
  documents: Iterable<Pick<DocumentRow, 'body'>>,
): OrganisationDocument[] {
  const named = new Set<string | undefined>()
  for (const { body } of documents)
    if ('organisations' in body) {
      named.add(body.leadOrganisationId)
      for (const { id } of body.organisations) named.add(id)
    } else named.add(body.organisationId)
  return [...organisations].filter(([id, one]) => !one.unlisted || named.has(id)).map(([, one]) => one)
}

const anyBody = <K extends Kind>(subject: Subject<K>): Documents[K] =>
  subject.versions.values().next().value!.body

type Dated = Subject<'update'> | Subject<'joint-letter'>

function newestFirst(a: Dated, b: Dated): number {
  const [one, other] = [anyBody(a).publishedAt, anyBody(b).publishedAt]
  return one < other ? 1 : one > other ? -1 : a.key < b.key ? -1 : 1
}

/**
 * The version for a reader of `language`, else the first of `instead` that there is, else any; undefined when none may
 * be shown. Safety: what ran out by the clock is not there, whether or not anything told us so.
 */
export function versionFor<K extends Kind>(
  subject: Subject<K> | undefined,
  language: string,
  now: number,
  instead: readonly string[] = ['en'],
): Version<K> | undefined {
  if (!subject) return undefined
  const fresh = [...subject.versions].filter(([, version]) => now < version.freshUntil)
  for (const wanted of [language, ...instead]) {
    const found = fresh.find(([lang]) => lang === wanted)
    if (found) return { ...found[1], fallback: wanted !== language }
  }
  return fresh[0] && { ...fresh[0][1], fallback: true }
}

/** Languages in which a subject may be shown now. */
export const languagesOf = (subject: Subject, now: number): string[] =>
  [...subject.versions].filter(([, version]) => now < version.freshUntil).map(([language]) => language)
