/** Who stands below a letter in public: rebuilt from who is listed, and who may be named at this moment. */
import { sql } from 'kysely'
import { dayOf } from '#cases/index.ts'
import { charterInForce, credited } from '#coalitions/index.ts'
import type { Tx } from '#platform/database.ts'
import { homeOf } from '#platform/text/website.ts'
import type { SignatoryDocument } from './document.ts'
import { getLetter, type JointLetter } from './letter.ts'
import { logoPlace, readSignatories, type Signatory } from './signatory.ts'

/** A member that may be named at this moment. */
export interface NamedMember {
  id: string
  name: string
  country: string
  role: string
  joinedAt: Date
}

type Body = Omit<SignatoryDocument, 'id' | 'organisationId'>

/** One who stands below the letter. */
export interface Shown {
  signatory: Signatory
  member?: NamedMember
  /** as visitors read it */
  name: string
  country: string
  /** YYYY-MM-DD in the letter's zone */
  signedOn: string
}

/**
 * Who may stand below the letter now, in the order of the page: named members as the charter credits them, then the others
 * by name. For the room.
 * @param without counts as unnamed already
 */
export async function listShown(tx: Tx, letter: JointLetter, without?: string): Promise<Shown[]> {
  const members = await namedMembers(tx, letter.caseId, without)
  const { credit } = (await charterInForce(tx, letter.caseId)).terms
  const ranked = new Map(credited(members, credit).map((member, rank) => [member.id, { member, rank }]))
  const listed = await readSignatories(tx, letter, ['listed'])
  const asShown = (signatory: Signatory, member?: NamedMember): Shown => ({
    ...{ signatory, name: member?.name ?? signatory.name, country: member?.country ?? signatory.country },
    signedOn: dayOf(signatory.verifiedAt ?? signatory.signedAt, letter.zone),
    ...(member ? { member } : {}),
  })
  const ours = listed
    .flatMap((one) => {
      const found = one.memberOrganisationId && ranked.get(one.memberOrganisationId)
      return found ? [{ ...found, signatory: one }] : []
    })
    .toSorted((a, b) => a.rank - b.rank)
  const { compare } = new Intl.Collator(letter.defaultLanguage)
  const others = listed.filter((one) => !one.memberOrganisationId).toSorted((a, b) => compare(a.name, b.name))
  return [
    ...ours.map(({ signatory, member }) => asShown(signatory, member)),
    ...others.map((one) => asShown(one)),
  ]
}

/** Safety: an unnamed member is a signatory and appears nowhere in public, in no list and no number. */
async function namedMembers(tx: Tx, caseId: string, without?: string): Promise<NamedMember[]> {
  const { rows } = await sql<NamedMember>`
    select n.id, n.name, n.country, m.role, m.joined_at as "joinedAt"
    from wl.coalition_names(${caseId}) n join coalition_members m on m.case_id = ${caseId} and m.organisation_id = n.id
    where m.named_in_public and m.left_at is null and m.organisation_id is distinct from ${without ?? null}::uuid`.execute(
    tx.db,
  )
  return rows
}

/**
 * Puts out who stands below a letter that is public, and takes off who does not any more; nothing happens while it is not.
 * Part of whatever changes it: publishing, listing, removing, a name that is given or taken back.
 * @param without counts as unnamed already
 */
export async function showSignatories(tx: Tx, letterId: string, without?: string): Promise<void> {
  const letter = await getLetter(tx, letterId)
  const page = await tx.db
    .selectFrom('published.documents as d')
    .innerJoin('publications as p', 'p.id', 'd.publication_id')
    .select(['p.id', 'd.key'])
    .where('p.subject_kind', '=', 'joint-letter')
    .where('p.subject_id', '=', letterId)
    .limit(1)
    .executeTakeFirst()
  if (!page) return
  const shown = await listShown(tx, letter, without)
  const logos = await describeLogos(tx, { publicationId: page.id, caseId: letter.caseId }, shown)
  const bodies = shown.map((one): Body => {
    const { website } = one.signatory
    const logo = logos.get(one.signatory.id)
    return {
      ...{ name: one.name, country: one.country, signedOn: one.signedOn },
      ...(website && !one.member ? { website: homeOf(website) } : {}),
      ...(logo ? { logo: { ...logo, alt: one.name, credit: '' } } : {}),
    }
  })
  await putLogos(tx, { publicationId: page.id, caseId: letter.caseId }, logos)
  await tx.db
    .deleteFrom('published.signatories')
    .where('publication_id', '=', page.id)
    .$if(shown.length > 0, (query) =>
      query.where(
        'id',
        'not in',
        shown.map((one) => one.signatory.id),
      ),
    )
    .execute()
  // one statement, and only rows that change: a list of a thousand is not written anew for one more
  await sql`
    insert into published.signatories as p (id, letter_key, publication_id, case_id, organisation_id, position, body, changed_at)
    select s.id, ${page.key}, ${page.id}, ${letter.caseId}, s.member, s.position, s.body::jsonb, ${tx.now}
    from unnest(${shown.map((one) => one.signatory.id)}::uuid[], ${shown.map((one) => one.member?.id ?? null)}::uuid[],
      ${bodies.map((body) => JSON.stringify(body))}::text[]) with ordinality as s (id, member, body, position)
    on conflict (id) do update set letter_key = excluded.letter_key, publication_id = excluded.publication_id,
      organisation_id = excluded.organisation_id, position = excluded.position, body = excluded.body,
      changed_at = excluded.changed_at
    where (p.letter_key, p.publication_id, p.position, p.body)
      is distinct from (excluded.letter_key, excluded.publication_id, excluded.position, excluded.body)`.execute(
    tx.db,
  )
}

interface LogoAddress {
  key: string
  width: number
  height: number
}

/**
 * The addresses of the logos: unguessable, and the same as long as the page stands, so that browsers keep what they have.
 * Safety: what comes out again, perhaps without her name, is not found by the pictures that stood there before.
 */
async function describeLogos(
  tx: Tx,
  page: { publicationId: string; caseId: string },
  shown: readonly Shown[],
): Promise<Map<string, LogoAddress>> {
  const ids = shown.filter(({ signatory }) => signatory.hasLogo).map(({ signatory }) => signatory.id)
  if (ids.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('joint_letter_logos')
    .select(['signatory_id', 'width', 'height'])
    .where('signatory_id', 'in', ids)
    .where('rendition', 'is not', null)
    .$narrowType<{ width: number; height: number }>()
    .execute()
  const sealer = await tx.keys.case(page.caseId)
  return new Map(
    rows.map(({ signatory_id: id, width, height }) => [
      id,
      {
        key: sealer.index('joint-letter-logo', `${page.publicationId} ${id}`).toString('base64url'),
        ...{ width, height },
      },
    ]),
  )
}

/** Safety: of the files of a letter's page, which has no picture of its own, only logos of those who stand below it stay. */
async function putLogos(
  tx: Tx,
  page: { publicationId: string; caseId: string },
  logos: ReadonlyMap<string, LogoAddress>,
): Promise<void> {
  const keys = new Set([...logos.values()].map(({ key }) => key))
  const standing = await tx.db
    .selectFrom('published.page_files')
    .select('key')
    .where('publication_id', '=', page.publicationId)
    .execute()
  const gone = standing.filter(({ key }) => !keys.has(key)).map(({ key }) => key)
  if (gone.length > 0)
    await tx.db
      .deleteFrom('published.page_files')
      .where('publication_id', '=', page.publicationId)
      .where('key', 'in', gone)
      .execute()
  const have = new Set(standing.map(({ key }) => key))
  const missing = [...logos].filter(([, { key }]) => !have.has(key))
  if (missing.length === 0) return
  const sealer = await tx.keys.case(page.caseId)
  const rows = await tx.db
    .selectFrom('joint_letter_logos')
    .select(['signatory_id', 'rendition', 'content_type', 'width', 'height'])
    .where(
      'signatory_id',
      'in',
      missing.map(([id]) => id),
    )
    .$narrowType<{ rendition: Buffer; content_type: string; width: number; height: number }>()
    .execute()
  await tx.db
    .insertInto('published.page_files')
    .values(
      rows.map((row) => ({
        ...{
          key: logos.get(row.signatory_id)!.key,
          publication_id: page.publicationId,
          case_id: page.caseId,
        },
        ...{ content_type: row.content_type, width: row.width, height: row.height, changed_at: tx.now },
        bytes: sealer.openBytes(logoPlace(row.signatory_id, 'rendition'), row.rendition),
      })),
    )
    .execute()
}
