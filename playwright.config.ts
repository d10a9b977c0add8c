import { defineConfig } from '@playwright/test'
import { existsSync } from 'node:fs'

// Debian's browser, never a downloaded one (bin/setup --tests installs it)
const executablePath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file && existsSync(file))

/** The played demo in a corner of its own, on ports of its own: journeys begin where the story ends. */
const ports = { public: 4100, console: 4101, private: 4102, mailbox: 4103, smtp: 4125 }
const data = 'data/e2e'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  // one world, played in order by two cores
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  webServer: {
    command: `rm -rf ${data} && exec bin/watchlight demo`,
    // the links come to the tests as process.env.WATCHLIGHT_SIGN_IN, WATCHLIGHT_COLLEAGUE and WATCHLIGHT_PARTNER
    wait: {
      stdout:
        /Sign in as Tomas[^]*?once: (?<watchlight_colleague>\S+)[^]*of a partner, once: (?<watchlight_partner>\S+)[^]*The demo is up[^]*Console\s+(?<watchlight_sign_in>\S+)[^]*Mailbox\s+(?<watchlight_mailbox>\S+)/,
    },
    timeout: 180_000,
    stdout: 'ignore',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    env: {
      WATCHLIGHT_DATA: data,
      WATCHLIGHT_PUBLIC_PORT: `${ports.public}`,
      WATCHLIGHT_CONSOLE_PORT: `${ports.console}`,
      WATCHLIGHT_PRIVATE_PORT: `${ports.private}`,
      WATCHLIGHT_MAILBOX_PORT: `${ports.mailbox}`,
      WATCHLIGHT_MAILBOX_SMTP_PORT: `${ports.smtp}`,
    },
  },
  use: {
    baseURL: `http://localhost:${ports.public}`,
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      executablePath,
      // --no-sandbox: root in a container has no other way; only our own pages are opened
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'].concat([
        '--disable-background-networking',
        '--disable-component-update',
      ]),
    },
  },
})
