import { createTransport } from 'nodemailer'
import { type MailAddress, splitAddress, wire } from './encoding.ts'
import { type MailOutcome, type SmtpReply, type Stage, outcomeOf, safeReply } from './outcome.ts'
import { connectedBefore, noTimeLeft, type SmtpConnection } from './smtp.ts'

/** One mail to one person: a confirmation, a letter to an official, a receipt, an invitation. */
export interface SingleMail {
  from: MailAddress
  to: MailAddress
  /** Opaque address for bounces. */
  envelopeFrom: string
  replyTo?: MailAddress
  subject: string
  text: string
  html?: string
  /** BCP 47 */
  language: string
  /** Left and right side, without angle brackets; the same mail tried again keeps it. */
  messageId: string
  date: Date
  /** RFC 3834 */
  autoSubmitted?: 'auto-generated' | 'auto-replied'
  /** RFC 8058: an https address that unsubscribes at once when POSTed to. */
  unsubscribe?: string
  /** RFC 2919 */
  listId?: { name: string; id: string }
}

/** Takes single mails. Never throws for what a mail server says or does: every end is an outcome. */
export interface Relay {
  send(mail: SingleMail): Promise<MailOutcome>
  close(): void
}

export interface RelayOptions {
  /** Opens a connection ready for MAIL (`connectSmtp` with the settings). */
  connect(signal: AbortSignal): Promise<SmtpConnection>
  /** Milliseconds that an unused connection is kept; default 5,000. */
  keepIdle?: number
  /** Milliseconds that what is under way gets after `close`; without it, all the time that it takes. */
  grace?: number
}

// nodemailer composes here and never speaks to the network: it cannot say whether the final dot had left when a
// connection ended, and that is the difference between `soft` and `unknown`
const composer = createTransport({
  streamTransport: true,
  buffer: true,
  newline: 'windows',
  disableFileAccess: true,
  disableUrlAccess: true,
})

/** The mail as a one-byte string, dot-stuffed, ending in CRLF. */
async function compose(mail: SingleMail): Promise<string> {
  const shown = ({ name = '', address }: MailAddress) => ({ name, address })
  const headers: Record<string, string> = { 'Content-Language': mail.language }
  if (mail.autoSubmitted) headers['Auto-Submitted'] = mail.autoSubmitted
  if (mail.unsubscribe) headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click'
  const { message } = await composer.sendMail({
    from: shown(mail.from),
    to: shown(mail.to),
    ...(mail.replyTo ? { replyTo: shown(mail.replyTo) } : {}),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    messageId: `<${mail.messageId}>`,
    date: mail.date,
    headers,
    list: {
      ...(mail.unsubscribe ? { unsubscribe: { url: mail.unsubscribe } } : {}),
      ...(mail.listId ? { id: { url: mail.listId.id, comment: mail.listId.name } } : {}),
    },
    textEncoding: 'quoted-printable',
    envelope: { from: mail.envelopeFrom, to: mail.to.address },
  })
  const text = (message as Buffer).toString('latin1').replace(/^\./gm, '..')
  return text.endsWith('\r\n') ? text : `${text}\r\n`
}

const hard = (reply: string): MailOutcome => ({ outcome: 'hard', code: 0, reply })
const soft = (reply: string): MailOutcome => ({ outcome: 'soft', code: 0, reply: safeReply(reply) })

interface Handover extends MailOutcome {
  /** The connection had gone before it took anything: a fresh one may do. */
  stale: boolean
}

/** One mail in lock-step over a standing connection. */
async function handOver(connection: SmtpConnection, mail: SingleMail, body: string): Promise<Handover> {
  const recipient = splitAddress(mail.to.address)!
  const { smtputf8, size } = connection.features
  if (recipient.international && !smtputf8) {
    return { ...hard('the relay takes no international addresses (SMTPUTF8)'), stale: false }
  }
  if (size > 0 && body.length > size) return { ...hard('larger than the relay takes'), stale: false }
  const extras = recipient.international ? ' BODY=8BITMIME SMTPUTF8' : ''
  const steps: [Stage, string][] = [
    ['mail', `MAIL FROM:<${mail.envelopeFrom}>${extras}`],
    ['rcpt', `RCPT TO:<${wire(recipient.local)}@${recipient.domain}>`],
    ['data', 'DATA'],
  ]
  for (const [stage, command] of steps) {
    const reply = await connection.command(command)
    if (stage === 'data' ? reply.code === 354 : reply.code >= 200 && reply.code < 300) continue
    if (reply.code > 0) await connection.command('RSET')
    return { ...refusal(stage, reply), stale: reply.code === 0 && stage === 'mail' }
  }
  const answer = connection.replyToDot()
  const left = connection.write(`${body}.\r\n`)
  const result = left ? outcomeOf('dot', await answer) : soft('the connection was closed')
  return { ...result, stale: false }
}

/** What the server says about our sender address is no word about the recipient: it may be mended and tried again. */
function refusal(stage: Stage, reply: SmtpReply): MailOutcome {
  const result = outcomeOf(stage, reply)
  if (result.outcome === 'sent') return { ...result, outcome: 'soft' }
  return stage === 'mail' && result.outcome === 'hard' ? { ...result, outcome: 'soft' } : result
}

/**
 * The relay for single mails. `soft`: not taken, try later. `hard`: this mail will never be taken. `unknown`: it may
 * have been taken; trying again may double it. One mail at a time and connection; connections are kept for a while.
 */
export function smtpRelay({ connect, keepIdle = 5000, grace }: RelayOptions): Relay {
  const over = new AbortController()
  const busy = new Set<SmtpConnection>()
  const idle: { connection: SmtpConnection; timer: NodeJS.Timeout }[] = []
  let closed = false

  const keep = (connection: SmtpConnection) => {
    if (closed || connection.ended !== undefined || idle.length >= 4) return connection.quit()
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((each) => each.connection === connection),
        1,
      )
      connection.quit()
    }, keepIdle)
    timer.unref()
    idle.push({ connection, timer })
  }
  const standing = (): SmtpConnection | undefined => {
    for (let each = idle.pop(); each; each = idle.pop()) {
      clearTimeout(each.timer)
      if (each.connection.ended === undefined) return each.connection
    }
    return undefined
  }
  return {
    async send(mail) {
      if (!splitAddress(mail.to.address)) return hard('not one plain mail address')
      if (!splitAddress(mail.from.address)) return hard('the sender is not one plain mail address')
      if (mail.replyTo && !splitAddress(mail.replyTo.address))
        return hard('the reply address is not one plain address')
      if (!/^[^\s<>]*$/.test(mail.envelopeFrom)) return hard('the envelope sender is not an address')
      const body = await compose(mail)
      for (let kept = standing(); ; kept = undefined) {
        let connection: SmtpConnection
        try {
          connection = kept ?? (await connectedBefore(over.signal, connect))
        } catch (error) {
          return soft(error instanceof Error ? error.message : 'the mail server is away')
        }
        busy.add(connection)
        const { stale, ...outcome } = await handOver(connection, mail, body)
        busy.delete(connection)
        keep(connection)
        if (!stale || !kept) return outcome
      }
    },
    close() {
      if (closed) return
      closed = true
      const cut = (): void => {
        over.abort()
        for (const connection of busy) connection.destroy(noTimeLeft)
      }
      if (grace !== undefined) setTimeout(cut, grace).unref()
      for (const { connection, timer } of idle.splice(0)) {
        clearTimeout(timer)
        connection.quit()
      }
    },
  }
}
