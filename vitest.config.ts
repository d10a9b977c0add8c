import { defineConfig } from 'vitest/config'

// These know of pages alone and publish what has no row behind it: hooks that other files load would look for one.
const apart = ['src/public/**/*.test.ts', 'test/attack/visitors-door.test.ts', 'test/gallery/embeds.test.ts']
const tests = ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}']

export default defineConfig({
  // without this, .tsx outside tsconfig's include falls back to React
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/global-setup.ts'],
    // by itself it leaves one of two cores idle
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    projects: [
      // modules are read once for many files: a third of the time of the whole run
      { extends: true, test: { name: 'together', include: tests, exclude: apart, isolate: false } },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
})
