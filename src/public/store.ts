import type pg from 'pg'
import type { CampaignTally } from '#campaigns/document.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import { openFiles, type PublishedFile } from './files.ts'
import { keepListening } from './listening.ts'
import { readPublished, type Reading } from './reading.ts'
import { takeSnapshot, type DocumentRow, type Notice, type Repost, type Snapshot } from './snapshot.ts'

/** What a new reading found different. */
export interface Change {
  /** organisations, quiet addresses, notices, reposts or the connection changed: nothing that was made before may be used */
  everything: boolean
  /** short ids of the cases whose pages are to be made anew at once */
  cases: ReadonlySet<string>
  /** short ids of the cases of which only numbers moved */
  numbers: ReadonlySet<string>
}

/** What is published, held in memory. */
export interface Published {
  /** the newest reading; undefined until the database was there for the first time */
  readonly snapshot: Snapshot | undefined
  /** the bytes of a published image; undefined when there is none now */
  file(key: string, now: number): Promise<PublishedFile | undefined>
  onChange(listener: (change: Change) => void): void
  /** Reads now; rejects when the database is away, and what was read before stays. */
  refresh(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  /** milliseconds between two looks at the truth, whatever was heard; 1,000 unless told */
  pollEvery?: number
  /** hears of a database that went away and came back */
  log?: (line: string) => void
}

/**
 * Reads `published.*` into memory and keeps it true: by a look every second, at once when NOTIFY hints, and from the
 * start after a connection that listened was lost. With the database away, what was read last stays, each version
 * until its own `fresh_until`.
 */
export function openPublished(pool: pg.Pool, options: StoreOptions = {}): Published {
  const { pollEvery = 1_000, log = () => {} } = options
  const listeners: ((change: Change) => void)[] = []
  const files = openFiles(pool)
  let known: Reading | undefined
  let snapshot: Snapshot | undefined
  let flying: Promise<void> | undefined
  let again: Promise<void> | undefined
  let forget = false
  let away = false
  let closed = false
  let timer: NodeJS.Timeout | undefined

  async function read(): Promise<void> {
    const fromTheStart = forget
    forget = false
    try {
      const reading = await readPublished(pool, fromTheStart ? undefined : known)
      const change = compare(fromTheStart ? undefined : known, reading)
      known = reading
      files.keepOnly(reading.files, fromTheStart)
      if (change || !snapshot) {
        snapshot = takeSnapshot(reading)
        for (const listener of listeners) listener(change ?? allOfIt)
      }
      if (away) log('the database is back')
      away = false
    } catch (error) {
      forget ||= fromTheStart
      if (!away && !closed)
        log(`the database is away (${String((error as { code?: string }).code ?? 'no code')})`)
      away = true
      throw error
    }
  }

  /** One reading at a time; whoever asks while one is under way gets the next, which began after the question. */
  function refresh(): Promise<void> {
    if (!flying) {
      flying = read().finally(() => (flying = undefined))
      return flying
    }
    again ??= flying
      .catch(() => {})
      .then(() => {
        again = undefined
        return refresh()
      })
    return again
  }

  const look = (): void => {
    if (closed) return
    void refresh()
      .catch(() => {})
      .finally(() => {
        clearTimeout(timer)
        if (!closed) timer = setTimeout(look, pollEvery)
      })
  }

  const listening = keepListening(pool.options, {
    heard: () => void refresh().catch(() => {}),
    connected() {
      // Safety: what was withdrawn while nobody listened must not live on in any cache
      forget = true
      look()
    },
  })
  look()

  return {
    get snapshot() {
      return snapshot
    },
    file: (key, now) => files.get(key, now),
    onChange: (listener) => void listeners.push(listener),
    refresh,
    async close() {
      closed = true
      clearTimeout(timer)
      await listening.close()
      await (again ?? flying)?.catch(() => {})
    },
  }
}

const allOfIt: Change = { everything: true, cases: new Set(), numbers: new Set() }

function compare(before: Reading | undefined, after: Reading): Change | undefined {
  if (!before) return allOfIt
  const everything =
    differs(before.organisations, after.organisations, sameBody) ||
    !sameSet(before.quiet, after.quiet) ||
    differs(before.notices, after.notices, sameRows) ||
    differs(before.reposts, after.reposts, sameRows)
  const cases = new Set<string>()
  for (const [id, row] of after.documentsById)
    if (before.documentsById.get(id)?.stamp !== row.stamp) cases.add(caseKeyOf(row))
  for (const [id, row] of before.documentsById) {
    const now = after.documentsById.get(id)
    if (!now || caseKeyOf(now) !== caseKeyOf(row)) cases.add(caseKeyOf(row))
  }
  for (const row of after.documents)
    if (row.kind === 'joint-letter' && !sameStamp(before.signatories, after.signatories, row.key))
      cases.add(caseKeyOf(row))
  const numbers = new Set<string>()
  for (const key of new Set([...before.tallies.keys(), ...after.tallies.keys()])) {
    if (sameBody(before.tallies.get(key), after.tallies.get(key))) continue
    const campaign = after.documents.find((row) => row.kind === 'campaign' && row.key === key)
    if (campaign) numbers.add(caseKeyOf(campaign))
  }
  if (!everything && cases.size === 0 && numbers.size === 0) return undefined
  return { everything, cases, numbers }
}

const sameStamp = (a: Reading['signatories'], b: Reading['signatories'], letterKey: string): boolean =>
  a.get(letterKey)?.stamp === b.get(letterKey)?.stamp

const caseKeyOf = (row: DocumentRow): string =>
  row.kind === 'case' ? row.key : (row.body as { caseKey: string }).caseKey

type Body = CampaignTally | OrganisationDocument | undefined
const sameBody = (a: Body, b: Body): boolean => JSON.stringify(a) === JSON.stringify(b)

type Rows = readonly (Notice | Repost)[] | undefined
const sameRows = (a: Rows, b: Rows): boolean => JSON.stringify(a) === JSON.stringify(b)

const differs = <V>(
  a: ReadonlyMap<string, V>,
  b: ReadonlyMap<string, V>,
  same: (x: V | undefined, y: V | undefined) => boolean,
): boolean => a.size !== b.size || [...a].some(([key, value]) => !same(value, b.get(key)))

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((entry) => b.has(entry))
