import { type Server, type Socket, createServer } from 'node:net'
import { type TLSSocketOptions, TLSSocket, createSecureContext } from 'node:tls'

/** Where in the dialogue a reply may be scripted. `dot` is the reply to the final dot, `connect` the greeting. */
export type SinkStep = 'connect' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'dot'

export interface SinkOptions {
  pipelining?: boolean
  smtputf8?: boolean
  size?: number
  /** Milliseconds before each answer. */
  delay?: number
  /** Offers STARTTLS with this key and certificate. */
  tls?: { key: string; cert: string }
  /** Offers these AUTH mechanisms; any name and password but `wrong` is right. */
  auth?: string[]
  /** Keeps the last mails whole for reading. */
  keep?: number
  /** A reply instead of the usual one, `drop` to cut the connection, `silence` to say nothing. */
  script?: (step: SinkStep, recipient: string, mail: string) => string | undefined
}

export interface Sink {
  port: number
  /** How often each recipient's mail was taken (the final dot arrived and was not refused). */
  counts: Map<string, number>
  total: number
  connections: number
  open: number
  /** The last `keep` mails, oldest first. */
  mails: { from: string; to: string; raw: string }[]
  /** The first thousand commands, to tell pipelining from lock-step and to see what was said. */
  commands: string[]
  /** Name and password of each AUTH PLAIN. */
  signIns: string[]
  options: SinkOptions
  /** Resolves when as many mails were taken in all. */
  taken(total: number): Promise<void>
  /** Cuts every connection, as a restarting relay does. */
  dropAll(): void
  close(): Promise<void>
}

const usual: Record<Exclude<SinkStep, 'ehlo'>, string> = {
  connect: '220 sink ESMTP',
  mail: '250 2.1.0 ok',
  rcpt: '250 2.1.5 ok',
  data: '354 go ahead',
  dot: '250 2.0.0 queued',
}

function greeting(options: SinkOptions, secure: boolean): string {
  const lines = ['sink', '8BITMIME', 'ENHANCEDSTATUSCODES']
  if (options.pipelining ?? true) lines.push('PIPELINING')
  if (options.smtputf8) lines.push('SMTPUTF8')
  if (options.size) lines.push(`SIZE ${options.size}`)
  if (options.tls && !secure) lines.push('STARTTLS')
  if (options.auth) lines.push(`AUTH ${options.auth.join(' ')}`)
  return lines.map((line, i) => `250${i === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n')
}

/** A small SMTP server on loopback that counts what it takes and misbehaves as told. */
export async function startSink(options: SinkOptions = {}, port = 0): Promise<Sink> {
  const waiting: { total: number; resolve: () => void }[] = []
  const sockets = new Set<Socket>()
  const sink: Sink = {
    port,
    counts: new Map(),
    total: 0,
    connections: 0,
    open: 0,
    mails: [],
    commands: [],
    signIns: [],
    options,
    taken: (total) =>
      new Promise((resolve) => {
        if (sink.total >= total) resolve()
        else waiting.push({ total, resolve })
      }),
    dropAll() {
      for (const socket of sockets) socket.destroy()
    },
    close() {
      sink.dropAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  const took = (from: string, to: string, raw: string) => {
    sink.counts.set(to, (sink.counts.get(to) ?? 0) + 1)
    sink.total++
    const keep = sink.options.keep ?? 0
    if (keep > 0 && sink.mails.push({ from, to, raw }) > keep) sink.mails.shift()
    for (const each of waiting) if (sink.total >= each.total) each.resolve()
  }
  const server: Server = createServer((socket) => {
    sink.connections++
    sink.open++
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      sink.open--
    })
    serve(socket, sink, took, false)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  sink.port = typeof address === 'object' && address ? address.port : 0
  return sink
}

function serve(
  socket: Socket,
  sink: Sink,
  took: (from: string, to: string, raw: string) => void,
  secure: boolean,
) {
  const { options } = sink
  let buffer = ''
  let inData = false
  let from = ''
  let to = ''
  // from MAIL to the end of the mail or RSET, as strict servers see it
  let opened = false
  let loginSteps = 0
  let replies: string[] = []
  const say = (step: Exclude<SinkStep, 'ehlo'>, mail = ''): number => {
    const scripted = sink.options.script?.(step, to, mail)
    if (scripted === 'drop') {
      socket.destroy()
      return 0
    }
    if (scripted === 'silence') return 0
    const reply = scripted ?? usual[step]
    replies.push(reply)
    return Number(reply.slice(0, 3))
  }
  const flush = () => {
    if (replies.length === 0 || socket.destroyed) return
    const bytes = `${replies.join('\r\n')}\r\n`
    replies = []
    const goodbye = /^421/m.test(bytes)
    const write = () => (goodbye ? socket.end(bytes) : socket.write(bytes))
    if (options.delay) setTimeout(write, options.delay)
    else write()
  }
  const command = (line: string) => {
    const word = line.slice(0, 4).toUpperCase()
    if (sink.commands.length < 1000) sink.commands.push(word === 'AUTH' ? line.slice(0, 10) : line)
    if (loginSteps > 0) replies.push(--loginSteps > 0 ? '334 UGFzc3dvcmQ6' : '235 2.7.0 welcome')
    else if (word === 'EHLO') replies.push(options.script?.('ehlo', '', '') ?? greeting(options, secure))
    else if (word === 'RSET') {
      opened = false
      replies.push('250 2.0.0 ok')
    } else if (word === 'MAIL' && opened) replies.push('503 5.5.1 nested MAIL')
    else if (word === 'MAIL') {
      from = /<([^>]*)>/.exec(line)?.[1] ?? ''
      to = ''
      opened = say('mail') === 250
    } else if (word === 'RCPT') {
      to = /<([^>]*)>/.exec(line)?.[1] ?? ''
      if (say('rcpt') >= 400) to = `refused ${to}`
    } else if (word === 'DATA') inData = say('data') === 354
    else if (word === 'QUIT') socket.end('221 2.0.0 bye\r\n')
    else if (word === 'AUTH' && line.startsWith('AUTH LOGIN')) {
      loginSteps = 2
      replies.push('334 VXNlcm5hbWU6')
    } else if (word === 'AUTH') {
      const said = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString()
      sink.signIns.push(said.split('\0').slice(1).join(' '))
      replies.push(said.includes('wrong') ? '535 5.7.8 no' : '235 2.7.0 welcome')
    } else if (word === 'STAR' && options.tls) startTls(socket, sink, took, options.tls)
    else replies.push('250 2.0.0 ok')
  }
  const read = (text: string) => {
    buffer += text
    while (!socket.destroyed) {
      const mark = inData
        ? buffer.startsWith('.\r\n')
          ? 0
          : buffer.indexOf('\r\n.\r\n')
        : buffer.indexOf('\r\n')
      if (mark < 0) break
      if (!inData) {
        const line = buffer.slice(0, mark)
        buffer = buffer.slice(mark + 2)
        if (buffer !== '' && !(options.pipelining ?? true)) {
          replies.push('500 5.5.1 one command at a time')
          buffer = ''
        }
        command(line)
        continue
      }
      const empty = buffer.startsWith('.\r\n')
      const mail = empty ? '' : buffer.slice(0, mark + 2)
      buffer = buffer.slice(empty ? 3 : mark + 5)
      inData = false
      opened = false
      if (empty) {
        replies.push('554 5.5.1 no valid recipients')
        continue
      }
      const before = replies.length
      const code = say('dot', mail)
      // a relay that dies without an answer may still have taken the mail: that is what `unknown` is for
      if (code < 400 && !to.startsWith('refused ')) took(from, to, mail)
      if (code === 0 && replies.length === before) break
    }
    flush()
  }
  socket.setEncoding('latin1')
  socket.on('data', read)
  socket.on('error', () => socket.destroy())
  if (secure) return
  say('connect')
  flush()
}

function startTls(
  socket: Socket,
  sink: Sink,
  took: (from: string, to: string, raw: string) => void,
  keys: { key: string; cert: string },
) {
  socket.removeAllListeners('data')
  socket.write('220 2.0.0 go\r\n')
  const options: TLSSocketOptions = { isServer: true, secureContext: createSecureContext(keys) }
  const secure = new TLSSocket(socket, options)
  secure.on('error', () => socket.destroy())
  serve(secure, sink, took, true)
}
