import type { Browser, Page } from '@playwright/test'
import { once, EventEmitter } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { renderAll } from './pages.tsx'
import { bundle, launch, serve, type ServedFile } from './serve.ts'

/** The islands in a real browser, under the policies that forbid everything else. */
const pages = await renderAll('en')
const drafts = new EventEmitter()
let browser: Browser
let site: Awaited<ReturnType<typeof serve>>
let page: Page
let refuse = false
let progress = '<p>half</p>'
const errors: string[] = []

const files = new Map<string, ServedFile>([
  ...['letter-length', 'live-region', 'autosave'].map(
    (name) =>
      [`/${name}.js`, { type: 'text/javascript', body: bundle(`src/ui/islands/${name}.ts`) }] as const,
  ),
  ...['public', 'console'].map(
    (name) => [`/${name}.css`, { type: 'text/css', body: bundle(`src/ui/${name}.css`) }] as const,
  ),
  ...Object.entries(pages).map(([name, body]) => [`/en/${name}`, { type: 'text/html', body }] as const),
])

beforeAll(async () => {
  browser = await launch()
  site = await serve((request) => {
    if (request.url === '/progress') return { type: 'text/html', body: progress }
    if (request.url === '/draft') {
      drafts.emit('draft', refuse)
      return refuse ? undefined : { type: 'text/plain', body: '' }
    }
    return files.get(request.url ?? '')
  })
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
beforeEach(async () => {
  await page?.close()
  page = await browser.newPage()
  errors.length = 0
  refuse = false
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text())
  })
})

test('the rest of the letter is told while one types, where no policy allows any HTML from script', async () => {
  await page.goto(`${site.origin}/en/act-message`)
  await page.getByLabel(/Your message/).fill('ab\nc')
  await expect.poll(() => page.locator('letter-length').textContent()).toBe('Characters left: 996')
  await page.getByLabel(/Your message/).fill('x'.repeat(950))
  await expect.poll(() => page.locator('letter-length').getAttribute('aria-live')).toBe('polite')
  expect(errors).toEqual([])
})

test('a live region shows what the server says now and stops at the end', async () => {
  progress = '<p>three quarters</p>'
  await page.goto(`${site.origin}/en/console-list`)
  expect(await page.locator('live-region').textContent()).toContain('3,412 of 9,870')
  await expect
    .poll(() => page.locator('live-region').textContent(), { timeout: 20_000 })
    .toBe('three quarters')
  progress = '<p data-done>all sent</p>'
  await expect.poll(() => page.locator('live-region').textContent(), { timeout: 20_000 }).toBe('all sent')
  progress = '<p>never asked for</p>'
  expect(errors).toEqual([])
})

describe('a draft', () => {
  test('is saved when one leaves the field', async () => {
    await page.goto(`${site.origin}/en/console-list`)
    const saved = once(drafts, 'draft')
    await page.getByLabel('Text', { exact: true }).fill('A better beginning')
    await page.getByLabel('Date', { exact: true }).focus()
    await saved
    await expect
      .poll(() => page.locator('[data-autosave-note]').textContent())
      .toMatch(/^Draft saved \d\d:\d\d/)
    expect(errors).toEqual([])
  })
  test('stays on the page when it cannot be saved, and says so', async () => {
    refuse = true
    await page.goto(`${site.origin}/en/console-list`)
    await page.getByLabel('Text', { exact: true }).fill('Nothing is lost')
    await page.getByLabel('Date', { exact: true }).focus()
    await expect.poll(() => page.locator('[data-autosave-note]').textContent()).toContain('Not saved yet')
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Nothing is lost')
  })
})
