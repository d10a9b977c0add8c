import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type FileLedger, type FileLedgerOptions, fileLedger } from '../../test/file-ledger.ts'
import { type Sink, type SinkOptions, startSink } from '../../test/sink.ts'
import { Journal } from './journal.ts'
import type { RecordedOutcome } from './ledger-port.ts'
import { BroadcastSender, type SenderOptions } from './sender.ts'
import { connectSmtp } from './smtp.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const each of cleanups.splice(0).reverse()) await each()
})

interface Room {
  journal: Journal
  sink: Sink
  ledger: FileLedger
  sender: BroadcastSender
  directory: string
  run(): Promise<void>
}

async function room(
  sinkOptions: SinkOptions,
  ledgerOptions: Partial<FileLedgerOptions> = {},
  options: Partial<SenderOptions> = {},
): Promise<Room> {
  const sink = await startSink(sinkOptions)
  const directory = mkdtempSync(join(tmpdir(), 'watchlight-send-'))
  const render = (n: number) => `Subject: ${n}\r\n\r\nhello ${n}\r\n`
  const ledger = fileLedger({ audience: 300, chunk: 50, render, ...ledgerOptions })
  const journal = new Journal(directory, 'w1', { onFailure: (error) => sender.abort(error) })
  const sender: BroadcastSender = senderFor(sink, ledger, journal, options)
  cleanups.push(
    () => rmSync(directory, { recursive: true, force: true }),
    () => sink.close(),
  )
  const run = async () => {
    await sender.run()
    journal.close()
  }
  return { sink, ledger, sender, journal, directory, run }
}

function senderFor(sink: Sink, ledger: FileLedger, journal: Journal, options: Partial<SenderOptions> = {}) {
  const settings = {
    host: '127.0.0.1',
    port: sink.port,
    implicitTls: false,
    requireTls: false,
    name: 'act.example.org',
  }
  return new BroadcastSender({
    ledger,
    journal,
    connect: () => connectSmtp(settings),
    lanes: 3,
    recordEvery: 10,
    retryDelays: [5, 10],
    knock: { first: 5, most: 20 },
    ...options,
  })
}

function tally(ledger: FileLedger): Partial<Record<RecordedOutcome['outcome'], number>> {
  const counts: Partial<Record<RecordedOutcome['outcome'], number>> = {}
  for (const { outcome } of ledger.outcomes.values()) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
const twice = (sink: Sink) => [...sink.counts].filter(([, times]) => times > 1)
const numberOf = (recipient: string): number => Number(/^s(\d+)@/.exec(recipient)?.[1] ?? -1)

describe.each([true, false])('with pipelining %s', (pipelining) => {
  test('everyone gets one mail and one record', async () => {
    const { sink, ledger, run, directory } = await room({ pipelining, keep: 1 })
    await run()
    expect(tally(ledger)).toEqual({ sent: 300 })
    expect(sink.counts.size).toBe(300)
    expect(twice(sink)).toEqual([])
    expect(ledger.openChunks()).toBe(0)
    expect(sink.connections).toBeLessThanOrEqual(3)
    expect(sink.mails[0]?.raw).toMatch(/^Subject: \d+\r\n\r\nhello \d+\r\n$/)
    expect(readdirSync(directory)).toEqual([])
  })

  test('refusals are told apart and never stop the others', async () => {
    const script: SinkOptions['script'] = (step, recipient, mail) => {
      const n = numberOf(recipient)
      if (step === 'rcpt' && n % 50 === 1) return '550 5.1.1 no such user'
      if (step === 'rcpt' && n % 50 === 2) return '452 4.2.2 mailbox full'
      if (step === 'data' && n % 50 === 3) return '554 5.6.0 not this'
      if (step === 'dot' && n % 50 === 4) return '554 5.6.0 content'
      if (step === 'dot' && n % 50 === 5) return '451 4.2.0 later'
      return mail.includes('never') ? 'drop' : undefined
    }
    const { sink, ledger, run } = await room({ pipelining, script })
    await run()
    expect(tally(ledger)).toEqual({ sent: 270, hard: 18, soft: 12 })
    expect(twice(sink)).toEqual([])
    expect(sink.counts.size).toBe(270)
    // a refusal costs no connection: the half-open envelope is reset
    expect(sink.connections).toBeLessThanOrEqual(3)
    expect(ledger.outcomes.get(1)).toMatchObject({ outcome: 'hard', code: 550 })
    expect(ledger.outcomes.get(2)).toMatchObject({ outcome: 'soft', code: 452 })
    expect(ledger.outcomes.get(5)).toMatchObject({ outcome: 'soft', code: 451 })
  })

  test('a server that still asks for a mail without recipients gets none', async () => {
    // RFC 2920 3.1: DATA may be answered 354 although every RCPT was refused
    const script: SinkOptions['script'] = (step, recipient) =>
      step === 'rcpt' && numberOf(recipient) === 7 ? '550 5.1.1 no' : undefined
    const { sink, ledger, run } = await room({ pipelining, script })
    await run()
    expect(tally(ledger)).toEqual({ sent: 299, hard: 1 })
    expect(sink.counts.has('refused s7@mail0.example.net')).toBe(false)
  })

  test('a connection cut before the dot loses nobody, one cut at the dot is unknown', async () => {
    let cuts = 0
    const script: SinkOptions['script'] = (step, recipient) => {
      const n = numberOf(recipient)
      if (step === 'dot' && n % 60 === 10) return 'drop'
      return step === 'rcpt' && n % 60 === 20 && cuts++ < 8 ? 'drop' : undefined
    }
    const { sink, ledger, run } = await room({ pipelining, script })
    await run()
    const { sent = 0, unknown = 0 } = tally(ledger)
    expect(sent + unknown).toBe(300)
    for (const n of [10, 70, 130, 190, 250]) expect(ledger.outcomes.get(n)?.outcome).toBe('unknown')
    // a cut may swallow the answer to the mail before it, which then is unknown, too
    expect(unknown).toBeLessThanOrEqual(5 + cuts)
    expect(twice(sink)).toEqual([])
  })
})

test('a relay that is away is waited for, and says so', async () => {
  let refusals = 0
  const { ledger, run } = await room({
    script: (step) => (step === 'connect' && refusals++ < 9 ? '421 4.3.2 away' : undefined),
  })
  await run()
  expect(tally(ledger)).toEqual({ sent: 300 })
  expect(ledger.relay[0]?.awaySince).toBeInstanceOf(Date)
  expect(ledger.relay[0]?.reason).toContain('away')
  expect(ledger.relay.at(-1)?.awaySince).toBeNull()
})

test('421 in mid-dialogue and a full relay put nobody on the list of failures', async () => {
  let closing = 0
  const script: SinkOptions['script'] = (step) => {
    if (step === 'rcpt' && ++closing % 40 === 0) return '421 4.3.2 shutting down'
    if (step === 'mail' && ++closing % 70 === 0) return '452 4.3.1 no space'
    return undefined
  }
  const { sink, ledger, run } = await room({ script })
  await run()
  expect(tally(ledger)).toEqual({ sent: 300 })
  expect(twice(sink)).toEqual([])
})

test('a relay that refuses us does not turn the audience into failures', async () => {
  const ours = '554 5.7.1 <x@y.example>: relay access denied'
  const { sink, ledger, sender, run } = await room({ script: (step) => (step === 'rcpt' ? ours : undefined) })
  const running = run()
  await until(() => (ledger.relay.length > 3 ? true : undefined))
  sender.close()
  await running
  expect(sink.total).toBe(0)
  expect(tally(ledger).hard ?? 0).toBeLessThan(10)
  expect(ledger.relay[0]?.reason).not.toContain('@')
  expect(ledger.openChunks()).toBeGreaterThan(0)
})

test('pause stops at the next mail and resume goes on without repetition', async () => {
  const { sink, ledger, sender, run } = await room({ delay: 1 }, { audience: 600 })
  const first = run()
  await sink.taken(100)
  ledger.stopped = true
  sender.wake()
  await first
  // three lanes: one mail on the wire and one pipelined behind it each
  expect(sink.total).toBeLessThanOrEqual(100 + 3 * 2)
  expect(tally(ledger)).toEqual({ sent: sink.total })
  expect(ledger.openChunks()).toBeGreaterThan(0)
})

test('who unsubscribes while the broadcast runs gets nothing that is not yet opened', async () => {
  const { sink, ledger, run } = await room({ delay: 1 }, { audience: 600 })
  const running = run()
  await sink.taken(50)
  for (let n = 500; n < 600; n++) ledger.suppressed.add(n)
  await running
  const { sent = 0, suppressed = 0 } = tally(ledger)
  expect(suppressed).toBe(100)
  expect(sent).toBe(500)
  expect(sink.counts.has('s599@mail4.example.net')).toBe(false)
})

test('a ledger that goes away for a while loses no outcome', async () => {
  const { sink, ledger, run } = await room({ delay: 1 })
  const running = run()
  await sink.taken(30)
  ledger.away = true
  await sink.taken(60)
  ledger.away = false
  await running
  expect(tally(ledger)).toEqual({ sent: 300 })
  expect(twice(sink)).toEqual([])
})

test('a journal that cannot be written stops everything, and the next life goes on', async () => {
  const { sink, ledger, journal, directory, run } = await room({ delay: 1 })
  const running = run()
  await sink.taken(50)
  journal.close()
  await expect(running).rejects.toThrow()
  expect(sink.total).toBeLessThanOrEqual(50 + 3 * 2)

  const second = new Journal(directory, 'w1', { onFailure: (error) => expect.unreachable(error.message) })
  await senderFor(sink, ledger, second).run()
  const { sent = 0, unknown = 0 } = tally(ledger)
  expect(sent + unknown).toBe(300)
  expect(unknown).toBeLessThanOrEqual(3)
  expect(twice(sink)).toEqual([])
})

test('a ledger that stays away is told by the next life', async () => {
  const { sink, ledger, sender, journal, directory, run } = await room({ delay: 1 }, {}, { recordEvery: 2 })
  const running = run()
  await sink.taken(30)
  ledger.away = true
  sender.close()
  await expect(running).rejects.toThrow('the ledger is away')
  journal.close()
  expect(ledger.outcomes.size).toBeLessThan(sink.total)

  ledger.away = false
  const second = new Journal(directory, 'w1', { onFailure: (error) => expect.unreachable(error.message) })
  expect(second.found.length).toBeGreaterThan(0)
  await senderFor(sink, ledger, second).run()
  second.close()
  expect(tally(ledger)).toEqual({ sent: 300 })
  expect(twice(sink)).toEqual([])
  expect(readdirSync(directory)).toEqual([])
})

test('paused and resumed, it goes on where it was', async () => {
  const { sink, ledger, sender, directory, run } = await room({ delay: 1 })
  const running = run()
  await sink.taken(70)
  ledger.stopped = true
  sender.wake()
  await running
  expect(ledger.outcomes.size).toBeLessThan(300)
  ledger.stopped = false
  const journal = new Journal(directory, 'w1', { onFailure: (error) => expect.unreachable(error.message) })
  await senderFor(sink, ledger, journal).run()
  expect(tally(ledger)).toEqual({ sent: 300 })
  expect(twice(sink)).toEqual([])
})

test('addresses that the relay cannot take and values that cannot be written are refused with a reason', async () => {
  const address = (n: number) =>
    n === 3 ? 'жанна@mail.example' : n === 4 ? 'a b@mail.example' : `s${n}@mail.example`
  const render = (n: number) => {
    if (n === 5) throw new Error('a link token may hold letters only')
    return n === 6 ? `${'x'.repeat(2000)}\r\n` : 'x\r\n'
  }
  const { sink, ledger, run } = await room({ size: 1000 }, { audience: 20, address, render })
  await run()
  expect(tally(ledger)).toEqual({ sent: 16, hard: 4 })
  expect(sink.total).toBe(16)
  expect(sink.commands.join('\n')).not.toContain('2002')
})

test('an international address leaves by SMTPUTF8 where the relay offers it', async () => {
  const address = (n: number) => (n === 3 ? 'жанна@пример.example' : `s${n}@mail.example`)
  const { sink, ledger, run } = await room({ smtputf8: true }, { audience: 5, address })
  await run()
  expect(tally(ledger)).toEqual({ sent: 5 })
  const said = sink.commands.map((command) => Buffer.from(command, 'latin1').toString())
  expect(said).toContain('RCPT TO:<жанна@xn--e1afmkfd.example>')
  expect(said.filter((command) => command.endsWith('BODY=8BITMIME SMTPUTF8'))).toHaveLength(1)
})

test('a ceiling is kept', async () => {
  const began = performance.now()
  const { ledger, run } = await room({}, { audience: 40, chunk: 10 }, { perSecond: 100 })
  await run()
  expect(tally(ledger)).toEqual({ sent: 40 })
  // ten may leave at once, the other thirty take 10 ms each: never faster, however slow the machine is
  expect(performance.now() - began).toBeGreaterThan(250)
})

/** Looks at every turn of the event loop. */
async function until(ready: () => true | undefined): Promise<void> {
  while (!ready()) await new Promise((resolve) => setImmediate(resolve))
}
