import { expect, test } from 'vitest'
import { clientAddress, UNKNOWN } from './client-address.ts'

const find = clientAddress(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])

test.each([
  ['203.0.113.9', undefined, '203.0.113.9'],
  ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['127.0.0.1', '1.2.3.4, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
  ['127.0.0.1', '198.51.100.1, garbage', '127.0.0.1'],
  ['127.0.0.1', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
  ['fd00::1', '[2001:db8::1]:443', '2001:db8::1'],
  ['127.0.0.1', '', '127.0.0.1'],
  [undefined, '198.51.100.1', UNKNOWN],
])('peer %s with %s is %s', (peer, forwarded, client) => {
  expect(find(peer, forwarded)).toBe(client)
})

test('without trusted proxies nobody can say who he is', () => {
  expect(clientAddress([])('127.0.0.1', '198.51.100.1')).toBe('127.0.0.1')
})

test.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/x', ''])('%j names the setting', (entry) => {
  expect(() => clientAddress([entry])).toThrow('WATCHLIGHT_TRUSTED_PROXIES')
})
