import { once } from 'node:events'
import { type AddressInfo, isIP } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import { createAdaptorServer } from '@hono/node-server'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { type CaughtMail, readMail } from './caught-mail.ts'
import { mailboxPages } from './pages.tsx'

export interface CatcherOptions {
  /** Port for mail; 0 takes a free one. */
  smtpPort: number
  /** Port for the page that shows it; 0 takes a free one. */
  pagePort: number
  /** A loopback address; anything else throws. Default 127.0.0.1. */
  host?: string
  /** Oldest mails beyond this number are dropped; default 1,000. */
  keep?: number
}

export interface Catcher {
  smtpPort: number
  pagePort: number
  /** Where people look at the mails. */
  url: string
  /** All that is kept, oldest first. */
  mails(): readonly CaughtMail[]
  /**
   * The newest kept mail that fits, or else the next one that comes. Rejects after `timeout` milliseconds (10,000).
   * `after` leaves out mails up to that id.
   */
  waitFor(
    fits: (mail: CaughtMail) => boolean,
    options?: { after?: number; timeout?: number },
  ): Promise<CaughtMail>
  clear(): void
  close(): Promise<void>
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

interface Waiting {
  fits: (mail: CaughtMail) => boolean
  caught: (mail: CaughtMail) => void
}

/** Takes all mail that is sent to it, delivers none, and shows it on a page. For the demo, tests and development. */
export async function startCatcher(options: CatcherOptions): Promise<Catcher> {
  const { host = '127.0.0.1', keep = 1000 } = options
  // Safety: the page shows every link of every mail, so it never listens where another machine could knock.
  if (!isLoopback(host)) throw new Error('the mailbox of the demo listens on this machine only')
  const mails: CaughtMail[] = []
  const waiting = new Set<Waiting>()
  let count = 0

  const take = async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> => {
    const raw = await buffer(stream)
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
    const to = envelope.rcptTo.map(({ address }) => address)
    keepInOrder(await readMail(++count, { from, to }, raw))
  }
  const smtp = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: 20 * 1024 * 1024,
    banner: 'mailbox of the demo',
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onData: (stream, session, done) => callbackify(take)(stream, session, (error) => done(error)),
  })
  // a client that hangs up is no trouble of ours
  smtp.on('error', () => {})

  const keepInOrder = (mail: CaughtMail) => {
    const at = mails.findLastIndex((each) => each.id < mail.id) + 1
    mails.splice(at, 0, mail)
    if (mails.length > keep) mails.shift()
    for (const each of waiting) if (each.fits(mail)) each.caught(mail)
  }

  smtp.listen(options.smtpPort, host)
  await once(smtp.server, 'listening')
  const web = createAdaptorServer({ fetch: mailboxPages(() => mails).fetch })
  web.listen(options.pagePort, host)
  await once(web, 'listening')
  const portOf = (address: AddressInfo | string | null): number => (address as AddressInfo).port
  const smtpPort = portOf(smtp.server.address())
  const pagePort = portOf(web.address())

  return {
    smtpPort,
    pagePort,
    url: `http://${host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${pagePort}/`,
    mails: () => mails,
    waitFor(fits, { after = 0, timeout = 10_000 } = {}) {
      const wanted = (mail: CaughtMail): boolean => mail.id > after && fits(mail)
      const known = mails.findLast(wanted)
      if (known) return Promise.resolve(known)
      const { promise, resolve, reject } = Promise.withResolvers<CaughtMail>()
      const each: Waiting = { fits: wanted, caught: resolve }
      waiting.add(each)
      const late = () =>
        reject(new Error(`no such mail came within ${timeout} ms; ${mails.length} others did`))
      const timer = setTimeout(late, timeout)
      return promise.finally(() => {
        clearTimeout(timer)
        waiting.delete(each)
      })
    },
    clear() {
      mails.length = 0
    },
    async close() {
      const ended = once(web, 'close')
      web.close()
      if ('closeAllConnections' in web) web.closeAllConnections()
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
      await ended
    },
  }
}
