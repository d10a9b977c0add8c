import { defineConfig } from '@playwright/test'
import { existsSync } from 'node:fs'

// Debian's browser, never a downloaded one (bin/setup --tests installs it)
const executablePath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file && existsSync(file))

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  // one world, played in order by two cores
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
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
