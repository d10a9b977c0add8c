import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { ClaimedChunk, LedgerPort, RecordedOutcome, RelayState } from '#delivery/ledger-port.ts'

export interface FileLedgerOptions {
  /** The log; without one the ledger lives in memory. */
  file?: string
  audience: number
  chunk: number
  broadcast?: string
  render: (number: number) => string
  address?: (number: number) => string
}

export interface FileLedger extends LedgerPort {
  outcomes: Map<number, RecordedOutcome>
  /** Outcomes that were recorded a second time with another word: must stay empty. */
  contradictions: string[]
  suppressed: Set<number>
  stopped: boolean
  relay: RelayState[]
  prepared: number
  openChunks(): number
  /** Makes every call reject, as a database that is away. */
  away: boolean
  close(): void
}

interface Transaction {
  claimed?: number
  outcomes?: [number, RecordedOutcome['outcome'], number][]
  closed?: number[]
  released?: number[]
}

/**
 * A ledger of one broadcast for tests, in memory and (to survive kills) in an append-only file, one line for each
 * transaction; a torn line is a transaction that was not committed.
 */
export function fileLedger(options: FileLedgerOptions): FileLedger {
  const { file, audience, chunk, broadcast = '00000000-0000-7000-8000-000000000001' } = options
  const states = new Map<number, 'open' | 'claimed' | 'done'>()
  for (let n = 0; n * chunk < audience; n++) states.set(n, 'open')
  const log = file === undefined ? undefined : openSync(file, 'a')

  const apply = (transaction: Transaction) => {
    if (transaction.claimed !== undefined) states.set(transaction.claimed, 'claimed')
    for (const [supporter, outcome, code] of transaction.outcomes ?? []) {
      const known = ledger.outcomes.get(supporter)
      if (known && known.outcome !== outcome)
        ledger.contradictions.push(`${supporter} ${known.outcome} ${outcome}`)
      if (!known)
        ledger.outcomes.set(supporter, { broadcast, supporter, outcome, code, reply: '', at: new Date(0) })
    }
    for (const n of transaction.closed ?? []) states.set(n, 'done')
    for (const n of transaction.released ?? []) states.set(n, 'open')
  }
  const commit = (transaction: Transaction) => {
    if (log !== undefined) writeSync(log, `${JSON.stringify(transaction)}\n`)
    apply(transaction)
  }
  const here = async () => {
    await Promise.resolve()
    if (ledger.away) throw new Error('the ledger is away')
  }
  const brief = (outcomes: RecordedOutcome[]): Transaction['outcomes'] =>
    outcomes.map(({ supporter, outcome, code }) => [supporter, outcome, code])

  const ledger: FileLedger = {
    outcomes: new Map(),
    contradictions: [],
    suppressed: new Set(),
    stopped: false,
    relay: [],
    prepared: 0,
    away: false,
    openChunks: () => [...states.values()].filter((state) => state !== 'done').length,
    close() {
      if (log !== undefined) closeSync(log)
    },
    async claim() {
      await here()
      if (ledger.stopped) return null
      for (const [number, state] of states) {
        if (state !== 'open') continue
        commit({ claimed: number })
        const last = Math.min(audience, (number + 1) * chunk)
        const supporters: number[] = []
        for (let n = number * chunk; n < last; n++) if (!ledger.outcomes.has(n)) supporters.push(n)
        return { broadcast, number, supporters }
      }
      return null
    },
    async prepare(_: ClaimedChunk, supporters) {
      await here()
      ledger.prepared += supporters.length
      const wanted = supporters.filter((n) => !ledger.suppressed.has(n))
      const mails = wanted.map((number) => ({
        number,
        envelopeFrom: `bounce+${number}@act.example.org`,
        to: { address: options.address?.(number) ?? `s${number}@mail${number % 7}.example.net` },
        render: () => options.render(number),
      }))
      return { mails, suppressed: supporters.filter((n) => ledger.suppressed.has(n)) }
    },
    async record(outcomes, closed) {
      await here()
      commit({ outcomes: brief(outcomes), closed: closed.map(({ number }) => number) })
    },
    async release(chunks) {
      await here()
      commit({ released: chunks.map(({ number }) => number) })
    },
    async recover(outcomes) {
      await here()
      const claimed = [...states].filter(([, state]) => state === 'claimed').map(([number]) => number)
      commit({ outcomes: brief(outcomes), released: claimed })
    },
    isStopped: () => ledger.stopped,
    relayChanged: (state) => void ledger.relay.push(state),
  }
  if (file !== undefined && existsSync(file)) {
    const lines = readFileSync(file, 'utf8').split('\n')
    // a torn line is no transaction, and the next one must not be glued to it
    if (lines.pop() !== '' && log !== undefined) writeSync(log, '\n')
    for (const line of lines) {
      try {
        apply(JSON.parse(line) as Transaction)
      } catch {
        continue
      }
    }
  }
  return ledger
}
