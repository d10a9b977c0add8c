/**
 * Photographs every page of the gallery into `shots/` and lets axe read them; development only.
 *
 *   node_modules/.bin/esbuild test/gallery/shoot.ts --bundle --platform=node --format=esm --packages=external \
 *     --outfile=dist/shoot.js && node dist/shoot.js [words of page names …]
 */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import fs from 'node:fs'
import sharp from 'sharp'
import { renderAll } from './pages.tsx'
import { bundle, launch, serve, type ServedFile } from './serve.ts'

const wanted = process.argv.slice(2)
const languages = ['en', 'ar'] as const
const looks = [
  { width: 360, scheme: 'light' },
  { width: 1440, scheme: 'light' },
  { width: 360, scheme: 'dark' },
  { width: 1440, scheme: 'dark' },
] as const

/** A painted stand-in: nobody's face. */
function picture(width: number, height: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 100" preserveAspectRatio="xMidYMid slice" width="${width}" height="${height}">
    <rect width="80" height="100" fill="#c9b79c"/><rect x="50" width="30" height="62" fill="#e9dcc3"/>
    <path d="M8 100c0-26 14-34 32-34s32 8 32 34z" fill="#41505a"/><path d="M22 40c0-17 8-24 18-24s18 7 18 24c2 18 3 28-2 34H24c-5-6-4-16-2-34z" fill="#3b2a20"/>
    <ellipse cx="40" cy="42" rx="12" ry="15" fill="#b98563"/><path d="M34 54h12v14c-3 4-9 4-12 0z" fill="#ad7a59"/></svg>`
  return sharp(Buffer.from(svg)).resize(width, height).jpeg({ quality: 80 }).toBuffer()
}

const files = new Map<string, ServedFile>([
  ['/public.css', { type: 'text/css', body: bundle('src/ui/public.css') }],
  ['/console.css', { type: 'text/css', body: bundle('src/ui/console.css') }],
  ['/portrait.jpg', { type: 'image/jpeg', body: await picture(800, 1000) }],
  ['/wide.jpg', { type: 'image/jpeg', body: await picture(1200, 750) }],
])
for (const island of ['letter-length', 'live-region', 'autosave']) {
  files.set(`/${island}.js`, { type: 'text/javascript', body: bundle(`src/ui/islands/${island}.ts`) })
}
for (const lang of languages) {
  for (const [name, body] of Object.entries(await renderAll(lang)))
    files.set(`/${lang}/${name}`, { type: 'text/html', body })
}

const { origin, close } = await serve((request) => files.get(request.url ?? ''))

fs.mkdirSync('shots', { recursive: true })
const browser = await launch()
let complaints = 0

async function inspect(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  for (const { id, help, nodes } of violations) {
    complaints += 1
    console.log(
      `${name}: ${id}: ${help}\n   ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join('\n   ')}`,
    )
  }
  const width = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (width > 0) {
    complaints += 1
    console.log(`${name}: ${width} px too wide`)
  }
}

for (const { width, scheme } of looks) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    bypassCSP: false,
  })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404'))
      console.log(`console: ${message.text()}`)
  })
  for (const path of [...files.keys()].filter((key) => /^\/(?:en|ar)\//.test(key))) {
    const [, lang, name = ''] = path.split('/')
    if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue
    await page.goto(origin + path)
    await page.screenshot({ path: `shots/${name}-${lang}-${width}-${scheme}.png`, fullPage: true })
    await inspect(page, `${path} at ${width} ${scheme}`)
  }
  await context.close()
}
await browser.close()
await close()
console.log(complaints === 0 ? 'nothing to complain about' : `${complaints} complaints`)
