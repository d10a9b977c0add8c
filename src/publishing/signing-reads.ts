import { mustBeAllowed } from '#platform/access.ts'
import { clockOf } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { doorOf, type Matter, type Part } from './doors.ts'
import { givenConsents, type GivenConsent } from './given.ts'
import { listPersonsShown, type PersonShown } from './persons-shown.ts'
import { nothingFound, type Review } from './review.ts'
import { fileKeys, hashShown } from './sign-off.ts'
import { asSignOff, findSignOff, type AskText, type SignOff } from './sign-off-row.ts'
import type { ConsentItem } from './tables.ts'

/** What waits in a case: for a second signature, or for its condition. Newest first. */
export async function listOpenSignOffs(tx: Tx, caseId: string): Promise<SignOff[]> {
  mustBeAllowed(tx, 'consent.read')
  const rows = await tx.db
    .selectFrom('sign_offs')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('state', 'in', ['asked', 'prepared'])
    .orderBy('signed_at', 'desc')
    .execute()
  return rows.map((row) => asSignOff(tx, row))
}

/** What was answered to the last review in this case: the next one begins with it. */
export async function lastReview(tx: Tx, caseId: string): Promise<Review> {
  mustBeAllowed(tx, 'consent.read')
  const row = await tx.db
    .selectFrom('sign_offs')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('sealed', 'is not', null)
    // the second person has the last word, also on what was asked before something else
    .orderBy(({ fn }) => fn.coalesce('second_at', 'signed_at'), 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? (await asSignOff(tx, row).text()).review : nothingFound
}

/**
 * The hour that the text of this subject waits for, as a form takes it; empty where none waits, or the hour has come.
 * Safety: what is asked anew takes the place of what waits, and must not come out earlier by an hour that was left out.
 */
export async function waitingHour(
  tx: Tx,
  { caseId, subjectId }: { caseId: string; subjectId: string },
): Promise<{ hour?: string; hourZone?: string }> {
  const waits = (await listOpenSignOffs(tx, caseId)).find((one) => one.subjectId === subjectId)?.publishAt
  return waits && waits.at > tx.now ? { hour: clockOf(waits.at, waits.zone), hourZone: waits.zone } : {}
}

export interface ItemToSign {
  key: string
  personId: string
  item: ConsentItem
  /** absent: it may not be shown now */
  consent?: GivenConsent
  /** nothing public shows it yet */
  isNew: boolean
}

export interface LanguageToSign {
  language: string
  parts: Part[]
  /** as visitors see it now; empty when this language is not public */
  before: Part[]
}

export interface ToSign {
  signOff: SignOff
  text: AskText
  reason?: string
  /** absent while it cannot be built any more; `trouble` says why */
  matter?: Matter
  trouble?: string
  /** it is no longer what the author signed */
  changed: boolean
  items: ItemToSign[]
  /** of whom the case may tell */
  persons: PersonShown[]
  languages: LanguageToSign[]
  /** languages that are public now and will not be */
  gone: string[]
}

/** One request for a signature with all that its signer has to see. @throws NotFound, also behind the wall */
export async function readToSign(tx: Tx, signOffId: string): Promise<ToSign> {
  mustBeAllowed(tx, 'consent.read')
  const signOff = await findSignOff(tx, signOffId)
  const text = await signOff.text()
  const reason = await signOff.reason()
  const built = await buildForReading(tx, signOff, text)
  const { matter } = built
  return {
    signOff,
    text,
    ...(reason ? { reason } : {}),
    ...built,
    changed: matter !== undefined && !isAsSigned(signOff, text, matter),
    items: await itemsToSign(tx, signOff),
    persons: await listPersonsShown(tx, signOff.caseId),
    ...(await languagesToSign(tx, signOff, matter)),
  }
}

/**
 * Whether what stands now is what was signed, to the letter. Who is named on a page is no part of it, except in what was
 * signed while it was.
 */
export function isAsSigned(
  { salt, textHash }: Pick<SignOff, 'salt' | 'textHash'>,
  { named }: AskText,
  matter: Matter,
): boolean {
  const shown = named ? matter.shown : (matter.shownWithNames?.() ?? matter.shown)
  return hashShown(salt, shown).equals(textHash)
}

/** Only what is open is built anew: afterwards what was signed is public, or was never. */
export async function buildForReading(
  tx: Tx,
  signOff: SignOff,
  { choice, named }: AskText,
): Promise<{ matter?: Matter; trouble?: string }> {
  if (signOff.state !== 'asked' && signOff.state !== 'prepared') return {}
  const { kind, subjectId, salt } = signOff
  try {
    const making = { subjectId, choice, named, fileKey: fileKeys(salt), forReading: true }
    return { matter: await doorOf(kind).make(tx, making) }
  } catch (error) {
    if (error instanceof Refused || error instanceof Conflict) return { trouble: error.code }
    if (error instanceof NotFound) return { trouble: 'publishing.sign.changed' }
    if (error instanceof Invalid)
      return { trouble: Object.values(error.fields)[0] ?? 'publishing.sign.changed' }
    throw error
  }
}

export async function itemsToSign(tx: Tx, { caseId, items }: SignOff): Promise<ItemToSign[]> {
  const given = await givenConsents(tx, caseId)
  const shown = await tx.db
    .selectFrom('publication_items')
    .select(['person_id', 'item'])
    .distinct()
    .where('case_id', '=', caseId)
    .execute()
  return items.map((key) => {
    const [personId, item] = key.split(':') as [string, ConsentItem]
    const consent = given.find((one) => one.personId === personId && one.item === item)
    const isNew = !shown.some((one) => one.person_id === personId && one.item === item)
    return { key, personId, item, isNew, ...(consent ? { consent } : {}) }
  })
}

async function languagesToSign(
  tx: Tx,
  { kind, subjectId }: SignOff,
  matter: Matter | undefined,
): Promise<Pick<ToSign, 'languages' | 'gone'>> {
  const read = doorOf(kind).read
  if (!matter?.page || !read) return { languages: [], gone: [] }
  const before = await tx.db
    .selectFrom('published.documents as d')
    .innerJoin('publications as p', 'p.id', 'd.publication_id')
    .select(['d.language', 'd.body'])
    .where('p.subject_kind', '=', matter.page.subjectKind)
    .where('p.subject_id', '=', subjectId)
    .orderBy('d.language')
    .execute()
  const chosen = matter.page.documents.map(({ language }) => language)
  return {
    languages: matter.page.documents.map(({ language, body }) => {
      const now = before.find((one) => one.language === language)
      const beside = matter.beside ?? []
      return {
        ...{ language, parts: [...read(body), ...beside] },
        before: now ? [...read(now.body), ...beside] : [],
      }
    }),
    gone: before.map(({ language }) => language).filter((language) => !chosen.includes(language)),
  }
}
