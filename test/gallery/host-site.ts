import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerScript } from '../content-filter.ts'

const hostScript = `window.heard = []; window.secrets = []
addEventListener('message', ({ data }) => data.secret && window.secrets.push(data))
for (const what of ['ready', 'acted', 'shared'])
  document.addEventListener('watchlight:' + what, (event) => window.heard.push([what, event.detail]))`
const scripts: Record<string, string> = { '/host.js': hostScript, '/answer.js': answerScript }

/** A page of it, which remembers what it is told in `window.heard` and `window.secrets`. */
export const page = (body: string): string =>
  `<!doctype html><html lang="en"><title>A member’s own site</title><body><script src="/host.js"></script>${body}`

/**
 * A site of somebody on an origin of its own, with what stands in `pages` at that moment: its policy allows the script and
 * the frames of `our` site, and no inline style or HTML from text.
 */
export async function hostSite(pages: Readonly<Record<string, string>>, our: string) {
  const server = createServer((request, response) => {
    const script = scripts[request.url!]
    const [body, type] = script ? [script, 'text/javascript'] : [pages[request.url!], 'text/html']
    response.writeHead(body ? 200 : 404, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': `default-src 'none'; script-src 'self' ${our}; frame-src ${our}; style-src-attr 'unsafe-inline'; require-trusted-types-for 'script'`,
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
