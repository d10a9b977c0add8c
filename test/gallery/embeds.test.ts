/** Frames in pages of others, in a real browser: a host page under a strict policy, on another origin than ours. */
import type { Browser, FrameLocator, Locator, Page } from '@playwright/test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addEmbedSite } from '../../src/organisations/index.ts'
import { goQuiet, takeDown } from '../../src/publishing/index.ts'
import { finish, listen, visitorsServer } from '../../src/public/server.ts'
import { i18nOf } from '../../src/public/site.ts'
import { embedFrame, embedLine, embedLink, readTheme, type Embed } from '../../src/ui/index.ts'
import { filterAnswer, filterText, hidings } from '../content-filter.ts'
import { testDatabase } from '../database.ts'
import { look, photographs } from '../look.ts'
import { visitorsDoor } from '../visitors-door.ts'
import { hostSite, page } from './host-site.ts'
import { bundle, launch } from './serve.ts'

const door = await visitorsDoor(await testDatabase())
const { world } = door
const script = bundle('src/public/embeds/host-script.ts')
const built = (address: string, file: string, type: string) =>
  [address, { type, bytes: bundle(file) }] as const
const site = {
  ...door.site,
  assets: {
    ...door.site.assets,
    islands: { frame: '/assets/frame.js', standing: '/assets/standing.js' },
    embedScript: script,
    files: new Map([
      ...['frame', 'standing'].map((name) =>
        built(`/assets/${name}.js`, `src/public/islands/${name}.ts`, 'text/javascript'),
      ),
      ...['public', 'framed', 'framed-dark', 'framed-light'].map((name) =>
        built(`/assets/${name}.css`, `src/ui/${name}.css`, 'text/css'),
      ),
    ]),
  },
}
const ours = visitorsServer(site)
const our = `http://localhost:${await listen(ours, '127.0.0.1', 0)}`
// where it really is, which oEmbed tells
site.publicUrl = our

const act = `/embed/act/${world.campaignKey}`
const line = (path: string) =>
  `<a href="${our}/en/act/${world.campaignKey}" data-watchlight="${path}">Take part</a>` +
  `<script async src="${our}/embed.js"></script>`
const handedOut: Embed = {
  ...{ what: 'act', id: world.campaignKey, step: 'signature', publicUrl: our },
  page: `/en/act/${world.campaignKey}`,
  theme: readTheme(() => undefined),
  i18n: i18nOf('en'),
}
/** As a site shows what an author without further rights wrote; `theme`: what whoever runs it has put into every page. */
const filtered = (html: string, theme = '') => page(`${theme}<article>${filterText(html)}</article>`)
/** As a site shows the bare address of a page of ours that stood alone on a line. */
async function discovered(path: string, hiding?: string): Promise<string> {
  const found = /type="application\/json\+oembed" href="([^"]+)"/.exec(await (await fetch(our + path)).text())
  // framed pages were put together before it was known where they are
  const href = found![1]!
    .replaceAll('https://watch.example', our)
    .replaceAll('https%3A%2F%2Fwatch.example', encodeURIComponent(our))
  const { html } = (await (await fetch(href)).json()) as { html: string }
  return page(`${filterAnswer(html, 'Kf8dsEfZXr', hiding)}<script src="/answer.js"></script>`)
}
const pages: Record<string, string> = {
  '/filtered/line': filtered(embedLine(handedOut)),
  '/filtered/line/script': filtered(embedLine(handedOut), `<script async src="${our}/embed.js"></script>`),
  '/filtered/frame': filtered(embedFrame(handedOut)),
  '/filtered/link': filtered(embedLink(handedOut)),
  '/whole/frame': page(embedFrame(handedOut)),
  '/form': page(line(`${act}/signature?lang=en&theme=light&accent=0a5c36`)),
  '/twice': page(line(`/embed/count/${world.campaignKey}`) + line(`/embed/updates/${world.her.shortId}`)),
  '/plain': page(
    `<iframe src="${our}${act}/signature?lang=en" title="Take part" width="100%" height="900"></iframe>`,
  ),
  // as WordPress shows what it was told by oEmbed
  ...Object.fromEntries(
    [`/embed/update/${world.updateKey}`, `${act}/signature`].map((path) => [
      `/sandboxed${path}`,
      page(`<iframe sandbox="allow-scripts" src="${our}${path}#?secret=Kf8dsEfZXr" title="x"></iframe>`),
    ]),
  ),
  '/elsewhere': page(
    `<a href="https://evil.example/x" data-watchlight="/embed/x">Not ours</a>` + line('/assets/public.css'),
  ),
}

const openHost = () => hostSite(pages, our)

const [allowed, stranger] = await Promise.all([openHost(), openHost()])
let browser: Browser
let host: Page

beforeAll(async () => {
  await door.office.transaction({ ...world.member, steppedUpAt: door.clock.now() }, (tx) =>
    addEmbedSite(tx, allowed.origin),
  )
  await world.tally(1_234)
  await site.published.refresh()
  browser = await launch()
  host = await browser.newPage()
})
afterAll(async () => {
  await browser.close()
  await finish(ours)
  for (const { server } of [allowed, stranger]) server.close()
})

const heard = () => host.evaluate<[string, unknown][]>('window.heard')
const height = () => host.locator('iframe').evaluate((frame) => Number((frame as HTMLIFrameElement).height))
const inside = (of: Page = host): FrameLocator => of.frameLocator('iframe')

async function sign(frame: FrameLocator): Promise<void> {
  await frame.locator('[name=firstName]').fill('Mira')
  await frame.locator('[name=lastName]').fill('Sandoval')
  await frame.locator('[name=email]').fill('mira@journey.example')
  await frame.locator('[name=country]').selectOption('NL')
  await frame.locator('[name=identity][value=first]').check()
  await frame.locator('[name=follow][value=no]').check()
  await frame.locator('form button.action').click()
}

test('the script that stands in pages of others is under 6 kB, however it travels', () => {
  expect(gzipSync(script).length).toBeLessThan(6_000)
  expect(brotliCompressSync(script).length).toBeLessThan(6_000)
})

describe('on an allowed site', () => {
  test('one line becomes the form, as high as it is, and she acts in it; the site hears that, and not who', async () => {
    await host.goto(`${allowed.origin}/form`)
    await expect.poll(heard).toEqual([['ready', {}]])
    await expect.poll(height).toBeGreaterThan(600)
    expect(await host.locator('a[data-watchlight]').count()).toBe(0)
    expect(await host.locator('iframe').getAttribute('title')).toContain('A question is no crime')
    const whole = await inside()
      .locator('html')
      .evaluate((html) => html.scrollHeight - innerHeight)
    expect(whole).toBeLessThanOrEqual(0)
    const colour = await inside()
      .locator('button.action')
      .evaluate((button) => getComputedStyle(button).backgroundColor)
    expect(colour).toBe('rgb(10, 92, 54)')

    const tall = await height()
    await sign(inside())
    await expect.poll(heard).toEqual([
      ['ready', {}],
      ['acted', { kind: 'signature' }],
    ])
    await expect.poll(height).toBeLessThan(tall)
    expect(await door.sent()).toMatchObject([{ type: 'act', kind: 'signature', who: { firstName: 'Mira' } }])
    expect(JSON.stringify(await host.evaluate('[window.heard, document.body.outerHTML]'))).not.toMatch(
      /Mira|Sandoval|journey/,
    )

    // skipped to sharing, in the same frame; gone back to, the thanks are no second act
    await inside().locator('a', { hasText: 'Skip this' }).click()
    await inside()
      .locator('html')
      .evaluate(() => history.back())
    await expect.poll(() => inside().locator('body').getAttribute('data-acted')).toBe('signature')
    while ((await inside().locator('.now a[href*="/share"]').count()) === 0) {
      const before = await inside()
        .locator('html')
        .evaluate(() => location.href)
      await inside().locator('a', { hasText: 'Skip this' }).click()
      await expect
        .poll(() =>
          inside()
            .locator('html')
            .evaluate(() => location.href),
        )
        .not.toBe(before)
    }
    await inside().locator('.now a[href*="/share"]').click()
    await inside().locator('textarea').press('Control+a')
    await inside().locator('textarea').press('Control+c')
    await inside().locator('textarea').press('Control+c')
    await expect.poll(heard).toEqual([
      ['ready', {}],
      ['acted', { kind: 'signature' }],
      ['shared', {}],
    ])
  })

  test('the script may stand there twice; a page that says the same words itself is not believed', async () => {
    await host.goto(`${allowed.origin}/twice`)
    await expect.poll(async () => (await heard()).length).toBe(2)
    expect(await host.locator('iframe').count()).toBe(2)
    // our script listens first, so it has heard each of them when this does
    await host.evaluate(async () => {
      for (const said of [{ watchlight: 'acted', kind: 'email' }, { watchlight: 'shared' }])
        await new Promise((resolve) => {
          addEventListener('message', resolve, { once: true })
          postMessage(said, '*')
        })
    })
    expect(await heard()).toEqual([
      ['ready', {}],
      ['ready', {}],
    ])
  })

  test('no link to somewhere else, and to no other page of ours, becomes a frame', async () => {
    await host.goto(`${allowed.origin}/elsewhere`, { waitUntil: 'networkidle' })
    expect(await host.locator('iframe').count()).toBe(0)
    expect(await host.locator('a').count()).toBe(2)
  })

  test('a plain frame takes the whole act where no script runs at all', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(`${allowed.origin}/plain`)
    await sign(inside(plain))
    await expect.poll(() => plain.frames().at(-1)!.url()).toContain('/next/')
    expect(await door.sent()).toHaveLength(1)
    await plain.goto(`${allowed.origin}/form`)
    expect(await plain.locator('a[data-watchlight]').getAttribute('href')).toContain('/en/act/')
    await context.close()
  })
})

test('a sandbox in which no form can be sent is told the height of news, and shows a form as the way to it', async () => {
  const secrets = () => host.evaluate<Record<string, unknown>[]>('window.secrets')
  const height = { message: 'height', secret: 'Kf8dsEfZXr', value: expect.any(Number) }
  await host.goto(`${allowed.origin}/sandboxed/embed/update/${world.updateKey}`)
  await expect.poll(secrets).toContainEqual(height)
  await inside().locator('a', { hasText: 'Open this on' }).click()
  await expect.poll(secrets).toContainEqual({
    message: 'link',
    secret: 'Kf8dsEfZXr',
    value: `${our}/en/c/${world.her.shortId}/updates/${world.updateKey}`,
  })
  await host.goto(`${allowed.origin}/sandboxed${act}/signature`)
  await expect.poll(secrets).toContainEqual(height)
  expect(await inside().locator('form').count()).toBe(0)
  expect(await inside().locator('main').textContent()).toMatch(/1,234[^]*Take part/)
})

describe('on a site that filters what is pasted (a filter of ours, which does what WordPress did)', () => {
  const anchors = () => host.locator('article a')
  const follow = async (link: Locator) => {
    await Promise.all([host.waitForURL(`${our}/**`), link.click()])
    expect(await host.locator('h1').first().textContent()).toContain('A question is no crime')
  }

  test.each(['line', 'frame', 'link'])(
    'of the %s that we hand out a link can be read, and leads to the page',
    async (what) => {
      await host.goto(`${allowed.origin}/filtered/${what}`, { waitUntil: 'networkidle' })
      expect(await host.locator('iframe, article script').count()).toBe(0)
      expect(await anchors().allTextContents()).toEqual(['Take part'])
      expect((await anchors().boundingBox())!.height).toBeGreaterThan(10)
      await follow(anchors())
    },
  )

  test('where the site itself has the script, the link that stayed becomes the form', async () => {
    await host.goto(`${allowed.origin}/filtered/line/script`)
    await expect.poll(heard).toEqual([['ready', {}]])
    expect(await inside().locator('form').count()).toBe(1)
    expect(await anchors().count()).toBe(0)
  })

  test('not filtered, the frame stands above its link', async () => {
    await host.goto(`${allowed.origin}/whole/frame`, { waitUntil: 'networkidle' })
    expect(await inside().locator('form').count()).toBe(1)
    const link = host.locator('p a')
    await link.scrollIntoViewIfNeeded()
    await follow(link)
  })

  test.each(hidings)(
    'the bare address of an update shows it, that of a form the number and the way to it (frames hidden by %s)',
    async (hiding) => {
      const update = `/en/c/${world.her.shortId}/updates/${world.updateKey}`
      pages['/discovered/update'] = await discovered(update, hiding)
      pages['/discovered/form'] = await discovered(`/en/act/${world.campaignKey}/signature`, hiding)
      await host.goto(`${allowed.origin}/discovered/update`)
      await expect.poll(() => host.locator('blockquote').isVisible()).toBe(false)
      expect(await host.locator('iframe').isVisible()).toBe(true)
      expect(await inside().locator('h1').textContent()).toContain('suspended')
      await host.goto(`${allowed.origin}/discovered/form`)
      await expect.poll(() => host.locator('blockquote').isVisible()).toBe(false)
      await expect.poll(() => inside().locator('.counter').count()).toBe(1)
      await follow(inside().locator('a.action'))
      expect(await host.locator('form').count()).toBe(1)
    },
  )

  test('so does the address of a frame, which is what an editor leaves of one that is pasted into a text', async () => {
    pages['/discovered/frame'] = await discovered(`${act}/signature?lang=en`)
    await host.goto(`${allowed.origin}/discovered/frame`)
    await expect.poll(() => inside().locator('.counter').count()).toBe(1)
  })
})

test('a site that nobody allowed keeps the link, and shows nothing of ours', async () => {
  await host.goto(`${stranger.origin}/form`, { waitUntil: 'networkidle' })
  expect(await host.locator('a[data-watchlight]').textContent()).toBe('Take part')
  expect(await height()).toBe(0)
  expect(await heard()).toEqual([])
})

test('framed pages fit and can be used by everybody: narrow, wide, dark, from right to left', async () => {
  const framed = await browser.newPage()
  const found: string[] = []
  const shown = {
    signature: `${act}/signature?`,
    email: `${act}/email?`,
    count: `/embed/count/${world.campaignKey}?`,
    update: `/embed/update/${world.updateKey}?`,
    updates: `/embed/updates/${world.her.shortId}?`,
  }
  for (const [name, path] of Object.entries(shown))
    for (const [width, query] of [
      [300, 'theme=light&accent=ffd400'],
      [360, 'theme=dark&lang=ar&font=sans&accent=0a5c36'],
      [700, 'theme=dark&font=serif'],
    ] as const) {
      await framed.setViewportSize({ width, height: 700 })
      await framed.goto(`${our}${path}${query}`)
      found.push(...(await look(framed, `embed-${name}-${width}`, { axe: width === 360 || photographs })))
    }
  expect(found).toEqual([])
  await framed.close()
})

describe('pages that are open', () => {
  const neutral = 'nothing to do here now'
  /** What stands there once it has changed by itself; awaited, and not timed: docs/benches.md has the seconds. */
  const becomesNeutral = async (where: FrameLocator | Page): Promise<void> =>
    await expect.poll(() => where.locator('h1').first().textContent(), { timeout: 30_000 }).toContain(neutral)
  const stop = async (quiet: boolean): Promise<void> => {
    await door.office.transaction<unknown>(world.member, (tx) =>
      quiet
        ? goQuiet(tx, world.her.caseId)
        : takeDown(tx, { subjectKind: 'campaign', subjectId: world.campaignId, quiet: true }),
    )
    await site.published.refresh()
  }

  test('ask whether they stand while they are looked at, and nobody else; out of sight they do not', async () => {
    const asked: string[] = []
    const reader = await browser.newPage()
    reader.on('request', (request) => asked.push(request.url()))
    pages['/far'] = page(
      `<div style="height: 9000px"></div>${embedFrame(handedOut)}<iframe src="${our}/embed/updates/${world.her.shortId}" title="News"></iframe>`,
    )
    const standings = () =>
      asked.filter((url) => url.includes('/standing/')).map((url) => new URL(url).pathname)
    await reader.goto(`${allowed.origin}/far`, { waitUntil: 'networkidle' })
    await reader.locator('iframe').first().scrollIntoViewIfNeeded()
    await expect.poll(standings, { timeout: 30_000 }).toContain(`/standing/en/act/${world.campaignKey}`)
    const news = `/standing/en/updates/${world.her.shortId}`
    expect(standings()).not.toContain(news)
    expect(asked.filter((url) => !url.startsWith(our) && !url.startsWith(allowed.origin))).toEqual([])
    await reader.close()
  })

  test('a form that is paused gives way by itself, in a frame and in a tab; what was typed goes with it', async () => {
    const tab = await browser.newPage()
    await tab.goto(`${our}/en/act/${world.campaignKey}/email`)
    await Promise.all([
      host.goto(`${allowed.origin}/form`),
      tab.goto(`${our}/en/act/${world.campaignKey}/signature`),
    ])
    await inside().locator('[name=firstName]').fill('Mira')
    await tab.locator('[name=firstName]').fill('Mira')
    await stop(false)
    await Promise.all([becomesNeutral(inside()), becomesNeutral(tab)])
    for (const where of [inside(), tab]) expect(await where.locator('form, input').count()).toBe(0)
    await expect.poll(() => host.locator('iframe').getAttribute('title')).toContain(neutral)
    await tab.goBack()
    await becomesNeutral(tab)
    await tab.close()
  })

  test('a case that goes quiet is gone from each open frame, and from those that are loaded anew', async () => {
    const tab = await browser.newPage()
    pages['/news'] = page(line(`/embed/updates/${world.her.shortId}`))
    await host.goto(`${allowed.origin}/news`)
    await tab.goto(`${allowed.origin}/sandboxed/embed/update/${world.updateKey}`)
    await Promise.all([host, tab].map((one) => expect.poll(() => inside(one).locator('h1').count()).toBe(1)))
    await stop(true)
    await Promise.all([becomesNeutral(inside()), becomesNeutral(inside(tab))])
    const around = async () => await host.evaluate<string>('document.body.innerHTML')
    expect(await around()).not.toMatch(/question is no crime|Samira|suspended/)
    await host.goto(`${allowed.origin}/form`)
    await becomesNeutral(inside())
    await expect.poll(height).toBeGreaterThan(0)
    expect(await around()).not.toMatch(/question is no crime|Samira/)
    expect(await heard()).toEqual([])
    await tab.close()
  })
})
