import type { ClaimedChunk, LedgerPort, OutgoingMail, RecordedOutcome } from './ledger-port.ts'
import type { MailOutcome } from './outcome.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Recorder } from './recorder.ts'

interface OpenChunk {
  claimed: ClaimedChunk
  /** Supporters whose mails are not opened yet. */
  rest: number[]
  /** Opened, on the wire or waiting for a second try: without an end. */
  outstanding: number
  /** Those of them that wait for a second try. */
  waiting: number
  /** How often each was refused for now. */
  tries: Map<number, number>
  /** At how many lost connections each was the mail being offered. */
  drops: Map<number, number>
}

/** One mail on its way through a lane. */
export interface Job {
  mail: OutgoingMail
  chunk: OpenChunk
  domain: string
  /** When suppression was last checked, in milliseconds. */
  preparedAt: number
}

const staleAfter = 5000
const mostOpened = 1000
const mostWaiting = 5000
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Hands mails to the lanes: claims chunks, opens their mails a second's work at a time, keeps second tries. */
export class SendingQueue {
  readonly #ledger: LedgerPort
  readonly #recorder: Recorder
  readonly #limit: RateLimit
  readonly #finished = Promise.withResolvers<void>()
  #chunks = new Set<OpenChunk>()
  #stopped = new Set<OpenChunk>()
  #ready: Job[] = []
  #head = 0
  #waiting = 0
  #held = new Map<string, number>()
  #timers = new Set<NodeJS.Timeout>()
  #idle: (() => void)[] = []
  #pacing = false
  #waking = false
  #filling = false
  #drained = false
  #closing = false
  #slice = 100
  /** Lanes found nothing opened since the last slice, and since the last look at the pace. */
  #starved = false
  #wasStarved = false
  #opened = false
  #ended = false

  constructor(ledger: LedgerPort, recorder: Recorder, limit: RateLimit) {
    this.#ledger = ledger
    this.#recorder = recorder
    this.#limit = limit
  }

  /** Resolves when nothing is left to send and no mail is on its way. */
  get finished(): Promise<void> {
    return this.#finished.promise
  }

  /**
   * Mails per second that leave at present: the size of what is opened ahead. While lanes wait for what is opened, the
   * ledger is what holds them up, and smaller slices would hold them up more.
   */
  set pace(perSecond: number) {
    const least = this.#wasStarved ? this.#slice : this.#slice / 2
    this.#wasStarved = false
    this.#slice = Math.round(Math.min(mostOpened, Math.max(5, perSecond, least)))
  }

  /** A mail that may leave now, or undefined. */
  tryNext(): Job | undefined {
    this.#fill()
    while (this.#head < this.#ready.length) {
      const job = this.#ready[this.#head]!
      // Safety: pause and cancel hold from the next mail on.
      if (this.#closing || this.#ledger.isStopped(job.chunk.claimed.broadcast)) {
        this.#stop(job.chunk)
        continue
      }
      // Safety: who unsubscribed while the relay was away is looked up again.
      if (performance.now() - job.preparedAt > staleAfter) {
        this.#take()
        this.again(job)
        continue
      }
      const held = this.#held.get(job.domain) ?? 0
      if (held > performance.now()) {
        this.#take()
        this.#later(job, held - performance.now())
        continue
      }
      const wait = this.#limit.take()
      if (wait > 0) {
        this.#pace(wait)
        return undefined
      }
      return this.#take()
    }
    if (this.#filling && this.#opened) this.#starved = true
    return undefined
  }

  /** The next mail, as soon as one may leave; null when all is done. */
  async next(): Promise<Job | null> {
    for (;;) {
      const job = this.tryNext()
      if (job) return job
      if (this.#ended) return null
      await new Promise<void>((resolve) => this.#idle.push(resolve))
    }
  }

  /** Resolves when a mail may leave, or when all is done: no connection is opened for nothing. */
  async somethingToSend(): Promise<void> {
    this.#fill()
    while (this.#head >= this.#ready.length && !this.#ended) {
      await new Promise<void>((resolve) => this.#idle.push(resolve))
    }
  }

  /** The mail has its outcome. */
  done(job: Job, outcome: MailOutcome): void {
    this.#record(job.chunk, job.mail.number, outcome)
    job.chunk.tries.delete(job.mail.number)
    job.chunk.drops.delete(job.mail.number)
    this.#left(job.chunk, 1)
  }

  /** The mail never left: it is opened anew, with its suppression checked again, when a lane is free. */
  again(job: Job): void {
    job.chunk.rest.push(job.mail.number)
    this.#left(job.chunk, 1)
    this.#wake()
  }

  /** How often this mail was put off, this time included. */
  countTry(job: Job): number {
    const tries = (job.chunk.tries.get(job.mail.number) ?? 0) + 1
    job.chunk.tries.set(job.mail.number, tries)
    return tries
  }

  /** Tries the mail once more after some milliseconds; with `holdDomain` its whole domain waits as long. */
  retryLater(job: Job, delay: number, holdDomain: boolean): void {
    if (holdDomain) {
      if (this.#held.size > 1000) this.#held.clear()
      this.#held.set(job.domain, performance.now() + delay)
    }
    this.#later(job, delay)
  }

  /** Takes no new mail; what is not on its way goes back to the ledger. */
  close(): void {
    this.#closing = true
    for (const chunk of this.#chunks) this.#stop(chunk)
    this.#wake()
  }

  /** Looks again for chunks, and lets go of those that were paused or cancelled. */
  wake(): void {
    this.#drained = false
    for (const chunk of this.#chunks) if (this.#ledger.isStopped(chunk.claimed.broadcast)) this.#stop(chunk)
    this.#wake()
  }

  /** Goes on: the ledger took outcomes, so there is room for more. */
  goOn(): void {
    this.#wake()
  }

  #take(): Job {
    const job = this.#ready[this.#head++]!
    if (this.#head > 2000) {
      this.#ready = this.#ready.slice(this.#head)
      this.#head = 0
    }
    return job
  }

  #pace(wait: number): void {
    if (this.#pacing) return
    this.#pacing = true
    this.#timer(wait, () => (this.#pacing = false))
  }

  #later(job: Job, delay: number): void {
    // a stopped chunk has no second tries
    if (!this.#chunks.has(job.chunk)) return this.#left(job.chunk, 1)
    this.#waiting++
    job.chunk.waiting++
    this.#timer(delay, () => {
      if (!this.#chunks.has(job.chunk)) return
      this.#waiting--
      job.chunk.waiting--
      this.again(job)
    })
  }

  #timer(delay: number, then: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      then()
      this.#wake()
    }, delay)
    this.#timers.add(timer)
    return timer
  }

  #wake(): void {
    if (this.#waking) return
    this.#waking = true
    queueMicrotask(() => {
      this.#waking = false
      this.#fill()
      const idle = this.#idle
      this.#idle = []
      for (const each of idle) each()
    })
  }

  #fill(): void {
    if (this.#filling || this.#ended) return
    if (this.#ready.length - this.#head >= this.#slice || this.#recorder.backlog > mostWaiting) return
    let work: Promise<void> | undefined
    for (const chunk of this.#chunks) {
      if (chunk.rest.length === 0) continue
      if (this.#closing || this.#ledger.isStopped(chunk.claimed.broadcast)) {
        this.#stop(chunk)
      } else {
        work = this.#prepare(chunk)
        break
      }
    }
    if (!work && !this.#drained && !this.#closing && this.#waiting < mostWaiting) work = this.#claim()
    if (!work) return this.#finishIfDone()
    this.#filling = true
    void work.then(
      () => this.#filled(),
      // the ledger is away: ask again in a second
      () => this.#timer(1000, () => (this.#filling = false)),
    )
  }

  #filled(): void {
    this.#filling = false
    this.#wake()
  }

  async #claim(): Promise<void> {
    const claimed = await this.#ledger.claim()
    if (!claimed) {
      this.#drained = true
      return
    }
    const chunk: OpenChunk = {
      claimed,
      rest: [...claimed.supporters],
      outstanding: 0,
      waiting: 0,
      tries: new Map(),
      drops: new Map(),
    }
    this.#chunks.add(chunk)
    if (chunk.rest.length === 0) this.#left(chunk, 0)
    else if (this.#closing) this.#stop(chunk)
  }

  async #prepare(chunk: OpenChunk): Promise<void> {
    if (this.#starved) this.#slice = Math.min(mostOpened, this.#slice * 2)
    this.#wasStarved ||= this.#starved
    this.#starved = false
    const numbers = chunk.rest.splice(0, this.#slice)
    chunk.outstanding += numbers.length
    try {
      const { mails, suppressed } = await this.#ledger.prepare(chunk.claimed, numbers)
      if (!this.#chunks.has(chunk)) return this.#left(chunk, numbers.length)
      this.#opened = true
      const preparedAt = performance.now()
      for (const mail of mails)
        this.#ready.push({ mail, chunk, domain: domainOf(mail.to.address), preparedAt })
      for (const number of suppressed) {
        this.#record(chunk, number, { outcome: 'suppressed', code: 0, reply: '' })
      }
      this.#left(chunk, numbers.length - mails.length)
    } catch (error) {
      if (this.#chunks.has(chunk)) chunk.rest.unshift(...numbers)
      this.#left(chunk, numbers.length)
      throw error
    }
  }

  #record(
    chunk: OpenChunk,
    supporter: number,
    outcome: Omit<MailOutcome, 'outcome'> & Pick<RecordedOutcome, 'outcome'>,
  ) {
    this.#recorder.add({ broadcast: chunk.claimed.broadcast, supporter, ...outcome, at: new Date() })
  }

  /** Gives a chunk back as soon as its mails on the wire have an end. */
  #stop(chunk: OpenChunk): void {
    if (!this.#chunks.delete(chunk)) return
    const before = this.#ready.length - this.#head
    this.#ready = this.#ready.slice(this.#head).filter((job) => job.chunk !== chunk)
    this.#head = 0
    chunk.rest = []
    chunk.outstanding -= before - this.#ready.length + chunk.waiting
    this.#waiting -= chunk.waiting
    this.#stopped.add(chunk)
    this.#left(chunk, 0)
  }

  #left(chunk: OpenChunk, count: number): void {
    chunk.outstanding -= count
    if (chunk.outstanding > 0 || (chunk.rest.length > 0 && this.#chunks.has(chunk))) return
    const { broadcast, number } = chunk.claimed
    if (this.#chunks.delete(chunk)) this.#recorder.close({ broadcast, number })
    else if (this.#stopped.delete(chunk)) this.#recorder.release({ broadcast, number })
    this.#wake()
  }

  #finishIfDone(): void {
    if (!(this.#drained || this.#closing) || this.#chunks.size > 0 || this.#stopped.size > 0) return
    this.#ended = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#finished.resolve()
    const idle = this.#idle
    this.#idle = []
    for (const each of idle) each()
  }
}
