import { type Socket, connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { SmtpReply } from './outcome.ts'
import { type SmtpSettings, isLoopback } from './smtp-settings.ts'

/** What the server said in its answer to EHLO. */
export interface SmtpFeatures {
  /** RFC 2920 */
  pipelining: boolean
  /** RFC 6531 */
  smtputf8: boolean
  /** RFC 1870: largest message in bytes, 0 where it said none. */
  size: number
  startTls: boolean
  auth: string[]
}

/** The relay cannot be used now: not reachable, no TLS, sign-in refused. Nothing was handed over. */
export class RelayUnavailable extends Error {
  override name = 'RelayUnavailable'
}

const longestReply = 16_384
/** Milliseconds that a server gets to close its side after QUIT. */
const goodbye = 5_000
const ended = (reason: string): SmtpReply => ({ code: 0, text: reason })

/** Safety: the code alone; the words of such an error hold the address behind the name, which may lie inside. */
const codeOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? 'the connection failed'

interface Waiting {
  resolve: (reply: SmtpReply) => void
  /** Milliseconds */
  patience: number
}

/** One connection to a relay: writes go out as given, replies come back in order. Made by `connectSmtp`. */
export class SmtpConnection {
  features: SmtpFeatures = { pipelining: false, smtputf8: false, size: 0, startTls: false, auth: [] }
  /** Why the connection ended; undefined while it stands. */
  ended: string | undefined
  #socket: Socket
  #waiting: Waiting[] = []
  #deadline: NodeJS.Timeout | undefined
  #buffer = ''
  #lines: string[] = []
  readonly #replyTimeout: number

  constructor(socket: Socket, replyTimeout: number) {
    this.#replyTimeout = replyTimeout
    this.#socket = this.#listen(socket)
  }

  /** The next reply that no one else waits for. Code 0 when the connection ended first; never rejects. */
  reply(): Promise<SmtpReply> {
    return this.#wait(this.#replyTimeout)
  }

  /** As `reply`, with the patience that RFC 5321 4.5.3.2.6 asks for after the final dot. */
  replyToDot(): Promise<SmtpReply> {
    return this.#wait(this.#replyTimeout * 5)
  }

  /** Sends a one-byte string in one write. False when the connection had ended: then no byte of it left. */
  write(bytes: string): boolean {
    if (this.ended !== undefined) return false
    this.#socket.write(bytes, 'latin1')
    return true
  }

  async command(line: string): Promise<SmtpReply> {
    const reply = this.reply()
    this.write(`${line}\r\n`)
    return reply
  }

  async hello(name: string): Promise<void> {
    const reply = await this.command(`EHLO ${name}`)
    if (reply.code !== 250) throw new RelayUnavailable(`the mail server refused our greeting: ${reply.text}`)
    this.features = readFeatures(reply.text)
  }

  /** RFC 3207. Bytes that came before the handshake were not protected by it, so they end the connection. */
  async upgrade(settings: SmtpSettings): Promise<void> {
    const reply = await this.command('STARTTLS')
    if (reply.code !== 220) throw new RelayUnavailable(`the mail server refused STARTTLS: ${reply.text}`)
    // Safety: replies slipped in before the handshake would be believed as if they came through TLS.
    if (this.#buffer !== '' || this.#lines.length > 0)
      throw new RelayUnavailable('data before the TLS handshake')
    for (const event of ['data', 'error', 'close']) this.#socket.removeAllListeners(event)
    const secure = connectTls({ socket: this.#socket, ...tlsOptions(settings) })
    this.#socket = this.#listen(secure)
    await opened(secure, 'secureConnect', settings.connectTimeout ?? 10_000)
    await this.hello(settings.name)
  }

  quit(): void {
    if (!this.write('QUIT\r\n')) return
    this.#socket.end()
    // one that never closes its side would keep the socket for good
    setTimeout(() => this.#end('the connection was closed'), goodbye).unref()
  }

  destroy(reason: string): void {
    this.#end(reason)
  }

  #listen(socket: Socket): Socket {
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => this.#read(text))
    socket.on('error', (error) => this.#end(codeOf(error)))
    socket.on('close', () => this.#end('the connection was closed'))
    return socket
  }

  #wait(patience: number): Promise<SmtpReply> {
    if (this.ended !== undefined) return Promise.resolve(ended(this.ended))
    return new Promise((resolve) => {
      if (this.#waiting.push({ resolve, patience }) === 1) this.#watch()
    })
  }

  /**
   * Safety: a reply has its time from when it was the next to come, whatever drips in meanwhile; a server that never comes to
   * an end would hold up whoever waits for it.
   */
  #watch(): void {
    clearTimeout(this.#deadline)
    const [next] = this.#waiting
    if (next) this.#deadline = setTimeout(() => this.#end('no reply in time'), next.patience).unref()
  }

  #read(text: string): void {
    this.#buffer += text
    let start = 0
    for (;;) {
      const end = this.#buffer.indexOf('\n', start)
      if (end < 0) break
      this.#line(this.#buffer.slice(start, this.#buffer[end - 1] === '\r' ? end - 1 : end))
      start = end + 1
    }
    this.#buffer = this.#buffer.slice(start)
    if (this.#buffer.length > longestReply || this.#lines.length > 200) this.#end('a reply without end')
  }

  #line(line: string): void {
    this.#lines.push(line)
    if (line[3] === '-') return
    const text = this.#lines.join('\n')
    this.#lines = []
    const code = /^[2-5]\d\d( |$)/.test(line) ? Number(line.slice(0, 3)) : 0
    const waiting = this.#waiting.shift()
    this.#watch()
    // a reply nobody asked for is a goodbye (421) or a server gone wrong: either way the order of replies is lost
    if (!waiting || code === 0) return this.#end(waiting ? 'not an SMTP reply' : text, waiting)
    waiting.resolve({ code, text })
  }

  #end(reason: string, first?: Waiting): void {
    if (this.ended !== undefined) return
    this.ended = reason
    clearTimeout(this.#deadline)
    this.#socket.destroy()
    const waiting = this.#waiting
    this.#waiting = []
    for (const each of first ? [first, ...waiting] : waiting) each.resolve(ended(reason))
  }
}

function readFeatures(text: string): SmtpFeatures {
  const lines = text.split('\n').map((line) => line.slice(4).trim().toUpperCase())
  const find = (word: string): string | undefined =>
    lines.slice(1).find((line) => line === word || line.startsWith(`${word} `) || line.startsWith(`${word}=`))
  return {
    pipelining: find('PIPELINING') !== undefined,
    smtputf8: find('SMTPUTF8') !== undefined,
    size: Number(find('SIZE')?.split(' ')[1] ?? 0) || 0,
    startTls: find('STARTTLS') !== undefined,
    auth: (find('AUTH')?.slice(5) ?? '').split(/\s+/).filter(Boolean),
  }
}

function tlsOptions({ host, ca, requireTls, user }: SmtpSettings) {
  const mustBeTrusted = (requireTls || user !== undefined) && !isLoopback(host)
  return {
    minVersion: 'TLSv1.2' as const,
    ...(isIP(host) ? { host } : { servername: host }),
    ...(ca === undefined ? {} : { ca }),
    // Safety: where TLS is demanded or a password follows, the server must prove its name. Where plain text would be
    // the alternative, encryption without proof still keeps out those who only listen.
    rejectUnauthorized: mustBeTrusted || ca !== undefined,
  }
}

async function opened(socket: Socket, event: 'connect' | 'secureConnect', timeout: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(
    () => reject(new RelayUnavailable('the mail server did not answer in time')),
    timeout,
  )
  const fail = (error?: Error) =>
    reject(new RelayUnavailable(`the mail server is away: ${error ? codeOf(error) : 'closed'}`))
  socket
    .once(event, resolve)
    .once('error', fail)
    .once('close', () => fail())
  try {
    await promise
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function signIn(connection: SmtpConnection, settings: SmtpSettings, secure: boolean): Promise<void> {
  const { user, password = '' } = settings
  if (user === undefined) return
  // Safety: a password never crosses a network in the clear, even where the server would take it.
  if (!secure && !isLoopback(settings.host)) {
    throw new RelayUnavailable('the mail server offers no TLS, so the password is not sent')
  }
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const { auth } = connection.features
  let reply: SmtpReply
  if (auth.includes('PLAIN') || !auth.includes('LOGIN')) {
    reply = await connection.command(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`)
  } else {
    reply = await connection.command('AUTH LOGIN')
    if (reply.code === 334) reply = await connection.command(base64(user))
    if (reply.code === 334) reply = await connection.command(base64(password))
  }
  if (reply.code !== 235) throw new RelayUnavailable(`the mail server refused the sign-in: ${reply.text}`)
}

/** Opens a connection ready for MAIL: greeted, upgraded, signed in; given up when `signal` aborts. Throws RelayUnavailable. */
export async function connectSmtp(settings: SmtpSettings, signal?: AbortSignal): Promise<SmtpConnection> {
  const { port, implicitTls, connectTimeout = 10_000, replyTimeout = 60_000 } = settings
  const host = settings.address ?? settings.host
  const socket = implicitTls
    ? connectTls({ host, port, ...tlsOptions(settings) })
    : connectTcp({ host, port })
  const connection = new SmtpConnection(socket, replyTimeout)
  const giveUp = (): void => connection.destroy(noTimeLeft)
  signal?.addEventListener('abort', giveUp)
  try {
    signal?.throwIfAborted()
    const greeting = connection.reply()
    await opened(socket, implicitTls ? 'secureConnect' : 'connect', connectTimeout)
    const { code, text } = await greeting
    if (code !== 220) throw new RelayUnavailable(`the mail server is not ready: ${text}`)
    await connection.hello(settings.name)
    if (!implicitTls && connection.features.startTls) await connection.upgrade(settings)
    else if (!implicitTls && settings.requireTls) {
      // Safety: whoever sits between could strip the offer; without TLS nothing is said.
      throw new RelayUnavailable('the mail server offers no TLS, which the settings demand')
    }
    await signIn(connection, settings, implicitTls || connection.features.startTls)
    return connection
  } catch (error) {
    connection.destroy('given up')
    if (error instanceof RelayUnavailable) throw error
    throw new RelayUnavailable(error instanceof Error ? codeOf(error) : 'the mail server is away')
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}

/** Waits for a connection no longer than until `signal`: one that comes later is destroyed. @throws RelayUnavailable */
export async function connectedBefore(
  signal: AbortSignal,
  connect: (signal: AbortSignal) => Promise<SmtpConnection>,
): Promise<SmtpConnection> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(new RelayUnavailable(noTimeLeft))
  if (signal.aborted) throw new RelayUnavailable(noTimeLeft)
  signal.addEventListener('abort', stop)
  const opening = connect(signal)
  try {
    return await Promise.race([opening, promise])
  } finally {
    signal.removeEventListener('abort', stop)
    if (signal.aborted)
      void opening.then(
        (connection) => connection.destroy(noTimeLeft),
        () => {},
      )
  }
}

/** Why a connection is cut that had not come to an end when sending ended. */
export const noTimeLeft = 'no answer before sending ended'
