/** The words of one point in one language: sealed, with a hash that nobody can try without the case's key. */
import { createHash, randomBytes } from 'node:crypto'
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '#platform/database.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import type { PointForm } from './lists.ts'
import type { StatementTextTable } from './tables.ts'

interface Sealed {
  /** base64; it lies under the seal, because a short sentence could be found by trying */
  salt: string
  text: string
}

export interface TextInput {
  id: string
  language: string
  original: boolean
  form: PointForm
  text: string
}

const place = (id: string) => ({ table: 'statement_texts', column: 'sealed', row: id })

/** Of all that a reader is told: the words, their language, whether they are hers to the letter, whether translated. */
const hashOf = (salt: string, { form, language, original, text }: Omit<TextInput, 'id'>): Buffer =>
  createHash('sha256')
    .update(Buffer.from(salt, 'base64'))
    .update(JSON.stringify([form, language, original, text]))
    .digest()

export function sealText(
  key: Sealer,
  input: TextInput,
): Pick<Insertable<StatementTextTable>, 'sealed' | 'text_hash'> {
  const salt = randomBytes(16).toString('base64')
  const sealed: Sealed = { salt, text: input.text }
  return { sealed: key.sealJson(place(input.id), sealed), text_hash: hashOf(salt, input) }
}

/** @returns the words, and the hash of what they are now, whatever the row says of it */
export function openText(
  key: Sealer,
  row: Pick<Selectable<StatementTextTable>, 'id' | 'sealed' | 'language' | 'original'>,
  form: PointForm,
): { text: string; hash: Buffer } {
  const { salt, text } = key.openJson<Sealed>(place(row.id), row.sealed)
  return { text, hash: hashOf(salt, { form, language: row.language, original: row.original, text }) }
}

export const textsOf = (tx: Tx, pointId: string): Promise<Selectable<StatementTextTable>[]> =>
  tx.db
    .selectFrom('statement_texts')
    .selectAll()
    .where('point_id', '=', pointId)
    .orderBy('original', 'desc')
    .orderBy('language')
    .execute()

/** What a reader has before her eyes, in one line: a form sends it back, and nothing is approved that was not read. */
export const seenOf = (texts: readonly { text_hash: Buffer }[]): string =>
  createHash('sha256')
    .update(Buffer.concat(texts.map((one) => one.text_hash).toSorted(Buffer.compare)))
    .digest('hex')
