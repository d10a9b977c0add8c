import { request } from 'node:http'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Catcher, startCatcher } from './index.ts'

let box: Catcher
beforeEach(async () => {
  box = await startCatcher({ smtpPort: 0, pagePort: 0, keep: 5 })
})
afterEach(() => box.close())

const send = (to: string, subject: string, html?: string) =>
  createTransport({ host: '127.0.0.1', port: box.smtpPort, ignoreTLS: true }).sendMail({
    from: { name: 'Ünal', address: 'news@act.example.org' },
    to: { name: 'Amina', address: to },
    subject,
    text: `Hello,\nhttp://localhost:4000/en/confirm/k1 and (https://act.example.org/u/t).\n<script>alert(1)</script>`,
    ...(html === undefined ? {} : { html }),
    headers: { 'Content-Language': 'en' },
  })
const get = (path: string, headers = {}) => fetch(`http://127.0.0.1:${box.pagePort}${path}`, { headers })

test('catches a mail, reads it and hands it to those who wait', async () => {
  const waiting = box.waitFor((mail) => mail.envelope.to.includes('amina@example.net'))
  await send('other@example.net', 'not this')
  await send('amina@example.net', 'Grüße, محمد', '<p>x</p>')
  const mail = await waiting
  expect(mail).toMatchObject({
    id: 2,
    subject: 'Grüße, محمد',
    from: { name: 'Ünal', address: 'news@act.example.org' },
  })
  expect(mail.links).toEqual(['http://localhost:4000/en/confirm/k1', 'https://act.example.org/u/t'])
  expect(mail.headers.find(({ key }) => key === 'content-language')?.value).toBe('en')
  // it is there for those who come late, too, unless they have seen it
  expect((await box.waitFor((each) => each.subject.startsWith('Gr'))).id).toBe(2)
  await expect(box.waitFor(() => true, { after: 2, timeout: 20 })).rejects.toThrow('no such mail')
})

test('lists mails newest first, all or of one recipient', async () => {
  await send('a@example.net', 'first')
  await send('b@example.net', 'second')
  const page = await (await get('/')).text()
  expect(page.indexOf('second')).toBeLessThan(page.indexOf('first'))
  const own = await (await get('/?to=a@example.net')).text()
  expect(own).toContain('first')
  expect(own).not.toContain('second')
  const json = (await (await get('/mails.json?after=1')).json()) as { subject: string }[]
  expect(json.map(({ subject }) => subject)).toEqual(['second'])
})

test('shows text with links, HTML in a sandbox, and the source', async () => {
  await send(
    'a@example.net',
    '<b>subject</b>',
    '<html><head><title>x</title></head><body><a href="https://x.example">y</a></body></html>',
  )
  const page = await get('/mails/1')
  const body = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(body).toContain('<a href="http://localhost:4000/en/confirm/k1">')
  expect(body).toContain('sandbox="allow-popups')
  expect(body).not.toMatch(/<script>|<b>subject/)
  const html = await get('/mails/1/html')
  expect(html.headers.get('content-security-policy')).toContain('sandbox')
  expect(html.headers.get('content-security-policy')).not.toContain('script-src')
  expect(await html.text()).toContain('<base target="_blank">')
  expect(await (await get('/mails/1/source')).text()).toMatch(
    /^Content-Type: multipart\/alternative|^From:|^MIME-Version/im,
  )
})

test('drops the oldest and says so', async () => {
  for (let n = 1; n <= 7; n++) await send('a@example.net', `mail ${n}`)
  expect(box.mails().map(({ id }) => id)).toEqual([3, 4, 5, 6, 7])
  expect((await get('/mails/1')).status).toBe(404)
  expect((await get('/mails/nothing')).status).toBe(404)
})

test('answers only to its own name, and only on this machine', async () => {
  await send('a@example.net', 'secret')
  const { promise, resolve, reject } = Promise.withResolvers<{ status?: number | undefined; body: string }>()
  const options = { host: '127.0.0.1', port: box.pagePort, path: '/', headers: { host: 'evil.example' } }
  request(options, (answer) => {
    let body = ''
    answer.on('data', (part) => (body += part)).on('end', () => resolve({ status: answer.statusCode, body }))
  })
    .on('error', reject)
    .end()
  const answer = await promise
  expect(answer.status).toBe(421)
  expect(answer.body).not.toContain('secret')
  await expect(startCatcher({ smtpPort: 0, pagePort: 0, host: '0.0.0.0' })).rejects.toThrow(
    'this machine only',
  )
})
