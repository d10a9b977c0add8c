/** A sender of a bench, in a process of its own; sends so many mails whenever it is told. */
import '../../src/platform/tsx.ts'
import { createTransport } from 'nodemailer'

export interface MailingConfig {
  /** ours; `raw`: a pipelining client that writes one finished mail and records nothing; `nodemailer`: pooled, composing each */
  mode: 'ours' | 'raw' | 'nodemailer'
  port: number
  workerUrl: string
  /** base64url */
  master: string
  directory: string
  mails: number
  /** one of ours, as it goes over the wire */
  sample: string
}

const config = JSON.parse(process.argv[2]!) as MailingConfig
const lanes = 10
const { connectSmtp } = await import('../../src/delivery/smtp.ts')

async function ours(): Promise<() => Promise<void>> {
  const [{ catalogue }, { sendAllBroadcasts }, { openDatabase }, { openKeys }] = await Promise.all([
    import('../../src/catalogue.ts'),
    import('../../src/delivery/index.ts'),
    import('../../src/platform/database.ts'),
    import('../../src/platform/keys/keyring.ts'),
    import('../../src/updates/index.ts'),
  ])
  const keys = openKeys(Buffer.from(config.master, 'base64url'))
  const db = openDatabase({ url: config.workerUrl, keys, connections: 6 })
  const services = {
    ...{ db, keys, catalogue, workerId: 'bench', journalDir: config.directory, auditDir: '' },
    publicUrl: 'https://act.harbour.example',
    ...{ privateUrl: 'https://page.example', outsideAllow: [], heartbeatUrl: undefined },
    smtpUrl: `smtp://127.0.0.1:${config.port}`,
    withdrawalsDrained: async () => true,
    async organisations() {
      const { rows } = await db.pool.query<{ id: string }>('select wl.organisation_ids() as id')
      return rows.map((row) => row.id)
    },
    log: (line: string) => process.stderr.write(`${line}\n`),
  }
  return () => sendAllBroadcasts(services, { lanes })
}

const recipient = (n: number): string => `r${n}@mail${n % 7}.example`

/** Bodies and the next envelope in one write, one round trip for each mail, as our lanes do. */
async function raw(): Promise<void> {
  const settings = { host: '127.0.0.1', port: config.port, implicitTls: false, requireTls: false }
  let next = 0
  const lane = async (): Promise<void> => {
    const connection = await connectSmtp({ ...settings, name: 'bench.example' })
    let body = ''
    while (next < config.mails || body !== '') {
      const more = next < config.mails
      const envelope = more
        ? `MAIL FROM:<news@harbour.example>\r\nRCPT TO:<${recipient(next++)}>\r\nDATA\r\n`
        : ''
      const replies = Array.from({ length: (body ? 1 : 0) + (more ? 3 : 0) }, () => connection.reply())
      connection.write(body + envelope)
      for (const reply of await Promise.all(replies)) if (reply.code >= 400) throw new Error(reply.text)
      body = more ? `${config.sample}.\r\n` : ''
    }
    connection.quit()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function nodemailer(): Promise<void> {
  const [head = '', ...parts] = config.sample.split(/\r\n--=_[0-9a-f]+/)
  const subject = /^Subject: (.*)$/m.exec(head)?.[1]
  const [text, html] = parts.map((part) => part.slice(part.indexOf('\r\n\r\n') + 4))
  const transport = createTransport({
    ...{ pool: true, maxConnections: lanes, maxMessages: Infinity, host: '127.0.0.1', port: config.port },
    ignoreTLS: true,
  })
  const one = (_: unknown, n: number) =>
    transport.sendMail({ from: 'news@harbour.example', to: recipient(n), subject, text, html })
  await Promise.all(Array.from({ length: config.mails }, one))
  transport.close()
}

const run: () => Promise<void> =
  config.mode === 'ours' ? await ours() : config.mode === 'raw' ? raw : nodemailer
process.send!({ ready: true })
process.on('message', () => {
  const [began, before] = [performance.now(), process.cpuUsage()]
  void run().then(() => {
    const { user, system } = process.cpuUsage(before)
    process.send!({ seconds: (performance.now() - began) / 1000, cpu: user + system })
  })
})
process.once('disconnect', () => process.exit(0))
