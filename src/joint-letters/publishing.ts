/** How a joint letter becomes public, goes, and comes back: through the gate, like every text of the coalition. */
import { isIn } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newShortId } from '#platform/ids.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import {
  addressNow,
  askForSignature,
  holdGate,
  isNamed,
  leaveNotice,
  onAddressMoved,
  onlySigned,
  onTakenDown,
  openReturnDoor,
  openSignDoor,
  pageMatter,
  plainOf,
  readTicks,
  takeDown,
  type AskInput,
  type Asked,
  type Part,
  type PublishInput,
  type SignedBy,
} from '#publishing/index.ts'
import type { JointLetterDocument } from './document.ts'
import { buildLetterDocument, closesAt, hashOf, missingFor, readLetterSource } from './letter-document.ts'
import type { LetterSource } from './letter-document.ts'
import { getLetter, lockLetter, touch, type JointLetter } from './letter.ts'
import { lookAgain } from './moderation.ts'
import { listShown, showSignatories } from './shown.ts'
import type { LetterText } from './text.ts'

export interface PublishLetter extends Pick<
  AskInput,
  'correcting' | 'review' | 'note' | 'condition' | 'publishAt'
> {
  letterId: string
  /** of the row that the page was filled from: what was read is what is signed */
  version: number
  languages: readonly string[]
  /** what the author ticked beside what the case page stands on */
  items: readonly string[]
}

interface Choice {
  /** it is public already: who may sign it and until when changes; its words only while nobody has signed */
  again: boolean
  languages: readonly string[]
  items: readonly string[]
}

/** Whether visitors read it now. */
export const isPublic = ({ state }: Pick<JointLetter, 'state'>): boolean =>
  state === 'published' || state === 'closed'

/**
 * Signs off a letter: public at once where one person may, else when the second one has signed and the charter's quorum is
 * reached. Also for one that is public: opens it again, for longer, or for others. For writers with a recent step-up, of the
 * organisation that wrote it.
 * @throws Conflict ('joint-letters.error.case-first', 'joint-letters.error.changed', 'joint-letters.error.stands',
 * 'joint-letters.error.closes-past'), Refused ('joint-letters.error.incomplete', 'joint-letters.error.unnamed' where others may
 * sign and its organisation is not named in public, 'publishing.no-consent')
 */
export async function publishLetter(tx: Tx, input: PublishLetter): Promise<Asked> {
  mustBeAllowed(tx, 'joint-letter.publish')
  const { letterId, version, languages, items, ...asking } = input
  const { caseId } = await getLetter(tx, letterId)
  await holdGate(tx, caseId)
  const letter = await lockLetter(tx, letterId, version)
  const choice: Choice = {
    again: isPublic(letter),
    languages: [...new Set(languages)],
    items: [...new Set(items)],
  }
  return await askForSignature(tx, { ...asking, kind: 'joint-letter', subjectId: letterId, choice })
}

openSignDoor({
  kind: 'joint-letter',
  async make(tx, { subjectId, choice, named, forReading }) {
    const { caseId } = await getLetter(tx, subjectId)
    // what is only looked at takes no locks
    if (!forReading) await holdGate(tx, caseId)
    const source = await readLetterSource(tx, subjectId)
    const chosen = choice as Choice
    const { openToOthers, organisationId } = source.letter
    // Safety: a form that asks people for their data has to say who keeps it
    if (openToOthers && !(await isNamed(tx, caseId, organisationId)))
      throw new Refused('joint-letters.error.unnamed')
    const page = onlySigned(buildLetterPage(source, chosen, tx.now), named)
    const matter = pageMatter(page, (inner, by) => settle(inner, subjectId, chosen, by))
    return forReading ? { ...matter, beside: await readBelow(tx, source.letter) } : matter
  },
  read: readLetter,
  href: ({ subjectId }) => `/joint-letters/${subjectId}/publish`,
})

function buildLetterPage(source: LetterSource, { again, languages, items }: Choice, now: Date): PublishInput {
  const { shown, letter } = source
  if (again !== isPublic(letter)) throw new Conflict('joint-letters.error.changed')
  if (!shown) throw new Conflict('joint-letters.error.case-first')
  const until = closesAt(letter)
  if (until && until <= now) throw new Conflict('joint-letters.error.closes-past')
  const texts = source.texts.filter((text) => languages.includes(text.language))
  if (texts.length === 0 || languages.some((one) => missingFor(source, one).length > 0))
    throw new Refused('joint-letters.error.incomplete')
  // Safety: nothing comes out above a name but what that organisation signed
  if (source.signed && !letter.textHash?.equals(hashOf(letter, texts)))
    throw new Conflict('joint-letters.error.stands')
  return {
    caseId: letter.caseId,
    subjectKind: 'joint-letter',
    subjectId: letter.id,
    key: letter.shortId,
    items: readTicks(items, shown.gate.personId),
    gate: shown.gate,
    documents: texts.map((text) => ({
      language: text.language,
      body: buildLetterDocument(source, text, texts),
    })),
    text: texts.map(signedText),
    stamp: (at) => ({
      publishedAt: (letter.publishedAt ?? at).toISOString(),
      ...(again ? { changedAt: at.toISOString() } : {}),
    }),
  }
}

/** What the author read and signed off, without when it was typed. */
const signedText = ({ language, translation, title, addressee, place, body }: LetterText) => ({
  ...{ language, translation, title, addressee, place, body },
})

/** The page is out: whoever signed second may serve another organisation, so the row is taken by its id alone. */
async function settle(
  tx: Tx,
  letterId: string,
  { again, items, languages }: Choice,
  by: SignedBy,
): Promise<void> {
  await tx.db.selectFrom('joint_letters').select('id').where('id', '=', letterId).forUpdate().execute()
  const letter = await getLetter(tx, letterId)
  await touch(tx, letter, {
    ...{ state: 'published', items: [...items], closed_at: null, closed_by: null },
    ...{ withdrawn_at: null, withdrawn_by: null },
    ...(letter.publishedAt ? {} : { published_at: tx.now, published_by: by.accountId }),
  })
  await lookAgain(tx, letter)
  await showSignatories(tx, letterId)
  await record(tx, again ? 'joint-letter.published-again' : 'joint-letter.published', {
    caseId: letter.caseId,
    subject: letter.id,
    data: { languages: [...languages], openToOthers: letter.openToOthers },
  })
}

/** A letter's page part by part, for whoever signs it off. */
function readLetter(body: object): Part[] {
  const page = body as JointLetterDocument
  return [
    { label: 'joint-letters.part.title', text: page.title },
    { label: 'joint-letters.part.addressee', text: page.addressee },
    { label: 'joint-letters.part.dateline', text: [page.place, page.datedOn].join(', ') },
    { label: 'joint-letters.part.body', text: page.text || plainOf(page.html), html: page.html },
    { label: 'joint-letters.part.signing', text: signingLine(page) },
  ]
}

/** Who stands below it the moment that it is out, as far as they may be named now: nobody signs that list, and it is read. */
async function readBelow(tx: Tx, letter: JointLetter): Promise<Part[]> {
  const shown = await listShown(tx, letter)
  if (shown.length === 0) return []
  return [{ label: 'joint-letter.signatories', text: shown.map(({ name }) => name).join('\n') }]
}

/** Codes alone: whoever signs off reads the same line in every language. */
const signingLine = ({ openToOthers, closesOn, zone }: JointLetterDocument): string =>
  [openToOthers ? '✓' : '✗', closesOn ? `→ ${closesOn} (${zone})` : ''].filter(Boolean).join(' ')

/**
 * Takes a letter down at once, with all who signed it. Any writer of its organisation may.
 * @throws Conflict ('joint-letters.error.not-public')
 */
export async function withdrawLetter(tx: Tx, letterId: string): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.withdraw')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId } = await getLetter(tx, letterId)
  await holdGate(tx, caseId)
  const letter = await lockLetter(tx, letterId)
  if (!isPublic(letter)) throw new Conflict('joint-letters.error.not-public')
  await touch(tx, letter, {
    ...{ state: 'withdrawn', withdrawn_at: tx.now, withdrawn_by: tx.actor.accountId },
  })
  await record(tx, 'joint-letter.withdrawn', { caseId, subject: letter.id })
  await takeDown(tx, { subjectKind: 'joint-letter', subjectId: letter.id, quiet: true })
}

// Safety: a letter that a withdrawn or expired consent took down, or that left with its organisation, is no longer called
// published anywhere.
onTakenDown(async (tx, { caseId, subjectKind, subjectId, key, reason }) => {
  if (subjectKind !== 'joint-letter') return
  const { publishedAt } = await getLetter(tx, subjectId)
  // readers of the feeds keep what they once read, so each gets a notice to put over it
  if (publishedAt) await leaveNotice(tx, { caseId, kind: 'joint-letter', key, publishedAt })
  const done = await tx.db
    .updateTable('joint_letters')
    .set((row) => ({
      ...{ state: 'withdrawn' as const, withdrawn_at: tx.now, version: row('version', '+', 1) },
      withdrawn_by: tx.actor.kind === 'member' ? tx.actor.accountId : null,
    }))
    .where('id', '=', subjectId)
    .where('state', 'in', ['published', 'closed'])
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) return
  await record(tx, 'joint-letter.withdrawn', { caseId, subject: subjectId, data: { reason } })
})

// Safety: an old link to a letter by her name must not lead to one without it.
onAddressMoved(async (tx, caseId) => {
  const down = await tx.db
    .selectFrom('joint_letters')
    .select('id')
    .where('case_id', '=', caseId)
    .where('published_at', 'is not', null)
    .where('state', '=', 'withdrawn')
    .execute()
  for (const { id } of down)
    await tx.db.updateTable('joint_letters').set({ short_id: newShortId() }).where('id', '=', id).execute()
})

// What went quiet with its case comes back with it, unless somebody withdrew it meanwhile; one whose day has passed since
// is closed by the worker.
openReturnDoor('joint-letter', {
  async mayReturn(tx, subjectId, { beganAt }) {
    const { state, withdrawnAt, caseId, organisationId } = await getLetter(tx, subjectId)
    if (state !== 'withdrawn' || withdrawnAt?.getTime() !== beganAt.getTime()) return false
    // Safety: what an organisation took with it while the case was quiet is nobody else's to bring back
    return await isIn(tx, caseId, organisationId)
  },
  async returned(tx, subjectId) {
    const letter = await getLetter(tx, subjectId)
    await touch(tx, letter, {
      state: letter.closedAt ? 'closed' : 'published',
      ...{ withdrawn_at: null, withdrawn_by: null, short_id: await addressNow(tx, subjectId) },
    })
    await lookAgain(tx, letter)
    await showSignatories(tx, subjectId)
    await record(tx, 'joint-letter.returned', { caseId: letter.caseId, subject: subjectId })
  },
})
