import path from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

test('without settings everything is on this machine and embedded', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    dataDirectory: path.resolve('data'),
    host: '127.0.0.1',
    ports: { public: 4000, console: 4001, private: 4002, mailbox: 4003, mailboxSmtp: 4025, demoSite: 4004 },
    publicUrl: 'http://localhost:4000',
    consoleUrl: 'http://localhost:4001',
    trustedProxies: [],
  })
  expect(config.databaseUrl).toBeUndefined()
})

test('the address follows the port when only the port is set; an empty setting counts as none', () => {
  expect(readConfig({ WATCHLIGHT_PUBLIC_PORT: '5000', WATCHLIGHT_PUBLIC_URL: '' }).publicUrl).toBe(
    'http://localhost:5000',
  )
})

test.each([
  ['WATCHLIGHT_PUBLIC_URL', 'watchlight.example'],
  ['WATCHLIGHT_PUBLIC_URL', 'http://watchlight.example'],
  ['WATCHLIGHT_CONSOLE_URL', 'https://desk.example/console'],
  ['WATCHLIGHT_PRIVATE_URL', 'https://me:secret@desk.example'],
  ['WATCHLIGHT_PUBLIC_PORT', '70000'],
  ['WATCHLIGHT_PUBLIC_PORT', '0'],
  ['WATCHLIGHT_PUBLIC_PORT', '40x'],
  ['WATCHLIGHT_HOST', 'everywhere'],
  ['WATCHLIGHT_SMTP_URL', 'relay.example:587'],
  ['WATCHLIGHT_SOURCE_URL', 'javascript:alert(1)'],
  ['DATABASE_URL', 'mysql://root@db.example/watchlight'],
  ['WATCHLIGHT_DB_OFFICE_URL', 'postgres'],
  ['WATCHLIGHT_TRUSTED_PROXIES', '10.0.0.0/33'],
  ['WATCHLIGHT_TRUSTED_PROXIES', '127.0.0.1,proxy'],
  ['WATCHLIGHT_OUTSIDE_ALLOW', 'https://sms.example'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must .+`))
})

test('every problem is named at once, and no value is repeated, because it may hold a password', () => {
  const env = { DATABASE_URL: 'hunter2', WATCHLIGHT_SMTP_URL: 'hunter2' }
  const error = (() => {
    try {
      return readConfig(env)
    } catch (thrown) {
      return thrown as Error
    }
  })() as Error
  expect(error.message.split('\n')).toHaveLength(2)
  expect(error.message).not.toContain('hunter2')
})

test('the console needs a host name of its own, and the key a place of its own', () => {
  const addresses = {
    WATCHLIGHT_PUBLIC_URL: 'https://a.example',
    WATCHLIGHT_CONSOLE_URL: 'https://a.example:8443',
  }
  expect(() => readConfig(addresses)).toThrow('another host name')
  expect(() => readConfig({ WATCHLIGHT_DATA: '/srv/wl', WATCHLIGHT_KEY_FILE: '/srv/wl/key' })).toThrow(
    'outside',
  )
  expect(readConfig({ WATCHLIGHT_DATA: '/srv/wl', WATCHLIGHT_KEY_FILE: '/srv/wl.key' }).keyFile).toBe(
    '/srv/wl.key',
  )
})

test('a mistyped name is refused, with the one that was probably meant', () => {
  expect(() => readConfig({ WATCHLIGHT_TRUSTED_PROXY: '10.0.0.1' })).toThrow(
    'WATCHLIGHT_TRUSTED_PROXY is no setting. Did you mean WATCHLIGHT_TRUSTED_PROXIES?',
  )
  expect(() => readConfig({ watchlight_data: '/srv' })).toThrow('Did you mean WATCHLIGHT_DATA?')
  expect(() => readConfig({ WATCHLIGHT_SOMETHING_ELSE_AGAIN: '1' })).toThrow(/is no setting\. Take it out/)
  const ours = { WATCHLIGHT_TEST_FULL: '1', WATCHLIGHT_SIGN_IN: 'x', WATCHLIGHT_COLLEAGUE: 'x' }
  expect(readConfig({ ...ours, WATCHLIGHT_MAILBOX: 'x', PATH: '/bin' }).host).toBe('127.0.0.1')
})

test('two listeners have two ports', () => {
  expect(() => readConfig({ WATCHLIGHT_CONSOLE_PORT: '4000' })).toThrow(
    'WATCHLIGHT_CONSOLE_PORT must be another port than WATCHLIGHT_PUBLIC_PORT: both are 4000.',
  )
})
