/** The whole way of a passkey in a real browser under the console's own policy, with a virtual authenticator. */
import { serve } from '@hono/node-server'
import type { Browser } from '@playwright/test'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOffice, type OfficeApp } from '../../src/office-app.tsx'
import { makeFirstMemberLink } from '../../src/organisations/index.ts'
import { modules } from '../../src/composed.ts'
import { buildOrganisation } from '../build.ts'
import { catalogue, publicUrl, testOffice } from '../office.ts'
import { bundle, launch } from './serve.ts'

const office = await testOffice()
const island = bundle('src/organisations/islands/passkey.ts')
const css = bundle('src/ui/console.css')

// the origin is part of what a passkey signs, so the app is made when its port is known
let app: OfficeApp | undefined
const server = serve({ fetch: (...call) => app!.fetch(...call), port: 0, hostname: '127.0.0.1' })
let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

test('somebody sets up with a passkey, signs out, and is in again with one touch', async () => {
  const consoleUrl = `http://localhost:${(server.address() as AddressInfo).port}`
  app = createOffice({
    ...{ db: office.db, keys: office.database.keys, catalogue, publicUrl, consoleUrl, demo: false, modules },
    ...{ privateUrl: 'http://localhost:4002', outsideAllow: [] },
    assets: {
      publicCss: '',
      privateCss: '',
      consoleCss: '/assets/console.css',
      islands: { passkey: '/assets/passkey.js' },
      files: new Map([
        ['/assets/console.css', { type: 'text/css', bytes: css }],
        ['/assets/passkey.js', { type: 'text/javascript', bytes: island }],
      ]),
    },
  })
  const { id } = await buildOrganisation(office.db, { name: 'Before' })
  const link = await makeFirstMemberLink(office.db, { organisationId: id, consoleUrl })
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
  })
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto(link)
  await page.getByLabel('Name of the organisation').fill('Quay Circle')
  await page.getByLabel('Country').selectOption('NL')
  await page.getByLabel('Name', { exact: true }).fill('Mara Okoye')
  await page.getByLabel('Email address').fill('mara@quay.example')
  await page.getByRole('button', { name: 'Set up with a passkey' }).click()
  await page.getByRole('heading', { name: 'Recovery codes' }).waitFor()
  expect(await page.locator('.codes li').count()).toBe(10)
  await page.getByRole('link', { name: 'I have kept them' }).click()
  await page.getByRole('heading', { name: 'Today' }).waitFor()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  expect(await page.locator('.top').innerText()).toContain('Quay Circle')

  // what harms asks again after ten minutes, and goes on where it was
  office.clock.move(11 * 60_000)
  await page.goto(`${consoleUrl}/members/invite`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Invite a member' }).waitFor()
  expect(complaints).toEqual([])
}, 60_000)
