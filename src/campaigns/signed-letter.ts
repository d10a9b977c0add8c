/** The text that supporters sign. Each version that was public is kept, and a signature stays with the one it was given to. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { inEachOrganisation } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { I18n } from '#platform/i18n.ts'
import { newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import type { Job } from '#platform/module.ts'
import { holdGate, onBringingOut } from '#publishing/index.ts'
import type { CampaignDocument } from './document.ts'
import { letterHash } from './letter-hash.ts'

/** One version, counted by language: the number and the day by which supporters and staff speak of it. */
export interface LetterVersion {
  language: string
  version: number
  /** when it was public first */
  publishedAt: Date
}

export interface SignedLetter extends LetterVersion {
  id: string
  text: string
  /** confirmed people who signed it, through any organisation */
  people: number
  /** stands on the page now */
  current: boolean
}

const place = (id: string): Place => ({ table: 'signed_letters', column: 'sealed', row: id })

interface Published {
  campaignId: string
  caseId: string
  letters: readonly { language: string; text: string }[]
  at: Date
}

/**
 * Keeps what is public to be signed; a text that was public before keeps its number. Texts of a published page are nobody's
 * secret today, and may be one tomorrow: they lie under the case's key.
 */
async function keepLetters(tx: Tx, { campaignId, caseId, letters, at }: Published): Promise<void> {
  await holdGate(tx, caseId)
  const key = await tx.keys.case(caseId)
  for (const { language, text } of letters) {
    const id = newId(tx.now.getTime())
    const { rows } = await sql<{
      version: number
    }>`insert into signed_letters (id, campaign_id, case_id, language, version, text_hash, sealed, published_at)
      select ${id}, c.id, c.case_id, ${language}, coalesce((select max(l.version) from signed_letters l
          where l.campaign_id = c.id and l.language = ${language}), 0) + 1,
        ${letterHash(language, text)}, ${key.seal(place(id), text)}, ${at}
      from campaigns c where c.id = ${campaignId} and c.case_id = ${caseId}
      on conflict (campaign_id, text_hash) do nothing returning version`.execute(tx.db)
    for (const { version } of rows)
      await record(tx, 'campaign.letter-kept', { caseId, subject: campaignId, data: { language, version } })
  }
}

onBringingOut(async (tx, page) => {
  if (page.subjectKind !== 'campaign') return
  const letters = page.documents.flatMap(({ language, body }) => {
    const { signatureText: text } = body as CampaignDocument
    return text ? [{ language, text }] : []
  })
  if (letters.length > 0)
    await keepLetters(tx, { campaignId: page.subjectId, caseId: page.caseId, letters, at: tx.now })
})

/** What has been public since before letters were kept; nothing from then on. */
async function keepLettersOfBefore(tx: Tx, campaignIds?: readonly string[]): Promise<void> {
  const { rows } = await sql<{ campaign: string; case: string; language: string; text: string; at: Date }>`
    select p.subject_id as campaign, p.case_id as case, d.language, d.body ->> 'signatureText' as text, p.published_at as at
    from publications p join published.documents d on d.publication_id = p.id
    where p.subject_kind = 'campaign' and d.body ->> 'signatureText' <> ''
      and (${campaignIds === undefined} or p.subject_id = any (${campaignIds ?? []}::uuid[]))
      and not exists (select 1 from signed_letters l where l.campaign_id = p.subject_id and l.text_hash
        = wl.letter_hash(d.language, d.body ->> 'signatureText'))
    order by p.subject_id, d.language`.execute(tx.db)
  for (const { campaign: campaignId, case: caseId, at, ...letter } of rows)
    await keepLetters(tx, { campaignId, caseId, letters: [letter], at })
}

/** Letters that were public when this version was installed: written once after the upgrade. */
export const keepSignedLetters: Job = {
  name: 'signed-letters',
  everySeconds: 600,
  run: (services) => inEachOrganisation(services, (tx) => keepLettersOfBefore(tx)),
}

const nameOf = (campaignId: string, hash: Buffer): string => `${campaignId} ${hash.toString('hex')}`

/** Finds the versions that forms named; what was never public of this campaign is not among them. */
export async function findLetters(
  tx: Tx,
  named: readonly { campaignId: string; hash: Buffer }[],
): Promise<(campaignId: string, hash: Buffer) => string | undefined> {
  const found = new Map<string, string>()
  const look = async (): Promise<boolean> => {
    const rows = await tx.db
      .selectFrom('signed_letters')
      .select(['id', 'campaign_id', 'text_hash'])
      .where(sql<boolean>`campaign_id = any (${named.map(({ campaignId }) => campaignId)}::uuid[])`)
      .where(sql<boolean>`text_hash = any (${named.map(({ hash }) => hash)}::bytea[])`)
      .execute()
    for (const row of rows) found.set(nameOf(row.campaign_id, row.text_hash), row.id)
    return named.every(({ campaignId, hash }) => found.has(nameOf(campaignId, hash)))
  }
  if (named.length > 0 && !(await look())) {
    // just upgraded, and faster than the job
    await keepLettersOfBefore(tx, [...new Set(named.map(({ campaignId }) => campaignId))])
    await look()
  }
  return (campaignId, hash) => found.get(nameOf(campaignId, hash))
}

/** Every version of a campaign's letter with its text and who signed it in numbers, the newest first. For the room. */
export async function listSignedLetters(
  tx: Tx,
  campaign: { id: string; caseId: string },
): Promise<{ letters: SignedLetter[]; unknown: number }> {
  mustBeAllowed(tx, 'campaign.read')
  const { rows: counts } = await sql<{ letter_id: string | null; people: number }>`
    select * from wl.letter_signatures(${campaign.id}::uuid)`.execute(tx.db)
  const peopleOf = (id: string | null) => counts.find((one) => one.letter_id === id)?.people ?? 0
  const { rows } = await sql<{
    id: string
    language: string
    version: number
    sealed: Buffer
    published_at: Date
    current: boolean
  }>`select l.id, l.language, l.version, l.sealed, l.published_at, exists (select 1 from publications p
      join published.documents d on d.publication_id = p.id and d.language = l.language
      where p.subject_kind = 'campaign' and p.subject_id = l.campaign_id
        and wl.letter_hash(d.language, d.body ->> 'signatureText') = l.text_hash) as current
    from signed_letters l where l.campaign_id = ${campaign.id} order by l.language, l.version desc`.execute(
    tx.db,
  )
  const key = rows.length > 0 ? await tx.keys.case(campaign.caseId) : undefined
  const letters = rows.map((row) => ({
    ...{ id: row.id, language: row.language, version: row.version, publishedAt: row.published_at },
    ...{ text: key!.open(place(row.id), row.sealed), people: peopleOf(row.id), current: row.current },
  }))
  return { letters, unknown: peopleOf(null) }
}

/** How a version is called in a sentence. */
export const letterValues = (
  i18n: I18n,
  { language, version, publishedAt }: LetterVersion,
  zone: string,
): { version: number; language: string; on: string } => ({
  ...{ version, language: i18n.language(language), on: i18n.date(publishedAt, { zone }) },
})

/** Which versions wait for this inbox's confirmation in a campaign. */
export async function pendingLetters(
  tx: Tx,
  { inbox, campaignId }: { inbox: number; campaignId: string },
): Promise<LetterVersion[]> {
  const rows = await tx.db
    .selectFrom('actions as a')
    .innerJoin('supporters as s', (join) =>
      join.onRef('s.organisation_id', '=', 'a.organisation_id').onRef('s.id', '=', 'a.supporter_id'),
    )
    .innerJoin('signed_letters as l', 'l.id', 'a.letter_id')
    .select(['l.language', 'l.version', 'l.published_at as publishedAt'])
    .distinct()
    .where('s.inbox', '=', inbox)
    .where('a.campaign_id', '=', campaignId)
    .where('a.state', '=', 'pending')
    .orderBy('l.published_at')
    .execute()
  return rows
}
