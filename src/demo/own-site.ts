/** The site of an organisation beside this one, on an origin of its own: it knows nothing of Watchlight but the HTML in it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import type { DemoWorld } from '../commands/demo.ts'
import { lighthouse } from './partners.ts'

export interface OwnSite {
  /** `http://127.0.0.1:4004` */
  origin: string
  /** something stands on it */
  readonly stands: boolean
  /** Puts what was copied at the console into its page. It lasts as long as the demo's data. */
  paste(html: readonly string[]): void
  close(): Promise<void>
}

const style = `body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 Georgia, serif }
header { border-bottom: 2px solid; margin-bottom: 2rem } iframe { border: 0 }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark } }`

const pageWith = (html: readonly string[]): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${lighthouse.organisation}</title><link rel="stylesheet" href="/style.css">
<header><p>www.lighthouse.example</p><h1>${lighthouse.organisation}</h1></header>
<p>We are lawyers in Nairobi. All that stands below comes from Watchlight, and goes when it goes there.</p>
${html.join('\n')}
</html>
`

/** Only this machine can reach it, and it holds no process up. */
export async function openOwnSite({ sitePort, dataDirectory, publicUrl }: DemoWorld): Promise<OwnSite> {
  const file = path.join(dataDirectory, 'own-site.html')
  const policy = `default-src 'none'; style-src 'self'; script-src ${publicUrl}; frame-src ${publicUrl}`
  const server = createServer((request, response) => {
    const [type, body] =
      request.url === '/style.css'
        ? ['css', style]
        : ['html', existsSync(file) ? readFileSync(file, 'utf8') : pageWith([])]
    response.writeHead(200, {
      'Content-Type': `text/${type}; charset=utf-8`,
      'Content-Security-Policy': policy,
    })
    response.end(body)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(sitePort, '127.0.0.1', resolve)
  })
  server.unref()
  return {
    origin: `http://127.0.0.1:${sitePort}`,
    get stands() {
      return existsSync(file)
    },
    paste: (html) => writeFileSync(file, pageWith(html)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
