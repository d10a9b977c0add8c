/** The published examples of RFC 8291, and a push service of our own that decrypts what arrives. */
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { sealer } from '../keys/keyring.ts'
import { openPush } from '../../../test/push-browser.ts'
import { encryptPush, isPushEndpoint, isSubscription, vapidHeader, vapidPublicKey } from './web-push.ts'

const bytes = (text: string) => Buffer.from(text, 'base64url')

// Source: RFC 8291 section 5 and appendix A
const example = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  browserKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  senderKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  text: 'When I grow up, I want to be a watermelon',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl' +
    '7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}
const subscription = { endpoint: 'https://push.example/1', p256dh: example.p256dh, auth: example.auth }

test('a message is encrypted exactly as the published example', () => {
  const key = createECDH('prime256v1')
  key.setPrivateKey(bytes(example.senderKey))
  const body = encryptPush(subscription, example.text, { key, salt: bytes(example.salt) })
  expect(body.toString('base64url')).toBe(example.body)
})

test('each message is as long as any other, under a key of its own, and the browser alone opens it', () => {
  const browser = createECDH('prime256v1')
  browser.setPrivateKey(bytes(example.browserKey))
  const sent = [1, 2].map(() => encryptPush(subscription, 'Night Heron: a time limit ends within a day'))
  expect(sent[0]!.equals(sent[1]!)).toBe(false)
  for (const body of sent) {
    expect(body.includes('Heron')).toBe(false)
    expect(openPush(body, browser, bytes(example.auth))).toBe('Night Heron: a time limit ends within a day')
  }
  const lengths = ['', 'urgent', 'x'.repeat(1023)].map((text) => encryptPush(subscription, text).length)
  expect(new Set([...lengths, ...sent.map((body) => body.length)]).size).toBe(1)
  expect(() => openPush(sent[0]!, browser, Buffer.alloc(16))).toThrow()
})

test('the sender names itself by a token that the push service can check, for half a day and one service', () => {
  const instance = sealer(randomBytes(32))
  const now = new Date('2026-11-23T09:00:00Z')
  const header = vapidHeader(instance, {
    endpoint: 'https://push.example/send/1',
    contact: 'https://page.example',
    now,
  })
  const [, token, point] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header)!
  expect(point).toBe(vapidPublicKey(instance))
  const [head, claims, signature] = token!.split('.')
  const key = createPublicKey({
    format: 'jwk',
    key: {
      ...{ kty: 'EC', crv: 'P-256', x: bytes(point!).subarray(1, 33).toString('base64url') },
      y: bytes(point!).subarray(33).toString('base64url'),
    },
  })
  const signed = Buffer.from(`${head}.${claims}`)
  expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes(signature!))).toBe(true)
  expect(JSON.parse(bytes(claims!).toString())).toEqual({
    aud: 'https://push.example',
    exp: now.getTime() / 1000 + 43_200,
    sub: 'https://page.example',
  })
})

test('what no browser makes is no subscription', () => {
  expect(isSubscription(subscription)).toBe(true)
  for (const wrong of [{ auth: 'AAAA' }, { p256dh: '' }, { p256dh: 'BAAA' }, { p256dh: example.auth }])
    expect(isSubscription({ ...subscription, ...wrong })).toBe(false)
})

test('a push service is one of a browser over https, or what the operator wrote down', () => {
  for (const address of [
    'https://fcm.googleapis.com/fcm/send/x',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://wns2-par02p.notify.windows.com/w/?token=x',
    'https://web.push.apple.com/x',
  ])
    expect(isPushEndpoint(address, []), address).toBe(true)
  for (const address of [
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://a:b@fcm.googleapis.com/x',
    'https://fcm.googleapis.com.example.org/x',
    'https://evil-fcm.googleapis.com/x',
    'https://notify.windows.com.example/x',
    'https://xnotify.windows.com/x',
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://10.0.0.1/x',
    'x',
    '',
  ])
    expect(isPushEndpoint(address, []), address).toBe(false)
  expect(isPushEndpoint('http://127.0.0.1:9/x', ['127.0.0.1:9'])).toBe(true)
  expect(isPushEndpoint('http://127.0.0.1:10/x', ['127.0.0.1:9'])).toBe(false)
})

test('the key of an installation is the same each time and is no other’s', () => {
  const [one, other] = [randomBytes(32), randomBytes(32)]
  expect(vapidPublicKey(sealer(one))).toBe(vapidPublicKey(sealer(one)))
  expect(vapidPublicKey(sealer(one))).not.toBe(vapidPublicKey(sealer(other)))
  expect(bytes(vapidPublicKey(sealer(one)))).toHaveLength(65)
})
