import { chromium, type Browser } from '@playwright/test'
import { buildSync } from 'esbuild'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ServedFile {
  type: string
  body: Buffer | string
}

const files =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'"
/** What browsers are told on visitors' pages and on staff's pages. */
export const policies = {
  visitors: `${files}; trusted-types 'none'`,
  staff: `${files}; connect-src 'self'; trusted-types watchlight`,
}

/** One of our own style sheets or islands, as a build would make it. */
export function bundle(file: string): Buffer {
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
  })
  return Buffer.from(outputFiles[0]?.contents ?? [])
}

/** Serves what `find` gives on a port of loopback, under the policy of the page. */
export async function serve(find: (request: IncomingMessage) => ServedFile | undefined) {
  const server = createServer((request, response) => {
    request.resume()
    const file = find(request)
    response.writeHead(file ? 200 : 404, {
      'content-type': `${file?.type ?? 'text/plain'}; charset=utf-8`,
      'content-security-policy': request.url?.includes('console') ? policies.staff : policies.visitors,
    })
    response.end(file?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  })
}
