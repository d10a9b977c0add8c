import {
  closeSync,
  fdatasync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** One mail in the journal: its broadcast (uuid) and the supporter's number in the organisation. Nothing personal. */
export interface JournalKey {
  broadcast: string
  number: number
}

/** What an earlier life of this worker left: an outcome, or an intent whose end nobody saw (`code` undefined). */
export interface JournalEntry extends JournalKey {
  code: number | undefined
}

export interface JournalOptions {
  /** Waits for the disk before each turn's mails leave, so that the journal survives a power cut. Halves the rate. */
  survivePowerLoss?: boolean
  /** A new segment is begun after this many bytes; default 8 MB. */
  segmentBytes?: number
  /** Told when the journal cannot be written. Nothing is sent from then on. */
  onFailure: (error: Error) => void
}

interface Segment {
  path: string
  /** Intents in it whose end the ledger does not hold yet. */
  open: number
}

const line = /^(I|O|F) ([0-9a-f-]{36}) (\d{1,10})(?: (\d{1,3}))?$/

/**
 * The intents and outcomes of one worker, in append-only segments in the data directory. An intent is on its way to
 * the disk before the final dot of its mail leaves; that is what makes a crash honest: what has an intent and no
 * outcome is `unknown`, what has no intent never left.
 */
export class Journal {
  /** What the last life left, to be given to the ledger before anything is claimed. */
  readonly found: JournalEntry[]
  /** Why it cannot be written any more. */
  failed: Error | undefined
  readonly #options: JournalOptions
  readonly #name: (sequence: number) => string
  readonly #open = new Map<string, Segment>()
  /** Segments of earlier lives, first in the list. */
  #older = 0
  #sequence = 0
  #file = -1
  #written = 0
  #segments: Segment[] = []
  #lines = ''
  #writes: (() => void)[] = []
  #scheduled = false
  #syncing = false

  constructor(directory: string, worker: string, options: JournalOptions) {
    if (!/^[\w-]+$/.test(worker)) throw new Error('a worker is named by letters, digits and dashes')
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    this.#options = options
    this.#name = (sequence) => join(directory, `${worker}.${String(sequence).padStart(8, '0')}.journal`)
    const old = readdirSync(directory)
      .filter((name) => name.startsWith(`${worker}.`) && /\.\d{8}\.journal$/.test(name))
      .sort()
    this.#segments = old.map((name) => ({ path: join(directory, name), open: 0 }))
    this.#older = old.length
    this.#sequence = old.length === 0 ? 0 : Number(/(\d{8})\.journal$/.exec(old.at(-1)!)![1])
    this.found = readEntries(this.#segments.map(({ path }) => path))
    this.#begin()
  }

  /** Drops what was found, once the ledger holds it. */
  forget(): void {
    this.found.length = 0
    for (const { path } of this.#segments.splice(0, this.#older)) unlinkSync(path)
    this.#older = 0
  }

  /** Notes that the final dot of this mail leaves with this turn's writes. */
  intent({ broadcast, number }: JournalKey): void {
    const segment = this.#segments.at(-1)!
    segment.open++
    this.#open.set(`${broadcast} ${number}`, segment)
    this.#add(`I ${broadcast} ${number}\n`)
  }

  /** Notes the server's answer to the final dot; 0 where it never came. */
  outcome({ broadcast, number }: JournalKey, code: number): void {
    this.#add(`O ${broadcast} ${number} ${code}\n`)
  }

  /** Notes that the server refused this mail for now, so that it may be tried again. */
  free(key: JournalKey): void {
    this.#add(`F ${key.broadcast} ${key.number}\n`)
    this.settled(key)
  }

  /** Says that the ledger holds the outcome of this mail. Segments that hold nothing else are removed, oldest first. */
  settled({ broadcast, number }: JournalKey): void {
    const key = `${broadcast} ${number}`
    const segment = this.#open.get(key)
    if (!segment) return
    this.#open.delete(key)
    segment.open--
    while (this.#older === 0 && this.#segments.length > 1 && this.#segments[0]!.open === 0)
      unlinkSync(this.#segments.shift()!.path)
  }

  /** Runs a socket's write at the end of this turn, after everything noted so far went to the file. */
  afterNoted(write: () => void): void {
    this.#writes.push(write)
    this.#schedule()
  }

  /** Ends the journal; what is noted afterwards fails. Its files go when the ledger holds all, else they stay. */
  close(): void {
    this.#turn()
    closeSync(this.#file)
    this.#file = -1
    if (this.#open.size > 0 || this.found.length > 0 || this.failed) return
    for (const { path } of this.#segments) unlinkSync(path)
  }

  #add(text: string): void {
    this.#lines += text
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled || this.#syncing) return
    this.#scheduled = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    this.#scheduled = false
    if (this.failed || this.#syncing) return
    const writes = this.#writes
    const text = this.#lines
    this.#writes = []
    this.#lines = ''
    try {
      // Safety: one write for the whole turn, and no byte of a mail before it returned.
      if (text !== '') this.#append(text)
    } catch (error) {
      return this.#fail(error)
    }
    if (!this.#options.survivePowerLoss || writes.length === 0) return this.#release(writes)
    this.#syncing = true
    fdatasync(this.#file, (error) => {
      this.#syncing = false
      if (error) return this.#fail(error)
      this.#release(writes)
      if (this.#lines !== '' || this.#writes.length > 0) this.#schedule()
    })
  }

  #release(writes: (() => void)[]): void {
    for (const write of writes) write()
    if (this.#written > (this.#options.segmentBytes ?? 8 * 1024 * 1024)) this.#begin()
  }

  #append(text: string): void {
    const bytes = Buffer.from(text, 'latin1')
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at)
    this.#written += bytes.length
  }

  #begin(): void {
    if (this.#file >= 0) closeSync(this.#file)
    const path = this.#name(++this.#sequence)
    this.#file = openSync(path, 'ax', 0o600)
    this.#written = 0
    this.#segments.push({ path, open: 0 })
  }

  #fail(error: unknown): void {
    this.failed = error instanceof Error ? error : new Error(String(error))
    this.#options.onFailure(this.failed)
  }
}

/** The workers of earlier lives whose segments lie in this directory. */
export function workersIn(directory: string): string[] {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const found = readdirSync(directory).map((name) => /^([\w-]+)\.\d{8}\.journal$/.exec(name)?.[1])
  return [...new Set(found.filter((worker) => worker !== undefined))].sort()
}

/**
 * The last word on each mail. A torn last line counts for nothing: its mail's bytes were to leave only after the
 * whole line was written.
 */
function readEntries(paths: string[]): JournalEntry[] {
  const last = new Map<string, JournalEntry>()
  for (const path of paths) {
    const lines = readFileSync(path, 'latin1').split('\n')
    lines.pop()
    for (const text of lines) {
      const match = line.exec(text)
      if (!match) continue
      const [, kind, broadcast = '', number = '', code] = match
      const key = `${broadcast} ${number}`
      if (kind === 'F') last.delete(key)
      else {
        const known = kind === 'O' && code !== undefined && code !== '0' ? Number(code) : undefined
        last.set(key, { broadcast, number: Number(number), code: known })
      }
    }
  }
  return [...last.values()]
}
