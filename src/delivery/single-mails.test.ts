import PostalMime from 'postal-mime'
import { afterEach, describe, expect, test } from 'vitest'
import { type Sink, type SinkOptions, startSink } from '../../test/sink.ts'
import { type Relay, type SingleMail, smtpRelay } from './relay.ts'
import { connectSmtp } from './smtp.ts'

let sink: Sink
let relay: Relay
afterEach(async () => {
  relay.close()
  await sink.close()
})

async function start(options: SinkOptions = {}): Promise<void> {
  sink = await startSink({ keep: 10, ...options })
  const settings = {
    host: '127.0.0.1',
    port: sink.port,
    implicitTls: false,
    requireTls: false,
    name: 'act.example.org',
  }
  relay = smtpRelay({ connect: () => connectSmtp(settings) })
}

const mail: SingleMail = {
  from: { name: 'Amina "A." via Eyes on Dara', address: 'letters@act.example.org' },
  to: { name: 'Minister, Office of the', address: 'office@ministry.example' },
  replyTo: { name: 'Amina', address: 'amina@example.net' },
  envelopeFrom: 'bounce+x1@act.example.org',
  subject: 'Release Dara — now',
  text: 'Dear Minister,\n\n.a dot\n\n..two\n.\nend',
  language: 'en',
  messageId: 'x1@act.example.org',
  date: new Date('2026-05-03T10:00:00Z'),
}

describe('a single mail', () => {
  test('arrives whole, from the right sender, dots and all', async () => {
    await start()
    const outcome = await relay.send({ ...mail, autoSubmitted: 'auto-generated', html: '<p>.a dot</p>' })
    expect(outcome).toEqual({ outcome: 'sent', code: 250, reply: '250 2.0.0 queued' })
    expect(sink.mails[0]).toMatchObject({ from: 'bounce+x1@act.example.org', to: 'office@ministry.example' })
    const read = await PostalMime.parse(Buffer.from(sink.mails[0]!.raw.replace(/\r\n\./g, '\r\n'), 'latin1'))
    expect(read.from).toEqual({ name: 'Amina "A." via Eyes on Dara', address: 'letters@act.example.org' })
    expect(read.to).toEqual([{ name: 'Minister, Office of the', address: 'office@ministry.example' }])
    expect(read.replyTo?.[0]?.address).toBe('amina@example.net')
    expect(read.subject).toBe('Release Dara — now')
    expect(read.text?.trimEnd()).toBe(mail.text)
    expect(read.html?.trim()).toBe('<p>.a dot</p>')
    const header = (key: string) => read.headers.find((each) => each.key === key)?.value
    expect(header('auto-submitted')).toBe('auto-generated')
    expect(header('content-language')).toBe('en')
    expect(read.messageId).toBe('<x1@act.example.org>')
  })

  test('shares one connection with the next', async () => {
    await start()
    for (let n = 0; n < 5; n++) expect((await relay.send(mail)).outcome).toBe('sent')
    expect(sink.connections).toBe(1)
  })

  test('goes by a fresh connection when the kept one was closed', async () => {
    await start()
    await relay.send(mail)
    sink.dropAll()
    expect((await relay.send(mail)).outcome).toBe('sent')
    expect(sink.total).toBe(2)
  })

  test.each<[string, SinkOptions['script'], string, number]>([
    [
      'no such user',
      (step) => (step === 'rcpt' ? '550 5.1.1 <office@ministry.example> unknown' : undefined),
      'hard',
      550,
    ],
    ['greylisted', (step) => (step === 'rcpt' ? '450 4.7.1 later' : undefined), 'soft', 450],
    ['our sender is refused', (step) => (step === 'mail' ? '550 5.7.1 no' : undefined), 'soft', 550],
    ['closing', (step) => (step === 'data' ? '421 4.3.2 bye' : undefined), 'soft', 421],
    ['cut before the dot', (step) => (step === 'data' ? 'drop' : undefined), 'soft', 0],
    ['cut at the dot', (step) => (step === 'dot' ? 'drop' : undefined), 'unknown', 0],
    ['refused at the dot', (step) => (step === 'dot' ? '554 5.6.0 no' : undefined), 'hard', 554],
    ['away', (step) => (step === 'connect' ? '421 away' : undefined), 'soft', 0],
  ])('%s', async (_, script, outcome, code) => {
    await start({ script })
    const result = await relay.send(mail)
    expect(result).toMatchObject({ outcome, code })
    expect(result.reply).not.toContain('@')
    expect(result.reply).not.toMatch(/\p{Cc}/u)
  })

  test.each([
    'a@b.example, c@d.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'no address',
    'a@b@c.example',
  ])('is not sent to %j', async (address) => {
    await start()
    expect((await relay.send({ ...mail, to: { address } })).outcome).toBe('hard')
    expect((await relay.send({ ...mail, replyTo: { address } })).outcome).toBe('hard')
    expect(sink.connections).toBe(0)
  })

  test('cannot be given a header by its subject or a name', async () => {
    await start()
    await relay.send({
      ...mail,
      subject: 'x\r\nBcc: all@example.org',
      to: { ...mail.to, name: 'y\r\nBcc: all@example.org' },
    })
    const head = sink.mails[0]!.raw.split('\r\n\r\n')[0]!
    expect(head).not.toMatch(/^bcc/im)
    expect(sink.counts.size).toBe(1)
  })
})
