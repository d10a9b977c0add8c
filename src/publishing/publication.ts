import { createHash, randomBytes } from 'node:crypto'
import { keepPublicity, onCaseErasing } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { holdGate } from './gate.ts'
import { mustHaveGiven, type GivenConsent, type ShownItem } from './given.ts'
import { signOff } from './sign-off.ts'
import type { FileItem, GateItem, SubjectKind } from './tables.ts'
import { tellTakenDown, type TakenDown } from './taken-down.ts'

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
  /** the source of what is shown (Markdown, ticked items), for the sign-off's hash */
  text: unknown
}

/** Unguessable, and another one for each publication: an address seen once does not lead to the next picture. */
export const newFileKey = (): string => randomBytes(18).toString('base64url')

/**
 * The one door to the public: signs off, and replaces what was public of this subject before.
 * For members with a recent step-up. A verb that locks rows of its own first calls `holdGate`.
 * @throws Refused ('publishing.no-consent') when an item has no given consent; then nothing has changed
 * @throws NotFound when the case lies behind the wall
 */
export async function publish(tx: Tx, input: PublishInput): Promise<{ publicationId: string }> {
  mustBeAllowed(tx, 'publishing.sign-off')
  const { actor, now } = tx
  if (actor.kind !== 'member') throw new Refused('access.refused')
  if (input.documents.length === 0) throw new Refused('publishing.nothing')
  await holdGate(tx, input.caseId)
  await mustSeeCase(tx, input.caseId)
  const items = withGate(input)
  const languages = input.documents.map((document) => document.language)
  const consents = await mustHaveGiven(tx, input.caseId, items, languages)
  const signOffId = await signOff(tx, actor.accountId, {
    ...input,
    items: items.map(({ personId, item }) => `${personId}:${item}`),
    shown: shownBy(input, items),
  })
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
      organisation_id: actor.organisationId,
      subject_kind: input.subjectKind,
      subject_id: input.subjectId,
      sign_off_id: signOffId,
      published_at: now,
      published_by: actor.accountId,
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
  await putOut(tx, publicationId, input, consents)
  await tx.db
    .deleteFrom('published.quiet')
    .where('kind', '=', input.subjectKind)
    .where('key', '=', input.key)
    .execute()
  if (input.subjectKind === 'update')
    await tx.db.deleteFrom('published.notices').where('key', '=', input.key).execute()
  await settlePublicity(tx, input.caseId)
  await record(tx, 'publication.published', {
    caseId: input.caseId,
    subject: input.subjectId,
    data: {
      kind: input.subjectKind,
      publication: publicationId,
      items: items.map((one) => one.item),
      languages,
    },
  })
  return { publicationId }
}

/** The gate is always among the items; each item once, in one order. */
function withGate({ items, gate }: PublishInput): ShownItem[] {
  const all = new Map([...items, gate].map((one) => [`${one.personId} ${one.item}`, one]))
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { personId, item }]) => ({ personId, item }))
}

function shownBy(input: PublishInput, items: ShownItem[]): unknown {
  return {
    items,
    text: input.text,
    documents: input.documents,
    files: (input.files ?? []).map((file) => ({
      ...file,
      bytes: createHash('sha256').update(file.bytes).digest('hex'),
    })),
  }
}

async function putOut(tx: Tx, id: string, input: PublishInput, consents: GivenConsent[]): Promise<void> {
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
        body: JSON.stringify(body) as unknown as object,
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

export interface TakeDownInput {
  subjectKind: SubjectKind
  subjectId: string
  /** the address then answers with the one neutral text; else it is as if it had never been */
  quiet: boolean
  reason?: TakenDown['reason']
}

/**
 * Takes one subject's page, feeds' entry and files away, at once. For writers and workers.
 * @returns whether something was public; nothing happens when not
 */
export async function takeDown(tx: Tx, input: TakeDownInput): Promise<boolean> {
  mustBeAllowed(tx, 'publishing.take-down')
  const row = await tx.db
    .selectFrom('publications')
    .select(['id', 'case_id'])
    .where('subject_kind', '=', input.subjectKind)
    .where('subject_id', '=', input.subjectId)
    .executeTakeFirst()
  if (!row) return false
  await holdGate(tx, row.case_id)
  const subject = { subjectKind: input.subjectKind, subjectId: input.subjectId }
  return (await removeAll(tx, row.case_id, [subject], input.quiet, input.reason ?? 'taken-down')).length > 0
}

/** Takes down several subjects of a case, then stops what is under way for them. The caller holds the gate. */
export async function removeAll(
  tx: Tx,
  caseId: string,
  subjects: readonly Subject[],
  quiet: boolean,
  reason: TakenDown['reason'],
): Promise<TakenDown[]> {
  const gone: TakenDown[] = []
  for (const subject of subjects) {
    const key = await remove(tx, caseId, subject, quiet)
    if (key !== undefined) gone.push({ caseId, ...subject, key, reason })
  }
  for (const what of gone) {
    await tellTakenDown(tx, what)
    await record(tx, 'publication.taken-down', {
      caseId,
      subject: what.subjectId,
      data: { kind: what.subjectKind, reason },
    })
  }
  if (gone.length > 0) await settlePublicity(tx, caseId)
  return gone
}

export interface Subject {
  subjectKind: SubjectKind
  subjectId: string
}

/** Takes the row away, and with it, by cascade, all that visitors could see of it. */
async function remove(
  tx: Tx,
  caseId: string,
  { subjectKind, subjectId }: Subject,
  quiet: boolean,
): Promise<string | undefined> {
  const shown = await tx.db
    .selectFrom('published.documents as d')
    .innerJoin('publications as p', 'p.id', 'd.publication_id')
    .select('d.key')
    .where('p.subject_kind', '=', subjectKind)
    .where('p.subject_id', '=', subjectId)
    .executeTakeFirst()
  const gone = await tx.db
    .deleteFrom('publications')
    .where('subject_kind', '=', subjectKind)
    .where('subject_id', '=', subjectId)
    .returning('id')
    .executeTakeFirst()
  if (!gone || !shown) return undefined
  if (quiet)
    await tx.db
      .insertInto('published.quiet')
      .values({ kind: subjectKind, key: shown.key, case_id: caseId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return shown.key
}

/** The case's publicity level says what is public in truth: 5 by name, 4 without, else no more than the coalition. */
async function settlePublicity(tx: Tx, caseId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('publication_items')
    .select('item')
    .distinct()
    .where('case_id', '=', caseId)
    .execute()
  await keepPublicity(
    tx,
    caseId,
    rows.length === 0 ? 'private' : rows.some(({ item }) => item === 'name') ? 'named' : 'unnamed',
  )
}

async function mustSeeCase(tx: Tx, caseId: string): Promise<void> {
  const seen = await tx.db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst()
  if (!seen) throw new NotFound()
}

// Safety: nothing of an erased case stays with visitors; its addresses answer with the neutral text.
onCaseErasing(async (tx, caseId) => {
  await holdGate(tx, caseId)
  const standing = await tx.db
    .selectFrom('publications')
    .select(['subject_kind as subjectKind', 'subject_id as subjectId'])
    .where('case_id', '=', caseId)
    .orderBy('subject_id')
    .execute()
  await removeAll(tx, caseId, standing, true, 'taken-down')
})
