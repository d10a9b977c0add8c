import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Refused } from '#platform/web/errors.ts'
import { settleAddress } from './address.ts'
import { tellBringingOut } from './bringing-out.ts'
import { urgentOf } from './emergency.ts'
import { namingOf, onlyNamed } from './naming.ts'
import { mustHaveGiven, type GivenConsent, type ShownItem } from './given.ts'
import { othersAmong } from './persons-shown.ts'
import { itemsOf, mustBeApproved, pinPoints, type ShownPoint } from './points.ts'
import { spentWith } from './rule.ts'
import type { FileItem, GateItem, SubjectKind } from './tables.ts'
import { settlePublicity } from './taking-down.ts'

export interface FileOut {
  /** from `newFileKey()`, the same that the document names */
  key: string
  contentType: string
  width: number
  height: number
  bytes: Buffer
  /** who is shown; without it the file shows no person of the case and goes with its page alone */
  shows?: { personId: string; item: FileItem }
}

export interface PublishInput {
  caseId: string
  subjectKind: SubjectKind
  /** id of the case, campaign or update */
  subjectId: string
  /** short id in the page's address */
  key: string
  items: readonly ShownItem[]
  /** the item without which there is no page at all */
  gate: { personId: string; item: GateItem }
  documents: readonly { language: string; body: object; freshUntil?: Date }[]
  files?: readonly FileOut[]
  /** her own points that it carries; each asks for her consent to be quoted, by itself */
  points?: readonly ShownPoint[]
  /** the source of what is shown (Markdown, ticked items), for the sign-off's hash */
  text: unknown
  /** what only the moment of publication can say ("published at"); part of each document, not of what is signed */
  stamp?: (at: Date) => object
}

/** Safety: the address of a picture seen once does not lead to the next one. For what no sign-off makes anew. */
export const newFileKey = (): string => randomBytes(18).toString('base64url')

/**
 * Puts a page out, in the place of what was public of this subject before. Only `signing` calls it, with a sign-off that
 * is complete: the foreign key takes no other. The caller holds the gate.
 * @throws Refused ('publishing.no-consent') when an item has no given consent, ('publishing.point') when a point of hers is
 * no longer what she approved
 */
export async function bringOut(
  tx: Tx,
  input: PublishInput,
  by: { signOffId: string; accountId: string; organisationId: string },
): Promise<{ publicationId: string }> {
  const { now } = tx
  const items = withGate(input)
  const languages = input.documents.map((document) => document.language)
  const consents = await mustHaveGiven(tx, input.caseId, items, languages)
  await mustBeApproved(tx, input.caseId, input.points ?? [])
  const spent = await spentWith(tx, input, items, by.signOffId)
  const publicationId = newId(now.getTime())
  await tx.db
    .deleteFrom('publications')
    .where('subject_kind', '=', input.subjectKind)
    .where('subject_id', '=', input.subjectId)
    .execute()
  await tx.db
    .insertInto('publications')
    .values({
      id: publicationId,
      case_id: input.caseId,
      organisation_id: by.organisationId,
      subject_kind: input.subjectKind,
      subject_id: input.subjectId,
      sign_off_id: by.signOffId,
      published_at: now,
      published_by: by.accountId,
      words_added: spent.added,
      words_gone: spent.gone,
    })
    .execute()
  await tx.db
    .insertInto('publication_items')
    .values(
      consents.map((consent) => ({
        publication_id: publicationId,
        case_id: input.caseId,
        person_id: consent.personId,
        item: consent.item,
        consent_id: consent.id,
      })),
    )
    .execute()
  await pinPoints(tx, { id: publicationId, caseId: input.caseId }, input.points ?? [])
  await tellBringingOut(tx, input)
  await putOut(tx, publicationId, input, consents)
  await tx.db
    .deleteFrom('published.quiet')
    .where('kind', '=', input.subjectKind)
    .where('key', '=', input.key)
    .execute()
  if (input.subjectKind === 'update' || input.subjectKind === 'joint-letter')
    await tx.db.deleteFrom('published.notices').where('key', '=', input.key).execute()
  if (input.subjectKind === 'case') await settleAddress(tx, input.caseId, input.key)
  await settlePublicity(tx, input.caseId)
  const others = othersAmong(items, input.gate.personId)
  await record(tx, 'publication.published', {
    caseId: input.caseId,
    subject: input.subjectId,
    data: {
      kind: input.subjectKind,
      publication: publicationId,
      items: items.filter(({ personId }) => personId === input.gate.personId).map((one) => one.item),
      person: input.gate.personId,
      ...(others.length > 0 ? { others } : {}),
      languages,
      ...(input.points?.length ? { points: [...new Set(input.points.map((one) => one.pointId))] } : {}),
    },
  })
  return { publicationId }
}

/** The gate is always among the items, and her words where a point is carried; each item once, in one order. */
export function withGate({ items, gate, points = [] }: PublishInput): ShownItem[] {
  const all = new Map([...items, gate, ...itemsOf(points)].map((one) => [`${one.personId} ${one.item}`, one]))
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { personId, item }]) => ({ personId, item }))
}

/** All that visitors will see, for the hash of the sign-off; the moment of publication is not part of it. */
export function shownBy(input: PublishInput, items: readonly ShownItem[]): unknown {
  return {
    items,
    text: input.text,
    documents: input.documents,
    ...(input.points?.length ? { points: input.points } : {}),
    files: (input.files ?? []).map((file) => ({
      ...file,
      bytes: createHash('sha256').update(file.bytes).digest('hex'),
    })),
  }
}

async function putOut(tx: Tx, id: string, input: PublishInput, consents: GivenConsent[]): Promise<void> {
  const urgent = input.subjectKind === 'case' ? await urgentOf(tx, input.caseId) : undefined
  const naming = await namingOf(tx, input.caseId)
  const ends = consents.flatMap((consent) => consent.expiresAt ?? [])
  await tx.db
    .insertInto('published.documents')
    .values(
      input.documents.map(({ language, body, freshUntil }) => ({
        kind: input.subjectKind,
        key: input.key,
        language,
        publication_id: id,
        case_id: input.caseId,
        person_id: input.gate.personId,
        item: input.gate.item,
        body: JSON.stringify({
          ...onlyNamed(body, naming),
          ...input.stamp?.(tx.now),
          ...(urgent ? { urgent } : {}),
        }) as unknown as object,
        // Safety: a kept copy of the page must not outlive the first thing on it that runs out.
        fresh_until: earliest(freshUntil ? [...ends, freshUntil] : ends),
        // Safety: an assessment that ran out makes the page say so; a consent that ran out makes it go.
        ends_at: earliest(ends),
        changed_at: tx.now,
      })),
    )
    .execute()
  for (const file of input.files ?? []) {
    const row = {
      key: file.key,
      publication_id: id,
      case_id: input.caseId,
      content_type: file.contentType,
      width: file.width,
      height: file.height,
      bytes: file.bytes,
    }
    if (!file.shows) await tx.db.insertInto('published.page_files').values(row).execute()
    else {
      const { personId, item } = file.shows
      if (!consents.some((consent) => consent.personId === personId && consent.item === item))
        throw new Refused('publishing.no-consent')
      await tx.db
        .insertInto('published.files')
        .values({ ...row, person_id: personId, item })
        .execute()
    }
  }
}

const earliest = (moments: Date[]): Date | null =>
  moments.length === 0 ? null : new Date(Math.min(...moments.map((moment) => moment.getTime())))
