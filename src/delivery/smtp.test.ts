import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { type Sink, type SinkOptions, startSink } from '../../test/sink.ts'
import { connectSmtp } from './smtp.ts'
import { type SmtpSettings, smtpSettings } from './smtp-settings.ts'

let sink: Sink | undefined
afterEach(() => sink?.close())

let tls: { key: string; cert: string }
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'watchlight-tls-'))
  const file = (name: string) => join(folder, name)
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file('key')]
  execFileSync('openssl', ['req', '-x509', ...key, '-out', file('cert'), '-days', '2', ...subject], {
    stdio: 'ignore',
  })
  tls = { key: readFileSync(file('key'), 'utf8'), cert: readFileSync(file('cert'), 'utf8') }
  rmSync(folder, { recursive: true })
})

async function open(options: SinkOptions, settings: Partial<SmtpSettings> = {}) {
  sink = await startSink(options)
  const usual = {
    host: '127.0.0.1',
    port: sink.port,
    implicitTls: false,
    requireTls: false,
    name: 'act.example.org',
  }
  return connectSmtp({ ...usual, ...settings })
}

test('reads what the server offers', async () => {
  const connection = await open({ size: 1000, smtputf8: true })
  expect(connection.features).toEqual({
    pipelining: true,
    smtputf8: true,
    size: 1000,
    startTls: false,
    auth: [],
  })
  connection.quit()
})

test('takes TLS when it is offered', async () => {
  const connection = await open({ tls })
  expect(sink?.commands).toEqual(['EHLO act.example.org', 'STARTTLS', 'EHLO act.example.org'])
  expect((await connection.command('NOOP')).code).toBe(250)
  connection.quit()
})

test('checks the name on the certificate where one is to be trusted', async () => {
  await expect(open({ tls }, { ca: '', requireTls: true })).rejects.toThrow('away')
  await sink?.close()
  const connection = await open({ tls }, { ca: tls.cert, requireTls: true, host: 'localhost' })
  connection.quit()
})

test('goes to the address that was checked, and holds the certificate against the name', async () => {
  const pinned = { ca: tls.cert, requireTls: true, address: '127.0.0.1' }
  await expect(open({ tls }, { ...pinned, host: 'smtp.harbour.example' })).rejects.toThrow('away')
  expect(sink?.commands).toEqual(['EHLO act.example.org', 'STARTTLS'])
  await sink?.close()
  const connection = await open({ tls }, { ...pinned, host: 'localhost', address: '127.0.0.1' })
  connection.quit()
})

test('never speaks in the clear when TLS is demanded', async () => {
  await expect(open({ auth: ['PLAIN'] }, { requireTls: true, user: 'u', password: 'p' })).rejects.toThrow(
    'no TLS',
  )
  expect(sink?.commands).toEqual(['EHLO act.example.org'])
})

test.each([['PLAIN'], ['LOGIN']])('signs in by %s', async (mechanism) => {
  const connection = await open({ auth: [mechanism] }, { user: 'u', password: 'p' })
  expect((await connection.command('NOOP')).code).toBe(250)
  connection.quit()
})

test('says that the sign-in was refused, without the password', async () => {
  const wrong = open({ auth: ['PLAIN'] }, { user: 'u', password: 'wrong' })
  await expect(wrong).rejects.toThrow(/^the mail server refused the sign-in: 535/)
})

test('gives up on a silent server', async () => {
  const silent = open({ script: () => 'silence' }, { connectTimeout: 2000, replyTimeout: 50 })
  await expect(silent).rejects.toThrow('no reply in time')
})

test.each<[string, (said: string) => string]>([
  ['its greeting', () => '220-'],
  ['an answer', (said) => (said === '' ? '220 slow\r\n' : '250-')],
])('gives up on a server that drips %s and never comes to its end', async (_, begin) => {
  const dripping = createServer((socket) => {
    socket.on('error', () => {})
    socket.write(begin(''))
    socket.once('data', (said) => socket.write(begin(said.toString())))
    const drip = setInterval(() => socket.write('.'), 5)
    socket.once('close', () => clearInterval(drip))
  })
  await new Promise<void>((resolve) => dripping.listen(0, '127.0.0.1', resolve))
  const { port } = dripping.address() as AddressInfo
  await expect(open({}, { port, replyTimeout: 100 })).rejects.toThrow('no reply in time')
  // its connection ended with it, or this would wait for it
  await new Promise((resolve) => dripping.close(resolve))
})

test('an error on the way is told by its code, without the address behind the name', async () => {
  await expect(open({}, { port: 1 })).rejects.toThrow(/^the mail server is away: ECONNREFUSED$/)
})

test('gives up on what is not SMTP', async () => {
  await expect(open({ script: () => 'HTTP/1.1 400 Bad Request' })).rejects.toThrow('not ready')
})

test('a goodbye on an idle connection ends it', async () => {
  const connection = await open({})
  sink?.dropAll()
  expect((await connection.command('NOOP')).code).toBe(0)
  expect(connection.write('x')).toBe(false)
})

test('reads the address of the relay as operators write it', () => {
  expect(smtpSettings('smtp://127.0.0.1:4025', 'a.example')).toMatchObject({ port: 4025, requireTls: false })
  expect(smtpSettings('smtps://u%40x:p%2F@mail.example', 'a.example')).toMatchObject({
    host: 'mail.example',
    port: 465,
    implicitTls: true,
    requireTls: true,
    user: 'u@x',
    password: 'p/',
  })
  expect(smtpSettings('smtp+starttls://mail.example', 'a.example')).toMatchObject({
    port: 587,
    requireTls: true,
  })
  expect(() => smtpSettings('https://mail.example', 'a')).toThrow('must begin with')
  expect(() => smtpSettings('mail.example', 'a')).toThrow('must look like')
})
