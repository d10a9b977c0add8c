import { expect, test } from 'vitest'
import { renderAll } from './pages.tsx'
import { bundle, launch, serve, type ServedFile } from './serve.ts'

/** Source: WCAG 2.2 1.4.10: nothing needs scrolling sideways at 320 px; 2.5.8: what is pressed is at least 24 px high. */
test('every page fits a narrow screen without script, and fingers fit what is to be pressed', async () => {
  const files = new Map<string, ServedFile>([
    ['/public.css', { type: 'text/css', body: bundle('src/ui/public.css') }],
    ['/console.css', { type: 'text/css', body: bundle('src/ui/console.css') }],
  ])
  for (const lang of ['en', 'ar'] as const) {
    for (const [name, body] of Object.entries(await renderAll(lang)))
      files.set(`/${lang}/${name}`, { type: 'text/html', body })
  }
  const { origin, close } = await serve((request) => files.get(request.url ?? ''))
  const browser = await launch()
  const page = await browser.newPage({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false })
  const wrong: string[] = []
  for (const path of files.keys()) {
    if (path.endsWith('.css')) continue
    await page.goto(origin + path)
    const boxes = await page.locator('body, main *:not(option, bdi, .hidden)').evaluateAll((elements) =>
      elements.map((element) => {
        const box = element.getBoundingClientRect()
        const pressed = element.matches('button, .button, .action, input:not([type=hidden]), select, summary')
        return {
          tag: element.outerHTML.slice(0, 80),
          left: box.left,
          right: box.right,
          height: box.height,
          pressed,
        }
      }),
    )
    if (boxes.length < 3) wrong.push(`${path}: nothing to measure`)
    for (const { tag, left, right, height, pressed } of boxes) {
      if (left < -1 || right > 321) wrong.push(`${path}: ${tag} reaches from ${left} to ${right}`)
      if (pressed && height > 0 && height < 24) wrong.push(`${path}: ${tag} is ${height} px high`)
    }
  }
  await browser.close()
  await close()
  expect(wrong).toEqual([])
}, 120_000)
