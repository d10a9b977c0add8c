import { createPrivateKey, createPublicKey, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { blindIndex, derive, open, seal, type Place } from './seal.ts'

/** Seals and opens what belongs to one owner: an organisation, a case, or the instance. */
export interface Sealer {
  seal(place: Place, content: string): Buffer
  sealBytes(place: Place, content: Buffer): Buffer
  /** A value as JSON, sealed. */
  sealJson(place: Place, value: unknown): Buffer
  /** @throws SealBroken */
  open(place: Place, sealed: Buffer): string
  openBytes(place: Place, sealed: Buffer): Buffer
  openJson<T>(place: Place, sealed: Buffer): T
  /** Blind index of a text for one purpose: 16 bytes. Lists of two owners cannot be joined through it. */
  index(purpose: string, text: string): Buffer
  /** A key of its own for one purpose, for tokens. */
  derive(purpose: string): Buffer
}

export function sealer(key: Buffer): Sealer {
  const secret = createSecretKey(key)
  const indexKeys = new Map<string, KeyObject>()
  return {
    seal: (place, content) => seal(secret, place, content),
    sealBytes: (place, content) => seal(secret, place, content),
    sealJson: (place, value) => seal(secret, place, JSON.stringify(value)),
    open: (place, sealed) => open(secret, place, sealed).toString('utf8'),
    openBytes: (place, sealed) => open(secret, place, sealed),
    openJson: <T>(place: Place, sealed: Buffer) =>
      JSON.parse(open(secret, place, sealed).toString('utf8')) as T,
    index(purpose, text) {
      let indexKey = indexKeys.get(purpose)
      if (!indexKey) indexKeys.set(purpose, (indexKey = createSecretKey(derive(key, `index/${purpose}`))))
      return blindIndex(indexKey, text)
    },
    derive: (purpose) => derive(key, purpose),
  }
}

/** The keys as one transaction sees them: data keys are unwrapped on demand, behind the same row level security. */
export interface Keyring {
  readonly instance: Sealer
  /** @throws KeyGone when the key was destroyed or lies behind the wall */
  organisation(organisationId: string): Promise<Sealer>
  /** @throws KeyGone when the key was destroyed (the case is erased) or lies behind the wall */
  case(caseId: string): Promise<Sealer>
  /** Makes an organisation's key; once per organisation. */
  makeForOrganisation(organisationId: string): Promise<Sealer>
  /** A fresh case key, wrapped for `wl.open_case`. */
  wrapForCase(caseId: string): { sealer: Sealer; wrapped: Buffer }
}

export class KeyGone extends Error {
  override name = 'KeyGone'
}

/** All that comes from the master key. Lives in office and worker only. */
export interface Keys {
  /** HMAC key of the tenant context */
  readonly context: Buffer
  readonly instance: Sealer
  /** opens what visitors sent: X25519 (RFC 7748) */
  readonly intakePrivate: KeyObject
  /** signs links in mails: Ed25519 (RFC 8032) */
  readonly linkPrivate: KeyObject
  /** HMAC key of the links of the audit chain */
  readonly auditChain: Buffer
  /** signs heads of the audit chain: Ed25519 */
  readonly auditPrivate: KeyObject
  ring(db: Transaction<Tables>): Keyring
}

// PKCS #8 prefixes of the two curves (RFC 8410): a 32-byte seed follows
const x25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const privateKey = (prefix: Buffer, seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' })

/** The raw 32 bytes of a public key, as the public process gets them. */
export function rawPublicKey(key: KeyObject): Buffer {
  const open = key.type === 'public' ? key : createPublicKey(key)
  return open.export({ format: 'der', type: 'spki' }).subarray(-32)
}

/** @param master 32 bytes, from the key file; never stored in the database */
export function openKeys(master: Buffer): Keys {
  if (master.length !== 32) throw new Error('The master key must be 32 bytes.')
  const instance = sealer(derive(master, 'instance'))
  const wrapping = derive(master, 'wrap')
  const known = new Map<string, Sealer>()
  const place = (kind: string, id: string): Place => ({ table: `${kind}_keys`, column: 'wrapped', row: id })

  function unwrap(kind: 'organisation' | 'case', id: string, wrapped: Buffer): Sealer {
    // the wrapped bytes are part of the cache key: a key destroyed and made anew is another key
    const name = `${kind} ${id} ${wrapped.toString('base64')}`
    let found = known.get(name)
    if (!found) {
      found = sealer(open(wrapping, place(kind, id), wrapped))
      if (known.size > 10_000) known.clear()
      known.set(name, found)
    }
    return found
  }

  function ring(db: Transaction<Tables>): Keyring {
    const mine = new Map<string, Promise<Sealer>>()
    // verbs ask for many keys at once; the one connection of a transaction is asked one thing at a time
    let turn: Promise<unknown> = Promise.resolve()
    // Safety: the row is read in every transaction, so a destroyed key or a lost membership counts at once
    const read = async (kind: 'organisation' | 'case', id: string): Promise<Sealer> => {
      const { rows } = await sql<{
        wrapped: Buffer
      }>`select wrapped from ${sql.table(`${kind}_keys`)} where ${sql.ref(`${kind}_id`)} = ${id}`.execute(db)
      if (!rows[0]) throw new KeyGone(`no key for this ${kind}`)
      return unwrap(kind, id, rows[0].wrapped)
    }
    const load = (kind: 'organisation' | 'case', id: string): Promise<Sealer> => {
      const name = kind + id
      let found = mine.get(name)
      if (!found) {
        found = turn.then(() => read(kind, id))
        turn = found.catch(() => {})
        mine.set(name, found)
      }
      return found
    }
    return {
      instance,
      organisation: (id) => load('organisation', id),
      case: (id) => load('case', id),
      async makeForOrganisation(id) {
        const wrapped = seal(wrapping, place('organisation', id), randomBytes(32))
        await db.insertInto('organisation_keys').values({ organisation_id: id, wrapped }).execute()
        return unwrap('organisation', id, wrapped)
      },
      wrapForCase(id) {
        const wrapped = seal(wrapping, place('case', id), randomBytes(32))
        return { sealer: unwrap('case', id, wrapped), wrapped }
      },
    }
  }

  return {
    context: derive(master, 'context'),
    instance,
    intakePrivate: privateKey(x25519, derive(master, 'intake')),
    linkPrivate: privateKey(ed25519, derive(master, 'links')),
    auditChain: derive(master, 'audit-chain'),
    auditPrivate: privateKey(ed25519, derive(master, 'audit-heads')),
    ring,
  }
}

/**
 * Proves that this master key is the one that the data were sealed with; the first process to ask writes the proof.
 * @throws Error when it is another key
 */
export async function mustFitKey(
  pool: { query(text: string, values?: unknown[]): Promise<{ rows: { sealed: Buffer }[] }> },
  keys: Keys,
): Promise<void> {
  const check: Place = { table: 'wl.key_check', column: 'sealed', row: 'only' }
  await pool.query('insert into wl.key_check (sealed) values ($1) on conflict do nothing', [
    keys.instance.seal(check, 'watchlight'),
  ])
  const { rows } = await pool.query('select sealed from wl.key_check')
  try {
    if (rows[0] && keys.instance.open(check, rows[0].sealed) === 'watchlight') return
  } catch {
    // falls through to the refusal below
  }
  throw new Error(
    'The master key does not fit this database. Point WATCHLIGHT_KEY_FILE to the key that it was set up with.',
  )
}
