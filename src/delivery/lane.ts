import { splitAddress, wire } from './encoding.ts'
import type { Journal } from './journal.ts'
import { type SmtpReply, type Stage, outcomeOf, refusesUs } from './outcome.ts'
import type { Job, SendingQueue } from './sending-queue.ts'
import type { SmtpConnection } from './smtp.ts'

/** What a lane shares with the others of its relay. */
export interface LaneRoom {
  queue: SendingQueue
  journal: Journal
  /** Milliseconds before the second, third … try of a mail that was refused for now; after the last it is `soft`. */
  retryDelays: readonly number[]
  /** A mail got a final answer from the relay, which so is there. */
  answered(sent: boolean): void
  /** Whether the relay just refused us, and not one recipient, many times in a row. */
  countRefusalOfUs(): boolean
}

interface Started {
  job: Job
  body: string
  mail: Promise<SmtpReply>
  rcpt: Promise<SmtpReply>
  data: Promise<SmtpReply>
  /** Whether the envelope, and the body before it, left. */
  left: () => boolean
}

const ok = (reply: SmtpReply): boolean => reply.code >= 200 && reply.code < 300
const mostDrops = 5

/**
 * Sends mails over one connection until the queue is done or the connection ends. With PIPELINING the body of one
 * mail and the envelope of the next leave in one write, so a mail costs one round trip (RFC 2920).
 * Gives back why the relay is of no use for now, or undefined.
 */
export async function runLane(connection: SmtpConnection, room: LaneRoom): Promise<string | undefined> {
  const lane = new Lane(connection, room)
  let job: Job | null
  while (connection.ended === undefined && (job = await room.queue.next())) {
    let current = lane.start(job, '')
    while (current) current = await lane.finish(current)
  }
  connection.quit()
  // a relay that hangs up on an idle connection is not away; one that hangs up on every new one is
  return lane.trouble ?? (lane.answers === 0 ? connection.ended : undefined)
}

class Lane {
  /** Why this relay takes nothing from us. */
  trouble: string | undefined
  /** Replies of the server to our mails. */
  answers = 0
  readonly #connection: SmtpConnection
  readonly #room: LaneRoom
  #reset = false

  constructor(connection: SmtpConnection, room: LaneRoom) {
    this.#connection = connection
    this.#room = room
  }

  /** Sends the envelope behind `prefix` (the body before it). Undefined where this mail cannot be sent at all. */
  start(job: Job, prefix: string): Started | undefined {
    const { features, ended } = this.#connection
    const { queue } = this.#room
    if (ended !== undefined) {
      queue.again(job)
      return undefined
    }
    const ready = this.#envelope(job)
    if (typeof ready === 'string') {
      queue.done(job, { outcome: 'hard', code: 0, reply: ready })
      return undefined
    }
    const { mail, rcpt, body } = ready
    // a refused envelope is still half open at the server
    const before = this.#reset ? this.#connection.reply() : undefined
    const reset = this.#reset ? 'RSET\r\n' : ''
    this.#reset = false
    if (features.pipelining) {
      const [first, second, third] = [this.#reply(), this.#reply(), this.#reply()]
      const left = this.#write(`${prefix}${reset}${mail}${rcpt}DATA\r\n`)
      return { job, body, mail: first, rcpt: second, data: third, left }
    }
    if (before) this.#write(reset)
    const first = before ? before.then(() => this.#ask(mail)) : this.#ask(mail)
    const second = first.then((reply) => (ok(reply) ? this.#ask(rcpt) : reply))
    const third = second.then((reply) => (ok(reply) ? this.#ask('DATA\r\n') : reply))
    return { job, body, mail: first, rcpt: second, data: third, left: () => true }
  }

  /** Sends the body once the server asked for it, and with it the next envelope, which it gives back. */
  async finish({ job, body, ...replies }: Started): Promise<Started | undefined> {
    const [mail, rcpt, data] = [await replies.mail, await replies.rcpt, await replies.data]
    if (!ok(mail) || !ok(rcpt) || data.code !== 354) {
      if (data.code === 354) await this.#ask('.\r\n')
      else this.#reset = true
      if (!ok(mail)) this.#refused(job, 'mail', mail)
      else if (!ok(rcpt)) this.#refused(job, 'rcpt', rcpt)
      else this.#refused(job, 'data', data)
      return undefined
    }
    const { queue, journal } = this.#room
    const dotted = `${body}.\r\n`
    // Safety: noted before the final dot leaves; without this line a crash could not tell sent from unsent.
    journal.intent(keyOf(job))
    const answer = this.#connection.replyToDot()
    const nextJob = this.#connection.features.pipelining ? queue.tryNext() : undefined
    const next = nextJob ? this.start(nextJob, dotted) : undefined
    const left = next?.left ?? this.#write(dotted)
    this.#dotted(job, await answer, left())
    return next
  }

  #dotted(job: Job, reply: SmtpReply, left: boolean): void {
    const { queue, journal, retryDelays } = this.#room
    if (!left) {
      journal.free(keyOf(job))
      return queue.again(job)
    }
    if (reply.code > 0) this.answers++
    const result = outcomeOf('dot', reply)
    if (result.outcome === 'soft') {
      const tries = queue.countTry(job)
      const delay = retryDelays[tries - 1]
      if (delay !== undefined) {
        journal.free(keyOf(job))
        this.#relayWide(reply)
        return queue.retryLater(job, delay, false)
      }
    }
    journal.outcome(keyOf(job), reply.code)
    if (result.outcome !== 'unknown') this.#room.answered(result.outcome === 'sent')
    queue.done(job, result)
  }

  /** A refusal before the final dot: nothing was handed over, so all but a clear "no such recipient" may be retried. */
  #refused(job: Job, stage: Stage, reply: SmtpReply): void {
    const { queue } = this.#room
    const result = outcomeOf(stage, reply)
    if (reply.code > 0) this.answers++
    if (reply.code === 0 || reply.code === 421) return this.#dropped(job, reply)
    if (stage === 'mail' && !(reply.code >= 500 && splitAddress(job.mail.to.address)?.international)) {
      // the sender address is the same for all: whatever the server dislikes, it is not this recipient
      this.#end(reply.text)
      return queue.again(job)
    }
    const ours = reply.code >= 500 && refusesUs(reply)
    if (ours && this.#room.countRefusalOfUs()) {
      this.#end(reply.text)
      return queue.again(job)
    }
    if (result.outcome === 'hard' && !ours) {
      this.#room.answered(false)
      return queue.done(job, result)
    }
    if (this.#relayWide(reply)) return queue.again(job)
    const delay = this.#room.retryDelays[queue.countTry(job) - 1]
    if (delay === undefined) queue.done(job, result)
    else queue.retryLater(job, delay, stage === 'rcpt' && !ours)
  }

  /** The connection went. A mail at which it always goes is put aside, or it would hold up all others. */
  #dropped(job: Job, reply: SmtpReply): void {
    this.#end(reply.text)
    job.chunk.drops.set(job.mail.number, (job.chunk.drops.get(job.mail.number) ?? 0) + 1)
    if (job.chunk.drops.get(job.mail.number)! < mostDrops) return this.#room.queue.again(job)
    this.#room.queue.done(job, outcomeOf('rcpt', reply))
  }

  /** Trouble of the mail system itself (RFC 3463 3.4: X.3.Y), full disk or closing: no use to go on at once. */
  #relayWide(reply: SmtpReply): boolean {
    const wide = reply.code === 421 || /^4\d\d[ -]4\.3\./.test(reply.text)
    if (wide) this.#end(reply.text)
    return wide
  }

  #end(reason: string): void {
    this.trouble ??= reason
    this.#connection.destroy(reason)
  }

  #envelope({
    mail: { envelopeFrom, to, render },
  }: Job): { mail: string; rcpt: string; body: string } | string {
    const { smtputf8, size } = this.#connection.features
    const recipient = splitAddress(to.address)
    if (!recipient) return 'not one plain mail address'
    if (recipient.international && !smtputf8) return 'the relay takes no international addresses (SMTPUTF8)'
    if (!/^[^\s<>]*$/.test(envelopeFrom)) return 'the envelope sender is not an address'
    let body: string
    try {
      body = render()
    } catch (error) {
      return error instanceof Error ? error.message : 'the mail cannot be written'
    }
    if (size > 0 && body.length > size) return 'larger than the relay takes'
    const extras = `${size > 0 ? ` SIZE=${body.length}` : ''}${recipient.international ? ' BODY=8BITMIME SMTPUTF8' : ''}`
    return {
      mail: `MAIL FROM:<${envelopeFrom}>${extras}\r\n`,
      rcpt: `RCPT TO:<${wire(recipient.local)}@${recipient.domain}>\r\n`,
      body,
    }
  }

  /** Writes at the end of this turn. The function that it gives back tells whether the bytes left. */
  #write(bytes: string): () => boolean {
    let left = false
    this.#room.journal.afterNoted(() => (left = this.#connection.write(bytes)))
    return () => left
  }

  #reply(): Promise<SmtpReply> {
    return this.#connection.reply()
  }

  /** One command and its reply. */
  #ask(command: string): Promise<SmtpReply> {
    const reply = this.#connection.reply()
    this.#write(command)
    return reply
  }
}

const keyOf = (job: Job) => ({ broadcast: job.chunk.claimed.broadcast, number: job.mail.number })
